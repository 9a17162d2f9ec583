import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeServicesCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import type { AppliedState } from "./support/applied-state";
import { clientConfig } from "./support/aws-clients";
import { decodedUserData, newCanary, putSecret, readSecret } from "./support/canary";
import { describeExample } from "./support/example";
import { testDestroy, testNewVersion, testSecondPlan, testSecrets } from "./support/example-life";
import { somebodysVpc } from "./support/somebodys-vpc";
import { tagsByKey } from "./support/tags";
import { allowedRules, rulesTo } from "./support/topic-publishers";

const MINUTES = 60_000;
const REGION = "eu-central-1";
const NETWORK = "10.30";
const VPC_CIDR = `${NETWORK}.0.0/16`;
const SECRETS = ["gossip-key", "ca", "certificate", "key"].map((name) => `/consul/${name}`);

const config = { ...clientConfig(), region: REGION };
let network: { vpcId: string; subnetIds: string[] };

const settings = {
  timeout: 6 * MINUTES,
  prepare: async () => {
    await Promise.all(SECRETS.map((name) => putSecret(REGION, name, newCanary())));
    network = await somebodysVpc(REGION, NETWORK);
    const { vpcId, subnetIds } = network;
    return { accountId: "123456789012", vpcId, vpcCidr: VPC_CIDR, subnetIds: subnetIds.join(",") };
  },
};

