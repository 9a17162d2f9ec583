import { Command } from "commander";

import { accountKey, type BootstrapTarget, bootstrapTarget } from "../bootstrap/bootstrap-target";
import { findState, type FoundState } from "../bootstrap/found-state";
import { makeStateBucket } from "../bootstrap/make-state-bucket";
import { commitContext } from "../project/context-file";
import { TerraformCli } from "../terraform/terraform-cli";
import { requireTerminal } from "../terminal/prompt";
import { table } from "../terminal/table";
import { approve } from "./approval";
import { addContext, type StackArguments } from "./options";
import { planPrepared, printPlan } from "./planned-change";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly autoApprove?: boolean;
  readonly json?: boolean;
}

/** `npm run bootstrap`: makes an environment's state bucket, and notes the account that it is in. */
export function bootstrapCommand(): Command {
  const command = new Command("bootstrap")
    .description(
      "Make the bucket for an environment's state, once, before its first deployment; the bucket keeps its own state,\n" +
        "too. The account is noted in cdktf.json: from then on, no other is deployed to. Run again, it makes what is missing.",
    )
    .usage("-- [options]");
  return addContext(command)
    .option("--auto-approve", "do not ask")
    .option("--json", "for programs: account, region, bucket, and whether anything was done")
    .addHelpText(
      "after",
      "\nExit code: 0 if all is there, 1 if not, 130 after Ctrl-C.\n\n" +
        "Examples:\n  npm run bootstrap\n  npm run bootstrap -- -c environment=prod --auto-approve",
    )
    .action(bootstrap);
}

async function bootstrap(args: Arguments): Promise<void> {
  const { autoApprove = false, json = false, local = false } = args;
  if (!autoApprove) {
    requireTerminal("bootstrap", "add --auto-approve");
  }
  const report = stepReporter(json);
  const target = await bootstrapTarget({
    projectDirectory: process.cwd(),
    command: "bootstrap",
    aws: local ? "local" : "account",
    context: args.context,
    app: args.app,
    report,
  });
  const found = await report.step("Looking for the state bucket", () => findState(target));
  const mustNote = !local && !target.isNoted;
  if (!json) {
    printLines(["", ...describe(target, found)]);
  }

  const { prepared } = target;
  const terraform = new TerraformCli(prepared, report);
  let hasChanged = !found.hasState || mustNote;
  const change = async () => {
    const planned = await planPrepared(prepared, terraform);
    const { plan } = planned;
    hasChanged ||= plan.hasChanges;
    if (hasChanged && !json) {
      printPlan(planned, { color: true });
      printLines(["", ...whatFollows(target, found, mustNote)]);
    }
    if (hasChanged && !autoApprove) {
      await approve({ question: `Do this in account ${target.identity.account}?` });
    }
    if (plan.hasChanges) {
      await terraform.apply(plan, { title: `Deploying ${prepared.stack.name}` });
    }
    plan.remove();
  };
  if (found.hasState) {
    await terraform.init({ movedState: "reconfigure" });
    await change();
  } else {
    await makeStateBucket(target, found.hasBucket, terraform, change);
  }
  if (mustNote) {
    commitContext({ [accountKey(target.environment)]: target.identity.account });
  }
  if (json) {
    printJson(resultOf(target, hasChanged));
  } else {
    printLines(["", conclusion(target, args, hasChanged)]);
  }
}

/** Whose account it is, and what is in it. */
function describe({ identity, region, bucket }: BootstrapTarget, found: FoundState): string[] {
  const state = found.hasState ? "with its state" : "its state is not in it yet";
  return table([
    ["Account", `${identity.account} (${identity.arn})`],
    ["Region", region],
    ["Bucket", `${bucket} (${found.hasBucket ? `is there, ${state}` : "is not there yet"})`],
  ]);
}

/** What is done beside the plan. */
function whatFollows(
  { prepared, environment, identity }: BootstrapTarget,
  { hasState }: FoundState,
  mustNote: boolean,
): string[] {
  const steps = [
    ...(hasState ? [] : [`The state of '${prepared.stack.name}' moves into the bucket.`]),
    ...(mustNote ? [`cdktf.json gets "${accountKey(environment)}": "${identity.account}".`] : []),
  ];
  return steps.length === 0 ? [] : [...steps, ""];
}

function conclusion(
  { prepared, environment, identity }: BootstrapTarget,
  { context }: Arguments,
  hasChanged: boolean,
): string {
  if (!hasChanged) {
    return `Nothing to do: the state bucket of '${environment}' is as described.`;
  }
  const deploy = [
    "npm run deploy",
    ...(context.length > 0 ? ["--"] : []),
    ...context.map((pair) => `-c ${pair}`),
  ];
  return prepared.local === undefined
    ? `Done: commit cdktf.json, and deploy the environment with '${deploy.join(" ")}'.`
    : `Done. The local AWS is not your account, so cdktf.json stays as it is: deploy with 'npm run deploy -- --local -c ${accountKey(environment)}=${identity.account}'.`;
}

/** For programs. */
function resultOf(
  { environment, identity, region, bucket }: BootstrapTarget,
  hasChanged: boolean,
): Readonly<Record<string, unknown>> {
  return { environment, ...identity, region, bucket, hasChanged };
}
