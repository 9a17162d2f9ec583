import { type TerraformStack, TerraformVariable } from "cdktf";
import { Alb, type AlbProps, type ListenerRuleProps, TargetGroup } from "../../modules/alb";
import { Vpc } from "../../modules/vpc";
import { network } from "../support/context";
import { refusal, synthesize, type SynthesizedStack } from "../support/synth";

const INGRESS = "aws_vpc_security_group_ingress_rule";

function synthesizeAlb(props: Partial<AlbProps> = {}): SynthesizedStack {
  return synthesize((stack) => new Alb(stack, "alb", { vpc: network(stack), name: "web", ...props }));
}

describe("a load balancer", () => {
  test("is internal by default: in the private subnets, for the VPC's range only", () => {
    const stack = synthesizeAlb();
    expect(stack.only("aws_lb")).toMatchObject({
      name: "web",
      load_balancer_type: "application",
      internal: true,
      subnets: ["subnet-private-a", "subnet-private-b"],
      enable_deletion_protection: false,
    });
    expect(stack.only(INGRESS)).toMatchObject({ cidr_ipv4: "10.1.0.0/16", from_port: 80, to_port: 80 });
  });

  test("faces the internet when asked to: in the public subnets, for everybody", () => {
    const stack = synthesizeAlb({ internetFacing: true });
    expect(stack.only("aws_lb")).toMatchObject({
      internal: false,
      subnets: ["subnet-public-a", "subnet-public-b"],
    });
    expect(stack.only(INGRESS)).toMatchObject({ cidr_ipv4: "0.0.0.0/0" });
  });

  test.each([true, false])(
    "[S5.5] lets only the allowed ranges in, facing the internet or not: %s",
    (internetFacing) => {
      const stack = synthesizeAlb({ internetFacing, allowedCidrs: ["192.0.2.0/24", "198.51.100.0/24"] });
      expect(stack.list(INGRESS).map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([
        "192.0.2.0/24",
        "198.51.100.0/24",
      ]);
    },
  );

  test("is protected by its own security group, and refuses malformed headers", () => {
    const stack = synthesizeAlb();
    const { security_groups, drop_invalid_header_fields } = stack.only("aws_lb");
    expect((security_groups as string[]).map((group) => stack.follow(group))).toEqual([
      stack.only("aws_security_group"),
    ]);
    expect(stack.only("aws_security_group").vpc_id).toBe("vpc-0123456789abcdef0");
    expect(drop_invalid_header_fields).toBe(true);
  });

  test("comes after the routes to the internet gateway that it faces, and waits for nothing when it is internal", () => {
    const alb = (internetFacing: boolean) =>
      synthesize((scope) => {
        const zones = ["eu-west-1a", "eu-west-1b"];
        const vpc = new Vpc(scope, "vpc", { name: "main", cidrBlock: "10.1.0.0/16", zones });
        new Alb(scope, "alb", { vpc, name: "web", internetFacing });
      });
    const stack = alb(true);
    const { depends_on } = stack.only("aws_lb") as { depends_on: string[] };
    expect(depends_on.map((address) => stack.follow(address).gateway_id)).toEqual([
      expect.stringContaining("aws_internet_gateway"),
      expect.stringContaining("aws_internet_gateway"),
    ]);
    expect(alb(false).only("aws_lb")).not.toHaveProperty("depends_on");
  });

  test("can be protected from deletion", () => {
    expect(synthesizeAlb({ deletionProtection: true }).only("aws_lb")).toMatchObject({
      enable_deletion_protection: true,
    });
  });

  test("[S5.5] answers on HTTP port 80, with 404 where no rule matches", () => {
    const stack = synthesizeAlb();
    expect(stack.follow(stack.only("aws_lb_listener").load_balancer_arn)).toBe(stack.only("aws_lb"));
    expect(stack.only("aws_lb_listener")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
    });
  });
});

