import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { namesIn } from "./names-in";
import { isRunning, markOf } from "./process-mark";

/** A temporary folder that only this user may enter, and that is gone when this process ends. */
export interface PrivateFolder {
  readonly path: string;
  /** Deletes it now. */
  readonly remove: () => void;
}

/** Begins the names of private folders; then come the process that made it and when that began. */
const PREFIX = `ecs-terraform-cdk-${hostname()}-`;

/** Where this process has looked for what killed processes have left. */
const sweptParents = new Set<string>();

/**
 * Makes a temporary folder. It is removed on every exit of this process, also after Ctrl-C, and what a process that was
 * killed has left is removed by the next one on this machine.
 *
 * @param purpose part of its name
 * @param parent @default - the system's, or TMPDIR
 */
export function makePrivateFolder(purpose: string, parent = tmpdir()): PrivateFolder {
  // TMPDIR may be relative, but children run in other folders.
  const absolute = resolve(parent);
  if (!sweptParents.has(absolute)) {
    sweptParents.add(absolute);
    sweep(absolute);
  }
  const { pid, begin = "" } = markOf(process.pid);
  // mkdtemp gives it mode 0700.
  const path = mkdtempSync(join(absolute, `${PREFIX}${pid}-${begin}-${purpose}-`));
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return { path, remove };
}

/** Deletes the private folders of processes that run no more. */
function sweep(parent: string): void {
  for (const name of namesIn(parent)) {
    const [, pid, begin] = name.startsWith(PREFIX)
      ? (/^(\d+)-(\d*)-/.exec(name.slice(PREFIX.length)) ?? [])
      : [];
    if (pid !== undefined && !isRunning({ pid: Number(pid), begin: begin === "" ? undefined : begin })) {
      try {
        rmSync(join(parent, name), { recursive: true, force: true });
      } catch {
        // another user's
      }
    }
  }
}
