import type { TaskStatus } from "../aws/tasks";

/** Tasks that have stopped in the same way. */
export interface StoppedTasks {
  readonly count: number;
  readonly stopCode: string | undefined;
  readonly reason: string | undefined;
  readonly containers: readonly {
    readonly name: string;
    /** Undefined if it has never run. */
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
}

/** Puts together what has stopped for one reason: a deployment that fails leaves one task after another. */
export function groupAlike(tasks: readonly TaskStatus[]): StoppedTasks[] {
  const groups = new Map<string, StoppedTasks>();
  for (const { stopCode, stoppedReason: reason, containers } of tasks) {
    const one = {
      ...{ stopCode, reason },
      containers: containers.map(({ name, exitCode, reason: why }) => ({ name, exitCode, reason: why })),
    };
    const key = JSON.stringify(one);
    groups.set(key, { count: (groups.get(key)?.count ?? 0) + 1, ...one });
  }
  return [...groups.values()];
}
