import { ServiceAlarms } from "../../modules/alarms";
import { EcsTaskRole } from "../../modules/ecs-roles";
import { Database } from "../../modules/rds";
import {
  addService,
  type Platform,
  refusalOfPlatform,
  stackOf,
  synthesizeApp,
  withPlatform,
} from "../support/several-stacks";
import { policyStatements } from "../support/policy-statements";
import type { SynthesizedStack } from "../support/synth";
import { container } from "../support/task";

/** A platform that has opened what several stacks share, and what `build` adds. */
function synthesize(build: (platform: Platform) => void): Record<string, SynthesizedStack> {
  const app = withPlatform(
    (platform) => {
      platform.cluster.allowFrom(platform.alb);
      build(platform);
    },
    { accountPublishers: ["cloudwatch.amazonaws.com"] },
  );
  return synthesizeApp(app);
}

const FIXED_PORT = { containers: [container({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] })] };
const RULES = ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"];

describe("a service in another stack than its cluster and balancer", () => {
  const stacks = synthesize((platform) => {
    const stack = stackOf(platform.app, "team-a");
    const service = addService(platform, stack, "orders");
    new ServiceAlarms(stack, "alarms", { service, topic: platform.topic });
  });

  test("has its listener rule, target group and alarms in its own stack", () => {
    expect(stacks["team-a"]?.types).toEqual([
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_metric_alarm",
      "aws_ecs_service",
      "aws_ecs_task_definition",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_lb_listener_rule",
      "aws_lb_target_group",
    ]);
    expect(Object.keys(stacks["team-a"]?.resources("aws_lb_listener_rule") ?? {})).toEqual([
      expect.stringMatching(/^of-platform_alb_rule-100_/),
    ]);
  });

  test("adds no resource to the stack of the balancer", () => {
    const alone = synthesize(() => undefined);

    expect(stacks.platform?.json.resource).toEqual(alone.platform?.json.resource);
  });

  test("waits for nothing of another state, which Terraform would refuse", () => {
    const waits = stacks["team-a"]?.only("aws_ecs_service").depends_on;

    expect(waits).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\./),
      expect.stringMatching(/^aws_lb_listener_rule\./),
    ]);
  });
});

test("a balancer's rule for one host port stands in the stack that asks for it", () => {
  const stacks = synthesize((platform) => {
    addService(platform, stackOf(platform.app, "team-a"), "orders", FIXED_PORT);
  });

  const made = RULES.flatMap((type) => stacks["team-a"]?.list(type) ?? []);
  expect(made.map(({ from_port, to_port }) => [from_port, to_port])).toEqual([
    [8080, 8080],
    [8080, 8080],
  ]);
});

test("two services of one stack that need the same host port open it once", () => {
  const stacks = synthesize((platform) => {
    const stack = stackOf(platform.app, "team-a");
    addService(platform, stack, "orders", { ...FIXED_PORT, desiredCount: 1 });
    addService(platform, stack, "search", {
      ...FIXED_PORT,
      desiredCount: 1,
      loadBalancer: { alb: platform.alb, priority: 101, paths: ["/search"] },
    });
  });

  expect(RULES.flatMap((type) => stacks["team-a"]?.list(type) ?? [])).toHaveLength(2);
});

test("the security group of tasks with interfaces of their own is let in by rules of its stack", () => {
  const stacks = synthesize((platform) => {
    addService(platform, stackOf(platform.app, "team-a"), "orders", { networkMode: "awsvpc" });
  });

  const ids = RULES.flatMap((type) => Object.keys(stacks["team-a"]?.resources(type) ?? {}));
  expect(ids.map((id) => id.replace(/_[0-9A-F]{8}$/, ""))).toEqual([
    "orders_security-group_to-0000_0-all",
    "of-platform_alb_security-group_to-main-orders-tcp-8080",
    "orders_security-group_from-main-tcp-8080",
  ]);
});

