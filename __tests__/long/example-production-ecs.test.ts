import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeClustersCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetPolicyVersionCommand, IAMClient, ListAttachedUserPoliciesCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { clientConfig } from "../e2e/support/aws-clients";
import { decodedUserData, newCanary, putSecret, readSecret } from "../e2e/support/canary";
import { issuedCertificate } from "../e2e/support/issued-certificate";
import { Deployment } from "../e2e/support/deployment";
import { describeExample } from "../e2e/support/example";
import { testDestroy, testNewVersion, testSecondPlan, testSecrets } from "../e2e/support/example-life";
import { callJsonService } from "../e2e/support/json-service";
import { tagsByKey } from "../e2e/support/tags";
import { allowedRules, rulesTo } from "../e2e/support/topic-publishers";

const MINUTES = 60_000;
const REGION = "eu-west-1";
const SECRET = "/production/web/api-token";
const CREDENTIALS = newCanary();

let certificateArn: string;
let logKmsKeyArn: string;

const settings = {
  timeout: 8 * MINUTES,
  prepare: async () => {
    await putSecret(REGION, SECRET, newCanary());
    await putAgentConfig(`ECS_ENGINE_AUTH_DATA=${CREDENTIALS}\n`);
    certificateArn = await issuedCertificate(REGION);
    logKmsKeyArn = await createKey();
    return { certificateArn, logKmsKeyArn };
  },
};

