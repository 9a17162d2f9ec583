import { Command } from "commander";

import { previousVersion } from "../versions/previous-version";
import { addBumpOptions, bump, type BumpArguments } from "./bump";
import { openDeployedStack } from "./deployed-stack";
import { stepReporter } from "./report";

/** `npm run rollback -- <service>`: commits the version before the one that runs, and shows the plan. */
export function rollbackCommand(): Command {
  const command = new Command("rollback")
    .description(
      "Write the version that a service had before into cdktf.json, and show what deploying it would change.",
    )
    .usage("-- <service> [options]")
    .argument("<service>", "its key, e.g. app")
    .allowExcessArguments(false);
  return addBumpOptions(command)
    .addHelpText(
      "after",
      [
        "\nThe version before the one that runs, as ECS knows it by the revisions of the task definition; or the one that",
        "runs, if ECS has given up a newer one. Done twice it is the first version again.",
        "Exit codes: 0 written and planned, 1 otherwise: also if there was no other version.",
        "\nExamples:\n  npm run rollback -- app\n  npm run rollback -- app -c environment=prod",
      ].join("\n"),
    )
    .action(rollback);
}

async function rollback(name: string, args: BumpArguments): Promise<void> {
  const report = stepReporter(args.json ?? false);
  const { services, clients, prepared } = await openDeployedStack({
    ...{ command: "rollback", args, names: [name], report },
  });
  const [service] = services;
  if (service !== undefined) {
    const byName = prepared.subject.command("bump", service.key, "<version>");
    const version = await report.step("Asking ECS", () => previousVersion(clients, service, byName));
    await bump(service.key, version, args);
  }
}
