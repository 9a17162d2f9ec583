/**
 * Looks whether Terraform waits in vain.
 *
 * @param inWork addresses of the resources that it works on
 * @returns why it does, for people; undefined while there is hope
 */
export type Watch = (inWork: readonly string[]) => Promise<string | undefined>;

const INTERVAL_MS = 3000;

/** Looks again and again, while Terraform works on something, and stops it once there is a reason. */
export class Watchdog {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private found: string | undefined;

  /**
   * @param watch undefined: nobody looks
   * @param inWork addresses of the resources that Terraform works on
   */
  constructor(
    private readonly watch: Watch | undefined,
    private readonly inWork: () => readonly string[],
    intervalMs = INTERVAL_MS,
  ) {
    this.timer = watch && setInterval(() => void this.look(), intervalMs);
  }

  /** Aborted when Terraform has to stop. */
  get stop(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it has stopped Terraform; undefined if it has not. */
  get reason(): string | undefined {
    return this.found;
  }

  /** Nobody looks any more. */
  end(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const inWork = this.inWork();
    if (this.watch === undefined || this.isLooking || inWork.length === 0) {
      return;
    }
    this.isLooking = true;
    try {
      this.found ??= await this.watch(inWork);
    } catch {
      // A look that fails is no reason: Terraform tells by itself what is wrong.
    } finally {
      this.isLooking = false;
    }
    if (this.found !== undefined) {
      this.end();
      this.controller.abort();
    }
  }
}
