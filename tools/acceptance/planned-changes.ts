import { UserError } from "../process/user-error";
import type { AcceptanceRun } from "./acceptance-run";

/** What `plan`, `deploy` and `destroy` say with `--json`, as far as steps look at it. */
export interface Changes {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly outputValues?: Readonly<Record<string, string>>;
}

/** Deploys a version. @throws UserError if that fails */
export async function deployVersion(run: AcceptanceRun, version: string): Promise<Changes> {
  const json = await run.succeed("deploy", "--auto-approve", "--json", "-var", `app.version=${version}`);
  return JSON.parse(json) as Changes;
}

/** @throws UserError if a plan in this version would change anything */
export async function requireEmptyPlan(run: AcceptanceRun, version: string): Promise<void> {
  const json = await run.succeed("plan", "--json", "-var", `app.version=${version}`);
  const { add, change, destroy } = JSON.parse(json) as Changes;
  if (add + change + destroy > 0) {
    throw new UserError(
      `The plan is not empty: ${add} to add, ${change} to change, ${destroy} to destroy; see 'npm run plan' in the log.`,
    );
  }
}
