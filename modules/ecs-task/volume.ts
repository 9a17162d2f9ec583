import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { type Checks, escapeTemplate, rules, sorted } from "../core";

/**
 * A file system of EFS, the same for all tasks on all instances. Its mount targets must accept the tasks on port
 * 2049. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
 */
export interface EfsVolume {
  /** E.g. `fs-0123456789abcdef0`. */
  readonly fileSystemId: string;
  /** Access point, which sets user and root directory. @default none */
  readonly accessPointId?: string;
  /** Directory that is mounted; not with an access point. @default "/" */
  readonly rootDirectory?: string;
  /** Whether data is encrypted on its way. @default true */
  readonly transitEncryption?: boolean;
  /** Whether the task role decides who may mount: it is allowed this file system. @default true, if encrypted on its way */
  readonly iam?: boolean;
}

/** A volume of Docker on one instance. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/docker-volumes.html */
export interface DockerVolume {
  /** Whether it goes with the task or outlives it. @default "task" */
  readonly scope?: "task" | "shared";
  /** Whether a shared one is made where it is missing. @default false */
  readonly autoprovision?: boolean;
  /** @default "local" */
  readonly driver?: string;
  /** @default none */
  readonly driverOptions?: Readonly<Record<string, string>>;
}

/** What a task can mount: a path of the instance, a file system of EFS, or a volume of Docker. */
export type Volume =
  { readonly hostPath: string } | { readonly efs: EfsVolume } | { readonly docker: DockerVolume };

/** The volumes of a task by name. */
export type Volumes = Readonly<Record<string, Volume>>;

/** Checks each volume of a task. */
export function checkVolumes(c: Checks, volumes: Volumes): void {
  c.known({ volumes: Object.keys(volumes) });
  for (const [name, volume] of Object.entries(volumes)) {
    c.value("volumes", name, NAME);
    const at = c.at(`volumes.${name}`);
    if ("hostPath" in volume) {
      at.value("hostPath", volume.hostPath, PATH);
    } else if ("efs" in volume) {
      checkEfs(at.at("efs"), volume.efs);
    } else {
      const { autoprovision, scope } = volume.docker;
      at.require(() => autoprovision !== true || scope === "shared", {
        prop: "docker.autoprovision",
        must: 'be left out unless scope is "shared"',
        got: autoprovision,
        of: [autoprovision, scope],
        hint: "a volume of one task is always made",
      });
    }
  }
}

function checkEfs(c: Checks, efs: EfsVolume): void {
  const { accessPointId, transitEncryption, rootDirectory = "/", iam } = efs;
  c.each<EfsVolume>(efs, { fileSystemId: FILE_SYSTEM, accessPointId: ACCESS_POINT, rootDirectory: PATH });
  c.require(() => transitEncryption !== false || (accessPointId === undefined && iam !== true), {
    prop: "transitEncryption",
    must: "be true with an access point or IAM",
    got: transitEncryption,
    hint: "leave it out",
  });
  c.require(() => accessPointId === undefined || rootDirectory === "/", {
    prop: "rootDirectory",
    must: "be left out with an access point",
    got: rootDirectory,
    hint: "the access point has a root directory of its own",
  });
}

/** Whether the task role decides who may mount the file system. */
export function usesIam({ transitEncryption = true, iam = transitEncryption }: EfsVolume): boolean {
  return iam;
}

/** The `volume` blocks of a task definition, in the order of their names. */
export function renderVolumes(volumes: Volumes): EcsTaskDefinitionVolume[] {
  return Object.entries(sorted(volumes)).map(([name, volume]) => ({ name, ...renderVolume(volume) }));
}

function renderVolume(volume: Volume): Omit<EcsTaskDefinitionVolume, "name"> {
  if ("hostPath" in volume) {
    return { hostPath: escapeTemplate(volume.hostPath) };
  }
  if ("docker" in volume) {
    const { scope = "task", autoprovision, driver = "local", driverOptions } = volume.docker;
    const driverOpts =
      driverOptions &&
      Object.fromEntries(Object.entries(driverOptions).map(([key, value]) => [key, escapeTemplate(value)]));
    return { dockerVolumeConfiguration: { scope, autoprovision, driver, driverOpts } };
  }
  const { fileSystemId, accessPointId, rootDirectory = "/", transitEncryption = true } = volume.efs;
  const iam = usesIam(volume.efs);
  return {
    efsVolumeConfiguration: {
      fileSystemId,
      rootDirectory,
      transitEncryption: transitEncryption ? "ENABLED" : "DISABLED",
      authorizationConfig:
        iam || accessPointId !== undefined ? { accessPointId, iam: iam ? "ENABLED" : "DISABLED" } : undefined,
    },
  };
}

const NAME = rules.text(
  /^[\w-]{1,255}$/,
  "a map from names of 1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
const PATH = rules.text(/^\/\S*$/, "an absolute path", "write it like /var/lib/data");
const FILE_SYSTEM = rules.text(
  /^fs-[0-9a-f]{8,40}$/,
  "the id of a file system of EFS",
  "copy it from the EFS console: fs-…",
);
const ACCESS_POINT = rules.text(
  /^fsap-[0-9a-f]{8,40}$/,
  "the id of an access point of EFS",
  "copy it from the EFS console: fsap-…",
);
