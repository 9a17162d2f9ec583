import { Command } from "commander";

import { reportServices } from "../services/service-report";
import { statusText } from "../services/status-text";
import { openDeployedStack } from "./deployed-stack";
import { addServices, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly json?: boolean;
}

/** `npm run status`: how the services of a stack are. */
export function statusCommand(): Command {
  const command = new Command("status").description(
    "Show what services run, how their last deployment goes, and what has happened to them.",
  );
  return addServices(command)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nExit codes: 0 shown, whatever it is ('npm run wait' judges), 1 not found out.",
        "\nExamples:\n  npm run status\n  npm run status -- app -c environment=prod --json",
      ].join("\n"),
    )
    .action(status);
}

async function status(names: readonly string[], args: Arguments): Promise<void> {
  const { json = false } = args;
  const report = stepReporter(json);
  const { services, clients } = await openDeployedStack({ command: "status", args, names, report });
  const reports = await report.step("Asking ECS", () => reportServices(clients, services));
  if (json) {
    printJson(reports);
  } else {
    printLines(["", ...statusText(reports)]);
  }
}
