import { readFileSync } from "node:fs";

import { Command, Option } from "commander";

import { costMarkdown, costText } from "../cost/cost-text";
import { type CostDifference, costDifference, differenceText, estimatePlan } from "../cost/difference";
import type { Estimate } from "../cost/estimate";
import { estimateProgram } from "../cost/estimate-program";
import { PRICE_PAGES, PRICES_OF } from "../cost/prices";
import { UserError } from "../process/user-error";
import type { PlanJson } from "../terraform/plan-json";
import { addEnvironmentName, addApp } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments {
  readonly context: readonly string[];
  readonly app?: string;
  /** File with what `terraform show -json <plan>` prints. */
  readonly plan?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `npm run cost`: what an environment costs a month, as far as that does not depend on its use. */
export function costCommand(): Command {
  const command = new Command("cost")
    .description("Estimate what an environment costs a month, without account, network or Terraform.")
    .usage("-- [options]")
    .argument("[stack]", "another one than the first, where a program has several");
  return addApp(addEnvironmentName(command))
    .addOption(
      new Option("--plan <file>", "as it will be after a plan: what 'terraform show -json' prints").conflicts(
        ["app"],
      ),
    )
    .addOption(new Option("--json", "for programs").conflicts("markdown"))
    .option("--markdown", "for pull requests")
    .addHelpText(
      "after",
      "\nWhat a plan changes in it is a line of 'npm run plan'.\n\nExamples:\n  npm run cost -- -c environment=prod\n  npm run cost -- --app \"npx tsx examples/boot/main.ts\"",
    )
    .action(showCost);
}

async function showCost(stackName: string | undefined, args: Arguments): Promise<void> {
  const report = stepReporter(args.json === true || args.markdown === true);
  const { stack, cost, change }: Answer =
    args.plan === undefined
      ? await report.step("Synthesizing", () =>
          estimateProgram({ context: args.context, app: args.app, stack: stackName }),
        )
      : ofPlan(stackName ?? args.plan, args.plan);
  if (args.json === true) {
    printJson({ stack, ...cost, prices: { ...PRICES_OF, pages: PRICE_PAGES }, change });
    return;
  }
  printLines(args.markdown === true ? costMarkdown(stack, cost) : costText(stack, cost));
  if (change !== undefined) {
    printLines(["", `The plan changes it by ${differenceText(change)}.`]);
  }
}

interface Answer {
  readonly stack: string;
  readonly cost: Estimate;
  readonly change?: CostDifference;
}

/** @throws UserError if the file holds no plan */
function ofPlan(stack: string, file: string): Answer {
  const plan = readPlan(file);
  return { stack, cost: estimatePlan(plan, "after"), change: costDifference(plan) };
}

function readPlan(file: string): PlanJson {
  const hint = "write it with 'terraform show -json <plan> > plan.json'";
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`--plan ${file}: ${(error as Error).message}; ${hint}.`);
  }
  if (typeof plan !== "object" || plan === null || !("resource_changes" in plan)) {
    throw new UserError(`--plan ${file}: there is no plan in it; ${hint}.`);
  }
  return plan as PlanJson;
}
