import { Command } from "commander";

import { shortVersion, parseImage } from "../aws/container-image";
import { nameOf } from "../aws/arn";
import { readTasks, type TaskStatus } from "../aws/tasks";
import { timeText } from "../services/status-text";
import { table } from "../terminal/table";
import { openDeployedStack } from "./deployed-stack";
import { addServices, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly stopped?: boolean;
  readonly json?: boolean;
}

/** A task of a service, by the service's key. */
type ServiceTask = TaskStatus & { readonly key: string };

/** `npm run tasks`: the tasks of services, or those that have stopped, with the reason. */
export function tasksCommand(): Command {
  const command = new Command("tasks").description(
    "Show the tasks of services; with --stopped those of the last hour, and why they stopped.",
  );
  return addServices(command)
    .option("--stopped", "those that have stopped: ECS knows them for an hour")
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nExit codes: 0 shown, 1 not found out.",
        "\nExamples:\n  npm run tasks\n  npm run tasks -- app --stopped -c environment=prod",
      ].join("\n"),
    )
    .action(tasks);
}

async function tasks(names: readonly string[], args: Arguments): Promise<void> {
  const { json = false, stopped = false } = args;
  const report = stepReporter(json);
  const { services, clients } = await openDeployedStack({ command: "tasks", args, names, report });
  const found = await report.step("Asking ECS", async () => {
    const ofServices = services.map(async ({ key, name, cluster }) =>
      (await readTasks(clients.ecs, { cluster, service: name, stopped })).map((one) => ({ key, ...one })),
    );
    return (await Promise.all(ofServices)).flat();
  });
  if (json) {
    printJson(found);
  } else if (found.length === 0) {
    console.log(`\nNo tasks${stopped ? " have stopped within the last hour" : ""}.`);
  } else {
    printLines(["", ...table(stopped ? stoppedRows(found) : runningRows(found))]);
  }
}

function runningRows(all: readonly ServiceTask[]): string[][] {
  const headings = ["SERVICE", "TASK", "STATUS", "HEALTH", "REVISION", "VERSION", "STARTED"];
  return [
    headings,
    ...all.map(({ key, id, status, health, taskDefinition, containers, startedAt }) => {
      const versions = new Set(containers.map(({ image }) => shortVersion(parseImage(image).version)));
      return [
        ...[key, id, status, health, nameOf(taskDefinition)],
        ...[[...versions].join(", "), timeText(startedAt)],
      ];
    }),
  ];
}

function stoppedRows(all: readonly ServiceTask[]): string[][] {
  const headings = ["SERVICE", "TASK", "STOPPED", "REVISION", "CODE", "EXIT CODES", "REASON"];
  return [
    headings,
    ...all.map(({ key, id, stoppedAt, taskDefinition, stopCode = "-", stoppedReason, containers }) => {
      const codes = containers.map(({ name, exitCode }) => `${name} ${exitCode ?? "-"}`);
      const reasons = [stoppedReason, ...containers.map(({ reason }) => reason)];
      return [
        ...[key, id, timeText(stoppedAt), nameOf(taskDefinition), stopCode, codes.join(", ")],
        reasons.flatMap((reason) => reason?.replace(/\s+/g, " ") ?? []).join("; "),
      ];
    }),
  ];
}
