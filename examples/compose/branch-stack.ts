import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type ComposeOptions, ComposeProject } from "../../modules/compose";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { addSettings } from "./settings";

export interface BranchProps extends ComposeOptions {
  /** Name of the branch. */
  readonly name: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** The Compose file; without one the stack is empty, which is enough to destroy it. */
  readonly file?: string;
}

/** One branch: what its Compose file says, on the cluster as it stands, with a state of its own. */
export class BranchStack extends TerraformStack {
  constructor(scope: Construct, id: string, { file, name, cluster, ...options }: BranchProps) {
    super(scope, id);
    addSettings(this, name, `compose/${name}`);
    if (file !== undefined) {
      new ComposeProject(this, "project", {
        cluster: new ExistingCluster(this, "cluster", { name: cluster }),
        name,
        file,
        ...options,
      });
    }
  }
}
