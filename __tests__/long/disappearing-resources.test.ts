import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import {
  AutoScalingClient,
  DeleteLifecycleHookCommand,
  DeleteNotificationConfigurationCommand,
} from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteRouteCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import {
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
} from "@aws-sdk/client-ecs";
import { DeleteRuleCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  EventBridgeClient,
  DeleteRuleCommand as DeleteEventRuleCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { DeleteRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SNSClient, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { AppliedState, type Attributes } from "../e2e/support/applied-state";
import { clientConfig } from "../e2e/support/aws-clients";
import { Deployment } from "../e2e/support/deployment";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;

/** Types that a destroy leaves: revisions of task definitions are kept on purpose, and were deleted alone. */
const KEPT = new Set(["aws_ecs_task_definition"]);

describeE2e("what disappears behind Terraform's back comes back with one apply", () => {
  let deployment: Deployment;
  let types: Set<string>;

  beforeAll(async () => {
    deployment = await Deployment.of("__tests__/e2e/programs/environment-elsewhere.ts");
    await deployment.apply();
    types = new Set((await deployment.resources()).map((address) => address.split(".")[0] ?? ""));
  }, 8 * MINUTES);

  afterAll(() => deployment.remove());

  test(
    "alone: each type that AWS deletes while others depend on it or need it",
    async () => {
      const deleted = await deleteAlone(await AppliedState.of(deployment), clientConfigOf(deployment));
      const planned = await deployment.plan();
      await deployment.applyPlan();

      expect(deleted.filter((type) => !planned.some((change) => change.startsWith(`${type} `)))).toEqual([]);
      await expect(deployment.plan()).resolves.toEqual([]);
    },
    8 * MINUTES,
  );

  test(
    "altogether: every type of resource of the environment",
    async () => {
      const state = await deployment.readState();
      await deployment.destroy();
      await writeState(deployment, state);
      const planned = await deployment.plan();
      await deployment.applyPlan();
      const created = new Set(planned.filter((change) => change.endsWith(" create")));

      expect([...types].filter((type) => !created.has(`${type} create`) && !KEPT.has(type))).toEqual([]);
      await expect(deployment.plan()).resolves.toEqual([]);
    },
    12 * MINUTES,
  );
});

function clientConfigOf({ region }: Deployment) {
  return { ...clientConfig(), region };
}

/** Puts a state in the place of the one that is there, which Terraform would not. */
async function writeState(deployment: Deployment, state: string): Promise<void> {
  const { bucket, key } = deployment.json.terraform.backend.s3;
  const client = new S3Client({ ...clientConfigOf(deployment), forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: state }));
}

/** Deletes a resource of each type that can be deleted alone, and returns the types. */
async function deleteAlone(state: AppliedState, config: ReturnType<typeof clientConfig>): Promise<string[]> {
  const text = (type: string, attribute: string) => String(first(state, type)[attribute]);
  const scaling = new ApplicationAutoScalingClient(config);
  const groups = new AutoScalingClient(config);
  const networks = new EC2Client(config);
  const containers = new ECSClient(config);
  const bus = new EventBridgeClient(config);
  const scalable = {
    ServiceNamespace: "ecs",
    ResourceId: text("aws_appautoscaling_target", "resource_id"),
    ScalableDimension: "ecs:service:DesiredCount",
  } as const;
  const route = first(state, "aws_route");
  const target = first(state, "aws_cloudwatch_event_target");
  const rule = { Rule: String(target.rule) };
  const deletions: Readonly<Record<string, () => Promise<unknown>>> = {
    aws_appautoscaling_policy: () =>
      scaling.send(
        new DeleteScalingPolicyCommand({
          ...scalable,
          PolicyName: text("aws_appautoscaling_policy", "name"),
        }),
      ),
    aws_appautoscaling_target: () => scaling.send(new DeregisterScalableTargetCommand(scalable)),
    aws_autoscaling_lifecycle_hook: () =>
      groups.send(
        new DeleteLifecycleHookCommand({
          AutoScalingGroupName: text("aws_autoscaling_lifecycle_hook", "autoscaling_group_name"),
          LifecycleHookName: text("aws_autoscaling_lifecycle_hook", "name"),
        }),
      ),
    aws_autoscaling_notification: () =>
      groups.send(
        new DeleteNotificationConfigurationCommand({
          AutoScalingGroupName: text("aws_autoscaling_group", "name"),
          TopicARN: text("aws_autoscaling_notification", "topic_arn"),
        }),
      ),
    aws_cloudwatch_event_target: () =>
      bus.send(new RemoveTargetsCommand({ ...rule, Ids: [String(target.target_id)] })),
    aws_cloudwatch_event_rule: () => bus.send(new DeleteEventRuleCommand({ Name: rule.Rule })),
    aws_cloudwatch_log_group: () =>
      new CloudWatchLogsClient(config).send(
        new DeleteLogGroupCommand({ logGroupName: text("aws_cloudwatch_log_group", "name") }),
      ),
    aws_ecs_service: () =>
      containers.send(
        new DeleteServiceCommand({
          cluster: text("aws_ecs_service", "cluster"),
          service: text("aws_ecs_service", "name"),
          force: true,
        }),
      ),
    aws_ecs_cluster_capacity_providers: () =>
      containers.send(
        new PutClusterCapacityProvidersCommand({
          cluster: text("aws_ecs_cluster", "name"),
          capacityProviders: [],
          defaultCapacityProviderStrategy: [],
        }),
      ),
    aws_ecs_task_definition: () =>
      containers.send(
        new DeregisterTaskDefinitionCommand({ taskDefinition: text("aws_ecs_task_definition", "arn") }),
      ),
    aws_iam_role_policy: () =>
      new IAMClient(config).send(
        new DeleteRolePolicyCommand({
          RoleName: text("aws_iam_role_policy", "role"),
          PolicyName: text("aws_iam_role_policy", "name"),
        }),
      ),
    aws_lb_listener_rule: () =>
      new ElasticLoadBalancingV2Client(config).send(
        new DeleteRuleCommand({ RuleArn: text("aws_lb_listener_rule", "arn") }),
      ),
    aws_route: () =>
      networks.send(
        new DeleteRouteCommand({
          RouteTableId: String(route.route_table_id),
          DestinationCidrBlock: String(route.destination_cidr_block),
        }),
      ),
    aws_route_table_association: () =>
      networks.send(
        new DisassociateRouteTableCommand({ AssociationId: text("aws_route_table_association", "id") }),
      ),
    aws_vpc_security_group_ingress_rule: () =>
      networks.send(
        new RevokeSecurityGroupIngressCommand({
          GroupId: text("aws_vpc_security_group_ingress_rule", "security_group_id"),
          SecurityGroupRuleIds: [text("aws_vpc_security_group_ingress_rule", "id")],
        }),
      ),
    aws_vpc_security_group_egress_rule: () =>
      networks.send(
        new RevokeSecurityGroupEgressCommand({
          GroupId: text("aws_vpc_security_group_egress_rule", "security_group_id"),
          SecurityGroupRuleIds: [text("aws_vpc_security_group_egress_rule", "id")],
        }),
      ),
    aws_sns_topic_subscription: () =>
      new SNSClient(config).send(
        new UnsubscribeCommand({ SubscriptionArn: text("aws_sns_topic_subscription", "arn") }),
      ),
  };
  for (const remove of Object.values(deletions)) {
    await remove();
  }
  return Object.keys(deletions);
}

function first(state: AppliedState, type: string): Attributes {
  const [resource] = state.list(type);
  if (resource === undefined) {
    throw new Error(`the environment has no ${type}`);
  }
  return resource;
}
