import { Command } from "commander";

import { UserError } from "../process/user-error";
import { committedContext } from "../project/context-file";
import { environmentNames } from "../project/environment-names";
import { reportServices, versionText } from "../services/service-report";
import { rolloutWord } from "../services/status-text";
import type { StepReporter } from "../terminal/step-reporter";
import { table } from "../terminal/table";
import { committedVersion, environmentOf } from "../versions/committed-version";
import { versionedImage } from "../versions/previous-version";
import { NothingDeployed, openDeployedStack } from "./deployed-stack";
import { addEnvironment, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly json?: boolean;
}

/** The versions of one service in one environment. */
interface VersionRow {
  readonly environment: string;
  /** Key of the service; undefined if none is deployed, or nothing is known. */
  readonly service?: string;
  /** In `cdktf.json`. */
  readonly committed?: string;
  readonly runs?: string;
  readonly rollout?: string;
  /** Why it is not known. */
  readonly error?: string;
}

const HEADINGS = ["ENVIRONMENT", "SERVICE", "COMMITTED", "RUNS", "ROLLOUT", ""];

/** `npm run versions`: what is committed and what runs, for each service of each environment. */
export function versionsCommand(): Command {
  const command = new Command("versions")
    .description("Show which version of each service is committed, and which runs, in each environment.")
    .usage("-- [options]");
  return addEnvironment(command)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nWith -c environment=prod of this one alone.",
        "Exit codes: 0 all are known, 1 some are not, such as those in an account that you have no credentials for.",
        "\nExamples:\n  npm run versions\n  npm run versions -- -c environment=prod --json",
      ].join("\n"),
    )
    .action(versions);
}

async function versions(args: Arguments): Promise<void> {
  const { json = false, context } = args;
  const report = stepReporter(json);
  const rows: VersionRow[] = [];
  // One after another: each synthesizes into the same folder.
  for (const environment of chosenEnvironments(context)) {
    rows.push(...(await rowsOf(environment, args, report)));
  }
  if (json) {
    printJson(rows);
  } else {
    printLines(["", ...table([HEADINGS, ...rows.map(cells)])]);
  }
  process.exitCode = rows.some(({ error }) => error !== undefined) ? 1 : 0;
}

function chosenEnvironments(context: readonly string[]): string[] {
  const one = environmentOf(context, committedContext());
  const all = environmentNames();
  return all.length === 0 || context.some((pair) => pair.startsWith("environment=")) ? [one] : all;
}

async function rowsOf(environment: string, args: Arguments, report: StepReporter): Promise<VersionRow[]> {
  const committed = committedContext();
  try {
    const own = { ...args, context: [...args.context, `environment=${environment}`] };
    const { services, clients } = await openDeployedStack({ command: "versions", args: own, report });
    const reports = await report.step("Asking ECS", () => reportServices(clients, services));
    return reports.map((service) => {
      const image = versionedImage(service.images, service);
      return {
        ...{ environment, service: service.key },
        committed: committedVersion(committed, environment, service.key).version,
        runs: image?.version ?? versionText(service.images),
        rollout: rolloutWord(service.rollout),
      };
    });
  } catch (error) {
    if (error instanceof NothingDeployed) {
      return [{ environment }];
    }
    if (error instanceof UserError) {
      return [{ environment, error: error.message }];
    }
    throw error;
  }
}

function cells({ environment, service, committed, runs, rollout, error }: VersionRow): string[] {
  const note = service === undefined ? "not deployed" : committed === runs ? "" : "not the committed one";
  const versions = [service, committed, runs, rollout].map((cell) => cell ?? "-");
  return [environment, ...versions, error ?? note];
}
