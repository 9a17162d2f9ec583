import { join } from "node:path";

import { run, type RunResult } from "../child-process";
import { DeploymentProgress } from "../deployment-progress";
import { type PreparedStack, prepareStack, runTerraform } from "../prepared-stack";
import type { StepReporter } from "../step-reporter";
import type { S3Backend } from "../synthesis";

/** The program that turns a Compose file into a stack. */
const PROGRAM = "stacks/compose/main.ts";

/** What a branch is made from. */
export interface BranchOptions {
  readonly projectDirectory: string;
  /** On the local AWS that `npm start` runs. */
  readonly local: boolean;
  readonly name: string;
  /** What the program is told beside the name. */
  readonly context: readonly string[];
  readonly report: StepReporter;
}

/** What Terraform's state says of a branch. */
export type BranchState = "unknown" | "down" | "up";

/** The stack of one branch, synthesized. */
export class Branch {
  private constructor(
    readonly name: string,
    readonly prepared: PreparedStack,
    readonly backend: S3Backend,
    private readonly report: StepReporter,
  ) {}

  /** @throws UserError with what the program says about bad input */
  static async prepare({ projectDirectory, local, name, context, report }: BranchOptions): Promise<Branch> {
    const prepared = await prepareStack({
      projectDirectory,
      local,
      app: `node --import tsx ${PROGRAM}`,
      outputFolder: join("cdktf.out", `compose-${name.replace(/[^\w-]/g, "_")}`),
      context: [`name=${name}`, ...context],
    });
    const { backend } = prepared.stack;
    if (backend === undefined) {
      throw new Error(`${PROGRAM} keeps the state of '${name}' nowhere`);
    }
    // Terraform shall not tell which of its commands to run next.
    const env = { ...prepared.env, TF_IN_AUTOMATION: "1" };
    return new Branch(name, { ...prepared, env }, backend, report);
  }

  /** After `init`. */
  async apply(): Promise<void> {
    await this.change(`Bringing up ${this.name}`, ["apply", "-auto-approve"]);
  }

  /** After `init`. */
  async state(): Promise<BranchState> {
    const { stdout } = await this.terraform(["state", "pull"]);
    const { lineage, resources } = JSON.parse(stdout) as { lineage: string; resources: readonly unknown[] };
    // A state that was never written has none.
    if (lineage === "") {
      return "unknown";
    }
    return resources.length === 0 ? "down" : "up";
  }

  async init(): Promise<void> {
    await this.report.step("Preparing Terraform", () =>
      this.terraform(["init", "-input=false", "-reconfigure", "-no-color"]),
    );
  }

  /** After `init`. */
  async destroy(): Promise<void> {
    await this.change(`Taking down ${this.name}`, ["destroy", "-auto-approve"]);
  }

  /** After `init`: Terraform shows what goes, and asks on the terminal. */
  async askAndDestroy(): Promise<number> {
    const { stack, terraform, env } = this.prepared;
    const inTerminal = { cwd: stack.directory, env, output: "terminal" } as const;
    return (await run(terraform.binary, ["destroy"], inTerminal)).code;
  }

  private async change(title: string, args: readonly string[]): Promise<void> {
    const progress = new DeploymentProgress();
    const onLine = (line: string) => {
      progress.accept(line);
    };
    await this.report.step(
      title,
      () => this.terraform([...args, "-input=false", "-no-color"], onLine),
      () => progress.toString(),
    );
  }

  private terraform(args: readonly string[], onLine?: (line: string) => void): Promise<RunResult> {
    return runTerraform(this.prepared, args, { what: this.name, onLine });
  }
}
