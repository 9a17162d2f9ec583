import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { tcpRange } from "../../modules/security-group";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { Vpc } from "../../modules/vpc";
import { COMPOSE } from "../../stacks/compose";

/** The cluster that all environments share, with the ports that ECS picks open to its network. */
export class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { region, cluster: name, stateBucket } = COMPOSE;
    addTerraformSettings(this, { region, environment: name, project: "compose" });
    addS3State(this, { bucket: stateBucket, key: "examples/compose-cluster/terraform.tfstate", region });

    const vpc = new Vpc(this, "vpc", {
      name,
      cidrBlock: "10.40.0.0/16",
      zones: [`${region}a`, `${region}b`],
    });
    const cluster = new EcsCluster(this, "cluster", { name });
    const instances = new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.micro",
      minSize: 2,
      // An environment more than fits makes ECS add an instance.
      maxSize: 4,
    });
    instances.securityGroup.allowFromCidr(vpc.cidrBlock, tcpRange(32_768, 61_000), "Branches, for testers");

    new TerraformOutput(this, "cluster_name", {
      description: "Where environments are brought up: npm run compose -- up --name <name>",
      value: cluster.clusterName,
    });
  }
}
