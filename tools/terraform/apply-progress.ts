import type { Message } from "./messages";

/** Follows an apply by the messages that Terraform prints. */
export class ApplyProgress {
  private ended = 0;
  /** When the work on each resource began, the oldest first. */
  private readonly begun = new Map<string, number>();

  /**
   * @param total how many resources are to be changed
   * @param describe what a resource is called, given its address
   */
  constructor(
    private readonly total: number,
    private readonly describe: (address: string) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  accept({ type, hook }: Message): void {
    if (hook === undefined) {
      return;
    }
    const step = `${hook.resource.addr} ${hook.action}`;
    if (type === "apply_start") {
      this.begun.set(step, this.now());
    } else if (type === "apply_complete" || type === "apply_errored") {
      this.begun.delete(step);
      this.ended += type === "apply_complete" ? 1 : 0;
    }
  }

  /** Addresses of the resources that are worked on. */
  get inWork(): string[] {
    return [...this.begun.keys()].map(addressIn);
  }

  /** Such as `42/53 resources, waiting 40 s for alb/balancer (aws_lb)`: the oldest of those in work. */
  toString(): string {
    const count = `${this.ended}/${this.total} resources`;
    const [oldest] = this.begun;
    if (oldest === undefined) {
      return count;
    }
    const [step, since] = oldest;
    const seconds = Math.round((this.now() - since) / 1000);
    const others = this.begun.size > 1 ? ` and ${this.begun.size - 1} more` : "";
    return `${count}, waiting ${seconds} s for ${this.describe(addressIn(step))}${others}`;
  }
}

function addressIn(step: string): string {
  return step.slice(0, step.lastIndexOf(" "));
}
