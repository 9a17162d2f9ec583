import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeInstancesCommand, DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ECRClient, GetLifecyclePolicyCommand } from "@aws-sdk/client-ecr";
import {
  DescribeCapacityProvidersCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
} from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { clientConfig } from "./support/aws-clients";
import { newCanary, readSecret } from "./support/canary";
import { describeExample, type Example } from "./support/example";
import { testDestroy, testNewVersion, testSecondPlan, testSecrets } from "./support/example-life";
import { callJsonService } from "./support/json-service";
import { allowedRules, allowedSources, rulesTo } from "./support/topic-publishers";

const MINUTES = 60_000;
const NAME = "microservice-ping-pong";
const REGION = "eu-west-2";
const SECRET = `/${NAME}/api-key`;
const REGISTRY = `123456789012.dkr.ecr.${REGION}.amazonaws.com/${NAME}`;
const SERVICES = ["client", "node"] as const;
const BAND = ["node-john", "node-paul", "node-george", "node-ringo"];

const config = { ...clientConfig(), region: REGION };
const balancers = new ElasticLoadBalancingV2Client(config);
const ecs = new ECSClient(config);
let secretKeyArn: string;

const settings = {
  timeout: 6 * MINUTES,
  prepare: async () => {
    secretKeyArn = await createKey();
    await putEncryptedSecret(secretKeyArn);
    return { secretKeyArn };
  },
};

