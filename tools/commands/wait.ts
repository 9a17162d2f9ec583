import { Command } from "commander";

import { rolloutWord } from "../services/status-text";
import { type ServiceRollout, waitUntilSteady } from "../services/wait-until-steady";
import { table } from "../terminal/table";
import { openDeployedStack } from "./deployed-stack";
import { addServices, type StackArguments, wholeNumber } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  /** How long to wait, in seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

const EXIT_CODES = { steady: 0, "in progress": 2, failed: 3, gone: 3 } as const;

/** `npm run wait`: waits until services are steady. */
export function waitCommand(): Command {
  const command = new Command("wait").description(
    "Wait until services are steady: one revision, as many tasks as wanted.",
  );
  return addServices(command)
    .option("--timeout <seconds>", "wait so long (600)", wholeNumber, 600)
    .option("--json", "for programs: how it ended")
    .addHelpText(
      "after",
      [
        "\nExit codes: 0 all are steady, 1 not found out, 2 not steady within the time,",
        "3 a deployment has failed, or a service is gone, 130 after Ctrl-C.",
        "\nExamples:\n  npm run wait\n  npm run wait -- app -c environment=prod --timeout 1200",
      ].join("\n"),
    )
    .action(wait);
}

async function wait(names: readonly string[], args: Arguments): Promise<void> {
  const { json = false, timeout } = args;
  const report = stepReporter(json);
  const { services, clients } = await openDeployedStack({ command: "wait", args, names, report });
  let detail = "";
  const rollouts = await report.step(
    "Waiting for steady services",
    () =>
      waitUntilSteady(clients, services, {
        timeoutSeconds: timeout,
        onRollouts: (latest) => {
          detail = progress(latest);
        },
      }),
    () => detail,
  );
  if (json) {
    printJson(rollouts.map(({ service, rollout }) => ({ ...service, rollout })));
  } else {
    printLines(["", ...table([["SERVICE", "ROLLOUT", ""], ...rollouts.map(row)])]);
  }
  process.exitCode = Math.max(...rollouts.map(({ rollout }) => EXIT_CODES[rollout.state]));
}

function progress(rollouts: readonly ServiceRollout[]): string {
  return rollouts
    .flatMap(({ service, rollout }) =>
      rollout.state === "steady" ? [] : [`${service.key}: ${rollout.reason}`],
    )
    .join("; ");
}

function row({ service, rollout }: ServiceRollout): string[] {
  return [service.key, rolloutWord(rollout), rollout.state === "steady" ? "" : rollout.reason];
}
