import { Alb } from "../../modules/alb";
import type { DeploymentStrategy, EcsServiceProps } from "../../modules/ecs-service";
import { type Context, service, synthesizeContext } from "../support/service";
import { type Block, refusalOf, type SynthesizedStack } from "../support/synth";

const ROLE = "arn:aws:iam::123456789012:role/hooks";
const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:judge";

function addService(context: Context, deployment: DeploymentStrategy, withAlb = true): void {
  const { stack, vpc } = context;
  const alb = new Alb(stack, "alb", { vpc, name: "web" });
  const listener = alb.addListener("test", { port: 8443 });
  const shifted =
    deployment.strategy === "blue-green"
      ? { ...deployment, testListener: { listener, priority: 5 } }
      : deployment;
  const loadBalancer: EcsServiceProps["loadBalancer"] = { alb, priority: 10, paths: ["/orders"] };
  service(context, "orders", { deployment: shifted, loadBalancer: withAlb ? loadBalancer : undefined });
}

function synthesizeWith(deployment: DeploymentStrategy): SynthesizedStack {
  return synthesizeContext((context) => {
    addService(context, deployment);
  });
}

function constraint({ json }: SynthesizedStack): unknown {
  return (json as { terraform: { required_providers: { aws: { version: string } } } }).terraform
    .required_providers.aws.version;
}

describe("a deployment strategy", () => {
  test("is rolling unless told otherwise, which says nothing, and needs no newer provider", () => {
    const rolling = synthesizeWith({ strategy: "rolling" });

    expect(rolling.only("aws_ecs_service").deployment_configuration).toBeUndefined();
    expect(rolling.list("aws_lb_target_group")).toHaveLength(1);
  });

  test("blue/green has two target groups, a test rule and a role, and leaves the rules to ECS", () => {
    const hooks = [{ functionArn: FUNCTION, roleArn: ROLE, stages: ["POST_TEST_TRAFFIC_SHIFT"] as const }];
    const stack = synthesizeWith({ strategy: "blue-green", bakeTimeMinutes: 30, hooks });
    const { deployment_configuration, load_balancer, deployment_controller } = stack.only("aws_ecs_service");
    const [primary = "", alternate = ""] = Object.keys(stack.resources("aws_lb_target_group"));
    const rules = Object.entries<Block>(stack.resources("aws_lb_listener_rule"));
    const idOf = (priority: number) => rules.find(([, rule]) => rule.priority === priority)?.[0] ?? "";
    const [role] = Object.keys(stack.resources("aws_iam_role")).filter((id) => id.includes("infrastructure"));

    expect(deployment_controller).toEqual({ type: "ECS" });
    expect(deployment_configuration).toEqual({
      strategy: "BLUE_GREEN",
      bake_time_in_minutes: "30",
      lifecycle_hook: [
        { hook_target_arn: FUNCTION, role_arn: ROLE, lifecycle_stages: ["POST_TEST_TRAFFIC_SHIFT"] },
      ],
    });
    expect(load_balancer).toEqual([
      {
        container_name: "app",
        container_port: 8080,
        target_group_arn: `\${aws_lb_target_group.${primary}.arn}`,
        advanced_configuration: {
          alternate_target_group_arn: `\${aws_lb_target_group.${alternate}.arn}`,
          production_listener_rule: `\${aws_lb_listener_rule.${idOf(10)}.arn}`,
          test_listener_rule: `\${aws_lb_listener_rule.${idOf(5)}.arn}`,
          role_arn: `\${aws_iam_role.${role}.arn}`,
        },
      },
    ]);
    expect(rules.map(([, { action, lifecycle }]) => [action, lifecycle])).toEqual(
      rules.map(() => [
        [
          {
            type: "forward",
            forward: {
              target_group: [
                { arn: `\${aws_lb_target_group.${primary}.arn}`, weight: 100 },
                { arn: `\${aws_lb_target_group.${alternate}.arn}`, weight: 0 },
              ],
            },
          },
        ],
        { ignore_changes: ["action"] },
      ]),
    );
    expect(stack.only("aws_iam_role_policy_attachment")).toEqual(
      expect.objectContaining({
        policy_arn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
      }),
    );
    expect(constraint(stack)).toBe(">= 6.4.0, < 7.0.0");
  });

  test.each([
    [
      { strategy: "canary", canaryPercent: 5, canaryBakeTimeMinutes: 10 } as const,
      {
        strategy: "CANARY",
        bake_time_in_minutes: "5",
        canary_configuration: { canary_percent: 5, canary_bake_time_in_minutes: "10" },
      },
    ],
    [
      { strategy: "linear", stepPercent: 25, stepBakeTimeMinutes: 3 } as const,
      {
        strategy: "LINEAR",
        bake_time_in_minutes: "5",
        linear_configuration: { step_percent: 25, step_bake_time_in_minutes: "3" },
      },
    ],
  ])("%j is told to ECS, and needs a provider that knows it", (deployment, expected) => {
    const stack = synthesizeWith(deployment);

    expect(stack.only("aws_ecs_service").deployment_configuration).toEqual(expect.objectContaining(expected));
    expect(constraint(stack)).toBe(">= 6.21.0, < 7.0.0");
  });
});

describe("a deployment strategy fails when", () => {
  test.each<[string, DeploymentStrategy, boolean, string]>([
    [
      "no application balancer has requests to move",
      { strategy: "blue-green" },
      false,
      "'deployment.strategy' must be rolling without an application balancer, got \"blue-green\"; give 'loadBalancer' an application balancer: its listener rule is what moves requests",
    ],
    [
      "a time is too long",
      { strategy: "blue-green", bakeTimeMinutes: 1441 },
      true,
      "'deployment.bakeTimeMinutes' must be an integer from 0 to 1440, got 1441; a day has 1440",
    ],
    [
      "a part of the requests is too small",
      { strategy: "linear", stepPercent: 2, stepBakeTimeMinutes: 1 },
      true,
      "'deployment.stepPercent' must be a number from 3 to 100 with at most one decimal, got 2; give the part of the requests",
    ],
    [
      "a part of the requests is finer than ECS can tell",
      { strategy: "canary", canaryPercent: 0.25, canaryBakeTimeMinutes: 1 },
      true,
      "'deployment.canaryPercent' must be a number from 0.1 to 100 with at most one decimal, got 0.25; give the part of the requests",
    ],
    [
      "a hook has no stage",
      { strategy: "blue-green", hooks: [{ functionArn: FUNCTION, roleArn: ROLE, stages: [] }] },
      true,
      "'deployment.hooks[0].stages' must list at least 1 stage, got []; name when it is called",
    ],
    [
      "a hook has a stage that ECS does not know",
      {
        strategy: "blue-green",
        hooks: [{ functionArn: FUNCTION, roleArn: ROLE, stages: ["LATER" as "PRE_SCALE_UP"] }],
      },
      true,
      `'deployment.hooks[0].stages[0]' must be one of "RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT", got "LATER"; take one of these`,
    ],
  ])("%s", (_, deployment, withAlb, message) => {
    const build = () =>
      synthesizeContext((context) => {
        addService(context, deployment, withAlb);
      });

    expect(refusalOf(build)).toBe(`test/orders: ${message}`);
  });
});
