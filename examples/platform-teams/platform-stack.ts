import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { SharedOutputs } from "../../modules/shared-outputs";
import { SnsTopic } from "../../modules/sns";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { Vpc } from "../../modules/vpc";
import { NAME, PARAMETER_PATH, PROJECT, REGION, stateOf } from "./names";

/** What all teams share. Nothing in it changes when a team comes, goes or deploys. */
export class PlatformStack extends TerraformStack {
  readonly vpc: Vpc;
  readonly cluster: EcsCluster;
  readonly alb: Alb;
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: NAME, project: PROJECT });
    addS3State(this, stateOf(id));

    this.vpc = new Vpc(this, "vpc", {
      name: NAME,
      cidrBlock: "10.60.0.0/16",
      zones: [`${REGION}a`, `${REGION}b`],
    });
    this.cluster = new EcsCluster(this, "cluster", { name: NAME });
    const instances = new EcsInstances(this, "instances", {
      cluster: this.cluster,
      vpc: this.vpc,
      instanceType: "t3.small",
      minSize: 2,
      maxSize: 6,
      tags: { Environment: NAME },
    });
    this.alb = new Alb(this, "alb", { vpc: this.vpc, name: NAME });
    // What several teams need belongs to the platform, which opens it once: the ports that ECS picks from,
    this.cluster.allowFrom(this.alb);
    // and the policy of the topic that their alarms publish to.
    this.topic = new SnsTopic(this, "alerts", {
      name: `${NAME}-alerts`,
      accountPublishers: ["cloudwatch.amazonaws.com"],
    });

    const { vpc, cluster, alb, topic } = this;
    new SharedOutputs(this, "shared", {
      constructs: [vpc, cluster, instances, alb, topic],
      values: {
        vpc_id: vpc.vpcId,
        vpc_cidr_block: vpc.cidrBlock,
        private_subnet_ids: vpc.privateSubnetIds,
        instances_security_group_id: instances.securityGroup.securityGroupId,
        listener_arn: alb.listenerArn,
        alb_security_group_id: alb.securityGroup.securityGroupId,
        alerts_topic_arn: topic.arn,
      },
      parameterPath: PARAMETER_PATH,
    });
  }
}
