import { setTimeout as delay } from "node:timers/promises";

import { UserError } from "../process/user-error";

/** What has become of the requests. */
export interface LoadResult {
  readonly requests: number;
  /** Those without a good answer, a line each: when, and what happened instead. */
  readonly lost: readonly string[];
}

/** Requests per second are at most WORKERS * 1000 / PAUSE_MS. */
const WORKERS = 4;
const PAUSE_MS = 100;
/** A request that takes longer is lost to whoever waits for it. */
const TIMEOUT_MS = 10_000;

/** What was seen, in words. @throws UserError if a request was lost, or none was sent */
export function requireNoLoss(load: LoadResult | undefined): string {
  if (load === undefined || load.requests === 0) {
    throw new UserError("No request was sent.");
  }
  const { requests, lost } = load;
  if (lost.length > 0) {
    throw new UserError(
      `${lost.length} of ${requests} requests were lost, the first ones: ${lost.slice(0, 3).join("; ")}.`,
    );
  }
  return `${requests} requests, none lost`;
}

/** Asks one address again and again, and counts what gets no good answer. */
export class LoadGenerator {
  private readonly stopping = new AbortController();
  private readonly workers: Promise<void>[];
  private requests = 0;
  private readonly lost: string[] = [];

  private constructor(private readonly url: string) {
    this.workers = Array.from({ length: WORKERS }, () => this.work());
  }

  static start(url: string): LoadGenerator {
    return new LoadGenerator(url);
  }

  /** Waits for the requests that are on their way. */
  async stop(): Promise<LoadResult> {
    this.stopping.abort();
    await Promise.all(this.workers);
    return { requests: this.requests, lost: this.lost };
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const problem = await this.request();
      this.requests += 1;
      if (problem !== undefined) {
        this.lost.push(`${new Date().toISOString()} ${problem}`);
      }
      await delay(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async request(): Promise<string | undefined> {
    try {
      const answer = await fetch(this.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      await answer.arrayBuffer();
      return answer.status === 200 ? undefined : `status ${answer.status}`;
    } catch (error) {
      // What fetch throws has the reason as its cause.
      const { message, cause } = error as Error & { readonly cause?: Partial<Error> };
      return [message, cause?.message].filter((part) => part !== undefined).join(": ");
    }
  }
}
