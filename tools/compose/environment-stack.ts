import { join } from "node:path";

import { prepareStack, type PreparedStack } from "../terraform/prepared-stack";
import type { S3Backend } from "../terraform/synthesis";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";

/** The program that turns a Compose file into a stack. */
const PROGRAM = "stacks/compose/main.ts";

/** What an environment is made from. */
export interface EnvironmentOptions {
  /** On the local AWS that `npm start` runs. */
  readonly local: boolean;
  readonly name: string;
  /** What the program is told beside the name. */
  readonly context: readonly string[];
  readonly report: StepReporter;
}

/** What Terraform's state says of an environment. */
export type EnvironmentState = "unknown" | "down" | "up";

/** The stack of one environment, synthesized. */
export class EnvironmentStack {
  readonly terraform: TerraformCli;

  private constructor(
    readonly name: string,
    readonly prepared: PreparedStack,
    readonly backend: S3Backend,
    private readonly local: boolean,
    report: StepReporter,
  ) {
    this.terraform = new TerraformCli(prepared, report);
  }

  /** @throws UserError with what the program says about bad input */
  static async prepare({ local, name, context, report }: EnvironmentOptions): Promise<EnvironmentStack> {
    const stack = await prepareStack({
      projectDirectory: process.cwd(),
      command: "compose",
      aws: local ? "local" : "account",
      app: `node --import tsx ${PROGRAM}`,
      outputFolder: join("cdktf.out", `compose-${name.replace(/[^\w-]/g, "_")}`),
      context: [`name=${name}`, ...context],
      report,
    });
    const { backend } = stack.stack;
    if (backend === undefined) {
      throw new Error(`${PROGRAM} keeps the state of '${name}' nowhere`);
    }
    const prepared = { ...stack, subject: { ...stack.subject, name } };
    return new EnvironmentStack(name, prepared, backend, local, report);
  }

  async init(): Promise<void> {
    await this.terraform.init({ movedState: this.local ? "reconfigure" : undefined });
  }

  /** After `init`. */
  async state(): Promise<EnvironmentState> {
    const { lineage, resources } = await new TerraformState(this.prepared).pull();
    if (lineage === "") {
      return "unknown";
    }
    return resources.length === 0 ? "down" : "up";
  }
}
