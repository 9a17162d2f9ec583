import * as autoScaling from "@aws-sdk/client-auto-scaling";
import * as scaling from "@aws-sdk/client-application-auto-scaling";
import * as cloudWatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as ecr from "@aws-sdk/client-ecr";
import * as ecs from "@aws-sdk/client-ecs";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import * as events from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as rds from "@aws-sdk/client-rds";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as secrets from "@aws-sdk/client-secrets-manager";
import * as sns from "@aws-sdk/client-sns";

import { clientConfig } from "../aws/aws-client";

/** How many there are of each kind. */
export type Inventory = Readonly<Record<string, number>>;

/** Counts what there is in an account of the local AWS, without what AWS makes there itself. */
export async function takeInventory(endpoint: string): Promise<Inventory> {
  const config = clientConfig("eu-west-1", { endpoint });
  const networks = new ec2.EC2Client(config);
  const containers = new ecs.ECSClient(config);
  const balancers = new elb.ElasticLoadBalancingV2Client(config);
  const identities = new iam.IAMClient(config);
  const topics = new sns.SNSClient(config);
  const bus = new events.EventBridgeClient(config);
  const groups = new autoScaling.AutoScalingClient(config);
  const scalables = new scaling.ApplicationAutoScalingClient(config);
  const counts: Record<string, number> = {};
  const count = (kind: string, found: readonly unknown[] | undefined) => {
    counts[kind] = (counts[kind] ?? 0) + (found?.length ?? 0);
  };

  const { Vpcs } = await networks.send(new ec2.DescribeVpcsCommand({}));
  const own = Vpcs?.filter(({ IsDefault }) => IsDefault !== true) ?? [];
  count("vpc", own);
  for (const { VpcId = "" } of own) {
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    count("subnet", (await networks.send(new ec2.DescribeSubnetsCommand({ Filters }))).Subnets);
    count("route table", (await networks.send(new ec2.DescribeRouteTablesCommand({ Filters }))).RouteTables);
    count("endpoint", (await networks.send(new ec2.DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints);
    const { SecurityGroups } = await networks.send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
    count("security group", SecurityGroups);
    for (const { GroupId = "" } of SecurityGroups ?? []) {
      const ofGroup = [{ Name: "group-id", Values: [GroupId] }];
      const rules = await networks.send(new ec2.DescribeSecurityGroupRulesCommand({ Filters: ofGroup }));
      count("security group rule", rules.SecurityGroupRules);
    }
  }
  count(
    "internet gateway",
    (await networks.send(new ec2.DescribeInternetGatewaysCommand({}))).InternetGateways,
  );
  const { NatGateways } = await networks.send(new ec2.DescribeNatGatewaysCommand({}));
  count(
    "NAT gateway",
    NatGateways?.filter(({ State }) => State !== "deleted"),
  );
  count("address", (await networks.send(new ec2.DescribeAddressesCommand({}))).Addresses);
  count("launch template", (await networks.send(new ec2.DescribeLaunchTemplatesCommand({}))).LaunchTemplates);

  const { LoadBalancers } = await balancers.send(new elb.DescribeLoadBalancersCommand({}));
  count("load balancer", LoadBalancers);
  for (const { LoadBalancerArn } of LoadBalancers ?? []) {
    const { Listeners } = await balancers.send(new elb.DescribeListenersCommand({ LoadBalancerArn }));
    count("listener", Listeners);
    for (const { ListenerArn } of Listeners ?? []) {
      count("listener rule", (await balancers.send(new elb.DescribeRulesCommand({ ListenerArn }))).Rules);
    }
  }
  count("target group", (await balancers.send(new elb.DescribeTargetGroupsCommand({}))).TargetGroups);

  count(
    "Auto Scaling group",
    (await groups.send(new autoScaling.DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups,
  );
  const ServiceNamespace = "ecs";
  const targets = await scalables.send(new scaling.DescribeScalableTargetsCommand({ ServiceNamespace }));
  count("scalable target", targets.ScalableTargets);
  const policies = await scalables.send(new scaling.DescribeScalingPoliciesCommand({ ServiceNamespace }));
  count("scaling policy", policies.ScalingPolicies);

  // The local AWS lists deleted ones, too.
  const { clusterArns = [] } = await containers.send(new ecs.ListClustersCommand({}));
  const { clusters } = await containers.send(new ecs.DescribeClustersCommand({ clusters: clusterArns }));
  count("cluster", clusters?.filter(isActive));
  for (const cluster of clusterArns) {
    const { serviceArns = [] } = await containers.send(new ecs.ListServicesCommand({ cluster }));
    const described =
      serviceArns.length === 0
        ? undefined
        : await containers.send(new ecs.DescribeServicesCommand({ cluster, services: serviceArns }));
    count("service", described?.services?.filter(isActive));
  }
  const definitions = await containers.send(new ecs.ListTaskDefinitionsCommand({ status: "ACTIVE" }));
  count("task definition", definitions.taskDefinitionArns);

  count("role", (await identities.send(new iam.ListRolesCommand({}))).Roles);
  count(
    "instance profile",
    (await identities.send(new iam.ListInstanceProfilesCommand({}))).InstanceProfiles,
  );
  count("topic", (await topics.send(new sns.ListTopicsCommand({}))).Topics);
  count("subscription", (await topics.send(new sns.ListSubscriptionsCommand({}))).Subscriptions);
  const { Rules } = await bus.send(new events.ListRulesCommand({}));
  count("event rule", Rules);
  for (const { Name } of Rules ?? []) {
    count("event target", (await bus.send(new events.ListTargetsByRuleCommand({ Rule: Name }))).Targets);
  }
  const alarms = await new cloudWatch.CloudWatchClient(config).send(new cloudWatch.DescribeAlarmsCommand({}));
  count("alarm", alarms.MetricAlarms);
  const groupsOfLogs = await new logs.CloudWatchLogsClient(config).send(
    new logs.DescribeLogGroupsCommand({}),
  );
  count("log group", groupsOfLogs.logGroups);

  const { DBInstances } = await new rds.RDSClient(config).send(new rds.DescribeDBInstancesCommand({}));
  count("database", DBInstances);
  const { repositories } = await new ecr.ECRClient(config).send(new ecr.DescribeRepositoriesCommand({}));
  count("repository", repositories);
  const { SecretList } = await new secrets.SecretsManagerClient(config).send(
    new secrets.ListSecretsCommand({}),
  );
  count("secret", SecretList);
  const { Schedules } = await new scheduler.SchedulerClient(config).send(
    new scheduler.ListSchedulesCommand({}),
  );
  count("schedule", Schedules);
  return counts;
}

function isActive({ status }: { readonly status?: string }): boolean {
  return status === "ACTIVE";
}

/** Where two inventories differ: `subnet: 5 instead of 4`. */
export function differences(actual: Inventory, expected: Inventory): string[] {
  const kinds = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...kinds]
    .filter((kind) => (actual[kind] ?? 0) !== (expected[kind] ?? 0))
    .map((kind) => `${kind}: ${actual[kind] ?? 0} instead of ${expected[kind] ?? 0}`);
}