describe("a rule of a listener", () => {
  test("forwards to its target group with its priority", () => {
    const stack = synthesizeRules({ app: { priority: 7 } });
    const rule = stack.only("aws_lb_listener_rule");
    const [action] = rule.action as [{ type: string; target_group_arn: string }];
    expect(rule.priority).toBe(7);
    expect(stack.follow(rule.listener_arn)).toBe(stack.only("aws_lb_listener"));
    expect(action.type).toBe("forward");
    expect(stack.follow(action.target_group_arn)).toBe(stack.only("aws_lb_target_group"));
  });

  test.each<[string, Omit<Rule, "priority">, object[]]>([
    ["every path by default", {}, [{ path_pattern: { values: ["/*"] } }]],
    ["the given paths", { paths: ["/a", "/b/*"] }, [{ path_pattern: { values: ["/a", "/b/*"] } }]],
    [
      "the given hosts on any path",
      { hosts: ["a.example.com"] },
      [{ host_header: { values: ["a.example.com"] } }],
    ],
    [
      "what has both path and host",
      { paths: ["/a"], hosts: ["a.example.com"] },
      [{ path_pattern: { values: ["/a"] } }, { host_header: { values: ["a.example.com"] } }],
    ],
  ])("matches %s", (_, rule, condition) => {
    const stack = synthesizeRules({ app: { priority: 7, ...rule } });
    expect(stack.only("aws_lb_listener_rule").condition).toEqual(condition);
  });

  test("keeps its address in the state when another is added before it", () => {
    const [before] = Object.keys(synthesizeRules({ app: { priority: 7 } }).resources("aws_lb_listener_rule"));
    const after = synthesizeRules({ other: { priority: 6, paths: ["/other"] }, app: { priority: 7 } });
    expect(after.follow(`aws_lb_listener_rule.${before ?? ""}`)).toMatchObject({ priority: 7 });
  });
});

describe("a load balancer fails when", () => {
  test("several props are wrong, with a line for each", () => {
    const change: Partial<AlbProps> = {
      name: "-",
      idleTimeoutSeconds: 4001,
      allowedCidrs: ["any"],
      tlsPolicy: "1.3",
    };
    expect(
      refusal((stack) => new Alb(stack, "alb", { vpc: network(stack), name: "web", ...change })).split("\n"),
    ).toEqual([
      expect.stringContaining("'name' must be"),
      expect.stringContaining("'idleTimeoutSeconds' must be an integer from 1 to 4000, got 4001"),
      expect.stringContaining("'tlsPolicy' must be"),
      expect.stringContaining("'allowedCidrs[0]' must be"),
    ]);
  });

  test("only Terraform knows how many ranges may connect", () => {
    const message = refusal((stack) => {
      const { listValue: allowedCidrs } = new TerraformVariable(stack, "ranges", { type: "list(string)" });
      new Alb(stack, "alb", { vpc: network(stack), name: "web", allowedCidrs });
    });
    expect(message).toBe(
      "test/alb: 'allowedCidrs' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
    );
  });

  const legalName =
    'at most 32 letters, digits and hyphens, with no hyphen at either end and not beginning with "internal-"';
  test.each(["", "a".repeat(33), "with_underscore", "-web", "web-", "internal-web"])(
    "its name is %j",
    (name) => {
      expect(refusal((stack) => new Alb(stack, "alb", { vpc: network(stack), name }))).toBe(
        `test/alb: 'name' must be ${legalName}, got "${name}"; choose a shorter name`,
      );
    },
  );

  test("it is internal and the VPC has private subnets in one zone only", () => {
    const message = refusal((stack) => {
      const vpc = Object.assign(network(stack), { privateSubnetIds: ["subnet-1"] });
      new Alb(stack, "alb", { vpc, name: "web" });
    });
    expect(message).toBe(
      `test/alb: 'vpc' must have private subnets in at least two zones, got ["subnet-1"]; a load balancer needs two zones`,
    );
  });

  test("it faces the internet and the VPC has no public subnets", () => {
    const message = refusal((stack) => {
      const vpc = network(stack, { publicSubnetIds: [] });
      new Alb(stack, "alb", { vpc, name: "web", internetFacing: true });
    });
    expect(message).toBe(
      "test/alb: 'vpc' must have public subnets in at least two zones, got []; a load balancer needs two zones",
    );
  });

  test.each([0, 50_001, 1.5])("a rule has the priority %d", (priority) => {
    expect(refusalOfRules({ app: { priority } })).toBe(
      `test/alb: 'app.priority' must be an integer from 1 to 50000, got ${priority}; choose a free number`,
    );
  });

  test("two rules have the same priority", () => {
    expect(refusalOfRules({ app: { priority: 7 }, other: { priority: 7 } })).toBe(
      "test/alb: 'other.priority' must be unique in the listener, got 7; 'test/targets' has it: choose another priority",
    );
  });
});

type Rule = Omit<ListenerRuleProps, "targetGroup">;

function synthesizeRules(rules: Record<string, Rule>): SynthesizedStack {
  return synthesize((stack) => addRules(stack, rules));
}

function refusalOfRules(rules: Record<string, Rule>): string {
  return refusal((stack) => addRules(stack, rules));
}

/** A balancer with rules to one target group. */
function addRules(stack: TerraformStack, rules: Record<string, Rule>): Alb {
  const vpc = network(stack);
  const alb = new Alb(stack, "alb", { vpc, name: "web" });
  const targetGroup = new TargetGroup(stack, "targets", { vpc, namePrefix: "app", port: 8080 });
  for (const [id, rule] of Object.entries(rules)) {
    alb.addRule(id, { ...rule, targetGroup });
  }
  return alb;
}
