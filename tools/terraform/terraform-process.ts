import { run } from "../process/child-process";
import type { RunResult } from "../process/run-result";
import { insistence, interruption, onAbort } from "../process/interrupts";
import { Interrupted } from "../process/user-error";
import { succeeded } from "./failures";
import type { PreparedStack } from "./prepared-stack";
import { RunNote } from "./run-file";

/** How to run one of Terraform's commands. */
export interface ProcessOptions {
  /** Whether it locks the state. @default false */
  readonly locks?: boolean;
  /** Gets every line of output as it comes. @default - lines are only collected */
  readonly onLine?: (line: string) => void;
  /** Makes it stop in good order, as a run that has failed. @default - nothing does */
  readonly stop?: AbortSignal;
}

/** What the first press does: https://developer.hashicorp.com/terraform/cli/run */
const ON_INTERRUPT =
  "\nStopping: Terraform ends the calls in flight, saves and unlocks the state. Ctrl-C again ends it at once.\n";

/** Starts Terraform in the folder of a stack, notes that it works on the state, and explains what Ctrl-C does to it. */
export class TerraformProcess {
  private readonly note: RunNote;

  /** @param abort makes Terraform stop in good order */
  constructor(
    private readonly prepared: PreparedStack,
    private readonly abort: AbortSignal,
  ) {
    this.note = new RunNote(prepared.subject.state, prepared.commandLine);
  }

  /**
   * Runs Terraform to its end, whether good or bad.
   *
   * @throws Interrupted after Ctrl-C
   */
  async run(args: readonly string[], { locks = false, ...more }: ProcessOptions = {}): Promise<RunResult> {
    const { stack, terraform, env } = this.prepared;
    const options = { cwd: stack.directory, env, abort: this.abort, ...more };
    return locks
      ? this.whileNoted((onStart) => run(terraform.binary, args, { ...options, onStart }))
      : run(terraform.binary, args, options);
  }

  /**
   * Runs Terraform to a good end.
   *
   * @throws UserError with the reason, if it has failed
   * @throws Interrupted after Ctrl-C
   */
  async succeed(args: readonly string[], options?: ProcessOptions): Promise<RunResult> {
    return succeeded(await this.run(args, options), this.prepared.subject);
  }

  private async whileNoted(work: (onStart: (pid: number) => void) => Promise<RunResult>): Promise<RunResult> {
    const stopListening = [
      onAbort(interruption, () => process.stderr.write(ON_INTERRUPT)),
      onAbort(insistence, () => process.stderr.write(this.whatMayBeLeft())),
    ];
    let result: RunResult | undefined;
    try {
      result = await work((pid) => {
        this.note.begin(pid);
      });
      return result;
    } catch (error) {
      result = error instanceof Interrupted ? error.result : undefined;
      throw error;
    } finally {
      // The note of a Terraform that was killed, or could not unlock, tells about its lock.
      if (result?.signal === undefined && !hasLeftLock(result)) {
        this.note.end();
      }
      stopListening.forEach((stop) => {
        stop();
      });
    }
  }

  private whatMayBeLeft(): string {
    const { name, command, isTemporary } = this.prepared.subject;
    return isTemporary === true
      ? "\nEnding at once.\n"
      : `\nEnding at once: the state of '${name}' may stay locked ('${command("unlock")}'), and may not know of what was ` +
          `being made ('${command("recover")}' finds it).\n`;
  }
}

/** With credentials that have expired, say: https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/clistate/state.go */
function hasLeftLock(result: RunResult | undefined): boolean {
  return (
    result !== undefined && `${result.stdout}${result.stderr}`.includes("Error releasing the state lock")
  );
}
