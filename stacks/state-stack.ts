import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { checkEnvironment, type Environment } from "../settings";
import { check } from "../modules/core";
import { StateBucket } from "../modules/state";
import { addTerraformSettings } from "../modules/terraform-settings";

export interface StateStackProps {
  readonly environment: Environment;
  /** The only account that may be deployed to. @default any */
  readonly accountId?: string;
}

/**
 * The bucket that keeps an environment's state, made once before its first deployment. Its own state is a local
 * file in the project's folder: a bucket cannot keep the state of itself.
 */
export class StateStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, accountId }: StateStackProps) {
    super(scope, id);
    check(this, (c) => {
      checkEnvironment(c, environment);
    });
    addTerraformSettings(this, {
      region: environment.region,
      environment: environment.name,
      project: environment.project,
      allowedAccountIds: accountId === undefined ? undefined : [accountId],
    });
    // Terraform runs in cdktf.out/stacks/<id>, three levels below the project.
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
    new StateBucket(this, "state-bucket", { bucketName: environment.stateBucket });
  }
}