test("a database in the stack of one team lets instances and that team in, and no other team", () => {
  const stacks = synthesize((platform) => {
    const [a, b] = [stackOf(platform.app, "team-a"), stackOf(platform.app, "team-b")];
    new Database(a, "database", {
      cluster: platform.cluster,
      vpc: platform.vpc,
      name: "orders",
      engine: "postgres",
      instanceClass: "db.t4g.micro",
    });
    addService(platform, a, "orders", { networkMode: "awsvpc" });
    addService(platform, b, "search", {
      networkMode: "awsvpc",
      loadBalancer: { alb: platform.alb, priority: 101, paths: ["/search"] },
    });
  });

  const toDatabase = (stack: string) =>
    RULES.map((type) => stacks[stack]?.list(type).filter(({ from_port }) => from_port === 5432).length);
  expect([toDatabase("platform"), toDatabase("team-a"), toDatabase("team-b")]).toEqual([
    [0, 0],
    [2, 2],
    [0, 0],
  ]);
});

test("a role of another stack gets what a task needs by a policy of the task's stack", () => {
  const stacks = synthesize((platform) => {
    const taskRole = new EcsTaskRole(platform.stack, "role", {
      namePrefix: "shared",
      parameterPrefix: "/shared",
    });
    addService(platform, stackOf(platform.app, "team-a"), "orders", { taskRole, execEnabled: true });
  });

  const policies = stacks["team-a"]?.resources("aws_iam_role_policy") ?? {};
  const [policy] = Object.entries(policies).flatMap(([id, one]) => (id.startsWith("of-") ? [one] : []));
  expect(policy).toMatchObject({ name: "inline-team-a" });
  expect(policyStatements(policy?.policy)).toMatchObject([
    { Action: expect.arrayContaining(["ssmmessages:OpenDataChannel"]) as unknown },
  ]);
});

describe("fails when", () => {
  test("the platform has not opened the ports that ECS picks from", () => {
    const message = refusalOfPlatform((platform) => {
      addService(platform, stackOf(platform.app, "team-a"), "orders");
    });

    expect(message).toBe(
      `team-a/orders: 'connection' must be opened by the stack that has both security groups, since several stacks may need it, got "platform/alb/security-group to platform/default/security-group on tcp-32768-61000"; call 'cluster.allowFrom(balancer)' there`,
    );
  });

  test("the stacks of two teams open the same host port", () => {
    const message = refusalOfPlatform((platform) => {
      for (const [index, name] of ["orders", "search"].entries()) {
        addService(platform, stackOf(platform.app, `team-${name}`), name, {
          ...FIXED_PORT,
          loadBalancer: { alb: platform.alb, priority: index + 1, paths: [`/${name}`] },
        });
      }
    });

    expect(message).toBe(
      `team-search: 'connection' must be unique in 'platform/alb/security-group', got "to-main-default-instances-tcp-8080"; 'team-orders' has it: let the stack of 'platform/default/security-group' open it for both: 'cluster.allowFrom(balancer, port)'`,
    );
  });

  test("the rules of two teams have the same priority", () => {
    const message = refusalOfPlatform((platform) => {
      platform.cluster.allowFrom(platform.alb);
      addService(platform, stackOf(platform.app, "team-a"), "orders");
      addService(platform, stackOf(platform.app, "team-b"), "search");
    });

    expect(message).toBe(
      "team-b/search: 'loadBalancer.priority' must be unique in the listener, got 100; 'team-a/orders/target-group' has it: choose another priority",
    );
  });

  test("the services of two teams have the same name", () => {
    const message = refusalOfPlatform((platform) => {
      platform.cluster.allowFrom(platform.alb);
      addService(platform, stackOf(platform.app, "team-a"), "orders");
      addService(platform, stackOf(platform.app, "team-b"), "orders", {
        loadBalancer: { alb: platform.alb, priority: 101, paths: ["/other"] },
      });
    });

    expect(message).toBe(
      `team-b/orders: 'name' must be unique in the cluster, got "orders"; 'team-a/orders' has it: choose another name`,
    );
  });

  test("an alarm of another stack uses a topic that lets the alarms of its own stack publish only", () => {
    const message = refusalOfPlatform((platform) => {
      platform.cluster.allowFrom(platform.alb);
      const stack = stackOf(platform.app, "team-a");
      const service = addService(platform, stack, "orders");
      new ServiceAlarms(stack, "alarms", { service, topic: platform.topic });
    });

    expect(message).toBe(
      `team-a/alarms: 'topic' must let cloudwatch.amazonaws.com publish for the whole account, to be used by another stack, got "platform/alerts"; give that SnsTopic 'accountPublishers: ["cloudwatch.amazonaws.com"]'`,
    );
  });
});
