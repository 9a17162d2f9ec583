import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A temporary folder that only this user may enter, and that is gone when this process ends. */
export interface PrivateFolder {
  readonly path: string;
  /** Deletes it now. */
  readonly remove: () => void;
}

/**
 * Makes a temporary folder. It is removed on every exit of this process, also after Ctrl-C.
 *
 * @param parent @default - the system's, or TMPDIR
 */
export function makePrivateFolder(prefix: string, parent = tmpdir()): PrivateFolder {
  // mkdtemp gives it mode 0700. TMPDIR may be relative, but children run in other folders.
  const path = mkdtempSync(join(resolve(parent), prefix));
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return { path, remove };
}
