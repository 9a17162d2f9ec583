import type { PolicyStatement } from "../../iam";
import type { Port } from "../../security-group";
import type { Architecture } from "../instance-families";
import type { SecretSource } from "./secret-source";

/**
 * A container that systemd starts on every instance of a group and starts again whenever it ends: after a crash,
 * a failed pull, a restart of Docker, a reboot. It is ready before the ECS agent starts, and runs without ECS: take it for what tasks need to be
 * there (service discovery, a log router, a security agent). ECS sees neither it nor its new versions: a changed
 * one comes with new instances. Otherwise take a service with the strategy DAEMON, which ECS watches and updates
 * in place.
 */
export interface SystemContainer {
  /** 1 to 40 lowercase letters, digits and hyphens, unique in the group: name of the container and of its unit. */
  readonly name: string;
  /** With its tag or digest. */
  readonly image: string;
  /** Whether `image` may have the tag `latest` or none; then instances can run different versions of it. @default false */
  readonly allowLatest?: boolean;
  /** The only architecture that the image is made for. @default it runs on each */
  readonly architecture?: Architecture;
  /** Arguments of the image's entry point. @default the image's */
  readonly command?: readonly BootValue[];
  /** Plain values; never secrets. @default none */
  readonly environment?: Readonly<Record<string, BootValue>>;
  /** Secrets by the name of the environment variable that receives them, read anew at each start. @default none */
  readonly secrets?: Readonly<Record<string, SecretSource>>;
  /** Secrets by the path of the file in the container that holds them, read anew at each start. @default none */
  readonly secretFiles?: Readonly<Record<string, SecretSource>>;
  /** @default none */
  readonly volumes?: readonly SystemVolume[];
  /** Ports of the instance that lead to the container, in network "bridge". @default none */
  readonly ports?: readonly SystemPort[];
  /** Ports of the instance that everything in the VPC may reach. @default none */
  readonly openToVpc?: readonly Port[];
  /** Docker's bridge, or the network of the instance itself. @default "bridge" */
  readonly network?: "bridge" | "host";
  /** Host name in the container. @default Docker's */
  readonly hostname?: BootValue;
  /** User, or user:group, in the container. @default the image's */
  readonly user?: string;
  /** All capabilities and devices of the instance. @default false */
  readonly privileged?: boolean;
  /** Devices of the instance, e.g. `/dev/kmsg`. @default none */
  readonly devices?: readonly string[];
  /**
   * Command in the container that succeeds once it is ready for tasks, which do not start before that.
   * @default it is ready as soon as it runs
   */
  readonly readyCommand?: readonly string[];
  /**
   * Limit at which the container is killed, at least 6. ECS is told to leave this much of the instance alone.
   * @default none: it takes what ECS believes to be free
   */
  readonly memoryMiB?: number;
  /**
   * What its program calls with the role of the instance, beside reading its secrets; in network "bridge" the group then
   * needs `instanceMetadataHopLimit: 2`. @default nothing
   */
  readonly permissions?: readonly PolicyStatement[];
}

/** A text, or a value of the instance metadata. */
export type BootValue = string | InstanceMetadata;

/** A value that an instance gets from its metadata service. */
export interface InstanceMetadata {
  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html */
  readonly instanceMetadata: "instance-id" | "local-ipv4" | "local-hostname" | "placement/availability-zone";
}

/** A folder, file or named volume in a system container. */
export interface SystemVolume {
  /** Path on the instance, or the name of a Docker volume. */
  readonly source: string;
  /** Path in the container. */
  readonly target: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** A port of the instance that leads to a system container. */
export interface SystemPort {
  /** 1 to 65535. */
  readonly containerPort: number;
  /** 1 to 65535. @default the container's */
  readonly hostPort?: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
}
