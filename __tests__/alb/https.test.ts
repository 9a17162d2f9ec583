import type { TerraformStack } from "cdktf";
import { Alb, type AlbProps, TargetGroup, type TargetGroupProps } from "../../modules/alb";
import { LogBucket } from "../../modules/log-bucket";
import { ExistingVpc } from "../../modules/vpc";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b";

function existing(stack: TerraformStack): ExistingVpc {
  return new ExistingVpc(stack, "vpc", {
    vpcId: "vpc-0123456789abcdef0",
    cidrBlock: "10.1.0.0/16",
    privateSubnetIds: ["subnet-0a", "subnet-0b"],
    publicSubnetIds: ["subnet-1a", "subnet-1b"],
  });
}

function withAlb(props: Partial<AlbProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    const vpc = existing(stack);
    const alb = new Alb(stack, "alb", { vpc, name: "main", ...props });
    const targetGroup = new TargetGroup(stack, "targets", { vpc, namePrefix: "app", port: 80 });
    alb.addRule("app", { targetGroup, priority: 1 });
  });
}

function withTargetGroup(props: Partial<TargetGroupProps>): SynthesizedStack {
  return synthesize((stack) => {
    new TargetGroup(stack, "targets", { vpc: existing(stack), namePrefix: "app", port: 80, ...props });
  });
}

test("[S5.5] a balancer lets the allowed ranges in, and sends HTTP to tasks that answer their health check", () => {
  const stack = withAlb({ allowedCidrs: ["10.1.0.0/16", "192.0.2.0/24"] });
  const ingress = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
  expect(ingress.map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual([
    ["10.1.0.0/16", 80, 80],
    ["192.0.2.0/24", 80, 80],
  ]);
  expect(stack.only("aws_lb_target_group")).toMatchObject({
    deregistration_delay: "30",
    health_check: { path: "/", matcher: "200" },
  });
  expect(stack.only("aws_lb_listener")).toMatchObject({ port: 80, protocol: "HTTP" });
});

describe("a balancer with a certificate", () => {
  const stack = withAlb({ certificateArn, internetFacing: true });
  const listeners = stack.resources("aws_lb_listener");
  const [httpsId, https] = Object.entries(listeners).find(([, { port }]) => port === 443) ?? [];

  test("answers on HTTPS with AWS's recommended policy", () => {
    expect(https).toMatchObject({
      protocol: "HTTPS",
      certificate_arn: certificateArn,
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    });
    expect(stack.only("aws_lb_listener_rule").listener_arn).toBe(`\${aws_lb_listener.${httpsId ?? ""}.arn}`);
  });

  test("redirects HTTP to HTTPS for good", () => {
    const http = Object.values(listeners).find(({ port }) => port === 80);
    expect(http?.default_action).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
    ]);
  });

  test("opens both ports to its clients", () => {
    const rules = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    const ports = rules.map(({ from_port, cidr_ipv4 }) => `${String(from_port)} ${String(cidr_ipv4)}`);
    expect(ports.sort()).toEqual(["443 0.0.0.0/0", "80 0.0.0.0/0"]);
  });
});

describe("a balancer", () => {
  test("writes its access logs only after it may", () => {
    const stack = synthesize((scope) => {
      const accessLogs = new LogBucket(scope, "logs", { namePrefix: "main-logs" });
      new Alb(scope, "alb", { vpc: existing(scope), name: "main", accessLogs });
    });
    const [policyId = ""] = Object.keys(stack.resources("aws_s3_bucket_policy"));
    expect(stack.only("aws_lb")).toMatchObject({
      access_logs: { enabled: true, prefix: "main" },
      depends_on: [`aws_s3_bucket_policy.${policyId}`],
    });
    expect(String(stack.only("aws_s3_bucket_policy").policy)).toMatch(
      /\/main\/AWSLogs\/\$\{aws_security_group\.alb_\S+\.owner_id\}\/\*/,
    );
  });

  test("writes its connection logs beside its access logs, only after it may", () => {
    const stack = synthesize((scope) => {
      const logs = new LogBucket(scope, "logs", { namePrefix: "main-logs" });
      new Alb(scope, "alb", { vpc: existing(scope), name: "main", accessLogs: logs, connectionLogs: logs });
    });
    const balancer = stack.only("aws_lb") as { depends_on: string[]; connection_logs: { bucket: string } };
    expect(balancer).toMatchObject({
      access_logs: { enabled: true, prefix: "main" },
      connection_logs: { enabled: true, prefix: "main-connections" },
    });
    expect(stack.follow(balancer.connection_logs.bucket)).toBe(stack.only("aws_s3_bucket"));
    expect(balancer.depends_on.map((address) => stack.follow(address))).toContain(
      stack.only("aws_s3_bucket_policy"),
    );
    expect(String(stack.only("aws_s3_bucket_policy").policy)).toMatch(
      /\/main-connections\/AWSLogs\/\$\{aws_security_group\.alb_\S+\.owner_id\}\/\*/,
    );
  });

  test("keeps no logs by default", () => {
    expect(withAlb().only("aws_lb")).not.toHaveProperty("connection_logs");
    expect(withAlb().only("aws_lb")).not.toHaveProperty("access_logs");
  });

  test("stands behind the web ACL that it is given", () => {
    const webAclArn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/main/0a1b";
    expect(withAlb({ webAclArn }).only("aws_wafv2_web_acl_association")).toMatchObject({
      web_acl_arn: webAclArn,
      resource_arn: expect.stringContaining("aws_lb.") as string,
    });
  });
});

