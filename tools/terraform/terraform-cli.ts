import { appendFileSync } from "node:fs";

import { Journal } from "../recovery/journal";
import { keepUnsavedState } from "../recovery/unsaved-state";
import type { RunResult } from "../process/run-result";
import { insistence, interruption } from "../process/interrupts";
import { Interrupted, UserError } from "../process/user-error";
import type { StepReporter } from "../terminal/step-reporter";
import { ApplyProgress } from "./apply-progress";
import { type Subject, succeeded, TerraformFailure } from "./failures";
import { Initialization, type InitOptions } from "./initialization";
import { variableArguments, type VariableValue } from "./input-variables";
import { diagnosticsIn, type Message, type OutputValue, parseMessage, parseMessages } from "./messages";
import type { PlanJson } from "./plan-json";
import type { PreparedStack } from "./prepared-stack";
import { forgetDeadRuns } from "./run-file";
import { PlanFile, type PlannedAction, SavedPlan } from "./saved-plan";
import { TerraformProcess } from "./terraform-process";
import { type Watch, Watchdog } from "./watchdog";

/** What to plan. */
export interface PlanOptions {
  readonly destroy?: boolean;
  readonly variables?: readonly VariableValue[];
  /** More of Terraform's own arguments, such as `-target=…`. @default - none */
  readonly args?: readonly string[];
  /** What is done, for people. @default - "Planning <stack>" */
  readonly title?: string;
}

/** How to apply a plan. */
export interface ApplyOptions {
  /** What is done, for people, e.g. `Deploying acc`. */
  readonly title: string;
  /** More of Terraform's own arguments. @default - none */
  readonly args?: readonly string[];
  /** File that gets all messages, a line of JSON each. @default - none */
  readonly logFile?: string;
  /** Looks for reasons to stop before Terraform would, at a time-out. @default - nobody does */
  readonly watch?: Watch;
}

/** Terraform's outputs by name. */
export type Outputs = Readonly<Record<string, OutputValue>>;

/** https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode */
const HAS_CHANGES = 2;

/** Runs Terraform on one synthesized stack: the one way in which this project plans and changes anything. */
export class TerraformCli {
  private readonly process: TerraformProcess;
  private readonly initialization: Initialization;

  /** @param abort makes Terraform stop in good order. @default - Ctrl-C does */
  constructor(
    private readonly prepared: PreparedStack,
    private readonly report: StepReporter,
    abort: AbortSignal = interruption,
  ) {
    this.process = new TerraformProcess(prepared, abort);
    this.initialization = new Initialization(prepared, this.process, report);
  }

  /** Runs `terraform init`, if anything that it depends on has changed. */
  async init(options: InitOptions = {}): Promise<void> {
    await this.initialization.run(options);
  }

  /** Plans into a private file, after `init`. The state is locked meanwhile, and no longer. */
  async plan(options: PlanOptions = {}): Promise<SavedPlan> {
    const { subject } = this.prepared;
    const { title = `Planning ${subject.name}`, destroy = false, variables = [] } = options;
    const file = new PlanFile();
    const args = [
      ...["plan", "-json", "-input=false", "-detailed-exitcode", `-out=${file.path}`],
      ...(destroy ? ["-destroy"] : []),
      ...variableArguments(variables),
      ...(options.args ?? []),
    ];
    try {
      const { code, stdout } = await this.report.step(title, async () => {
        const first = await this.process.run(args, { locks: true });
        return planned(needsInit(first) ? await this.initAndRepeat(args) : first, subject);
      });
      file.protect();
      forgetDeadRuns(subject.state);
      return new SavedPlan(file, code === HAS_CHANGES, parseMessages(stdout));
    } catch (error) {
      file.remove();
      throw error;
    }
  }

  /** A plan as JSON: https://developer.hashicorp.com/terraform/internals/json-format */
  async show(plan: SavedPlan): Promise<string> {
    return (await this.process.succeed(["show", "-json", plan.file.path])).stdout;
  }

  /** A plan as this project reads it; empty if it changes nothing, as then there is nothing to read. */
  async readPlan(plan: SavedPlan): Promise<PlanJson> {
    return plan.hasChanges ? (JSON.parse(await this.show(plan)) as PlanJson) : {};
  }

