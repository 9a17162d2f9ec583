import { Command, InvalidArgumentError } from "commander";

import { pause } from "../process/pause";
import { UserError } from "../process/user-error";
import { type LogLine, ServiceLogs } from "../services/service-logs";
import { timeText } from "../services/status-text";
import { openDeployedStack } from "./deployed-stack";
import { addServices, type StackArguments } from "./options";
import { stepReporter } from "./report";

interface Arguments extends StackArguments {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

const FOLLOW_INTERVAL_MS = 2000;
const DEFAULT_SINCE = "10m";
const MILLISECONDS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `npm run logs`: what the containers of services have written, and write. */
export function logsCommand(): Command {
  const command = new Command("logs").description(
    "Show what the containers of services have written to CloudWatch.",
  );
  return addServices(command)
    .option(
      "--since <time>",
      "from then on, e.g. 30s, 10m, 2h, 1d or 2026-01-31T12:00Z (10m)",
      since,
      since(DEFAULT_SINCE),
    )
    .option("-f, --follow", "go on until Ctrl-C")
    .option("--json", "for programs: a line of JSON each")
    .addHelpText(
      "after",
      [
        "\nExit codes: 0 shown, 1 not found out, 130 after Ctrl-C.",
        "\nExamples:\n  npm run logs -- app --since 1h\n  npm run logs -- --follow -c environment=prod",
      ].join("\n"),
    )
    .action(logs);
}

async function logs(names: readonly string[], args: Arguments): Promise<void> {
  const { json = false, follow = false } = args;
  // Lines may be piped on: what is done meanwhile is for the terminal.
  const report = stepReporter(true);
  const { services, clients } = await openDeployedStack({ command: "logs", args, names, report });
  const found = await report.step("Asking ECS", () => ServiceLogs.of(clients, services, args.since));
  refuseElsewhere(found.elsewhere, services.length);
  const write = (line: LogLine) => {
    console.log(json ? JSON.stringify(line) : lineText(line));
  };
  for (;;) {
    (await found.logs.read()).forEach(write);
    if (!follow) {
      return;
    }
    await pause(FOLLOW_INTERVAL_MS);
  }
}

/** Such as `2026-01-31 12:00:00Z app nodejs-app/0123abcd listening on 8080`. */
function lineText({ at, service, container, task, message }: LogLine): string {
  return `${timeText(at)} ${service} ${container}/${task.slice(0, 8)} ${message.trimEnd()}`;
}

/** @throws UserError if nobody logs to CloudWatch */
function refuseElsewhere(keys: readonly string[], services: number): void {
  if (keys.length > 0) {
    const message = `No log in CloudWatch: ${keys.join(", ")}; see 'logging' of the containers.`;
    if (keys.length === services) {
      throw new UserError(message);
    }
    console.error(message);
  }
}

/** A duration before now, or a time, in milliseconds since 1970. */
export function since(given: string): number {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  if (number !== undefined) {
    return Date.now() - Number(number) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  }
  const time = /^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError("Write it like 30s, 10m, 2h, 1d or 2026-01-31T12:00Z.");
  }
  return time;
}
