import type { Facet } from "./facet";

/** Where a container sees a volume of its task. */
export interface MountPoint {
  /** Name of one of the task's `volumes`. */
  readonly volume: string;
  /** Absolute path in the container. */
  readonly containerPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

export interface StorageProps {
  /** Where the volumes of the task appear. @default none */
  readonly mountPoints?: readonly MountPoint[];
  /**
   * Whether the root file system cannot be written to; not with ECS Exec. What a program must write goes to a volume.
   * @default false, since most images write to theirs
   */
  readonly readonlyRootFilesystem?: boolean;
}

export const storage: Facet<StorageProps> = {
  check(c, { mountPoints = [], readonlyRootFilesystem }, { volumes, execEnabled }) {
    for (const [index, { volume }] of mountPoints.entries()) {
      c.require(() => Object.hasOwn(volumes, volume), {
        prop: `mountPoints[${index}].volume`,
        must: "be one of the task's volumes",
        got: volume,
        hint: "add it to 'volumes'",
      });
    }
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    c.require(() => !(execEnabled && readonlyRootFilesystem === true), {
      prop: "readonlyRootFilesystem",
      must: "be left out with 'execEnabled'",
      got: readonlyRootFilesystem,
      hint: "the agent that opens the shell writes to the root file system",
    });
  },
  render: ({ mountPoints = [], readonlyRootFilesystem }) => ({
    mountPoints: mountPoints.map(({ volume, containerPath, readOnly = false }) => ({
      sourceVolume: volume,
      containerPath,
      readOnly,
    })),
    volumesFrom: [],
    readonlyRootFilesystem,
  }),
};
