import { Command, Option } from "commander";

import { planMarkdown } from "../terraform/plan-markdown";
import { hasColors } from "../terminal/style";
import {
  addChangeOptions,
  addContext,
  addTerraformOptions,
  addVersions,
  type PlanArguments,
} from "./options";
import { planChange, printPlan } from "./planned-change";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends PlanArguments {
  /** Plan a new environment with neither account nor network. */
  readonly offline?: boolean;
  readonly details?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `npm run plan`: shows what a deployment would change, and changes nothing. */
export function planCommand(): Command {
  const command = new Command("plan")
    .description("Show what a deployment would change.")
    .usage("-- [options]")
    .argument("[stack]", "its name, to be sure which one it is");
  addVersions(addContext(command))
    .addOption(
      new Option("--offline", "as a new environment, with neither account nor network").conflicts("local"),
    )
    .option("--details", "Terraform's own, long text, too")
    .addOption(new Option("--json", "for programs").conflicts(["details", "markdown"]))
    .addOption(new Option("--markdown", "for pull requests").conflicts("details"));
  return addChangeOptions(addTerraformOptions(command))
    .addHelpText(
      "after",
      "\nExamples:\n  npm run plan -- -c environment=prod -var app.version=v2\n  npm run plan -- --offline --details",
    )
    .action(plan);
}

async function plan(stackName: string | undefined, args: Arguments): Promise<void> {
  const { json, markdown, details, offline, color } = args;
  const report = stepReporter(json === true || markdown === true);
  const change = await planChange({ command: "plan", stackName, args, offline, report });
  if (json === true) {
    printJson(change.report);
  } else if (markdown === true) {
    printLines(planMarkdown(change.report));
  } else {
    if (details === true) {
      console.log(await change.terraform.showText(change.plan, hasColors({ noColor: !color })));
    }
    printPlan(change, args);
  }
  change.plan.remove();
}
