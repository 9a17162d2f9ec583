import { parseArgs } from "node:util";

import { runTool } from "../process/run-tool";
import { UserError } from "../process/user-error";
import { soakFaults } from "./fault-lives";
import { RANDOM_PARTS, type RandomPart, soakRandomCases } from "./random-cases";
import { SCENARIOS } from "./scenarios";

const PARTS = [...(Object.keys(RANDOM_PARTS) as RandomPart[]), "faults"] as const;

const USAGE = `npm run soak -- [parts] [options]

Tries in large numbers what the tests try in small ones, one part after the other unless some are named:

  rollouts      random services on random groups: the checks say what a simulator of ECS comes to
  environments  random settings: refused in whole lines, or what AWS takes and Terraform takes for valid
  constructs    the same of random props of constructs
  lives         random environments on local AWSes: deployed, changed and destroyed
  faults        the default environment on local AWSes while things go wrong (docs/reliability.md)

CONTRIBUTING.md says how long they take. The exit code is 1 if anything was not well.

  --seed <number>      other random cases and moments (default: 1)
  --count <number>     of each random part (default: ${Object.entries(RANDOM_PARTS)
    .map(([part, count]) => `${count} ${part}`)
    .join(", ")})

Of faults:
  --minutes <number>   begin lives until so long after the start of the first part, at most 120 (default: 120)
  --workers <number>   lives at a time: each takes half a core and 1 GB (default: 4)
  --only <names>       kinds of faults, with commas between: ${SCENARIOS.join(", ")}
  --program <file>     another program than main.ts
  --json               results for programs
`;

async function soak(): Promise<void> {
  const { values, positionals } = readOptions();
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const start = performance.now();
  const seed = integer("--seed", values.seed, 0, 2000);
  const count = values.count === undefined ? undefined : integer("--count", values.count, 1, 1_000_000);
  const minutes = integer("--minutes", values.minutes, 1, 120);
  const faults = {
    workers: integer("--workers", values.workers, 1, 16),
    only: chosen("--only", values.only.split(","), SCENARIOS),
    ...{ seed, program: values.program, json: values.json },
  };
  const parts = positionals.length === 0 ? PARTS : chosen("parts", positionals, PARTS);
  for (const part of parts) {
    const isWell =
      part === "faults"
        ? await soakFaults({ ...faults, minutes: minutes - (performance.now() - start) / 60_000 })
        : await soakRandomCases(part, { count, seed });
    process.exitCode = isWell ? process.exitCode : 1;
  }
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: "string", default: "1" },
        count: { type: "string" },
        minutes: { type: "string", default: "120" },
        workers: { type: "string", default: "4" },
        only: { type: "string", default: SCENARIOS.join(",") },
        program: { type: "string", default: "main.ts" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UserError(`${(error as Error).message.split(". ", 1)[0] ?? ""}: --help lists the options.`);
  }
}

function integer(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new UserError(`${option} '${value}': take an integer from ${least} to ${most}.`);
  }
  return number;
}

/** Those that were named, in the order in which there are. */
function chosen<T extends string>(option: string, names: readonly string[], known: readonly T[]): T[] {
  const wrong = names.find((name) => !known.some((one) => one === name));
  if (wrong !== undefined) {
    throw new UserError(`${option} '${wrong}': there are ${known.join(", ")}.`);
  }
  return known.filter((name) => names.includes(name));
}

void runTool(soak);
