import { Command } from "commander";

import { type Diagnostic, RefusedInput } from "../terraform/diagnostics";
import { withSynthesized } from "../terraform/synthesis";
import { addApp, addEnvironmentName, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly json?: boolean;
}

/** `npm run check`: what is wrong with a program, before Terraform and AWS have a look at it. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description("Check what a deployment would bring, with neither Terraform nor AWS; writes nothing.")
    .usage("-- [options]");
  return addApp(addEnvironmentName(command))
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nErrors end every other command, too; of warnings they go on. docs/checks.md says of each code why, and what to do.",
        "Exit codes: 0 no errors, 1 errors.",
        '\nExamples:\n  npm run check -- -c environment=prod\n  npm run check -- --app "npx tsx examples/boot/main.ts" --json',
      ].join("\n"),
    )
    .action(check);
}

async function check(args: Arguments): Promise<void> {
  const { json = false } = args;
  const diagnostics = await stepReporter(json).step("Checking", () => diagnosticsOf(args));
  if (json) {
    printJson(diagnostics);
  } else {
    printLines(textOf(diagnostics));
  }
  process.exitCode = diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

async function diagnosticsOf({ context, app }: Arguments): Promise<readonly Diagnostic[]> {
  try {
    return await withSynthesized({ context, app }, ({ warnings }) => warnings);
  } catch (error) {
    if (error instanceof RefusedInput) {
      return error.diagnostics;
    }
    throw error;
  }
}

/** The diagnostics, which come sorted by path, under the paths of their constructs, and how many there are. */
function textOf(diagnostics: readonly Diagnostic[]): string[] {
  const paths = [...new Set(diagnostics.map(({ path }) => path))];
  const groups = paths.flatMap((path) => [
    "",
    path,
    ...diagnostics.filter((one) => one.path === path).map((one) => `  ${entry(one)}`),
  ]);
  return [...groups, "", summary(diagnostics)];
}

function entry({ severity, path, message, acknowledged }: Diagnostic): string {
  const text = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return acknowledged === undefined
    ? `${severity}: ${text}`
    : `acknowledged: ${text}\n    because: ${acknowledged}`;
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const acknowledged = diagnostics.filter((one) => one.acknowledged !== undefined).length;
  const warnings = diagnostics.length - errors - acknowledged;
  const counts = [count(errors, "error"), count(warnings, "warning")];
  return [...counts, ...(acknowledged > 0 ? [`${acknowledged} acknowledged`] : [])].join(", ");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
