import type { Attributes, PlanJson } from "../../../tools/terraform/plan-json";
import { planMarkdown } from "../../../tools/terraform/plan-markdown";
import { reportPlan } from "../../../tools/terraform/plan-report";
import { planText } from "../../../tools/terraform/plan-text";
import { styleFor } from "../../../tools/terminal/style";

const TARGET_GROUP = {
  arn: "arn:targets",
  deregistration_delay: "300",
  health_check: [{ interval: 30, healthy_threshold: 2 }],
};
const CLASSIC = {
  name: "classic",
  connection_draining_timeout: 60,
  health_check: [{ interval: 10, healthy_threshold: 3 }],
};
const SERVICE = {
  name: "app",
  desired_count: 4,
  deployment_minimum_healthy_percent: 100,
  deployment_maximum_percent: 200,
  load_balancer: [{ target_group_arn: "arn:targets", elb_name: "" }],
  task_definition: "arn:old",
};

/** The plan of a new version of a service behind balancers that stay. */
function bump(service: Attributes = {}, container: Attributes = {}, definition: Attributes = {}): PlanJson {
  const containers = (version: string) =>
    JSON.stringify([{ name: "app", image: `app:${version}`, ...container }]);
  const stays = (type: string, attributes: Attributes) => ({
    address: `${type}.one`,
    mode: "managed" as const,
    type,
    change: { actions: ["no-op"], before: attributes, after: attributes },
  });
  const before = { ...SERVICE, ...service };
  return {
    resource_changes: [
      stays("aws_lb_target_group", TARGET_GROUP),
      stays("aws_elb", CLASSIC),
      {
        address: "aws_ecs_task_definition.app",
        mode: "managed",
        type: "aws_ecs_task_definition",
        change: {
          actions: ["create", "delete"],
          before: { ...definition, arn: "arn:old", container_definitions: containers("v1") },
          after: { ...definition, container_definitions: containers("v2") },
        },
      },
      {
        address: "aws_ecs_service.app",
        mode: "managed",
        type: "aws_ecs_service",
        change: { actions: ["update"], before, after: { ...before, task_definition: undefined } },
      },
    ],
  };
}

function titleOf(...plan: Parameters<typeof bump>): string | undefined {
  return planText(reportPlan("acc", bump(...plan), new Map()), styleFor({ noColor: true }))[1];
}

describe("how long a rolling update takes", () => {
  test.each<[string, Parameters<typeof bump>, string]>([
    ["health checks, and the delay in which old tasks end", [], "4 tasks, about 6 min"],
    [
      "batches, where not all new tasks may be there beside the old ones",
      [{ deployment_maximum_percent: 150 }],
      "4 tasks, about 12 min in 2 batches",
    ],
    [
      "batches by what may stop, where tasks have a port of the instance",
      [{ deployment_minimum_healthy_percent: 75 }, { portMappings: [{ hostPort: 80 }] }],
      "4 tasks, about 24 min in 4 batches",
    ],
    [
      "one batch of tasks with network interfaces, which share no port",
      [
        { deployment_minimum_healthy_percent: 75 },
        { portMappings: [{ hostPort: 80 }] },
        { network_mode: "awsvpc" },
      ],
      "4 tasks, about 6 min",
    ],
    [
      "the times of a classic balancer",
      [{ load_balancer: [{ target_group_arn: "", elb_name: "classic" }] }],
      "4 tasks, about 2 min",
    ],
    [
      "the slowest of several balancers",
      [{ load_balancer: [{ elb_name: "classic" }, { target_group_arn: "arn:targets" }] }],
      "4 tasks, about 6 min",
    ],
    [
      "the start period of a container that has a check of its own",
      [{ load_balancer: [] }, { healthCheck: { interval: 30, startPeriod: 120 } }],
      "4 tasks, about 3 min",
    ],
    [
      "the 40 seconds that ECS waits where nothing is checked",
      [{ load_balancer: [] }],
      "4 tasks, about 1 min",
    ],
    [
      "the instances of a daemon in turn",
      [{ scheduling_strategy: "DAEMON", deployment_minimum_healthy_percent: 50, load_balancer: [] }],
      "every instance, about 1 min in 2 batches",
    ],
  ])("is %s", (_, plan, words) => {
    expect(titleOf(...plan)).toBe(`aws_ecs_service.app: v1 → v2, rolling, ${words}`);
  });

  test.each<[string, Attributes, string]>([
    ["no task runs", { desired_count: 0 }, "rolling, 0 tasks"],
    ["the percents are not known", { deployment_minimum_healthy_percent: undefined }, "rolling, 4 tasks"],
    [
      "requests are moved otherwise",
      { deployment_configuration: [{ strategy: "BLUE_GREEN" }] },
      "blue-green, 4 tasks",
    ],
  ])("is left out where %s", (_, service, words) => {
    expect(titleOf(service)).toBe(`aws_ecs_service.app: v1 → v2, ${words}`);
  });

  test("comes with what is not counted, said once", () => {
    const said =
      "Times are those of health checks and deregistration delays: pulling images and starting instances come on top.";
    const timed = reportPlan("acc", bump(), new Map());
    const untimed = reportPlan("acc", bump({ desired_count: 0 }), new Map());

    expect(planText(timed, styleFor({ noColor: true })).filter((line) => line === said)).toHaveLength(1);
    expect(planMarkdown(timed).filter((line) => line === said)).toHaveLength(1);
    expect(planText(untimed, styleFor({ noColor: true }))).not.toContain(said);
    expect(planMarkdown(untimed)).not.toContain(said);
  });

  test("is told to programs in seconds", () => {
    expect(reportPlan("acc", bump({ deployment_maximum_percent: 150 }), new Map()).rollouts).toMatchObject([
      { strategy: "rolling", tasks: 4, duration: { seconds: 720, batches: 2 } },
    ]);
  });
});
