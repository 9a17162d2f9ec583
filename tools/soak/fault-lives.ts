import { liveThrough } from "./lives";
import { programmeOf } from "./programme";
import { randomFrom } from "./random";
import type { ScenarioName } from "./scenarios";
import { lifeText, summaryText } from "./summary";

/** Which deployments to try while things go wrong. */
export interface FaultLivesOptions {
  /** Minutes after which no life is begun any more. */
  readonly minutes: number;
  /** Lives at a time. */
  readonly workers: number;
  /** Kinds of faults. */
  readonly only: readonly ScenarioName[];
  readonly seed: number;
  /** The program that is deployed, by its path in this project. */
  readonly program: string;
  /** Whether results are printed for programs. */
  readonly json: boolean;
}

/** Deploys again and again while things go wrong, prints what became of it, and returns whether all was well. */
export async function soakFaults(options: FaultLivesOptions): Promise<boolean> {
  const { minutes, workers, only, seed, program, json } = options;
  const results = await liveThrough({
    ...{ program, workers, seed, minutes },
    scenarios: (baseline) => programmeOf(baseline, randomFrom(seed), only),
    onResult: (result) => process.stderr.write(`${lifeText(result)}\n`),
  });
  process.stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : summaryText(results));
  return results.every(({ problems }) => problems.length === 0);
}
