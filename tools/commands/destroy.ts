import { Command } from "commander";

import { requireTerminal } from "../terminal/prompt";
import { hasColors } from "../terminal/style";
import { approve } from "./approval";
import { addContext, addTerraformOptions, addVersions, type PlanArguments } from "./options";
import { applyArguments, planChange, printPlan } from "./planned-change";
import { printJson, stepReporter } from "./report";

interface Arguments extends PlanArguments {
  readonly autoApprove?: boolean;
  readonly json?: boolean;
}

/** `npm run destroy`: plans the end of everything in the stack, asks, and applies that very plan. */
export function destroyCommand(): Command {
  const command = new Command("destroy")
    .description("Destroy everything in the stack, after asking for approval.")
    .usage("-- [options]")
    .argument("[stack]", "its name, to be sure which one it is");
  addVersions(addContext(command))
    .option("--auto-approve", "do not ask")
    .option("--json", "for programs: what was destroyed");
  return addTerraformOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  npm run destroy -- -c environment=staging\n  npm run destroy -- --local --auto-approve",
    )
    .action(destroy);
}

async function destroy(stackName: string | undefined, args: Arguments): Promise<void> {
  const { autoApprove = false, json = false } = args;
  if (!autoApprove) {
    requireTerminal("destroy", "add --auto-approve");
  }
  const change = await planChange({ command: "destroy", stackName, args, report: stepReporter(json) });
  const { terraform, plan, report } = change;
  if (!json) {
    printPlan(change, args);
  }
  if (plan.hasChanges) {
    if (!autoApprove) {
      await approve({
        question: `Destroy all of this in '${report.stack}'? It cannot be undone.`,
        details: async () => {
          console.log(await terraform.showText(plan, hasColors({ noColor: !args.color })));
        },
      });
    }
    await terraform.apply(plan, { title: `Destroying ${report.stack}`, args: applyArguments(args) });
  }
  plan.remove();
  if (json) {
    printJson(report);
  }
}
