import { Command, Option } from "commander";

import type { Candidate } from "../recovery/candidate";
import { deleteLeftovers } from "../recovery/delete-leftovers";
import { Journal } from "../recovery/journal";
import { findLeftovers, type Leftovers } from "../recovery/leftovers";
import { leftoverLines, unsearchableLines } from "../recovery/leftover-text";
import { canBeTakenOver, takeOver } from "../recovery/take-over";
import { findUnsavedState, forgetUnsavedState } from "../recovery/unsaved-state";
import { prepareStack, type PreparedStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import { requireTerminal } from "../terminal/prompt";
import type { StepReporter } from "../terminal/step-reporter";
import { approve } from "./approval";
import { addContext, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly delete?: boolean;
  readonly forget?: boolean;
  readonly autoApprove?: boolean;
  readonly json?: boolean;
}

/** What became of what was left. */
interface Result {
  readonly savedState: boolean;
  readonly takenOver: readonly Candidate[];
  readonly deleted: readonly Candidate[];
  /** Neither: the state holds an older one in its place, which the next deployment replaces. */
  readonly left: readonly Candidate[];
  readonly unsearchable: Leftovers["unsearchable"];
}

const NONE: Leftovers = { unsavedState: undefined, resources: [], unsearchable: [] };

/** `npm run recover`: finds what runs that did not end well have made and the state does not know. */
export function recoverCommand(): Command {
  const command = new Command("recover")
    .description(
      "Find what a run that was killed, or has failed, has made and the state does not know; take it over, or delete it, after asking.",
    )
    .usage("-- [options]");
  return addContext(command)
    .option("--delete", "delete it instead of taking it over into the state")
    .addOption(new Option("--forget", "leave it alone, and tell of it no more").conflicts("delete"))
    .option("--auto-approve", "do not ask")
    .option("--json", "for programs: what was found, and what became of it")
    .addHelpText(
      "after",
      "\nExit code 1 if something is left that could not be taken over. docs/reliability.md says what can be found." +
        "\n\nExamples:\n  npm run recover\n  npm run recover -- -c environment=prod --delete",
    )
    .action(recover);
}

async function recover(args: Arguments): Promise<void> {
  const { context, app, local, json = false, forget = false, autoApprove = false } = args;
  if (!autoApprove) {
    requireTerminal("recover", "add --auto-approve");
  }
  const report = stepReporter(json);
  const prepared = await prepareStack({
    projectDirectory: process.cwd(),
    command: "recover",
    aws: local === true ? "local" : "account",
    context,
    app,
    report,
  });
  const { subject } = prepared;
  await new TerraformCli(prepared, report).init({ movedState: local === true ? "reconfigure" : undefined });
  const savedState = forget ? false : await saveState(prepared, report, autoApprove);
  const leftovers = forget ? NONE : await findLeftovers(prepared, report);
  const result = { savedState, ...(await settle(leftovers, prepared, report, args)) };
  if (forget) {
    forgetUnsavedState(subject.state);
  }
  if (forget || result.left.length === 0) {
    new Journal(subject.state).remove();
  }
  if (json) {
    printJson(resultJson(result, prepared));
  } else if (forget) {
    console.log(`What runs may have left that the state of '${subject.name}' does not know is forgotten.`);
  } else {
    printLines(resultLines(result, prepared));
  }
  if (result.left.length > 0) {
    process.exitCode = 1;
  }
}

/** Writes a state to its place that the last run could not write there. */
async function saveState(
  prepared: PreparedStack,
  report: StepReporter,
  autoApprove: boolean,
): Promise<boolean> {
  const { stack, subject } = prepared;
  const unsavedState = findUnsavedState(stack.directory, subject.state);
  if (unsavedState === undefined) {
    return false;
  }
  if (!autoApprove) {
    await approve({ question: `The last run could not save the state of '${subject.name}'. Save it now?` });
  }
  await report.step("Saving the state", () => new TerraformState(prepared).push(unsavedState));
  forgetUnsavedState(subject.state);
  return true;
}

async function settle(
  { resources, unsearchable }: Leftovers,
  prepared: PreparedStack,
  report: StepReporter,
  args: Arguments,
): Promise<Omit<Result, "savedState">> {
  const { name } = prepared.subject;
  const nothing = { takenOver: [], deleted: [], left: resources, unsearchable };
  if (resources.length === 0) {
    return nothing;
  }
  const takeable = resources.filter(canBeTakenOver);
  const left = resources.filter((one) => !canBeTakenOver(one));
  if (args.delete !== true && takeable.length === 0) {
    return nothing;
  }
  if (args.autoApprove !== true) {
    printLines(leftoverLines(args.delete === true ? resources : takeable, prepared.subject));
    await approve({
      question:
        args.delete === true
          ? `Delete all of this? It cannot be undone.`
          : `Take this over into the state of '${name}'?`,
    });
  }
  if (args.delete === true) {
    await deleteLeftovers(resources, prepared, report);
    return { takenOver: [], deleted: resources, left: [], unsearchable };
  }
  return { takenOver: await takeOver(takeable, prepared, report), deleted: [], left, unsearchable };
}

function resultLines(
  { savedState, takenOver, deleted, left, unsearchable }: Result,
  prepared: PreparedStack,
): string[] {
  const { subject } = prepared;
  const { name, command } = subject;
  const lines = [
    ...(savedState ? [`The state of '${name}' is saved.`] : []),
    ...section(`Taken over into the state of '${name}':`, takenOver),
    ...section("Deleted:", deleted),
    ...section("Left, because the state holds an older one in its place:", left),
    ...unsearchableLines(unsearchable, subject),
  ];
  const next =
    left.length > 0
      ? `Run '${command("deploy")}' first, which replaces the older ones, then '${command("recover", "--delete")}'.`
      : `'${command("plan")}' shows what is left to do.`;
  return lines.length === 0
    ? [`Nothing was left that the state of '${name}' does not know.`]
    : [...lines, next];

  function section(title: string, candidates: readonly Candidate[]): string[] {
    return candidates.length === 0 ? [] : [title, ...leftoverLines(candidates, subject)];
  }
}

function resultJson(result: Result, { stack, subject }: PreparedStack) {
  const toJson = ({ address, type, resolvedId, defaultRules }: Candidate) => ({
    address,
    type,
    construct: stack.resources.get(address) ?? address,
    id: resolvedId,
    defaultRules,
  });
  return {
    stack: subject.name,
    savedState: result.savedState,
    takenOver: result.takenOver.map(toJson),
    deleted: result.deleted.map(toJson),
    left: result.left.map(toJson),
    unsearchable: result.unsearchable.map(({ address, type }) => ({ address, type })),
  };
}
