import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * A folder of this user's for what must outlive a run, whatever becomes of the project's folder.
 * See https://specifications.freedesktop.org/basedir-spec/latest/, by which a relative path counts as none.
 */
export function userStateFolder(name: string): string {
  const { XDG_STATE_HOME = "", HOME = homedir() } = process.env;
  const base = isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(HOME, ".local", "state");
  return join(base, "ecs-terraform-cdk", name);
}
