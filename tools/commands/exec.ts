import { Command } from "commander";

import { callAws } from "../aws/aws-client";
import { nameOf } from "../aws/arn";
import { readTasks } from "../aws/tasks";
import { findExecutable } from "../process/find-executable";
import { UserError } from "../process/user-error";
import { chooseContainer, PLUGIN, startSession } from "../services/exec-session";
import { openDeployedStack } from "./deployed-stack";
import { addContext, type StackArguments } from "./options";
import { stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly command: string;
  /** Id of the task, or its beginning. */
  readonly task?: string;
  readonly container?: string;
}

/** `npm run exec -- <service>`: a shell, or another command, in a container of a service, by ECS Exec. */
export function execCommand(): Command {
  const command = new Command("exec")
    .description("Open a shell, or run another command, in a container of a service: ECS Exec.")
    .usage("-- <service> [options]")
    .argument("<service>", "its key, e.g. app")
    .allowExcessArguments(false);
  return addContext(command)
    .option("--command <command>", "instead of a shell", "/bin/sh")
    .option("--task <id>", "in this task, by the beginning of its id (the newest)")
    .option("--container <name>", "in this container (the one called like the service)")
    .addHelpText(
      "after",
      [
        "\nNeeds 'execEnabled' on the service, and AWS's session-manager-plugin on this machine.",
        "Exit codes: that of the session, 1 if there was none.",
        '\nExamples:\n  npm run exec -- app\n  npm run exec -- app --command "env" -c environment=prod',
      ].join("\n"),
    )
    .action(exec);
}

async function exec(name: string, args: Arguments): Promise<void> {
  if (args.local === true) {
    throw new UserError("The local AWS runs no containers: there is nothing to open a shell in.");
  }
  const plugin = findExecutable(PLUGIN, process.env);
  if (plugin === undefined) {
    throw new UserError(
      `${PLUGIN} is missing from PATH: install it (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html).`,
    );
  }
  const report = stepReporter(false);
  const { services, clients } = await openDeployedStack({ command: "exec", args, names: [name], report });
  const [service] = services;
  if (service === undefined) {
    return;
  }
  const { ecs } = clients;
  const { cluster, region } = service;
  const running = await readTasks(ecs, { cluster, service: service.name });
  const target = chooseContainer(running, service, args);
  console.log(`${target.container.name} in task ${target.task.id} (${nameOf(target.task.taskDefinition)})`);
  const { session } = await callAws(() =>
    ecs.executeCommand({
      ...{ cluster, task: target.task.arn, container: target.container.name },
      ...{ command: args.command, interactive: true },
    }),
  );
  process.exitCode = await startSession(plugin, { session, region, cluster, ...target });
}