  /** A plan in Terraform's own words. */
  async showText(plan: SavedPlan, color: boolean): Promise<string> {
    return (await this.process.succeed(["show", ...(color ? [] : ["-no-color"]), plan.file.path])).stdout;
  }

  /**
   * Applies a plan, and nothing but that.
   *
   * @returns the stack's outputs
   * @throws UserError unless Terraform has said that everything was applied, and has ended well: a TerraformFailure if it
   * has said what is wrong
   * @throws Interrupted after Ctrl-C
   */
  async apply(plan: SavedPlan, { title, args = [], logFile, watch }: ApplyOptions): Promise<Outputs> {
    const { subject, stack } = this.prepared;
    const progress = new ApplyProgress(plan.size, subject.describe);
    const journal = subject.isTemporary === true ? undefined : new Journal(subject.state);
    const messages: Message[] = [];
    const onLine = (line: string) => {
      const message = parseMessage(line);
      if (message !== undefined) {
        messages.push(message);
        progress.accept(message);
        journal?.accept(message);
      }
      if (logFile !== undefined) {
        appendFileSync(logFile, `${line}\n`);
      }
    };
    journal?.begin(plan.actions.filter(isCreation).map(({ address }) => address));
    const watchdog = new Watchdog(watch, () => progress.inWork);
    try {
      await this.report.step(
        title,
        async () => {
          const command = ["apply", "-json", "-input=false", ...args, plan.file.path];
          const { stop } = watchdog;
          const result = await this.process.run(command, { locks: true, onLine, stop });
          if (watchdog.reason !== undefined && result.signal === undefined && result.code !== 0) {
            throw new TerraformFailure(watchdog.reason, diagnosticsIn(messages, "error"));
          }
          requireCompletion(succeeded(result, subject), messages, subject.name);
        },
        () => progress.toString(),
      );
    } catch (error) {
      keepUnsavedState(stack.directory, subject.state);
      if (error instanceof Interrupted && error.result !== undefined) {
        process.stderr.write(this.afterInterrupt(error.result));
      }
      throw error;
    } finally {
      watchdog.end();
      journal?.see();
    }
    journal?.end();
    return messages.filter(({ type }) => type === "outputs").at(-1)?.outputs ?? {};
  }

  /** Terraform's outputs by name, as the state has them. */
  async outputs(): Promise<Outputs> {
    return JSON.parse((await this.process.succeed(["output", "-json", "-no-color"])).stdout) as Outputs;
  }

  private async initAndRepeat(args: readonly string[]): Promise<RunResult> {
    await this.initialization.repeat();
    return this.process.run(args, { locks: true });
  }

  private afterInterrupt({ signal }: RunResult): string {
    const { name, command, isTemporary } = this.prepared.subject;
    return signal === undefined && !insistence.aborted && isTemporary !== true
      ? `Interrupted: what Terraform has done for '${name}' is saved; '${command("deploy")}' goes on from there.\n`
      : "";
  }
}

function isCreation({ action }: PlannedAction): boolean {
  return action === "create" || action === "replace";
}

/** A good exit code alone does not prove that everything was applied: Terraform must have said so. */
function requireCompletion({ code }: RunResult, messages: readonly Message[], name: string): void {
  const isComplete = messages.some(
    ({ type, changes }) => type === "change_summary" && changes?.operation !== "plan",
  );
  if (code !== 0 || !isComplete) {
    throw new UserError(
      `Terraform ended without saying that everything in '${name}' was applied: run the command again.`,
    );
  }
}

/** With `-detailed-exitcode` a plan that changes something has ended well, too. */
function planned(result: RunResult, subject: Subject): RunResult {
  succeeded(result.code === HAS_CHANGES ? { ...result, code: 0 } : result, subject);
  return result;
}

/** Whether a plan has failed only because `terraform init` must run once more. */
function needsInit(result: RunResult): boolean {
  return (
    result.code === 1 &&
    /terraform init|reinitialization required|Required plugins are not installed/i.test(result.stdout) &&
    !result.stdout.includes("Backend configuration changed")
  );
}
