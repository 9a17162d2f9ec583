import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

import { userStateFolder } from "../process/user-state-folder";

/**
 * Where Terraform puts a state that it could not write to its place, as with credentials that have expired meanwhile.
 * See https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
const ERRORED_STATE = "errored.tfstate";

/** Moves a state that Terraform could not save out of the synthesized folder, which is made anew, or deleted, any time. */
export function keepUnsavedState(directory: string, state: string): void {
  const file = join(directory, ERRORED_STATE);
  if (existsSync(file)) {
    mkdirSync(userStateFolder("journals"), { recursive: true, mode: 0o700 });
    // It may be in another file system, and the disk full: a part of it must not pass for all of it.
    const draft = `${fileOf(state)}.new`;
    copyFileSync(file, draft);
    chmodSync(draft, 0o600);
    renameSync(draft, fileOf(state));
    rmSync(file);
  }
}

/** The file of a state that is not in its place yet; undefined if there is none. */
export function findUnsavedState(directory: string, state: string): string | undefined {
  keepUnsavedState(directory, state);
  return existsSync(fileOf(state)) ? fileOf(state) : undefined;
}

/** After it was saved. */
export function forgetUnsavedState(state: string): void {
  rmSync(fileOf(state), { force: true });
}

function fileOf(state: string): string {
  return join(userStateFolder("journals"), `${journalName(state)}.tfstate`);
}

/** What the files about a state are called. */
export function journalName(state: string): string {
  return createHash("sha256").update(state).digest("hex").slice(0, 32);
}