describeExample("ping-pong", settings, (example) => {
  test("[S4.3] on port 80, /ping and /start go to the node, and everything else to the client", async () => {
    const { LoadBalancers = [] } = await balancers.send(
      new DescribeLoadBalancersCommand({ Names: [`${NAME}-alb`] }),
    );
    const { Listeners = [] } = await balancers.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
    );
    const { Rules = [] } = await balancers.send(
      new DescribeRulesCommand({ ListenerArn: Listeners[0]?.ListenerArn }),
    );
    const groups = await targetGroups(example);
    const byPriority = Rules.filter(({ IsDefault }) => IsDefault !== true).sort(
      (a, b) => Number(a.Priority) - Number(b.Priority),
    );

    expect(example.state.only("aws_lb").internal).toBe(false);
    expect(Listeners.map(({ Port, Protocol }) => `${Protocol ?? ""} ${Port ?? ""}`)).toEqual(["HTTP 80"]);
    expect(
      byPriority.map(({ Conditions, Actions }) => [
        Conditions?.[0]?.PathPatternConfig?.Values?.sort(),
        Actions?.[0]?.TargetGroupArn,
      ]),
    ).toEqual([
      [["/ping", "/start"], groups.node?.TargetGroupArn],
      [["/*"], groups.client?.TargetGroupArn],
    ]);
  });

  test("[S4.4] the balancer checks the client on / and the node on /ping, and calls node-john of the four", async () => {
    const { client, node } = await targetGroups(example);
    const containers = example.state
      .list("aws_ecs_service")
      .flatMap(({ load_balancer }) => load_balancer as Registration[])
      .map(({ container_name, container_port }) => `${container_name}:${container_port}`);

    expect([client?.Port, client?.HealthCheckPath]).toEqual([3000, "/"]);
    expect([node?.Port, node?.HealthCheckPath]).toEqual([3000, "/ping"]);
    expect(containers.sort()).toEqual(["client:3000", "node-john:3000"]);
  });

  test("[S4.5] two t2.small accept the balancer and each other on the ports that ECS picks, and nobody else", async () => {
    const ec2 = new EC2Client(config);
    const group = await autoScalingGroup();
    const { Reservations = [] } = await ec2.send(
      new DescribeInstancesCommand({
        InstanceIds: group?.Instances?.map(({ InstanceId }) => InstanceId ?? ""),
      }),
    );
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const named = (prefix: string) => SecurityGroups.find(({ GroupName }) => GroupName?.startsWith(prefix));
    const instances = named(`${NAME}-default-instances`);
    const accepted = instances?.IpPermissions?.flatMap(
      ({ FromPort, ToPort, IpRanges = [], UserIdGroupPairs = [] }) =>
        [...IpRanges.map(({ CidrIp }) => CidrIp), ...UserIdGroupPairs.map(({ GroupId }) => GroupId)].map(
          (source) => `${FromPort ?? ""}-${ToPort ?? ""} ${source ?? ""}`,
        ),
    );

    expect(
      Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceType }) => InstanceType),
    ).toEqual(["t2.small", "t2.small"]);
    expect(accepted?.sort()).toEqual(
      [named(`${NAME}-alb`), instances].map((one) => `32768-61000 ${one?.GroupId ?? ""}`).sort(),
    );
  });

  test("[S4.6] the client's container has a soft limit and a port of the instance that ECS picks", async () => {
    const [client] = await containersOf("client");

    expect(client?.memory).toBeUndefined();
    expect(client).toMatchObject({
      name: "client",
      memoryReservation: 300,
      portMappings: [{ hostPort: 0, containerPort: 3000 }],
    });
  });

  test("[S4.7] the node's four containers are of one image, and node-john is linked to the others", async () => {
    const containers = await containersOf("node");

    expect(containers.map(({ name }) => name)).toEqual(BAND);
    expect(containers.map(({ links = [] }) => links)).toEqual([BAND.slice(1), [], [], []]);
    expect(new Set(containers.map(({ image }) => image)).size).toBe(1);
    for (const { memory, memoryReservation, portMappings } of containers) {
      expect([memory, memoryReservation]).toEqual([undefined, 300]);
      expect(portMappings).toMatchObject([{ hostPort: 0, containerPort: 3000 }]);
    }
  });

  test("[S4.13] each service has one log group, kept for 30 days, with a stream for each container", async () => {
    const { logGroups = [] } = await new CloudWatchLogsClient(config).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: `/ecs/${NAME}/` }),
    );
    const containers = (await Promise.all(SERVICES.map(containersOf))).flat();
    const targets = containers.map(({ logConfiguration }) => {
      const { "awslogs-group": group, "awslogs-stream-prefix": prefix } = logConfiguration?.options ?? {};
      return `${logConfiguration?.logDriver ?? ""} ${group ?? ""} ${prefix ?? ""}`;
    });

    expect(
      logGroups.map(({ logGroupName, retentionInDays }) => `${logGroupName ?? ""} ${retentionInDays ?? 0}`),
    ).toEqual(SERVICES.map((service) => `/ecs/${NAME}/${service} 30`));
    expect(targets).toEqual([
      `awslogs /ecs/${NAME}/client client`,
      ...BAND.map((name) => `awslogs /ecs/${NAME}/node ${name}`),
    ]);
  });

  test("[S4.1] the repositories keep tags as they are, scan, encrypt, and keep the last images", async () => {
    const ecr = new ECRClient(config);
    const names = SERVICES.map((service) => `${NAME}/${service}`);
    const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: names }));
    const policies = await Promise.all(
      names.map(async (repositoryName) => {
        const { lifecyclePolicyText = "" } = await ecr.send(
          new GetLifecyclePolicyCommand({ repositoryName }),
        );
        return (JSON.parse(lifecyclePolicyText) as Lifecycle).rules.map(
          ({ selection }) => `${selection.tagStatus} ${selection.countType} ${selection.countNumber}`,
        );
      }),
    );

    expect(repositories.map(({ repositoryName }) => repositoryName).sort()).toEqual(names);
    for (const repository of repositories) {
      expect(repository).toMatchObject({
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: "AES256" },
      });
    }
    expect(policies).toEqual(
      names.map(() => ["untagged sinceImagePushed 7", "tagged imageCountMoreThan 100"]),
    );
  });

  test("[S4.1] each service may pull from its own repository only", async () => {
    const pullable = await Promise.all(
      SERVICES.map(async (service) => resourcesOf(await startPolicy(service), "ecr:BatchGetImage")),
    );

    expect(pullable).toEqual(
      SERVICES.map((service) => [`arn:aws:ecr:${REGION}:123456789012:repository/${NAME}/${service}`]),
    );
  });

  test("[S4.2] images are those of a commit, and latest is refused", async () => {
    const images = (await Promise.all(SERVICES.map(containersOf))).flat().map(({ image }) => image);

    expect([...new Set(images)]).toEqual([`${REGISTRY}/client:8f3c2d1`, `${REGISTRY}/node:3d9a0b7`]);
    await expect(example.deployment.plan("-refresh=false", "-var", "node_version=latest")).rejects.toThrow(
      "node_version must not be latest: nobody knows which version that is.",
    );
  });

  test("[S4.8] during a deployment all tasks stay up, new ones start beside them, and a failed one is taken back", () => {
    for (const service of SERVICES) {
      expect(example.state.only("aws_ecs_service", { name: service })).toMatchObject({
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        deployment_circuit_breaker: [{ enable: true, rollback: true }],
      });
    }
  });

  test("[S4.9] services have 2 to 4 tasks by CPU, and the cluster the instances that they need", async () => {
    const scaling = new ApplicationAutoScalingClient(config);
    const { ScalableTargets = [] } = await scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
    );
    const { ScalingPolicies = [] } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs" }),
    );
    const { capacityProviders } = await ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: [`${NAME}-default`] }),
    );
    const group = await autoScalingGroup();

    expect(
      ScalableTargets.map(({ ResourceId, MinCapacity, MaxCapacity }) =>
        [ResourceId, MinCapacity, MaxCapacity].join(" "),
      ).sort(),
    ).toEqual(SERVICES.map((service) => `service/${NAME}/${service} 2 4`));
    expect(ScalingPolicies.map(({ PolicyName }) => PolicyName).sort()).toEqual(
      SERVICES.map((service) => `${NAME}-${service}-cpu`),
    );
    expect(capacityProviders?.[0]?.autoScalingGroupProvider).toMatchObject({
      autoScalingGroupArn: group?.AutoScalingGroupARN,
      managedScaling: { status: "ENABLED" },
    });
    expect([group?.MinSize, group?.MaxSize]).toEqual([2, 5]);
  });

  test("[S4.10] the node is found by name, with the port that its task was given", async () => {
    const { Services } = await callJsonService<{ Services: DiscoveredService[] }>(
      { service: "servicediscovery", region: REGION, target: "Route53AutoNaming_v20170314.ListServices" },
      {},
    );
    const { service_registries } = example.state.only("aws_ecs_service", { name: "node" });

    expect(Services.map(({ Name, DnsConfig }) => [Name, DnsConfig.DnsRecords[0]?.Type])).toEqual([
      ["node", "SRV"],
    ]);
    expect(example.state.only("aws_service_discovery_private_dns_namespace").name).toBe("ping-pong.internal");
    expect(service_registries).toMatchObject([
      { registry_arn: Services[0]?.Arn, container_name: "node-john", container_port: 3000 },
    ]);
  });

  test("[S4.11] balancer, instances and tasks are spread over two zones", async () => {
    const zones = [`${REGION}a`, `${REGION}b`];
    const { LoadBalancers } = await balancers.send(
      new DescribeLoadBalancersCommand({ Names: [`${NAME}-alb`] }),
    );
    const group = await autoScalingGroup();
    const spread = example.state.list("aws_ecs_service").map(({ ordered_placement_strategy }) => {
      return (ordered_placement_strategy as Strategy[])[0];
    });

    expect(LoadBalancers?.[0]?.AvailabilityZones?.map(({ ZoneName }) => ZoneName).sort()).toEqual(zones);
    expect(group?.AvailabilityZones?.sort()).toEqual(zones);
    expect(spread).toEqual(
      SERVICES.map(() => ({ type: "spread", field: "attribute:ecs.availability-zone" })),
    );
  });

  test("[S4.12] tasks are placed where the CPU and memory that they reserve is left, on few instances", async () => {
    const containers = (await Promise.all(SERVICES.map(containersOf))).flat();
    const packed = example.state.list("aws_ecs_service").map(({ ordered_placement_strategy }) => {
      return (ordered_placement_strategy as Strategy[])[1];
    });

    expect(containers.map(({ cpu, memoryReservation }) => [cpu, memoryReservation])).toEqual(
      Array(5).fill([128, 300]),
    );
    expect(packed).toEqual(SERVICES.map(() => ({ type: "binpack", field: "memory" })));
  });

  test("[S4.14] every service has alarms on errors, latency, unhealthy tasks, CPU and memory, of what there is", async () => {
    const alarms = await alarmsOf(example);
    const { LoadBalancers } = await balancers.send(
      new DescribeLoadBalancersCommand({ Names: [`${NAME}-alb`] }),
    );
    const groups = await targetGroups(example);
    const measuredBy = (service: (typeof SERVICES)[number]) => ({
      "AWS/ECS": [`ClusterName=${NAME}`, `ServiceName=${service}`],
      "AWS/ApplicationELB": [
        `LoadBalancer=${LoadBalancers?.[0]?.LoadBalancerArn?.split(":loadbalancer/")[1] ?? ""}`,
        `TargetGroup=${groups[service]?.TargetGroupArn?.split(":").at(-1) ?? ""}`,
      ],
    });

    for (const service of SERVICES) {
      const { "AWS/ECS": tasks, "AWS/ApplicationELB": requests } = measuredBy(service);
      const ofService = alarms.filter(({ AlarmName }) => AlarmName?.startsWith(`${NAME}-${service}-`));
      expect(Object.fromEntries(ofService.flatMap(metricsOf))).toEqual({
        [`${NAME}-${service}-running CPUUtilization`]: tasks,
        [`${NAME}-${service}-cpu CPUUtilization`]: tasks,
        [`${NAME}-${service}-memory MemoryUtilization`]: tasks,
        [`${NAME}-${service}-healthy HealthyHostCount`]: requests,
        [`${NAME}-${service}-errors HTTPCode_Target_5XX_Count`]: requests,
        [`${NAME}-${service}-errors RequestCount`]: requests,
        [`${NAME}-${service}-latency TargetResponseTime`]: requests,
        [`${NAME}-${service}-unhealthy UnHealthyHostCount`]: requests,
      });
    }
  });

  test("[S4.14] alarms and events go to the topic, which lets exactly them publish", async () => {
    const topicArn = String(example.state.only("aws_sns_topic").arn);
    const alarms = await alarmsOf(example);

    expect(alarms).toHaveLength(14);
    for (const { AlarmActions, OKActions } of alarms) {
      expect([AlarmActions, OKActions]).toEqual([[topicArn], [topicArn]]);
    }
    await expect(allowedSources(REGION, topicArn, "cloudwatch.amazonaws.com")).resolves.toEqual(
      alarms.map(({ AlarmArn }) => AlarmArn).sort(),
    );
    await expect(allowedRules(REGION, topicArn)).resolves.toEqual(
      await rulesTo(REGION, `${NAME}-`, topicArn),
    );
    expect(example.state.list("aws_cloudwatch_event_rule")).toHaveLength(6);
  });

  test("[S4.15] the node may read its one secret, and decrypt with the key of it only", async () => {
    const [node, client] = [await startPolicy("node"), await startPolicy("client")];
    const [john] = await containersOf("node");

    expect(john?.secrets).toEqual([{ name: "API_KEY", valueFrom: SECRET }]);
    expect(resourcesOf(node, "ssm:GetParameters")).toEqual([
      `arn:aws:ssm:${REGION}:123456789012:parameter${SECRET}`,
    ]);
    expect(resourcesOf(node, "kms:Decrypt")).toEqual([secretKeyArn]);
    expect(resourcesOf(client, "ssm:GetParameters")).toEqual([]);
  });

  testSecrets(
    example,
    { values: async () => [await readSecret(REGION, SECRET)], named: { json: [SECRET] } },
    "[S4.15] ",
  );
  testSecondPlan(example);
  testNewVersion(example, { service: "client", variable: "client_version" }, "[S4.2] ");
  testNewVersion(example, { service: "node", variable: "node_version" }, "[S4.2] ");
  testDestroy(example);
});