describeExample("nodejs-app", settings, (example) => {
  test("[S1.1] balancer and instances are in the VPC that was there, and no network is made", async () => {
    const balancer = await loadBalancer();
    const group = await autoScalingGroup();

    expect(balancer?.VpcId).toBe(network.vpcId);
    expect(group?.VPCZoneIdentifier?.split(",").sort()).toEqual([...network.subnetIds].sort());
    expect([...example.state.list("aws_vpc"), ...example.state.list("aws_subnet")]).toEqual([]);
  });

  test("[S1.3] launched instances carry the tags of a host of the environment", async () => {
    const group = await autoScalingGroup();
    const { Reservations = [] } = await new EC2Client(config).send(
      new DescribeInstancesCommand({
        InstanceIds: group?.Instances?.map(({ InstanceId }) => InstanceId ?? ""),
      }),
    );
    const tags = Reservations.flatMap(({ Instances = [] }) => Instances).map(({ Tags }) => tagsByKey(Tags));

    const wanted = { Name: "ECS-STAGING", Environment: "staging", Type: "ecs", Role: "host" };
    expect(tags).toEqual([expect.objectContaining(wanted), expect.objectContaining(wanted)]);
  });

  test("[S1.6] instances accept the balancer on 8080 and Consul inside the VPC; neither SSH nor ICMP", async () => {
    const balancer = await loadBalancer();
    const { SecurityGroups = [] } = await new EC2Client(config).send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [network.vpcId] }] }),
    );
    const instances = SecurityGroups.find(({ GroupName }) => GroupName?.startsWith("staging-default"));
    const accepted = instances?.IpPermissions?.map(({ IpProtocol, FromPort, ToPort, ...from }) => {
      const sources = [
        ...(from.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
        ...(from.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
      ];
      return `${IpProtocol ?? ""} ${FromPort ?? ""}-${ToPort ?? ""} from ${sources.join(",")}`;
    });

    expect(accepted?.sort()).toEqual(
      [
        `tcp 8080-8080 from ${balancer?.SecurityGroups?.join(",") ?? ""}`,
        `tcp 8301-8302 from ${VPC_CIDR}`,
        `tcp 8500-8500 from ${VPC_CIDR}`,
        `tcp 8600-8600 from ${VPC_CIDR}`,
        `udp 53-53 from ${VPC_CIDR}`,
        `udp 8301-8302 from ${VPC_CIDR}`,
      ].sort(),
    );
  });

  test("[S1.7] [S1.8] [S1.9] the instances' user data joins the cluster and starts Consul and Registrator", async () => {
    const [userData] = await decodedUserData(example.state, REGION);
    const lines = userData?.split("\n").map((line) => line.replace(/^ *(.*?)(?: \\)?$/, "$1"));

    expect(lines).toEqual(
      expect.arrayContaining([
        "ECS_CLUSTER=staging",
        "systemctl enable --now --no-block system-container@consul.service",
        "systemctl enable --now --no-block system-container@registrator.service",
        ...["'-datacenter'", "'vpc-staging'", "'-recursor'", "'169.254.169.253'"],
        ...["'-retry-join'", "'10.1.50.10'", "'10.1.51.10'", "'10.1.52.10'"],
        "'consul://127.0.0.1:8500'",
      ]),
    );
  });

  test("[S1.12] an internal balancer for the VPC asks two tasks for /health", async () => {
    const balancer = await loadBalancer();
    const { TargetGroups } = await new ElasticLoadBalancingV2Client(config).send(
      new DescribeTargetGroupsCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
    );
    const service = await ecsService();

    expect(balancer?.Scheme).toBe("internal");
    expect(TargetGroups).toEqual([
      expect.objectContaining({
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: "200" },
      }),
    ]);
    expect(service).toMatchObject({
      desiredCount: 2,
      deploymentConfiguration: { minimumHealthyPercent: 50 },
      loadBalancers: [{ targetGroupArn: TargetGroups?.[0]?.TargetGroupArn, containerPort: 8080 }],
    });
  });

  test("[S1.13] instances come and go one by one, on what the cluster of this stack publishes", () => {
    const policies = example.state.list("aws_autoscaling_policy");
    const group = example.state.only("aws_autoscaling_group");
    const actions = Object.fromEntries(
      policies.map(({ arn, scaling_adjustment }) => [String(arn), scaling_adjustment]),
    );

    expect(
      policies.map(({ autoscaling_group_name, cooldown }) => [autoscaling_group_name, cooldown]),
    ).toEqual([
      [group.name, 300],
      [group.name, 300],
    ]);
    expect(
      alarms(example.state, { ClusterName: example.state.only("aws_ecs_cluster").name }, actions),
    ).toEqual([
      "CPUReservation GreaterThanOrEqualToThreshold 90 for 2 x 300 s: 1",
      `${LOW} of cpu - 60, CPUReservation; memory - 60, MemoryReservation for 2 x 300 s: -1`,
      "MemoryReservation GreaterThanOrEqualToThreshold 90 for 2 x 300 s: 1",
    ]);
  });

  test("[S1.14] tasks come and go one by one, from 2 to 3, on alarms that name the service of this stack", async () => {
    const { ScalableTargets } = await new ApplicationAutoScalingClient(config).send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
    );
    const actions = Object.fromEntries(
      example.state.list("aws_appautoscaling_policy").map(({ arn, step_scaling_policy_configuration }) => {
        const [steps] = step_scaling_policy_configuration as [StepScaling];
        return [String(arn), `${steps.step_adjustment[0].scaling_adjustment} after ${steps.cooldown} s`];
      }),
    );
    const dimensions = {
      ClusterName: example.state.only("aws_ecs_cluster").name,
      ServiceName: example.state.only("aws_ecs_service").name,
    };

    expect(ScalableTargets).toEqual([
      expect.objectContaining({ ResourceId: "service/staging/nodejs-app", MinCapacity: 2, MaxCapacity: 3 }),
    ]);
    expect(alarms(example.state, dimensions, actions)).toEqual([
      "CPUUtilization GreaterThanOrEqualToThreshold 80 for 1 x 120 s: 1 after 120 s",
      `${LOW} of cpu - 10, CPUUtilization; memory - 10, MemoryUtilization for 1 x 120 s: -1 after 120 s`,
      "MemoryUtilization GreaterThanOrEqualToThreshold 80 for 1 x 120 s: 1 after 120 s",
    ]);
  });

  test("[S1.15] two people are told of launches, terminations and their failures", async () => {
    const { arn } = example.state.only("aws_sns_topic");
    const notification = example.state.only("aws_autoscaling_notification");
    const { Subscriptions = [] } = await new SNSClient(config).send(
      new ListSubscriptionsByTopicCommand({ TopicArn: String(arn) }),
    );

    expect(
      Subscriptions.map(({ Protocol, Endpoint }) => `${Protocol ?? ""} ${Endpoint ?? ""}`).sort(),
    ).toEqual(["email oncall@example.com", "email ops@example.com"]);
    expect(notification).toMatchObject({
      topic_arn: arn,
      group_names: [example.state.only("aws_autoscaling_group").name],
    });
    expect([...(notification.notifications as string[])].sort()).toEqual([
      "autoscaling:EC2_INSTANCE_LAUNCH",
      "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
      "autoscaling:EC2_INSTANCE_TERMINATE",
      "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
    ]);
  });

  test("the topic lets exactly the rules of the cluster publish", async () => {
    const topicArn = String(example.state.only("aws_sns_topic").arn);
    const allowed = await allowedRules(REGION, topicArn);

    expect(allowed).toHaveLength(6);
    expect(allowed).toEqual(await rulesTo(REGION, "staging-", topicArn));
  });

  test("[S1.16] the outputs name the topic and the address of the service", async () => {
    const balancer = await loadBalancer();

    expect(example.state.outputs).toEqual({
      "nodejs-app_frontend_url": `http://${balancer?.DNSName ?? ""}`,
      autoscaling_notification_sns_topic: example.state.only("aws_sns_topic").arn,
    });
  });

  testSecrets(
    example,
    {
      values: () => Promise.all(SECRETS.map((name) => readSecret(REGION, name))),
      named: { userData: SECRETS.map((name) => `:parameter${name}'`) },
    },
    "[S1.10] ",
  );
  testSecondPlan(example);
  testNewVersion(example, { service: "nodejs-app", variable: "app_version" }, "[S1.18] ");
  testDestroy(example);

  test("the VPC that was there is still there", async () => {
    const { Vpcs } = await new EC2Client(config).send(new DescribeVpcsCommand({ VpcIds: [network.vpcId] }));

    expect(Vpcs).toHaveLength(1);
  });
});

