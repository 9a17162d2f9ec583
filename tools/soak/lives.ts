import { startLocalAws } from "../local-aws/local-aws";
import { FaultProxy } from "./fault-proxy";
import { type Baseline, live, type LifeResult, measure, type World } from "./life";
import { randomFrom } from "./random";
import type { Scenario } from "./scenarios";

/** How to live through scenarios. */
export interface LivesOptions {
  /** The program that is deployed, by its path in this project. */
  readonly program: string;
  /** Lives at a time, each on a local AWS of its own. */
  readonly workers: number;
  /** What is to be lived through, in this order. */
  readonly scenarios: (baseline: Baseline) => readonly Scenario[];
  /** What happens by chance follows from it and from the number of the life. */
  readonly seed: number;
  /** Minutes, from the call on, after which no life is begun any more. @default - all are begun */
  readonly minutes?: number;
  /** Gets each result as it comes. @default - nobody is told */
  readonly onResult?: (result: LifeResult) => void;
}

/** Lives through scenarios, and returns what became of them. */
export async function liveThrough(options: LivesOptions): Promise<LifeResult[]> {
  const { workers, seed, minutes = Infinity, onResult } = options;
  const end = performance.now() + minutes * 60_000;
  const results: LifeResult[] = [];
  const baseline = await inWorld(options, measure);
  const waiting = [...options.scenarios(baseline).entries()];
  await Promise.all(
    Array.from({ length: workers }, () =>
      inWorld(options, async (world) => {
        while (performance.now() < end) {
          const [index, scenario] = waiting.shift() ?? [];
          if (index === undefined || scenario === undefined) {
            return;
          }
          const result = await live(world, scenario, baseline, randomFrom(seed + index));
          results.push(result);
          onResult?.(result);
        }
      }),
    ),
  );
  return results;
}

/** Does something in a world of its own. */
export async function inWorld<T>(
  { program }: Pick<LivesOptions, "program">,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const aws = await startLocalAws();
  const proxy = await FaultProxy.before(aws.endpoint);
  try {
    return await work({ endpoint: aws.endpoint, proxy, program });
  } finally {
    await proxy.close();
    await aws.stop();
  }
}