describe("a balancer fails when", () => {
  const wrong: [string, Partial<AlbProps>, string][] = [
    [
      "its certificate is no ARN",
      { certificateArn: "example.com" },
      "'certificateArn' must be the ARN of a certificate, got \"example.com\";" +
        " copy it from ACM, or make one with Certificate",
    ],
    [
      "its TLS policy is none of AWS's",
      { certificateArn, tlsPolicy: "TLS-1.3" },
      "'tlsPolicy' must be the name of a security policy, got \"TLS-1.3\";" +
        " write it like ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    ],
    [
      "its web ACL is not regional",
      { webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/0a1b" },
      "'webAclArn' must be the ARN of a regional web ACL," +
        ' got "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/0a1b"; copy it from the WAF console',
    ],
    [
      "connections are closed at once",
      { idleTimeoutSeconds: 0 },
      "'idleTimeoutSeconds' must be an integer from 1 to 4000, got 0; close them after 60 s",
    ],
    [
      "an allowed range is none",
      { allowedCidrs: ["10.0.0.0/8", "office"] },
      "'allowedCidrs[1]' must be an IPv4 range with no bits set behind the prefix, got \"office\";" +
        " write it like 10.1.0.0/16, and a single address like 10.1.2.3/32",
    ],
  ];
  test.each(wrong)("%s", (_, props, message) => {
    expect(refusalOf(() => withAlb(props))).toBe(`test/alb: ${message}`);
  });
});

describe("a target group", () => {
  test("keeps clients with a task by a cookie of the balancer, for a day", () => {
    expect(withTargetGroup({ stickiness: {} }).only("aws_lb_target_group").stickiness).toEqual({
      enabled: true,
      type: "lb_cookie",
      cookie_duration: 86_400,
    });
  });

  test("keeps clients with a task by a cookie of the application", () => {
    const stack = withTargetGroup({ stickiness: { cookieName: "session", durationSeconds: 60 } });
    expect(stack.only("aws_lb_target_group").stickiness).toEqual({
      enabled: true,
      type: "app_cookie",
      cookie_name: "session",
      cookie_duration: 60,
    });
  });

  test("checks gRPC by the answer that the method is unknown", () => {
    expect(withTargetGroup({ protocolVersion: "GRPC" }).only("aws_lb_target_group")).toMatchObject({
      protocol_version: "GRPC",
      health_check: { path: "/AWS.ALB/healthcheck", matcher: "12" },
    });
  });

  test("checks tasks that encrypt over HTTPS", () => {
    expect(withTargetGroup({ protocol: "HTTPS" }).only("aws_lb_target_group")).toMatchObject({
      protocol: "HTTPS",
      health_check: { protocol: "HTTPS" },
    });
  });

  test("has another name when its protocol is another, since AWS replaces it then", () => {
    const names = [{}, { protocol: "HTTPS" }, { protocolVersion: "HTTP2" }].map(
      (props) => withTargetGroup(props as Partial<TargetGroupProps>).only("aws_lb_target_group").name,
    );
    expect(new Set(names).size).toBe(3);
  });

  const wrong: [string, Partial<TargetGroupProps>, string][] = [
    [
      "new tasks are to start slowly for too short",
      { slowStartSeconds: 29 },
      "'slowStartSeconds' must be 0 or an integer from 30 to 900, got 29; 0 switches it off",
    ],
    [
      "clients stay for more than a week",
      { stickiness: { durationSeconds: 604_801 } },
      "'stickiness.durationSeconds' must be an integer from 1 to 604800, got 604801; a day has 86400",
    ],
    [
      "the cookie's name is the balancer's",
      { stickiness: { cookieName: "AWSALBAPP" } },
      "'stickiness.cookieName' must be the name of a cookie of the application, got \"AWSALBAPP\";" +
        " the names that begin with AWSALB are the balancer's",
    ],
    [
      "a gRPC service is checked for an HTTP code",
      { protocolVersion: "GRPC", healthCheck: { matcher: "200" } },
      '\'healthCheck.matcher\' must be gRPC codes from 0 to 99, got "200"; write them like "0" or "0-99"',
    ],
  ];
  test.each(wrong)("fails when %s", (_, props, message) => {
    expect(refusalOf(() => withTargetGroup(props))).toBe(`test/targets: ${message}`);
  });
});