interface StepScaling {
  readonly cooldown: number;
  readonly step_adjustment: readonly [{ readonly scaling_adjustment: number }];
}

/** The alarms with these dimensions and no other, each with what its only action does. */
function alarms(
  state: AppliedState,
  dimensions: object,
  actions: Readonly<Record<string, unknown>>,
): string[] {
  return state
    .list("aws_cloudwatch_metric_alarm")
    .map((alarm) => ({ alarm, metrics: metricsOf(alarm) }))
    .filter(({ metrics }) =>
      metrics.every((metric) => JSON.stringify(metric.dimensions) === JSON.stringify(dimensions)),
    )
    .map(({ alarm, metrics }) => {
      const { comparison_operator, threshold, evaluation_periods } = alarm;
      const done = (alarm.alarm_actions as string[]).map((arn) => actions[arn]).join();
      const expressions = (alarm.metric_query as MetricQuery[]).map(({ expression }) => expression);
      const [greatest, ...above] = expressions.filter((expression) => expression !== "");
      const watched = metrics.map(({ metric_name }, index) =>
        [...above.slice(index, index + 1), metric_name].join(", "),
      );
      return [
        ...(greatest === undefined ? [watched.join()] : [greatest]),
        `${String(comparison_operator)} ${String(threshold)}`,
        ...(greatest === undefined ? [] : [`of ${watched.join("; ")}`]),
        `for ${String(evaluation_periods)} x ${String(metrics[0]?.period)} s: ${done}`,
      ].join(" ");
    })
    .sort();
}

const LOW = "MAX([cpu_above, memory_above]) LessThanThreshold 0";

interface MetricQuery {
  readonly expression: string;
  readonly metric: readonly Record<string, unknown>[];
}

/** The metrics that an alarm watches, by itself or by metric math. */
function metricsOf(alarm: Record<string, unknown>): readonly Record<string, unknown>[] {
  const queries = alarm.metric_query as MetricQuery[];
  return queries.length === 0 ? [alarm] : queries.flatMap(({ metric }) => metric);
}

async function autoScalingGroup() {
  const { AutoScalingGroups } = await new AutoScalingClient(config).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["staging-default"] }),
  );
  return AutoScalingGroups?.[0];
}

async function loadBalancer() {
  const { LoadBalancers } = await new ElasticLoadBalancingV2Client(config).send(
    new DescribeLoadBalancersCommand({ Names: ["staging"] }),
  );
  return LoadBalancers?.[0];
}

async function ecsService() {
  const { services } = await new ECSClient(config).send(
    new DescribeServicesCommand({ cluster: "staging", services: ["nodejs-app"] }),
  );
  return services?.[0];
}
