/** What came of a batch. */
export interface Batch {
  /** How many cases ended in each way. */
  readonly counts: Readonly<Record<string, number>>;
  /** What should not be, each with all that is needed to see it again. */
  readonly wrong: readonly string[];
}

/** What is tried in large numbers. */
export interface Batches {
  /** For people: `environments`. */
  readonly what: string;
  /** Cases in a batch. */
  readonly size: number;
  /** Batches at a time: while one waits for Terraform, another is judged. @default 1 */
  readonly lanes?: number;
  readonly run: (options: { readonly numRuns: number; readonly seed: number }) => Batch | Promise<Batch>;
}

/**
 * Tries as many cases as `tools/soak` asks for, by the arguments of this process: how many, and a seed. Tells how far it is on
 * standard error, and what is wrong and the sum on standard output. The exit code is 1 if anything is wrong.
 */
export async function tryBatches({ what, size, lanes = 1, run }: Batches): Promise<void> {
  const [count = 0, seed = 0] = process.argv.slice(2).map(Number);
  const totals: Record<string, number> = {};
  let done = 0;
  const waiting = Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    numRuns: Math.min(size, count - index * size),
    // Another seed has other batches, all of them.
    seed: seed * 1_000_000 + index,
  }));
  const lane = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const { counts, wrong } = await attempt(run, batch);
      done += batch.numRuns;
      for (const [kind, number] of [...Object.entries(counts), ["wrong", wrong.length] as const]) {
        totals[kind] = (totals[kind] ?? 0) + number;
      }
      process.stdout.write(wrong.map((text) => `${text}\n\n`).join(""));
      process.stderr.write(`${done} of ${count} ${what}: ${inWords(totals)}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.stdout.write(`${count} ${what} (seed ${seed}): ${inWords(totals)}\n`);
  process.exitCode = totals.wrong === 0 ? 0 : 1;
}

/** What ends a batch does not end the others. */
async function attempt(run: Batches["run"], batch: Parameters<Batches["run"]>[0]): Promise<Batch> {
  try {
    return await run(batch);
  } catch (error) {
    return { counts: {}, wrong: [error instanceof Error ? error.message : String(error)] };
  }
}

function inWords(totals: Readonly<Record<string, number>>): string {
  return Object.entries(totals)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(", ");
}
