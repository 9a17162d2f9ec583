import { Command } from "commander";

import { nameOf } from "../aws/arn";
import { listRevisions, readRevision, type TaskRevision } from "../aws/task-definitions";
import { UserError } from "../process/user-error";
import { imagesOf, readDeployed, versionText } from "../services/service-report";
import { timeText } from "../services/status-text";
import { table } from "../terminal/table";
import { openDeployedStack } from "./deployed-stack";
import { addContext, type StackArguments, wholeNumber } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  /** How many, at most. */
  readonly limit: number;
  readonly json?: boolean;
}

/** `npm run revisions -- <service>`: the revisions of its task definition, with their versions. */
export function revisionsCommand(): Command {
  const command = new Command("revisions")
    .description("Show the last revisions of a service's task definition, and which one runs.")
    .usage("-- <service> [options]")
    .argument("<service>", "its key, e.g. app")
    .allowExcessArguments(false);
  return addContext(command)
    .option("--limit <number>", "so many, the newest first (10)", wholeNumber, 10)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nExit codes: 0 shown, 1 not found out.",
        "\nExamples:\n  npm run revisions -- app\n  npm run revisions -- app --limit 50 -c environment=prod",
      ].join("\n"),
    )
    .action(revisions);
}

async function revisions(name: string, args: Arguments): Promise<void> {
  const { json = false, limit } = args;
  const report = stepReporter(json);
  const { services, clients, prepared } = await openDeployedStack({
    command: "revisions",
    args,
    names: [name],
    report,
  });
  const { ecs } = clients;
  const { running, found } = await report.step("Asking ECS", async () => {
    const [deployed] = await readDeployed(clients, services);
    const { taskDefinition: runs = "", status = "" } = deployed?.status ?? {};
    if (runs === "") {
      throw new UserError(
        `Service ${name} is ${status} in ECS: run '${prepared.subject.command("deploy")}'.`,
      );
    }
    const { family } = await readRevision(ecs, runs);
    const last: TaskRevision[] = [];
    for await (const arn of listRevisions(ecs, family)) {
      last.push(await readRevision(ecs, arn));
      if (last.length === limit) {
        break;
      }
    }
    return { running: runs, found: last };
  });
  const rows = found.map((revision) => ({
    ...{ revision: nameOf(revision.arn), images: imagesOf(revision), runs: revision.arn === running },
    ...{ registeredAt: revision.registeredAt, registeredBy: revision.registeredBy },
  }));
  if (json) {
    printJson(rows);
    return;
  }
  const cells = rows.map(({ revision, images, runs, registeredAt, registeredBy = "-" }) => [
    ...[revision, versionText(images), timeText(registeredAt), registeredBy, runs ? "runs" : ""],
  ]);
  printLines(["", ...table([["REVISION", "VERSION", "REGISTERED", "BY", ""], ...cells])]);
}
