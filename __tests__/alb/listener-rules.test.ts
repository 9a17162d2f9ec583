import { Fn, type TerraformStack, TerraformVariable } from "cdktf";
import { Alb, type ListenerRuleProps, TargetGroup } from "../../modules/alb";
import { ExistingVpc } from "../../modules/vpc";
import { refusal, refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

type Rules = Readonly<Record<string, Omit<ListenerRuleProps, "targetGroup">>>;

function addAlb(stack: TerraformStack) {
  const vpc = new ExistingVpc(stack, "vpc", {
    vpcId: "vpc-0123456789abcdef0",
    cidrBlock: "10.1.0.0/16",
    privateSubnetIds: ["subnet-0a", "subnet-0b"],
  });
  const alb = new Alb(stack, "alb", { vpc, name: "main" });
  const targetGroup = new TargetGroup(stack, "targets", { vpc, namePrefix: "app", port: 80 });
  return { alb, targetGroup };
}

function withRules(rules: Rules): SynthesizedStack {
  return synthesize((stack) => {
    const { alb, targetGroup } = addAlb(stack);
    for (const [id, rule] of Object.entries(rules)) {
      alb.addRule(id, { ...rule, targetGroup });
    }
  });
}

describe("a listener rule", () => {
  test("renders all that a request can be told apart by", () => {
    const stack = withRules({
      canary: {
        priority: 1,
        paths: ["/api/*"],
        hosts: ["*.example.com"],
        methods: ["GET"],
        headers: { "X-Canary": ["yes"] },
        query: { version: ["2"] },
      },
    });
    expect(stack.only("aws_lb_listener_rule").condition).toEqual([
      { path_pattern: { values: ["/api/*"] } },
      { host_header: { values: ["*.example.com"] } },
      { http_request_method: { values: ["GET"] } },
      { http_header: { http_header_name: "X-Canary", values: ["yes"] } },
      { query_string: [{ key: "version", value: "2" }] },
    ]);
  });

  test("takes every path unless it is told what to take", () => {
    const stack = withRules({
      office: { priority: 1, sourceCidrs: ["192.0.2.0/24"] },
      rest: { priority: 2 },
    });
    const rules = Object.values(stack.resources("aws_lb_listener_rule"));
    expect(rules.map(({ condition }) => condition)).toEqual([
      [{ source_ip: { values: ["192.0.2.0/24"] } }],
      [{ path_pattern: { values: ["/*"] } }],
    ]);
  });

  const neighbours: [string, Rules][] = [
    ["the special one comes first", { api: { priority: 1, paths: ["/api/*"] }, web: { priority: 2 } }],
    ["hosts differ", { a: { priority: 1, hosts: ["a.io"] }, b: { priority: 2, hosts: ["b.io"] } }],
    ["paths differ by case", { a: { priority: 1, paths: ["/A"] }, b: { priority: 2, paths: ["/a"] } }],
    ["a ? is no *", { a: { priority: 1, paths: ["/a?"] }, b: { priority: 2, paths: ["/a*"] } }],
    ["the first needs a method", { a: { priority: 1, methods: ["GET"] }, b: { priority: 2 } }],
    [
      "header values differ",
      { a: { priority: 1, headers: { X: ["1"] } }, b: { priority: 2, headers: { X: ["2"] } } },
    ],
    [
      "query parameters differ",
      { a: { priority: 1, query: { x: ["1"] } }, b: { priority: 2, query: { y: ["1"] } } },
    ],
    [
      "one of the methods is taken by nobody",
      {
        a: { priority: 1, methods: ["GET"] },
        b: { priority: 2, methods: ["POST"] },
        c: { priority: 3, methods: ["GET", "POST", "PUT"] },
      },
    ],
    [
      "the wider range comes last",
      { a: { priority: 1, sourceCidrs: ["10.1.0.0/16"] }, b: { priority: 2, sourceCidrs: ["10.0.0.0/8"] } },
    ],
  ];
  test("stands beside another one while only Terraform knows its header", () => {
    const rules = {
      a: { priority: 1, headers: { X: ["*"] } },
      b: { priority: 2, headers: { X: [Fn.lower("B")] } },
    };

    expect(Object.keys(withRules(rules).resources("aws_lb_listener_rule"))).toHaveLength(2);
  });

  test.each(neighbours)("stands beside another one when %s", (_, rules) => {
    const { length } = Object.keys(rules);
    expect(Object.keys(withRules(rules).resources("aws_lb_listener_rule"))).toHaveLength(length);
  });
});

describe("a listener rule fails when", () => {
  const shadowed: [string, Rules, string][] = [
    [
      "an earlier one takes every path",
      { web: { priority: 1 }, api: { priority: 2, paths: ["/api/*"] } },
      "'api' must match requests that 'web' (priority 1) does not take before it, got {\"paths\":[\"/api/*\"]}",
    ],
    [
      "one that is added after it takes every path first",
      { api: { priority: 2, paths: ["/api/*"] }, web: { priority: 1 } },
      "'api' must match requests that 'web' (priority 1) does not take before it, got {\"paths\":[\"/api/*\"]}",
    ],
    [
      "it has the conditions of another one",
      { a: { priority: 1, hosts: ["a.io"] }, b: { priority: 2, hosts: ["A.IO"] } },
      "'b' must match requests that 'a' (priority 1) does not take before it, got {\"hosts\":[\"A.IO\"]}",
    ],
    [
      "one of its paths is another one's",
      { a: { priority: 1, paths: ["/a", "/b"] }, b: { priority: 2, paths: ["/c", "/b"] } },
      "'b' must match requests that 'a' (priority 1) does not take before it, got {\"paths\":[\"/b\"]}",
    ],
    [
      "it asks for more than one that takes the same path",
      { a: { priority: 1, paths: ["/a*"] }, b: { priority: 2, paths: ["/ab"], methods: ["GET"] } },
      "'b' must match requests that 'a' (priority 1) does not take before it," +
        ' got {"paths":["/ab"],"methods":["GET"]}',
    ],
    [
      "its range is part of an earlier one's",
      { a: { priority: 1, sourceCidrs: ["10.0.0.0/8"] }, b: { priority: 2, sourceCidrs: ["10.1.0.0/16"] } },
      "'b' must match requests that 'a' (priority 1) does not take before it," +
        ' got {"sourceCidrs":["10.1.0.0/16"]}',
    ],
    [
      "two earlier ones take its methods between them",
      {
        read: { priority: 1, paths: ["/a"], methods: ["GET"] },
        write: { priority: 2, paths: ["/*"], methods: ["POST"] },
        both: { priority: 3, paths: ["/a"], methods: ["GET", "POST"] },
      },
      "'both' must match requests that 'read' (priority 1) and 'write' (priority 2) do not take before it," +
        ' got {"paths":["/a"],"methods":["GET","POST"]}',
    ],
    [
      "its path is another way to say every path",
      { web: { priority: 1 }, all: { priority: 2, paths: ["*"] } },
      "'all' must match requests that 'web' (priority 1) does not take before it, got {\"paths\":[\"*\"]}",
    ],
  ];
  test.each(shadowed)("%s", (_, rules, message) => {
    expect(refusalOf(() => withRules(rules))).toBe(
      `test/alb: ${message}; change one of the rules, or give the more special one the lower priority [ECS-NET-001]`,
    );
  });

  const illegal: [string, Omit<ListenerRuleProps, "targetGroup" | "priority">, string][] = [
    [
      "it has more values than a rule can",
      { paths: ["/1", "/2", "/3"], hosts: ["a.io", "b.io", "c.io"] },
      "'app' must have at most 5 values in all its conditions," +
        ' got ["/1","/2","/3","a.io","b.io","c.io"]; spread them over several rules',
    ],
    [
      "it has more wildcards than a rule can",
      { paths: ["/*/*/*/*", "/?/?/?"] },
      "'app' must have at most 6 wildcards in all its conditions," +
        ' got ["/*/*/*/*","/?/?/?"]; spread them over several rules',
    ],
    [
      "its list of paths is empty",
      { paths: [] },
      "'app.paths' must list at least 1 value, got []; leave it out to match any",
    ],
    [
      "one of its lists is empty beside another",
      { paths: ["/api/*"], headers: { "X-Canary": [] } },
      "'app.headers.X-Canary' must list at least 1 value, got []; leave it out to match any",
    ],
    [
      "a path does not begin with a slash",
      { paths: ["api"] },
      "'app.paths[0]' must be a path of at most 128 letters, digits and _-.$/~\"'@:+&*? that begins with a" +
        ' slash, got "api"; write it like /api/*',
    ],
    [
      "a host has no dot",
      { hosts: ["localhost"] },
      "'app.hosts[0]' must be a host name of at most 128 characters with a dot, after the last of which there are" +
        ' letters only, got "localhost"; write it like www.example.com or *.example.com',
    ],
    [
      "a method is in lowercase letters",
      { methods: ["get"] },
      "'app.methods[0]' must be a method in capital letters, got \"get\"; write it like GET",
    ],
    [
      "the header is Host",
      { headers: { Host: ["a.io"] } },
      "'app.headers.Host' must be the name of a header of at most 40 characters, other than Host," +
        " got \"Host\"; for the host take 'hosts'",
    ],
    [
      "a query value is empty",
      { query: { q: [""] } },
      "'app.query.q[0]' must be 1 to 128 printable characters, got \"\"; shorten it with the wildcard *",
    ],
    [
      "a range is none",
      { sourceCidrs: ["10.0.0.0"] },
      "'app.sourceCidrs[0]' must be an IPv4 range with no bits set behind the prefix, got \"10.0.0.0\";" +
        " write it like 10.1.0.0/16, and a single address like 10.1.2.3/32",
    ],
  ];
  test.each(illegal)("%s", (_, rule, message) => {
    expect(refusalOf(() => withRules({ app: { ...rule, priority: 1 } }))).toBe(`test/alb: ${message}`);
  });
});

describe("the hosts of a listener rule", () => {
  test.each(["www.example.com", "*.example.com", "api-*.example.io", "?.a.b", "a_b.example.COM"])(
    "may be %s",
    (host) => {
      expect(
        Object.keys(withRules({ app: { priority: 1, hosts: [host] } }).resources("aws_lb_listener_rule")),
      ).toHaveLength(1);
    },
  );

  test.each(["api.*", "example.c?m", "10.0.0.1", "example.", ".com", "a b.com", `${"a".repeat(125)}.com`])(
    "fail when one is %s, which AWS refuses",
    (host) => {
      expect(refusalOf(() => withRules({ app: { priority: 1, hosts: [host] } }))).toBe(
        `test/alb: 'app.hosts[0]' must be a host name of at most 128 characters with a dot, after the last of which there are letters only, got "${host}"; write it like www.example.com or *.example.com`,
      );
    },
  );
});

describe("what only Terraform knows about a listener rule", () => {
  test("is taken, and compared with no other rule", () => {
    const stack = synthesize((scope) => {
      const { alb, targetGroup } = addAlb(scope);
      const variable = new TerraformVariable(scope, "any", { type: "any" });
      const { stringValue: path, listValue: hosts } = variable;
      alb.addRule("all", { targetGroup, priority: 1 });
      alb.addRule("path", { targetGroup, priority: 2, paths: [path] });
      alb.addRule("hosts", { targetGroup, priority: 3, hosts });
    });
    expect(
      stack.list("aws_lb_listener_rule").map(({ priority, condition }) => [priority, condition]),
    ).toEqual([
      [1, [{ path_pattern: { values: ["/*"] } }]],
      [2, [{ path_pattern: { values: ["${var.any}"] } }]],
      [3, [{ host_header: { values: "${var.any}" } }]],
    ]);
  });

  test("fails when it is the priority, from which the rule's address follows", () => {
    const message = refusal((scope) => {
      const { alb, targetGroup } = addAlb(scope);
      const { numberValue: priority } = new TerraformVariable(scope, "any", { type: "number" });
      alb.addRule("app", { targetGroup, priority });
    });
    expect(message).toBe(
      "test/alb: 'app.priority' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
    );
  });

  test("fails when it is how many values a query parameter has", () => {
    const message = refusal((scope) => {
      const { alb, targetGroup } = addAlb(scope);
      const { listValue: version } = new TerraformVariable(scope, "any", { type: "list(string)" });
      alb.addRule("app", { targetGroup, priority: 1, query: { version } });
    });
    expect(message).toBe(
      "test/alb: 'app.query.version' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
    );
  });
});

describe("a rule", () => {
  test("is changed in place, whatever its service is called, and keeps what was deployed under its former id", () => {
    const withRule = (id: string) =>
      synthesize((scope) => {
        const { alb, targetGroup } = addAlb(scope);
        alb.addRule(id, { targetGroup, priority: 7 });
      });
    const [app, renamed] = [withRule("app"), withRule("renamed")];
    const addresses = (stack: typeof app) => Object.keys(stack.resources("aws_lb_listener_rule"));

    expect(addresses(app)).toEqual([expect.stringMatching(/^alb_rule-7_[0-9A-F]{8}$/)]);
    expect(addresses(renamed)).toEqual(addresses(app));
    expect(app.json).toMatchObject({
      moved: [
        {
          from: expect.stringMatching(/^aws_lb_listener_rule\.alb_route-app_[0-9A-F]{8}$/) as string,
          to: `aws_lb_listener_rule.${addresses(app)[0]}`,
        },
      ],
    });
  });
});

describe("a further listener", () => {
  test("has rules of its own on a port of its own, for the same clients", () => {
    const stack = synthesize((scope) => {
      const { alb, targetGroup } = addAlb(scope);
      alb.addRule("app", { targetGroup, priority: 1 });
      const admin = alb.addListener("admin", { port: 8080 });
      admin.addRule("admin", { targetGroup, priority: 1 });
      expect(admin.securityGroup).toBe(alb.securityGroup);
    });
    expect(Object.keys(stack.resources("aws_lb_listener_rule"))).toHaveLength(2);
    const ports = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    expect(ports.map(({ from_port, cidr_ipv4 }) => [from_port, cidr_ipv4])).toEqual([
      [80, "10.1.0.0/16"],
      [8080, "10.1.0.0/16"],
    ]);
  });

  test("fails when another listener has its port", () => {
    const message = refusal((stack) => {
      addAlb(stack).alb.addListener("admin", { port: 80 });
    });
    expect(message).toBe(
      "test/alb: 'admin.port' must be unique in the balancer, got 80; the listener 'http' has it: choose another port",
    );
  });

  test("fails when its port and its policy are none, with a line for each", () => {
    const message = refusal((stack) => {
      addAlb(stack).alb.addListener("admin", { port: 0, tlsPolicy: "new" });
    });
    expect(message).toBe(
      [
        "test/alb: 'admin.port' must be an integer from 1 to 65535, got 0; HTTP has 80, HTTPS 443",
        `test/alb: 'admin.tlsPolicy' must be the name of a security policy, got "new"; write it like ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`,
      ].join("\n"),
    );
  });
});
