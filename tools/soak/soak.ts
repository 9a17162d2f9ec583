import { parseArgs } from "node:util";

import { liveThrough } from "./lives";
import { programmeOf } from "./programme";
import { randomFrom } from "./random";
import { SCENARIOS } from "./scenarios";
import { lifeText, summaryText } from "./summary";

const USAGE = `npm run soak -- [options]

Deploys the default environment to local AWSes again and again while things go wrong, and checks that each deployment
ends honestly, that nothing is left or made twice, and that the next one converges. docs/reliability.md has the figures.

  --minutes <number>   begin lives for so long, at most 120 (default: 120)
  --workers <number>   lives at a time: each takes half a core and 1 GB (default: 4)
  --only <names>       kinds of faults, with commas between: ${SCENARIOS.join(", ")}
  --seed <number>      other random moments (default: 1)
  --program <file>     another program than main.ts
  --json               results for programs
`;

async function soak(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "120" },
      workers: { type: "string", default: "4" },
      only: { type: "string" },
      seed: { type: "string", default: "1" },
      program: { type: "string", default: "main.ts" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const [minutes, workers, seed] = [values.minutes, values.workers, values.seed].map(Number);
  if (!isFrom(1, minutes, 120) || !isFrom(1, workers, 16) || !isFrom(0, seed, 2 ** 31)) {
    fail("--minutes must be from 1 to 120, --workers from 1 to 16, --seed from 0 on.");
    return;
  }
  const asked = values.only?.split(",");
  const names = SCENARIOS.filter((name) => asked?.includes(name) ?? true);
  if (asked !== undefined && names.length < asked.length) {
    fail(`--only '${values.only ?? ""}': there are ${SCENARIOS.join(", ")}.`);
    return;
  }
  const results = await liveThrough({
    ...{ program: values.program, workers, seed, minutes },
    scenarios: (baseline) => programmeOf(baseline, randomFrom(seed), names),
    onResult: (result) => process.stderr.write(`${lifeText(result)}\n`),
  });
  process.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : summaryText(results));
  process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function isFrom(least: number, value: number | undefined, most: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}

void soak();
