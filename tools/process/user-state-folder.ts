import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A folder of this user's for what must outlive a run, whatever becomes of the project's folder.
 * See https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function userStateFolder(name: string): string {
  const { XDG_STATE_HOME = "", HOME = homedir() } = process.env;
  const base = XDG_STATE_HOME === "" ? join(HOME, ".local", "state") : XDG_STATE_HOME;
  return join(base, "ecs-terraform-cdk", name);
}
