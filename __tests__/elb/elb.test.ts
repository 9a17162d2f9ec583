import type { TerraformStack } from "cdktf";
import { Alb } from "../../modules/alb";
import { Elb, type ElbProps } from "../../modules/elb";
import { LogBucket } from "../../modules/log-bucket";
import { ExistingVpc, Vpc } from "../../modules/vpc";
import { refusal, refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b";

function existing(stack: TerraformStack, publicSubnetIds = ["subnet-1a", "subnet-1b"]): ExistingVpc {
  return new ExistingVpc(stack, "vpc", {
    vpcId: "vpc-0123456789abcdef0",
    cidrBlock: "10.1.0.0/16",
    privateSubnetIds: ["subnet-0a", "subnet-0b"],
    publicSubnetIds,
  });
}

function withElb(props: Partial<ElbProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    new Elb(stack, "elb", { vpc: existing(stack), name: "location", instancePort: 8081, ...props });
  });
}

describe("a classic balancer", () => {
  test("sends HTTP to the fixed port of every instance, in all zones alike", () => {
    expect(withElb({ healthCheck: { path: "/health" } }).only("aws_elb")).toMatchObject({
      name: "location",
      listener: [{ lb_port: 80, lb_protocol: "HTTP", instance_port: 8081, instance_protocol: "HTTP" }],
      health_check: { target: "HTTP:8081/health", interval: 30, timeout: 5 },
      cross_zone_load_balancing: true,
      connection_draining: true,
      connection_draining_timeout: 30,
      idle_timeout: 60,
    });
  });

  test("checks that the port is open when it does not speak HTTP", () => {
    expect(withElb({ protocol: "TCP" }).only("aws_elb")).toMatchObject({
      listener: [{ lb_protocol: "TCP", instance_protocol: "TCP" }],
      health_check: { target: "TCP:8081" },
    });
  });

  test("ends TLS 1.2 on port 443 when it has a certificate", () => {
    const stack = withElb({ certificateArn });
    expect(stack.only("aws_elb").listener).toEqual([
      {
        lb_port: 443,
        lb_protocol: "HTTPS",
        instance_port: 8081,
        instance_protocol: "HTTP",
        ssl_certificate_id: certificateArn,
      },
    ]);
    expect(stack.only("aws_lb_ssl_negotiation_policy")).toMatchObject({
      lb_port: 443,
      attribute: [{ name: "Reference-Security-Policy", value: "ELBSecurityPolicy-TLS-1-2-2017-01" }],
    });
  });

  test("writes its access logs only after it may", () => {
    const stack = synthesize((scope) => {
      const accessLogs = new LogBucket(scope, "logs", { namePrefix: "main-logs" });
      new Elb(scope, "elb", { vpc: existing(scope), name: "location", instancePort: 8081, accessLogs });
    });
    const [policyId = ""] = Object.keys(stack.resources("aws_s3_bucket_policy"));
    expect(stack.only("aws_elb")).toMatchObject({
      access_logs: { bucket_prefix: "location" },
      depends_on: [`aws_s3_bucket_policy.${policyId}`],
    });
  });
});

describe("[S5.16] a balancer of either kind", () => {
  const both = (internetFacing?: boolean) =>
    synthesize((stack) => {
      const vpc = existing(stack);
      new Alb(stack, "alb", { vpc, name: "application", internetFacing });
      new Elb(stack, "elb", { vpc, name: "classic", instancePort: 8081, internetFacing });
    });
  const clients = (stack: SynthesizedStack) =>
    Object.values(stack.resources("aws_vpc_security_group_ingress_rule")).map(({ cidr_ipv4 }) => cidr_ipv4);

  test("is internal by default: in the private subnets, for the VPC only", () => {
    const stack = both();
    const internal = { internal: true, subnets: ["subnet-0a", "subnet-0b"] };
    expect(stack.only("aws_lb")).toMatchObject(internal);
    expect(stack.only("aws_elb")).toMatchObject(internal);
    expect(clients(stack)).toEqual(["10.1.0.0/16", "10.1.0.0/16"]);
  });

  test("is in the public subnets, for everybody, when it faces the internet", () => {
    const stack = both(true);
    const external = { internal: false, subnets: ["subnet-1a", "subnet-1b"] };
    expect(stack.only("aws_lb")).toMatchObject(external);
    expect(stack.only("aws_elb")).toMatchObject(external);
    expect(clients(stack)).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
  });
});

test("a classic balancer that faces the internet comes after the routes to the internet gateway", () => {
  const stack = synthesize((scope) => {
    const zones = ["eu-west-1a", "eu-west-1b"];
    const vpc = new Vpc(scope, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones });
    new Elb(scope, "elb", { vpc, name: "location", instancePort: 8081, internetFacing: true });
  });
  const { depends_on } = stack.only("aws_elb") as { depends_on: string[] };
  expect(depends_on.map((address) => stack.follow(address).gateway_id)).toEqual([
    expect.stringContaining("aws_internet_gateway"),
    expect.stringContaining("aws_internet_gateway"),
  ]);
});

describe("a classic balancer fails when", () => {
  const wrong: [string, Partial<ElbProps>, string][] = [
    [
      "the service has no fixed port",
      { instancePort: 0 },
      "'instancePort' must be an integer from 1 to 65535, got 0; give the fixed host port of the service",
    ],
    [
      "its name is too long",
      { name: "a".repeat(33) },
      "'name' must be at most 32 letters, digits and hyphens, with no hyphen at either end," +
        ` got "${"a".repeat(33)}"; choose a shorter name`,
    ],
    [
      "its health check takes longer than its interval",
      { healthCheck: { intervalSeconds: 10, timeoutSeconds: 10 } },
      "'healthCheck.timeoutSeconds' must be less than 'intervalSeconds' (10), got 10; lower the timeout or raise the interval",
    ],
    [
      "instances may drain for no time",
      { connectionDrainingSeconds: 0 },
      "'connectionDrainingSeconds' must be an integer from 1 to 3600, got 0; give instances 30 s",
    ],
  ];
  test.each(wrong)("%s", (_, props, message) => {
    expect(refusalOf(() => withElb(props))).toBe(`test/elb: ${message}`);
  });

  test("it faces the internet and the VPC has no public subnets", () => {
    const message = refusal((stack) => {
      const vpc = existing(stack, []);
      new Elb(stack, "elb", { vpc, name: "location", instancePort: 8081, internetFacing: true });
    });
    expect(message).toBe("test/elb: 'vpc' must have public subnets, got []; give their ids to the VPC");
  });

  test("several props are wrong, with a line for each", () => {
    const change: Partial<ElbProps> = {
      name: "-",
      port: 0,
      allowedCidrs: ["any"],
      healthCheck: { path: "x" },
    };
    expect(refusalOf(() => withElb(change)).split("\n")).toEqual([
      expect.stringContaining("'name' must be"),
      expect.stringContaining("'port' must be"),
      expect.stringContaining("'healthCheck.path' must be"),
      expect.stringContaining("'allowedCidrs[0]' must be"),
    ]);
  });
});
