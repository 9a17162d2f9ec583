import type { IConstruct } from "constructs";
import type { MemberOf } from "./placement/member-of";
import type { Units } from "./units";

/** What one task asks of its instance. */
export interface TaskDemand {
  readonly units: Units;
  /** Ports of the instance that the task has for itself, each with the prop that says so. */
  readonly hostPorts: readonly HostPort[];
  /** That all images are made for, e.g. `ARM64`. @default only `images` tell */
  readonly cpuArchitecture?: string;
  /** Architecture that the name of an image tells, with the prop; see {@link imageArchitecture}. */
  readonly images: readonly ImageArchitecture[];
  /** What it asks of the instance beside. @default nothing */
  readonly constraints?: readonly MemberOf[];
}

export interface HostPort {
  readonly prop: string;
  readonly port: number;
  /** With its protocol, e.g. `8080/tcp`. */
  readonly key: string;
}

export interface ImageArchitecture {
  readonly prop: string;
  readonly image: string;
  readonly architecture: string;
}

/** The tasks of a service. */
export interface ServiceDemand extends TaskDemand {
  readonly service: IConstruct;
  /** Whether no two tasks may be on one instance. */
  readonly distinctInstance: boolean;
  /** The fewest that there are at any time, and the most. */
  readonly minTasks: number;
  readonly maxTasks: number;
  /** Whether all of them are on one group of instances. */
  readonly isOnOneGroup: boolean;
}

/** A task on every instance. */
export interface DaemonDemand extends TaskDemand {
  readonly service: IConstruct;
  /** Whether placement constraints may keep it from some instances of the group. */
  readonly isConstrained: boolean;
}

/** What an image is made for, where its name says it: `arm64v8/nginx:1.27`, `example/web:v1-amd64`. */
export function imageArchitecture(image: string): string | undefined {
  const [, begin, end] = IMAGE.exec(image) ?? [];
  const name = begin ?? end;
  return name === undefined ? undefined : /^(arm64|aarch64)/.test(name) ? "arm64" : "x86_64";
}

/** Architectures as the official images and most others write them: https://github.com/docker-library/official-images */
const IMAGE = /^(?:.*\/)?(arm64v8|amd64)\/|[-_:](arm64|arm64v8|aarch64|amd64|x86_64)$/;
