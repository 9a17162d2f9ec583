import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientConfig } from "../e2e/support/aws-clients";
import { Deployment } from "../e2e/support/deployment";
import { describeExample } from "../e2e/support/example";
import { testDestroy, testNewVersion, testSecondPlan } from "../e2e/support/example-life";

const MINUTES = 60_000;
/** Not the example's own, where the example compose has a cluster of the same name. */
const REGION = "eu-west-3";
const prepare = () => Promise.resolve({ region: REGION });

describeExample("boot", { timeout: 8 * MINUTES, prepare }, (example) => {
  const config = { ...clientConfig(), region: REGION };
  const client = new ElasticLoadBalancingV2Client(config);
  const balancer = async (kind: "internal" | "public"): Promise<LoadBalancer> => {
    const { LoadBalancers = [] } = await client.send(
      new DescribeLoadBalancersCommand({ Names: [`cluster01-${kind}`] }),
    );
    return LoadBalancers[0] ?? {};
  };

  test("[S3.1] the cluster01 is on two t2.micro", async () => {
    const { AutoScalingGroups } = await new AutoScalingClient(config).send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["cluster01-default"] }),
    );

    expect(AutoScalingGroups).toMatchObject([{ MinSize: 2, MaxSize: 2, DesiredCapacity: 2 }]);
    expect(example.state.only("aws_launch_template").instance_type).toBe("t2.micro");
  });

  test("[S3.2] boot is two small tasks on ports that ECS picks, of which half stays up", async () => {
    const ecs = new ECSClient(config);
    const { services } = await ecs.send(
      new DescribeServicesCommand({ cluster: "cluster01", services: ["boot"] }),
    );
    const { taskDefinition } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: "cluster01-boot" }),
    );

    expect(services).toMatchObject([
      { desiredCount: 2, deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 50 } },
    ]);
    expect(taskDefinition?.containerDefinitions).toMatchObject([
      { cpu: 300, memory: 300, portMappings: [{ containerPort: 8080, hostPort: 0 }] },
    ]);
  });

  test("[S3.3] [S3.4] two balancers send requests to three services, by path and by port", async () => {
    const everybody = await balancer("public");
    const inside = await balancer("internal");

    expect(example.state.only("aws_lb", { arn: everybody.LoadBalancerArn }).internal).toBe(false);
    expect(inside.Scheme).toBe("internal");
    expect(await routes(client, everybody)).toEqual(["80 /* to 5000", "80 /boot,/boot/* to 8080"]);
    expect(await routes(client, inside)).toEqual(["80 /boot,/boot/* to 8080", "9000 /* to 9001"]);
  });

  test("[S3.3] a request for /boot is tried before all others", async () => {
    const { Listeners = [] } = await client.send(
      new DescribeListenersCommand({ LoadBalancerArn: (await balancer("public")).LoadBalancerArn }),
    );
    const { Rules = [] } = await client.send(
      new DescribeRulesCommand({ ListenerArn: Listeners[0]?.ListenerArn }),
    );
    const byPriority = Object.fromEntries(
      Rules.map(({ Priority = "", Conditions }) => [Priority, Conditions?.[0]?.PathPatternConfig?.Values]),
    );

    expect(byPriority).toEqual({ "10": ["/boot", "/boot/*"], "100": ["/*"], default: undefined });
  });

  test("[S3.4] web finds boot at the internal balancer", async () => {
    const { taskDefinition } = await new ECSClient(config).send(
      new DescribeTaskDefinitionCommand({ taskDefinition: "cluster01-web" }),
    );
    const { DNSName = "" } = await balancer("internal");

    expect(taskDefinition?.containerDefinitions?.[0]?.environment).toEqual([
      { name: "BOOT_URL", value: `http://${DNSName}/boot` },
    ]);
  });

  test("[S3.5] instances accept the two balancers and nothing else", async () => {
    const { SecurityGroups = [] } = await new EC2Client(config).send(
      new DescribeSecurityGroupsCommand({
        Filters: [{ Name: "vpc-id", Values: [String(example.state.only("aws_vpc").id)] }],
      }),
    );
    const instances = SecurityGroups.find(({ GroupName }) => GroupName?.startsWith("cluster01-default"));
    const balancers = [await balancer("public"), await balancer("internal")];
    const accepted = instances?.IpPermissions?.flatMap(
      ({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [], IpRanges = [] }) =>
        [...UserIdGroupPairs.map(({ GroupId }) => GroupId), ...IpRanges.map(({ CidrIp }) => CidrIp)].map(
          (from) => `${IpProtocol ?? ""} ${FromPort ?? ""}-${ToPort ?? ""} from ${from ?? ""}`,
        ),
    );

    expect(accepted?.sort()).toEqual(
      balancers.map(({ SecurityGroups: groups }) => `tcp 32768-61000 from ${groups?.join() ?? ""}`).sort(),
    );
  });

  test("[S3.5] of the world the public balancer accepts HTTP only, and the internal one nothing", () => {
    const portsFor = (cidr: string) =>
      example.state
        .list("aws_vpc_security_group_ingress_rule")
        .filter(({ cidr_ipv4 }) => cidr_ipv4 === cidr)
        .map(({ from_port, to_port }) => `${String(from_port)}-${String(to_port)}`)
        .sort();

    expect(portsFor("0.0.0.0/0")).toEqual(["80-80"]);
    expect(portsFor("10.50.0.0/16")).toEqual(["80-80", "9000-9000"]);
  });

  testSecondPlan(example);

  test(
    "[S3.6] another draining delay changes the target groups only, in place",
    async () => {
      const slower = await Deployment.of(example.program, { drainingSeconds: "120", region: REGION });
      const changes = await slower.plan();
      await slower.remove();

      expect(await drainingDelays(client, await balancer("public"))).toEqual(["30", "30"]);
      expect(changes).toEqual(Array(4).fill("aws_lb_target_group update"));
    },
    3 * MINUTES,
  );

  testNewVersion(example, { service: "boot", variable: "boot_version" });
  testDestroy(example);
});

/** Where a balancer sends what, as `<port> <paths> to <port of the target group>`, sorted. */
async function routes(client: ElasticLoadBalancingV2Client, { LoadBalancerArn }: LoadBalancer) {
  const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { TargetGroups = [] } = await client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
  const ports = Object.fromEntries(
    TargetGroups.map(({ TargetGroupArn = "", Port }) => [TargetGroupArn, Port]),
  );
  const found = Listeners.map(async ({ ListenerArn, Port }) => {
    const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }));
    return Rules.filter(({ Priority }) => Priority !== "default").map(({ Conditions, Actions }) => {
      const paths = Conditions?.[0]?.PathPatternConfig?.Values?.join();
      return `${Port ?? ""} ${paths ?? ""} to ${ports[Actions?.[0]?.TargetGroupArn ?? ""] ?? ""}`;
    });
  });
  return (await Promise.all(found)).flat().sort();
}

/** How long tasks behind a balancer may finish what they are serving, for each target group. */
async function drainingDelays(client: ElasticLoadBalancingV2Client, { LoadBalancerArn }: LoadBalancer) {
  const { TargetGroups = [] } = await client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
  const delays = TargetGroups.map(async ({ TargetGroupArn }) => {
    const { Attributes = [] } = await client.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
    );
    return Attributes.find(({ Key }) => Key === "deregistration_delay.timeout_seconds")?.Value;
  });
  return Promise.all(delays);
}
