import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "ecs-terraform-cdk/alb";
import { EcsCluster } from "ecs-terraform-cdk/ecs-cluster";
import { EcsInstances } from "ecs-terraform-cdk/ecs-instances";
import { SharedOutputs } from "ecs-terraform-cdk/shared-outputs";
import { addS3State, addTerraformSettings } from "ecs-terraform-cdk/terraform-settings";
import { Vpc } from "ecs-terraform-cdk/vpc";
import { PLATFORM, REGION, SHARED, stateOf } from "../names";

/** What all teams share: a network, a cluster on instances, and a balancer within the network. */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: PLATFORM, project: "shop" });
    addS3State(this, stateOf(id));

    const vpc = new Vpc(this, "vpc", {
      name: PLATFORM,
      cidrBlock: "10.20.0.0/16",
      zones: [`${REGION}a`, `${REGION}b`],
    });
    const cluster = new EcsCluster(this, "cluster", { name: PLATFORM });
    const instances = new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t3.small",
      minSize: 2,
      maxSize: 4,
    });
    const alb = new Alb(this, "alb", { vpc, name: PLATFORM });
    // Tasks get ports that ECS picks: they are opened to the balancer once, for all teams.
    cluster.allowFrom(alb);

    new SharedOutputs(this, "shared", {
      constructs: [vpc, cluster, instances, alb],
      values: {
        vpc_id: vpc.vpcId,
        vpc_cidr_block: vpc.cidrBlock,
        private_subnet_ids: vpc.privateSubnetIds,
        instances_security_group_id: instances.securityGroup.securityGroupId,
        listener_arn: alb.listenerArn,
        alb_security_group_id: alb.securityGroup.securityGroupId,
      },
      parameterPath: SHARED,
    });
  }
}
