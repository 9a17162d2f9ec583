import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type ComposeOptions, ComposeProject } from "../../modules/compose";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";

export interface ComposeEnvironmentProps extends ComposeOptions {
  /** Name of the environment, e.g. of a branch. */
  readonly name: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** Region of the cluster, and of the bucket for the state. */
  readonly region: string;
  /** Bucket for the states of all environments. */
  readonly stateBucket: string;
  /** The Compose file; without one the stack is empty, which is enough to destroy it. */
  readonly file?: string;
}

/** An environment of one Compose file: what the file says, on a cluster that is there already, with a state of its own. */
export class ComposeEnvironmentStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ComposeEnvironmentProps) {
    super(scope, id);
    const { file, name, cluster, region, stateBucket, ...options } = props;
    addTerraformSettings(this, { region, environment: name, project: "compose" });
    // The path of the first release: environments that are up keep their states.
    addS3State(this, { bucket: stateBucket, key: `examples/compose/${name}/terraform.tfstate`, region });
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
