import { join } from "node:path";

import { run, type RunResult } from "../child-process";
import { DeploymentProgress } from "../deployment-progress";
import { createStateBucket } from "../local-aws/state-bucket";
import { limitRetries } from "../local-aws/retry-override";
import type { RunningLocalAws } from "../local-aws/running";
import type { StepReporter } from "../step-reporter";
import { type S3Backend, synthesize, type SynthesizedStack } from "../synthesis";
import { explainFailure } from "../terraform-errors";
import type { TerraformEnvironment } from "../terraform-environment";
import { UserError } from "../user-error";

/** The program that turns a Compose file into a stack. */
const PROGRAM = "examples/compose/main.ts";

/** What all commands work with. */
export interface Workplace {
  readonly projectDirectory: string;
  /** Gets a folder for each branch. */
  readonly outputFolder: string;
  readonly forTerraform: TerraformEnvironment;
  /** Undefined on the user's account. */
  readonly local: RunningLocalAws | undefined;
  readonly report: StepReporter;
}

/** What Terraform's state says of a branch. */
export type BranchState = "unknown" | "down" | "up";

/** The stack of one branch, synthesized. */
export class Branch {
  private constructor(
    readonly name: string,
    readonly stack: SynthesizedStack,
    readonly backend: S3Backend,
    private readonly place: Workplace,
  ) {}

  /**
   * @param context what the program is told beside the name
   * @throws UserError with what the program says about bad input
   */
  static async synthesize(place: Workplace, name: string, context: readonly string[]): Promise<Branch> {
    const { projectDirectory, outputFolder, forTerraform, local } = place;
    const stack = await synthesize({
      projectDirectory,
      app: `node --import tsx ${PROGRAM}`,
      outputDirectory: join(outputFolder, `compose-${name.replace(/[^\w-]/g, "_")}`),
      context: [`name=${name}`, ...context],
      env: forTerraform.env,
    });
    const { backend } = stack;
    if (backend === undefined) {
      throw new Error(`${PROGRAM} keeps the state of '${name}' nowhere`);
    }
    if (local !== undefined) {
      limitRetries(stack.directory);
      await createStateBucket(local.endpoint, backend.bucket, backend.region);
    }
    return new Branch(name, stack, backend, place);
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
    await this.place.report.step("Preparing Terraform", () =>
      this.terraform(["init", "-input=false", "-reconfigure", "-no-color"]),
    );
  }

  /** After `init`. */
  async destroy(): Promise<void> {
    await this.change(`Taking down ${this.name}`, ["destroy", "-auto-approve"]);
  }

  /** After `init`: Terraform shows what goes, and asks on the terminal. */
  async askAndDestroy(): Promise<number> {
    const { binary } = this.place.forTerraform.terraform;
    return (await run(binary, ["destroy"], { ...this.surroundings(), output: "terminal" })).code;
  }

  private async change(title: string, args: readonly string[]): Promise<void> {
    const progress = new DeploymentProgress();
    const onLine = (line: string) => {
      progress.accept(line);
    };
    await this.place.report.step(
      title,
      () => this.terraform([...args, "-input=false", "-no-color"], onLine),
      () => progress.toString(),
    );
  }

  private async terraform(args: readonly string[], onLine?: (line: string) => void): Promise<RunResult> {
    const { binary } = this.place.forTerraform.terraform;
    const result = await run(binary, args, { ...this.surroundings(), onLine });
    if (result.code !== 0) {
      throw new UserError(explainFailure(result, this.name));
    }
    return result;
  }

  private surroundings() {
    return {
      cwd: this.stack.directory,
      // Terraform shall not tell which of its commands to run next.
      env: { ...this.place.forTerraform.env, TF_IN_AUTOMATION: "1" },
    };
  }
}
