import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { tcpRange } from "../../modules/security-group";
import { Vpc } from "../../modules/vpc";
import { addSettings, CLUSTER } from "./settings";

/** The cluster that all branches share, with the ports that ECS picks open to its network. */
export class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addSettings(this, CLUSTER, "compose-cluster");

    const vpc = new Vpc(this, "vpc", {
      name: CLUSTER,
      cidrBlock: "10.40.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
    });
    const cluster = new EcsCluster(this, "cluster", { name: CLUSTER });
    const instances = new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.micro",
      minSize: 2,
      // A branch more than fits makes ECS add an instance.
      maxSize: 4,
    });
    instances.securityGroup.allowFromCidr(vpc.cidrBlock, tcpRange(32_768, 61_000), "Branches, for testers");

    new TerraformOutput(this, "cluster_name", {
      description: "Where branches are brought up: npm run compose -- up --name <branch>",
      value: cluster.clusterName,
    });
  }
}
