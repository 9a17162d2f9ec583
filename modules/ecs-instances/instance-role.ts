import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { Construct } from "constructs";
import { arn, locationOf } from "../core";
import { imagePull } from "../ecr";
import type { EcsCluster } from "../ecs-cluster";
import { IamRole, type PolicyStatement } from "../iam";

export interface InstanceRoleProps {
  readonly cluster: EcsCluster;
  readonly groupName: string;
  /** Of the role. @default AWS makes one up */
  readonly name?: string;
  /** What the instances do besides, e.g. at boot. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
}

/**
 * What the instances of a group may do: what the ECS agent and the Session Manager agent need, pull images,
 * and what their user-data steps need.
 *
 * Makes an IAM role with its policy and `aws_iam_instance_profile`.
 */
export class InstanceRole extends Construct {
  readonly role: IamRole;
  readonly instanceProfileArn: string;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { cluster, groupName, name, permissions = [] } = props;

    this.role = new IamRole(this, "role", {
      namePrefix: `${cluster.clusterName}-${groupName}-instance`,
      name,
      description: `Instances of group ${groupName} in cluster ${cluster.clusterName}`,
      assumedBy: "ec2.amazonaws.com",
    });
    this.role.allow(
      ...ecsAgent(cluster.arn),
      // Images of the account in the cluster's region.
      ...imagePull([arn(locationOf(this, cluster.arn), "ecr", "repository/*")]),
      ...sessionManager(),
      ...permissions,
    );
    const profile = new IamInstanceProfile(this, "profile", {
      namePrefix: `${cluster.clusterName}-${groupName}-`,
      role: this.role.name,
    });
    this.instanceProfileArn = profile.arn;
  }
}

/**
 * The actions of AWS's AmazonEC2ContainerServiceforEC2Role, for this cluster only and without its wildcards.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
function ecsAgent(clusterArn: string): PolicyStatement[] {
  return [
    { actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] },
    // These are about the cluster itself: requests for them have no condition key "ecs:cluster".
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    {
      actions: [
        "ecs:RegisterContainerInstance",
        "ecs:DeregisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      resources: [clusterArn],
    },
    {
      actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    {
      actions: ["ecs:TagResource"],
      resources: ["*"],
      conditions: { StringEquals: { "ecs:CreateAction": ["RegisterContainerInstance"] } },
    },
  ];
}

/**
 * Shell access without SSH, which opens no port. None of these actions can be limited to a resource.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
function sessionManager(): PolicyStatement[] {
  return [
    {
      actions: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
  ];
}
