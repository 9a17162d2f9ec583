import { parseArgs } from "node:util";

import type { Baseline, LifeResult } from "./life";
import { liveThrough } from "./lives";
import { randomFrom } from "./random";
import { type Scenario, SCENARIOS } from "./scenarios";

const USAGE = `npm run soak -- [options]

Deploys the default environment to local AWSes again and again while things go wrong, and checks that each deployment
ends honestly, that nothing is left or made twice, and that the next one converges. docs/reliability.md has the figures.

  --minutes <number>   begin lives for so long, at most 120 (default: 120)
  --workers <number>   lives at a time (default: 3)
  --seed <number>      other random moments (default: 1)
  --program <file>     another program than main.ts
  --json               results for programs
`;

async function soak(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "120" },
      workers: { type: "string", default: "3" },
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
    process.stderr.write(`--minutes must be from 1 to 120, --workers from 1 to 16, --seed from 0 on.\n`);
    process.exitCode = 1;
    return;
  }
  const end = performance.now() + minutes * 60_000;
  const random = randomFrom(seed);
  const scenarios = inTurn(random);
  const results = await liveThrough({
    program: values.program,
    workers,
    random,
    next: (baseline) => (performance.now() < end ? scenarios(baseline) : undefined),
    onResult: (result) => process.stderr.write(`${lineOf(result)}\n`),
  });
  process.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : summaryOf(results));
  process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

/** Every call of a bump first, then every kind of scenario in turn, at random moments. */
function inTurn(random: () => number): (baseline: Baseline) => Scenario {
  let turn = 0;
  return ({ calls }) => {
    const index = turn++;
    if (index < calls.bump) {
      return { name: "kill-terraform", change: "bump", at: index + 1 };
    }
    // Most of what can be lost is in a first deployment.
    const name = SCENARIOS[index % SCENARIOS.length] ?? "kill-terraform";
    const change = name === "lost-answer" && random() < 0.2 ? "bump" : "first";
    // Seconds, for interruptions: a deployment takes about so many.
    const last = name === "interrupt" ? 90 : calls[change];
    return { name, change, at: 1 + Math.floor(random() * last) };
  };
}

function lineOf({ scenario: { name, change, at }, code, takenOver, problems }: LifeResult): string {
  const outcome = problems.length === 0 ? "well" : problems.join("; ");
  return `${name} ${change} at ${at}: exit ${code ?? "by signal"}, ${takenOver} taken over: ${outcome}`;
}

function summaryOf(results: readonly LifeResult[]): string {
  const rows = SCENARIOS.flatMap((name) => {
    const lives = results.filter(({ scenario }) => scenario.name === name);
    const failed = lives.filter(({ code }) => code !== 0).length;
    const taken = lives.reduce((sum, { takenOver }) => sum + takenOver, 0);
    const bad = lives.filter(({ problems }) => problems.length > 0).length;
    return lives.length === 0 ? [] : [`| ${name} | ${lives.length} | ${failed} | ${taken} | ${bad} |`];
  });
  const head = [
    "| what | lives | exit ≠ 0 | taken over | with problems |",
    "| --- | --- | --- | --- | --- |",
  ];
  return [...head, ...rows, ""].join("\n");
}

function isFrom(least: number, value: number | undefined, most: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}

void soak();
