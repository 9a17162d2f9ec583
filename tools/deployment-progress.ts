const RESOURCE = String.raw`(\w+)\.(\S+)(?: \(([^)]*)\))?`;
const BEGIN = new RegExp(`${RESOURCE}: (?:Creating|Modifying|Destroying)\\.\\.\\.`);
const END = new RegExp(`${RESOURCE}: (?:Creation|Modifications|Destruction) complete`);
const PLAN = /Plan: (\d+) to add, (\d+) to change, (\d+) to destroy\./;

/** Follows a deployment or a destruction by the lines that Terraform prints. */
export class DeploymentProgress {
  private total: number | undefined;
  private done = 0;
  private readonly running = new Set<string>();

  accept(line: string): void {
    const plan = PLAN.exec(line);
    if (plan !== null) {
      this.total = plan.slice(1).reduce((sum, count) => sum + Number(count), 0);
    }
    const begun = BEGIN.exec(line);
    if (begun !== null) {
      this.running.add(describe(begun));
    }
    const ended = END.exec(line);
    if (ended !== null) {
      this.running.delete(describe(ended));
      this.done += 1;
    }
  }

  /** Such as `42/53 resources, waiting for alb/balancer (aws_lb)`: the oldest of those in work. */
  toString(): string {
    if (this.total === undefined) {
      return "planning";
    }
    const [oldest] = this.running;
    return `${this.done}/${this.total} resources${oldest === undefined ? "" : `, waiting for ${oldest}`}`;
  }
}

/** The construct's path, which CDKTF adds to Terraform's address, says more than the address. */
function describe([, type = "", name = "", constructPath]: RegExpExecArray): string {
  return constructPath === undefined ? `${type}.${name}` : `${constructPath} (${type})`;
}
