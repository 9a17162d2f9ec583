import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";

import { runCdktf } from "./cdktf";
import { run, type RunResult } from "./child-process";
import { DeploymentProgress } from "./deployment-progress";
import type { LocalAws } from "./local-aws/local-aws";
import { limitRetries } from "./local-aws/retry-override";
import type { StepReporter } from "./step-reporter";
import type { SynthesizedStack } from "./synthesis";
import { UserError } from "./user-error";

const LINES_SHOWN_ON_FAILURE = 40;

/** What a deployment on the local AWS consists of. */
export interface LocalDeploymentOptions {
  readonly projectDirectory: string;
  /** Holds the synthesized stack. */
  readonly outputDirectory: string;
  /** Gets `deploy.log` and `destroy.log`. */
  readonly logDirectory: string;
  readonly stack: SynthesizedStack;
  readonly aws: LocalAws;
  /** Terraform's program. */
  readonly terraform: string;
  readonly report: StepReporter;
}

/** One stack on a fresh local AWS: deployed, looked at and destroyed by CDKTF and Terraform. */
export class LocalDeployment {
  constructor(private readonly options: LocalDeploymentOptions) {}

  /** Makes the state bucket and deploys. */
  async deploy(): Promise<void> {
    const { stack, aws } = this.options;
    limitRetries(stack.directory);
    // What Terraform remembers of its state is from an emulator that has gone.
    rmSync(join(stack.directory, ".terraform", "terraform.tfstate"), { force: true });
    if (stack.backend !== undefined) {
      await aws.createStateBucket(stack.backend.bucket);
    }
    await this.cdktf("deploy", `Deploying ${stack.name}`);
  }

  async destroy(): Promise<void> {
    await this.cdktf("destroy", `Destroying ${this.options.stack.name}`);
  }

  /** Terraform's outputs by name. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.terraform(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** @throws UserError if Terraform would still change something */
  async verifyConverged(): Promise<void> {
    await this.options.report.step("Verifying that a second plan is empty", async () => {
      const plan = await this.terraform(["plan", "-detailed-exitcode", "-input=false", "-no-color"]);
      if (plan.code !== 0) {
        throw new UserError(`A second plan is not empty:\n${lastLines(plan)}`);
      }
    });
  }

  /** @throws UserError if Terraform still has a resource */
  async verifyNothingLeft(): Promise<void> {
    await this.options.report.step("Verifying that nothing is left", async () => {
      const state = await this.terraform(["state", "list"]);
      if (state.code !== 0 || state.stdout !== "") {
        throw new UserError(`Resources are left after destroy:\n${lastLines(state)}`);
      }
    });
  }

  private async cdktf(command: "deploy" | "destroy", title: string): Promise<void> {
    const { projectDirectory, outputDirectory, logDirectory, stack, aws, report } = this.options;
    const progress = new DeploymentProgress();
    const logFile = join(logDirectory, `${command}.log`);
    const log = createWriteStream(logFile);
    const work = async () => {
      const result = await runCdktf([command, stack.name, "--auto-approve"], {
        projectDirectory,
        outputDirectory,
        env: aws.env,
        color: false,
        onLine: (line) => {
          log.write(`${line}\n`);
          progress.accept(line);
        },
      });
      if (result.code !== 0) {
        throw new UserError(
          `${lastLines(result)}\n\ncdktf ${command} failed; all of its output is in ${logFile}.`,
        );
      }
    };
    try {
      await report.step(title, work, () => progress.toString());
    } finally {
      log.end();
    }
  }

  private terraform(args: readonly string[]): Promise<RunResult> {
    const { terraform, stack, aws } = this.options;
    return run(terraform, args, { cwd: stack.directory, env: aws.env });
  }
}

function lastLines({ stdout, stderr }: RunResult): string {
  return [stdout, stderr].join("\n").trim().split("\n").slice(-LINES_SHOWN_ON_FAILURE).join("\n");
}
