import { rmSync } from "node:fs";
import { join } from "node:path";

import { UserError } from "../process/user-error";
import { applyPlan } from "../rollout/apply-plan";
import type { PreparedStack } from "../terraform/prepared-stack";
import { type Outputs, TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import type { LocalAws } from "./local-aws";
import { adaptToLocalAws } from "./provider-override";

/** What a deployment on the local AWS consists of. */
export interface LocalDeploymentOptions {
  /** Gets `deploy.log` and `destroy.log`: what Terraform says, a line of JSON each. */
  readonly logDirectory: string;
  readonly prepared: PreparedStack;
  readonly aws: LocalAws;
  readonly report: StepReporter;
}

/** One stack on a fresh local AWS: deployed, looked at and destroyed by Terraform. */
export class LocalDeployment {
  private readonly terraform: TerraformCli;

  constructor(private readonly options: LocalDeploymentOptions) {
    this.terraform = new TerraformCli(options.prepared, options.report);
  }

  /** Makes the state bucket and deploys. Returns the outputs. */
  async deploy(): Promise<Outputs> {
    const { stack } = this.options.prepared;
    adaptToLocalAws(stack.directory);
    if (stack.backend !== undefined) {
      await this.options.aws.createStateBucket(stack.backend.bucket);
    }
    // What Terraform remembers of its state is from an emulator that has gone.
    await this.terraform.init({ movedState: "reconfigure" });
    return this.change("deploy", `Deploying ${stack.name}`);
  }

  async destroy(): Promise<void> {
    await this.change("destroy", `Destroying ${this.options.prepared.stack.name}`);
  }

  /** @throws UserError if Terraform would still change something */
  async verifyConverged(): Promise<void> {
    const plan = await this.terraform.plan({ title: "Verifying that a second plan is empty" });
    plan.remove();
    if (plan.hasChanges) {
      const changes = plan.actions.map(({ address, action }) => `  ${address}: ${action}`);
      throw new UserError(["A second plan is not empty:", ...changes].join("\n"));
    }
  }

  /** @throws UserError if Terraform still has a resource */
  async verifyNothingLeft(): Promise<void> {
    await this.options.report.step("Verifying that nothing is left", async () => {
      const { resources } = await new TerraformState(this.options.prepared).pull();
      if (resources.length > 0) {
        throw new UserError(`Resources are left after destroy: ${resources.length} in the state.`);
      }
    });
  }

  private async change(command: "deploy" | "destroy", title: string): Promise<Outputs> {
    const logFile = join(this.options.logDirectory, `${command}.log`);
    rmSync(logFile, { force: true });
    const { terraform } = this;
    const plan = await terraform.plan({ destroy: command === "destroy" });
    const { prepared, aws } = this.options;
    const outputs = await applyPlan({ prepared, terraform, plan, local: aws }, { title, logFile });
    plan.remove();
    return outputs;
  }
}