interface Registration {
  readonly target_group_arn: string;
  readonly container_name: string;
  readonly container_port: number;
}

interface Strategy {
  readonly type: string;
  readonly field: string;
}

interface Lifecycle {
  readonly rules: readonly {
    readonly selection: {
      readonly tagStatus: string;
      readonly countType: string;
      readonly countNumber: number;
    };
  }[];
}

interface DiscoveredService {
  readonly Arn: string;
  readonly Name: string;
  readonly DnsConfig: { readonly DnsRecords: readonly { readonly Type: string }[] };
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** The target group of each service, as its `load_balancer` block names it. */
async function targetGroups({ state }: Example) {
  const { TargetGroups = [] } = await balancers.send(new DescribeTargetGroupsCommand({}));
  const groupOf = (service: string) => {
    const [registration] = state.only("aws_ecs_service", { name: service }).load_balancer as Registration[];
    return TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === registration?.target_group_arn);
  };
  return { client: groupOf("client"), node: groupOf("node") };
}

async function autoScalingGroup() {
  const { AutoScalingGroups } = await new AutoScalingClient(config).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [`${NAME}-default`] }),
  );
  return AutoScalingGroups?.[0];
}

/** The containers of a service's task, as ECS knows them. */
async function containersOf(service: string) {
  return (await taskDefinition(service))?.containerDefinitions ?? [];
}

