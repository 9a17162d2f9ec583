import { Interrupted } from "../process/user-error";

const TERMINAL_INTERVAL_MS = 500;
const LOG_INTERVAL_MS = 15_000;

/** Where the report goes: standard output, or a test. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Reports work step by step, with the seconds that each takes. A terminal shows the current step in one line
 * that is painted over; a log gets a line now and then.
 */
export class StepReporter {
  private readonly live: boolean;

  constructor(
    private readonly output: Output = process.stdout,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.live = output.isTTY === true && env.TERM !== "dumb";
  }

  /**
   * Runs one step.
   *
   * @param title what is done, e.g. `Deploying acc`
   * @param detail how far it is, asked for again and again. @default - only the time is shown
   */
  async step<T>(title: string, work: () => Promise<T>, detail?: () => string): Promise<T> {
    const start = performance.now();
    const show = () => {
      const text = [title, detail?.(), seconds(start)].filter((part) => part !== undefined).join(" · ");
      this.output.write(
        this.live ? `\r\x1b[K${text.slice(0, (this.output.columns ?? 80) - 1)}` : `${text}\n`,
      );
    };
    if (this.live) {
      show();
    } else {
      this.output.write(`${title}\n`);
    }
    const timer = setInterval(show, this.live ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
    let outcome = "done";
    try {
      return await work();
    } catch (error) {
      outcome = error instanceof Interrupted ? "interrupted" : "failed";
      throw error;
    } finally {
      clearInterval(timer);
      this.output.write(`${this.live ? "\r\x1b[K" : ""}${title} · ${outcome} · ${seconds(start)}\n`);
    }
  }
}

function seconds(start: number): string {
  return `${Math.round((performance.now() - start) / 1000)} s`;
}
