import { startLocalAws } from "../local-aws/local-aws";
import { FaultProxy } from "./fault-proxy";
import { type Baseline, live, type LifeResult, measure, type World } from "./life";
import type { Scenario } from "./scenarios";

/** How to live through scenarios. */
export interface LivesOptions {
  /** The program that is deployed, by its path in this project. */
  readonly program: string;
  /** Lives at a time, each on a local AWS of its own. */
  readonly workers: number;
  /** The next scenario; undefined when it is enough. */
  readonly next: (baseline: Baseline) => Scenario | undefined;
  readonly random: () => number;
  /** Gets each result as it comes. @default - nobody is told */
  readonly onResult?: (result: LifeResult) => void;
}

/** Lives through scenarios, and returns what became of them. */
export async function liveThrough(options: LivesOptions): Promise<LifeResult[]> {
  const { workers, next, random, onResult } = options;
  const results: LifeResult[] = [];
  const baseline = await inWorld(options, measure);
  await Promise.all(
    Array.from({ length: workers }, () =>
      inWorld(options, async (world) => {
        for (let scenario = next(baseline); scenario !== undefined; scenario = next(baseline)) {
          const result = await live(world, scenario, baseline, random);
          results.push(result);
          onResult?.(result);
        }
      }),
    ),
  );
  return results;
}

async function inWorld<T>({ program }: LivesOptions, work: (world: World) => Promise<T>): Promise<T> {
  const aws = await startLocalAws();
  const proxy = await FaultProxy.before(aws.endpoint);
  try {
    return await work({ endpoint: aws.endpoint, proxy, program });
  } finally {
    await proxy.close();
    await aws.stop();
  }
}
