import { Command } from "commander";

import { prepareStack } from "../terraform/prepared-stack";
import { commitVersion, newVersion } from "../versions/commit-version";
import { addEnvironment, type StackArguments } from "./options";
import { planChange, printPlan } from "./planned-change";
import { printJson, stepReporter } from "./report";

export interface BumpArguments extends Omit<StackArguments, "app"> {
  /** `false` with --no-plan. */
  readonly plan: boolean;
  readonly json?: boolean;
}

/** `npm run bump -- <service> <version>`: commits a version, and shows what deploying it would change. */
export function bumpCommand(): Command {
  const command = new Command("bump")
    .description("Write the version of a service into cdktf.json, and show what deploying it would change.")
    .usage("-- <service> <version> [options]")
    .argument("<service>", "its key, e.g. app")
    .argument("<version>", "an image tag, or a sha256: digest")
    .allowExcessArguments(false);
  return addBumpOptions(command)
    .addHelpText(
      "after",
      [
        "\nWith -c environment=prod the version is that of this environment alone (prod.app.version).",
        "Exit codes: 0 written and planned, 1 otherwise: a version that is refused is not written.",
        "\nExamples:\n  npm run bump -- app v2\n  npm run bump -- app v2 -c environment=prod",
      ].join("\n"),
    )
    .action(bump);
}

export function addBumpOptions(command: Command): Command {
  return addEnvironment(command)
    .option("--no-plan", "write it only")
    .option("--json", "for programs: what was written, and the plan");
}

/** Writes the version, once the program has taken it, and shows the plan. */
export async function bump(service: string, version: string, args: BumpArguments): Promise<void> {
  const { context, local, plan, json = false } = args;
  const report = stepReporter(json);
  const change = newVersion(context, service, version);
  const asked = [...context, `${change.key}=${version}`];
  // The program judges keys and versions.
  const { subject } = await prepareStack({
    ...{ projectDirectory: process.cwd(), command: "bump", report, context: asked },
    aws: local === true ? "local" : "account",
  });
  const done = commitVersion(change);
  // What was committed before is no news: the deployment must be told that it is meant.
  const flags = change.isCommitted ? ["-var", `${service}.version=${version}`] : [];
  if (!json) {
    console.log(done);
  }
  if (!plan) {
    if (json) {
      printJson(change);
    }
    return;
  }
  const planArguments = { ...args, context: asked, var: [], varFile: [], target: [], color: true };
  const planned = await planChange({ command: "plan", stackName: undefined, args: planArguments, report });
  planned.plan.remove();
  if (json) {
    printJson({ ...change, plan: planned.report });
  } else {
    printPlan(planned, planArguments);
    console.log(`\nTo deploy it: ${subject.command("deploy", ...flags)}; then commit cdktf.json.`);
  }
}