describeExample("production-ecs", settings, (example) => {
  test("[S5.1] [S5.2] [S5.11] each zone has a public and a private subnet with a route table of its own", async () => {
    const client = new EC2Client(clientConfig());
    const filter = { Filters: [{ Name: "vpc-id", Values: [String(example.state.only("aws_vpc").id)] }] };
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand(filter));
    const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand(filter));
    const tables = Subnets.map(({ SubnetId }) => {
      const own = RouteTables.filter(({ Associations = [] }) =>
        Associations.some((one) => one.SubnetId === SubnetId),
      );
      return own.map(({ RouteTableId }) => RouteTableId);
    });

    expect(
      Subnets.map(({ AvailabilityZone, CidrBlock }) => `${AvailabilityZone ?? ""} ${CidrBlock ?? ""}`).sort(),
    ).toEqual([
      "eu-west-1a 10.20.0.0/24",
      "eu-west-1a 10.20.50.0/24",
      "eu-west-1b 10.20.1.0/24",
      "eu-west-1b 10.20.51.0/24",
    ]);
    expect(new Set(tables.flat()).size).toBe(4);
    expect(example.state.only("aws_vpc").enable_dns_hostnames).toBe(true);
  });

  test("[S5.3] [S5.4] private subnets go out through the NAT gateway of their zone", async () => {
    const client = new EC2Client(clientConfig());
    const vpc = { Name: "vpc-id", Values: [String(example.state.only("aws_vpc").id)] };
    const { NatGateways = [] } = await client.send(new DescribeNatGatewaysCommand({ Filter: [vpc] }));
    const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({ Filters: [vpc] }));
    const ways = RouteTables.flatMap(({ Routes = [], Tags = [] }) =>
      Routes.filter(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0").map((route) => {
        const nat = NatGateways.find(({ NatGatewayId }) => NatGatewayId === route.NatGatewayId);
        const name = Tags.find(({ Key }) => Key === "Name")?.Value ?? "";
        return `${name} by ${nat?.Tags?.find(({ Key }) => Key === "Name")?.Value ?? route.GatewayId ?? ""}`;
      }),
    );
    const gateway = String(example.state.only("aws_internet_gateway").id);

    expect(ways.sort()).toEqual([
      "production-private-eu-west-1a by production-eu-west-1a",
      "production-private-eu-west-1b by production-eu-west-1b",
      `production-public-eu-west-1a by ${gateway}`,
      `production-public-eu-west-1b by ${gateway}`,
    ]);
  });

  test("[S5.7] two named groups, one of them all Spot, carry the tags of cluster and group", async () => {
    const groups = await autoScalingGroups();
    const tags = groups.map(({ Tags }) => tagsByKey(Tags));
    const [batch] = groups;

    expect(groups.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toEqual([
      "production-batch",
      "production-general",
    ]);
    expect(tags).toEqual(
      ["batch", "general"].map(
        (InstanceGroup) =>
          expect.objectContaining({
            InstanceGroup,
            Name: `production-${InstanceGroup}`,
            Cluster: "production",
            Environment: "production",
          }) as object,
      ),
    );
    expect(batch?.MixedInstancesPolicy?.InstancesDistribution).toMatchObject({
      OnDemandBaseCapacity: 0,
      OnDemandPercentageAboveBaseCapacity: 0,
    });
  });

  test("[S5.7] [S5.15] six system logs of the group are kept for 30 days under the cluster's prefix", async () => {
    const { logGroups = [] } = await new CloudWatchLogsClient(clientConfig()).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: "production/" }),
    );

    expect(
      logGroups.map(({ logGroupName, retentionInDays }) => `${logGroupName ?? ""} ${retentionInDays ?? 0}`),
    ).toEqual(
      ["dmesg", "docker", "ecs/audit.log", "ecs/ecs-agent.log", "ecs/ecs-init.log", "messages"].map(
        (log) => `production/general/var/log/${log} 30`,
      ),
    );
  });

  test("the container of the reports has no rights on the kernel, gets none, and cannot write to its root", async () => {
    const { taskDefinition } = await new ECSClient(clientConfig()).send(
      new DescribeTaskDefinitionCommand({ taskDefinition: "production-reports" }),
    );

    expect(taskDefinition?.containerDefinitions).toEqual([
      expect.objectContaining({
        dockerSecurityOptions: ["no-new-privileges"],
        linuxParameters: { capabilities: { drop: ["ALL"] } },
        readonlyRootFilesystem: true,
      }),
    ]);
  });

  test("records of shells go to a log group of the cluster's, encrypted with the same key as the service's logs", async () => {
    const { clusters = [] } = await new ECSClient(clientConfig()).send(
      new DescribeClustersCommand({ clusters: ["production"], include: ["CONFIGURATIONS"] }),
    );
    const { logGroups = [] } = await new CloudWatchLogsClient(clientConfig()).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: "/ecs" }),
    );
    const keyOf = (name: string) => logGroups.find(({ logGroupName }) => logGroupName === name)?.kmsKeyId;

    expect(clusters[0]?.configuration?.executeCommandConfiguration).toEqual({
      logging: "OVERRIDE",
      logConfiguration: {
        cloudWatchLogGroupName: "/ecs-exec/production",
        cloudWatchEncryptionEnabled: true,
      },
    });
    expect([keyOf("/ecs-exec/production"), keyOf("/ecs/production/web")]).toEqual([
      logKmsKeyArn,
      logKmsKeyArn,
    ]);
  });

  test("[S5.12] [S5.13] [S5.14] [S5.18] the user data does what was asked for, in this order", async () => {
    const userData = (await decodedUserData(example.state, REGION)).find((text) =>
      text.includes('ECS_INSTANCE_ATTRIBUTES={"purpose":"general"}'),
    );
    const lines = userData?.split("\n") ?? [];
    const asked = [
      "aws s3 cp 's3://production-ecs-agent/ecs.config' - >>/etc/ecs/ecs.config",
      "systemctl enable --now --no-block system-container@cadvisor.service",
      "sysctl -w net.core.somaxconn=1024",
      "ECS_CLUSTER=production",
      'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs","none","fluentd"]',
      'ECS_INSTANCE_ATTRIBUTES={"purpose":"general"}',
    ];

    expect(lines.filter((line) => asked.includes(line))).toEqual(asked);
  });

  test("[S5.18] a daemon runs on every instance", () => {
    expect(example.state.only("aws_ecs_service", { name: "node-exporter" })).toMatchObject({
      scheduling_strategy: "DAEMON",
      launch_type: "EC2",
    });
  });

  test("[S5.5] [S5.16] the public balancer answers on HTTPS, where /api is tried before the host", async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig());
    const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand({ Names: ["production"] }));
    const { Listeners = [] } = await client.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }),
    );
    const https = Listeners.find(({ Port }) => Port === 443);
    const { Rules } = await client.send(new DescribeRulesCommand({ ListenerArn: https?.ListenerArn }));

    expect(example.state.only("aws_lb").internal).toBe(false);
    expect(
      Listeners.map(({ Port, Protocol, DefaultActions }) => [
        Port,
        Protocol,
        DefaultActions?.[0]?.Type,
      ]).sort(),
    ).toEqual([
      [443, "HTTPS", "fixed-response"],
      [80, "HTTP", "redirect"],
    ]);
    expect(
      // The emulator lists them as they were made.
      [...(Rules ?? [])]
        .sort(byPriority)
        .map(({ Priority, Conditions, Actions }) => [
          Priority,
          Conditions?.[0]?.PathPatternConfig?.Values ?? Conditions?.[0]?.HostHeaderConfig?.Values,
          Actions?.[0]?.Type,
        ]),
    ).toEqual([
      ["50", ["/api/*"], "forward"],
      ["100", ["www.example.com"], "forward"],
      ["default", undefined, "fixed-response"],
    ]);
  });

  test("[S5.6] the public balancer reaches instances on the ports that ECS picks from", () => {
    const general = example.state
      .list("aws_security_group")
      .find(({ name }) => String(name).startsWith("production-general"));
    const rules = example.state.list("aws_vpc_security_group_ingress_rule");

    expect(
      rules
        .filter(({ security_group_id }) => security_group_id === general?.id)
        .map(({ from_port, to_port, cidr_ipv4 }) => [from_port, to_port, cidr_ipv4]),
    ).toEqual([[32768, 61000, null]]);
  });

  test("[S5.16] the classic balancer is internal and calls the fixed port of the reports", () => {
    expect(example.state.only("aws_elb")).toMatchObject({
      name: "production-reports",
      internal: true,
      listener: [{ lb_port: 80, lb_protocol: "HTTP", instance_port: 9091, instance_protocol: "HTTP" }],
    });
    expect(example.state.only("aws_ecs_service", { name: "reports" }).load_balancer).toEqual([
      expect.objectContaining({ elb_name: "production-reports", container_port: 9091 }),
    ]);
  });

  test("[S5.17] tasks are spread over zones, packed by memory, and kept to the instances for them", () => {
    const web = example.state.only("aws_ecs_service", { name: "web" });

    expect(web.ordered_placement_strategy).toEqual([
      { type: "spread", field: "attribute:ecs.availability-zone" },
      { type: "binpack", field: "memory" },
    ]);
    expect(web.placement_constraints).toEqual([
      { type: "memberOf", expression: "attribute:purpose == general" },
    ]);
  });

  test("sizes by the clock are in the time zone of the office", () => {
    const tasks = example.state.list("aws_appautoscaling_scheduled_action");
    const instances = example.state.list("aws_autoscaling_schedule");

    expect(tasks.map(({ schedule, timezone }) => `${String(schedule)} ${String(timezone)}`).sort()).toEqual([
      "cron(0 20 ? * MON-FRI *) Europe/Amsterdam",
      "cron(0 7 ? * MON-FRI *) Europe/Amsterdam",
    ]);
    expect(
      instances.map(({ recurrence, time_zone }) => `${String(recurrence)} ${String(time_zone)}`).sort(),
    ).toEqual(["0 22 * * FRI Europe/Amsterdam", "0 6 * * MON-FRI Europe/Amsterdam"]);
  });

  test("[S5.8] [S5.22] the topic lets exactly the rules of the cluster publish", async () => {
    const topicArn = String(example.state.only("aws_sns_topic").arn);
    const allowed = await allowedRules(REGION, topicArn);

    expect(allowed).toHaveLength(7);
    expect(allowed).toEqual(await rulesTo(REGION, "production-", topicArn));
  });

  test("[S5.9] the web's task role is under /ecs/ and reads the parameters of its prefix only, beside what ECS Exec needs", async () => {
    const { taskDefinition } = await new ECSClient(clientConfig()).send(
      new DescribeTaskDefinitionCommand({ taskDefinition: "production-web" }),
    );
    const role = example.state.only("aws_iam_role", { arn: taskDefinition?.taskRoleArn });
    const { policy } = example.state.only("aws_iam_role_policy", { role: role.name });
    const parameters = `arn:aws:ssm:${REGION}:123456789012:parameter/production/web`;
    const records = `arn:aws:logs:${REGION}:123456789012:log-group:/ecs-exec/production:*`;

    expect(role.path).toBe("/ecs/");
    expect((JSON.parse(String(policy)) as Policy).Statement).toEqual([
      expect.objectContaining({ Effect: "Allow", Resource: [parameters, `${parameters}/*`] }),
      expect.objectContaining({
        Action: expect.arrayContaining(["ssmmessages:OpenDataChannel"]) as string[],
      }),
      { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
      expect.objectContaining({ Effect: "Allow", Resource: [records] }),
    ]);
  });

  test("[S5.10] ecs_deployer and GitHub's jobs pass only roles under /ecs/", async () => {
    const client = new IAMClient(clientConfig());
    const { AttachedPolicies = [] } = await client.send(
      new ListAttachedUserPoliciesCommand({ UserName: "ecs_deployer" }),
    );
    const statements = await Promise.all(
      AttachedPolicies.map(async ({ PolicyArn }) => {
        const { PolicyVersion } = await client.send(
          new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }),
        );
        return (JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as Policy).Statement;
      }),
    );
    const passable = statements
      .flat()
      .filter(({ Action }) => Action.includes("iam:PassRole"))
      .flatMap(({ Resource }) => Resource);

    expect(passable.length).toBeGreaterThan(0);
    expect(passable.filter((arn) => !arn.startsWith("arn:aws:iam::123456789012:role/ecs/"))).toEqual([]);
    expect(example.state.all("aws_iam_role_policy_attachment", "policy_arn")).toEqual(
      AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
    );
  });

  testSecrets(example, {
    values: async () => [await readSecret(REGION, SECRET), CREDENTIALS],
    named: { json: [SECRET], userData: ["s3://production-ecs-agent/ecs.config"] },
  });
  testSecondPlan(example);
  testNewVersion(example, { service: "web", variable: "web_version" });

  test(
    "[S5.7] [S5.16] the second group and the classic balancer go by one apply, and nothing is left to do",
    async () => {
      const smaller = await Deployment.of(example.program, {
        certificateArn,
        logKmsKeyArn,
        batch: "false",
      });
      const removal = await smaller.plan(...example.versions);
      await smaller.applyPlan();
      const rest = await smaller.plan(...example.versions);
      const left = await autoScalingGroups();
      const { clusters } = await new ECSClient(clientConfig()).send(
        new DescribeClustersCommand({ clusters: ["production"] }),
      );
      await smaller.remove();

      expect(removal).toEqual(
        expect.arrayContaining([
          "aws_autoscaling_group delete",
          "aws_ecs_capacity_provider delete",
          "aws_ecs_cluster_capacity_providers update",
          "aws_ecs_service delete",
          "aws_elb delete",
        ]),
      );
      expect(removal.filter((change) => /create|aws_ecs_service update/.test(change))).toEqual([]);
      expect(rest).toEqual([]);
      expect(left.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toEqual(["production-general"]);
      expect(clusters?.[0]?.capacityProviders).toEqual(["production-general"]);
    },
    6 * MINUTES,
  );

  testDestroy(example);
});

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
}

