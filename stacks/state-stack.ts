import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { checkEnvironment, type Environment, stateBucketOf } from "../settings";
import { check } from "../modules/core";
import { StateBucket } from "../modules/state";
import { addS3State, addTerraformSettings } from "../modules/terraform-settings";

export interface StateStackProps {
  readonly environment: Environment;
  /** The only account that may be deployed to, once `npm run bootstrap` has noted it. @default any */
  readonly accountId?: string;
}

/**
 * The bucket that keeps an environment's state, and its own: `npm run bootstrap` makes it with a state that is a local
 * file, which it then moves into the bucket. Without an account, as before there was that command, its state stays a file in the
 * project's folder.
 */
export class StateStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, accountId }: StateStackProps) {
    super(scope, id);
    check(this, (c) => {
      checkEnvironment(c, environment);
    });
    const { name, project, region } = environment;
    const bucket = stateBucketOf(environment, accountId);
    const allowedAccountIds = accountId === undefined ? undefined : [accountId];
    addTerraformSettings(this, { region, environment: name, project, allowedAccountIds });
    if (accountId === undefined) {
      // Terraform runs in cdktf.out/stacks/<id>, three levels below the project.
      new LocalBackend(this, { path: `../../../${id}.tfstate` });
    } else {
      addS3State(this, { bucket, key: `state/${name}/terraform.tfstate`, region });
    }
    new StateBucket(this, "state-bucket", { bucketName: bucket });
  }
}
