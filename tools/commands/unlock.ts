import { Command } from "commander";

import { UserError } from "../process/user-error";
import { prepareStack } from "../terraform/prepared-stack";
import { readLock } from "../terraform/read-lock";
import { describeHolder, describeLock, livenessOf } from "../terraform/state-lock";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import { requireTerminal } from "../terminal/prompt";
import { approve } from "./approval";
import { addContext, type StackArguments } from "./options";
import { printJson, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly autoApprove?: boolean;
  /** Also while the run that holds the lock is, or may be, alive. */
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `npm run unlock`: clears the lock that a run has left on a stack's state. */
export function unlockCommand(): Command {
  const command = new Command("unlock")
    .description("Clear the lock that a run which was killed has left on the state, after asking.")
    .usage("-- [options]");
  return addContext(command)
    .option("--auto-approve", "do not ask, if the run that holds the lock is known to have ended")
    .option("--force", "also if that run is, or may be, alive, and without asking")
    .option("--json", "for programs: the lock that was cleared, or null")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run unlock\n  npm run unlock -- -c environment=prod --auto-approve",
    )
    .action(unlock);
}

async function unlock(args: Arguments): Promise<void> {
  const { context, app, local, autoApprove = false, force = false, json = false } = args;
  const report = stepReporter(json);
  const prepared = await prepareStack({
    projectDirectory: process.cwd(),
    command: "unlock",
    aws: local === true ? "local" : "account",
    context,
    app,
    report,
  });
  const { name, state, command } = prepared.subject;
  const lock = await readLock(prepared);
  if (lock === undefined) {
    if (json) {
      printJson(null);
    } else {
      console.log(`The state of '${name}' is not locked.`);
    }
    return;
  }
  const liveness = livenessOf(lock, state);
  if (!force) {
    if (liveness.kind === "alive" || (liveness.kind === "unknown" && autoApprove)) {
      throw new UserError(describeLock(name, lock, liveness, command("unlock", "--force")));
    }
    if (!autoApprove) {
      requireTerminal("unlock", liveness.kind === "dead" ? "add --auto-approve" : "add --force");
      await approve({ question: `${describeHolder(name, lock, liveness)}. Clear the lock?` });
    }
  }
  await new TerraformCli(prepared, report).init({ movedState: local === true ? "reconfigure" : undefined });
  await new TerraformState(prepared).unlock(lock.ID);
  if (json) {
    printJson(lock);
  } else {
    console.log(`The state of '${name}' is unlocked; '${command("plan")}' shows what is left to do.`);
  }
}