async function taskDefinition(service: string) {
  const { taskDefinition: found } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${NAME}-${service}` }),
  );
  return found;
}

/** What ECS may do to start the tasks of a service. */
async function startPolicy(service: string): Promise<Statement[]> {
  const RoleName = (await taskDefinition(service))?.executionRoleArn?.split("/").at(-1);
  const { PolicyDocument = "" } = await new IAMClient(config).send(
    new GetRolePolicyCommand({ RoleName, PolicyName: "inline" }),
  );
  return (JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Statement[] }).Statement;
}

function resourcesOf(statements: readonly Statement[], action: string): string[] {
  return statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);
}

/** The stack's alarms as CloudWatch knows them, without those that scaling makes. */
async function alarmsOf({ state }: Example): Promise<MetricAlarm[]> {
  const { MetricAlarms = [] } = await new CloudWatchClient(config).send(
    new DescribeAlarmsCommand({ AlarmNames: state.all("aws_cloudwatch_metric_alarm", "alarm_name") }),
  );
  return MetricAlarms;
}

/** What an alarm watches: `<alarm> <metric>`, and the dimensions. */
function metricsOf({
  AlarmName = "",
  MetricName,
  Dimensions,
  Metrics = [],
}: MetricAlarm): [string, string[]][] {
  const watched = [{ MetricName, Dimensions }, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric ?? {})];
  return watched
    .filter((metric) => metric.MetricName !== undefined)
    .map((metric) => [
      `${AlarmName} ${metric.MetricName ?? ""}`,
      (metric.Dimensions ?? []).map(({ Name, Value }) => `${Name ?? ""}=${Value ?? ""}`).sort(),
    ]);
}

/** Makes the key that the secret is encrypted with. */
async function createKey(): Promise<string> {
  const { KeyMetadata } = await callJsonService<{ KeyMetadata: { Arn: string } }>(
    { service: "kms", region: REGION, target: "TrentService.CreateKey" },
    { Description: "Secrets of ping-pong" },
  );
  return KeyMetadata.Arn;
}

/** Keeps a canary where the example expects the API key. */
async function putEncryptedSecret(KeyId: string): Promise<void> {
  await callJsonService(
    { service: "ssm", region: REGION, target: "AmazonSSM.PutParameter" },
    { Name: SECRET, Value: newCanary(), Type: "SecureString", KeyId },
  );
}
