import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../environments";
import { StateBucket } from "../modules/state";
import { addTerraformSettings } from "./terraform-settings";

export interface StateStackProps {
  readonly environment: Environment;
}

/**
 * The bucket that keeps an environment's state, made once before its first deployment. Its own state is a local
 * file in the project's folder: a bucket cannot keep the state of itself.
 */
export class StateStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment }: StateStackProps) {
    super(scope, id);
    addTerraformSettings(this, environment.region, environment.name);
    // Terraform runs in cdktf.out/stacks/<id>, three levels below the project.
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
    new StateBucket(this, "state-bucket", { bucketName: environment.stateBucket });
  }
}