/** The groups of the cluster, by name. */
async function autoScalingGroups() {
  const { AutoScalingGroups = [] } = await new AutoScalingClient(clientConfig()).send(
    new DescribeAutoScalingGroupsCommand({
      AutoScalingGroupNames: ["production-batch", "production-general"],
    }),
  );
  return AutoScalingGroups.sort((a, b) =>
    (a.AutoScalingGroupName ?? "").localeCompare(b.AutoScalingGroupName ?? ""),
  );
}

/** Keeps the agent's configuration where the example fetches it. */
async function putAgentConfig(body: string): Promise<void> {
  const client = new S3Client({ ...clientConfig(), forcePathStyle: true });
  const bucket = { Bucket: "production-ecs-agent" };
  await client.send(
    new CreateBucketCommand({ ...bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await client.send(new PutObjectCommand({ ...bucket, Key: "ecs.config", Body: body }));
}

/** Makes the key that logs are encrypted with. */
async function createKey(): Promise<string> {
  const { KeyMetadata } = await callJsonService<{ KeyMetadata: { Arn: string } }>(
    { service: "kms", region: REGION, target: "TrentService.CreateKey" },
    { Description: "Logs of production-ecs" },
  );
  return KeyMetadata.Arn;
}

/** AWS tries rules from the lowest number on, and the default one last. */
function byPriority(a: { Priority?: string }, b: { Priority?: string }): number {
  const [first = Infinity, second = Infinity] = [a, b].map(({ Priority }) =>
    Priority === "default" ? undefined : Number(Priority),
  );
  return first - second;
}
