import { Command, CommanderError } from "commander";

import { acceptanceCommand } from "./commands/acceptance";
import { bootstrapCommand } from "./commands/bootstrap";
import { bumpCommand } from "./commands/bump";
import { checkCommand } from "./commands/check";
import { composeCommand } from "./commands/compose";
import { costCommand } from "./commands/cost";
import { deployCommand } from "./commands/deploy";
import { destroyCommand } from "./commands/destroy";
import { execCommand } from "./commands/exec";
import { imageCommand } from "./commands/image";
import { logsCommand } from "./commands/logs";
import { newCommand } from "./commands/new";
import { planCommand } from "./commands/plan";
import { withDoubleDashes } from "./commands/spelling";
import { recoverCommand } from "./commands/recover";
import { revisionsCommand } from "./commands/revisions";
import { rollbackCommand } from "./commands/rollback";
import { startCommand } from "./commands/start";
import { statusCommand } from "./commands/status";
import { taskCommand } from "./commands/task";
import { tasksCommand } from "./commands/tasks";
import { unlockCommand } from "./commands/unlock";
import { verifyCommand } from "./commands/verify";
import { versionsCommand } from "./commands/versions";
import { waitCommand } from "./commands/wait";
import { watchForInterrupts } from "./process/interrupts";
import { watchOutput } from "./process/output";
import { runTool } from "./process/run-tool";
import { UserError } from "./process/user-error";

/** What people type that is called otherwise here. */
const OTHER_NAMES: Readonly<Partial<Record<string, string>>> = {
  "--env": "-c environment=<name>",
  "--environment": "-c environment=<name>",
  "-e": "-c environment=<name>",
  "--stack": "-c environment=<name>",
  "--version": "-var app.version=<version>",
};

/** Commands that do what Terraform does. */
const TERRAFORM_COMMANDS: Readonly<Partial<Record<string, string>>> = {
  plan: "plan",
  deploy: "apply",
  destroy: "destroy",
};

/** The program behind the npm scripts: `npm run <command> -- <options>`. */
export function main(argv: readonly string[]): void {
  watchForInterrupts();
  watchOutput();
  void runTool(() => runCommand(argv));
}

/**
 * Runs one command.
 *
 * @throws UserError on what it does not know
 */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const program = new Command("npm run").usage("<command> -- [options]").helpCommand(false);
  const commands = [
    ...[startCommand(), bootstrapCommand(), planCommand(), deployCommand(), destroyCommand()],
    costCommand(),
    ...[taskCommand(), composeCommand(), unlockCommand(), recoverCommand(), acceptanceCommand()],
    ...[bumpCommand(), rollbackCommand(), versionsCommand()],
    ...[statusCommand(), waitCommand(), logsCommand(), tasksCommand(), revisionsCommand()],
    ...[verifyCommand(), execCommand()],
    ...[newCommand(), imageCommand(), checkCommand()],
  ];
  for (const command of commands) {
    program.addCommand(command);
  }
  const all = [...commands, ...commands.flatMap(({ commands: own }) => own)];
  // Commands are made apart from the program, so that none inherits these.
  for (const command of [program, ...all]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.helpOption("-h, --help", "show this");
    // Lists begin empty, which nobody need be told.
    command.configureHelp({ optionDescription: ({ description }) => description });
  }
  const known = new Set([
    "help",
    ...all.flatMap(({ options }) => options.map(({ long = "" }) => long.slice(2))),
  ]);
  try {
    await program.parseAsync(withDoubleDashes(argv, known), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode !== 0) {
      throw new UserError(refusal(argv, error));
    }
  }
}

/** One line about a command line that is not understood. */
function refusal(argv: readonly string[], { code, message }: CommanderError): string {
  const [command = "", subcommand = ""] = argv.filter((argument) => !argument.startsWith("-"));
  const script = command === "" ? "npm run" : `npm run ${command}`;
  const isNested = command === "compose" && ["up", "ps", "down"].includes(subcommand);
  const called = isNested ? `${script} -- ${subcommand}` : script;
  const help = isNested ? `${called} --help` : command === "" ? "npm run help" : `${script} -- --help`;
  if (code === "commander.help") {
    return `'${called}' needs one more word: see '${help}'.`;
  }
  const [, unknown = ""] = /unknown option '([^']+)/.exec(message) ?? [];
  const otherName = OTHER_NAMES[unknown.split("=")[0] ?? ""];
  const words = message
    .replace(/^error: /, "")
    .replace(/\n\((.*)\)$/, ": $1")
    .replaceAll("\n", " ");
  if (otherName !== undefined) {
    return `${called}: ${words.split(": ")[0] ?? ""}: write '${otherName}'; see '${help}'.`;
  }
  if (/^-[a-z]{2}/.test(unknown) && TERRAFORM_COMMANDS[command] !== undefined) {
    return (
      `${called}: ${words}; see '${help}', and for what Terraform alone can do run ` +
      `'terraform ${TERRAFORM_COMMANDS[command]} ${unknown}' in cdktf.out/stacks/<stack>.`
    );
  }
  return `${called}: ${words}${/[.?]$/.test(words) ? " See" : "; see"} '${help}'.`;
}
