import type { PlanJson } from "../../../tools/terraform/plan-json";
import { planMarkdown } from "../../../tools/terraform/plan-markdown";
import { reportPlan } from "../../../tools/terraform/plan-report";
import { planText } from "../../../tools/terraform/plan-text";
import { styleFor } from "../../../tools/terminal/style";

type Resource = NonNullable<PlanJson["resource_changes"]>[number];

const PATHS = new Map([
  ["aws_vpc.vpc", "vpc/vpc"],
  ["aws_lb.alb", "alb/balancer"],
  ["aws_ecs_service.app", "app/service"],
  ["aws_ecs_task_definition.app", "app/task/definition"],
]);

function resource(
  address: string,
  actions: readonly string[],
  more: Partial<Resource["change"]> = {},
): Resource {
  const change = { actions, before: {}, after: {}, ...more };
  return { address, mode: "managed", type: address.split(".")[0] ?? "", change };
}

function containers(...all: readonly object[]) {
  return { container_definitions: JSON.stringify(all), arn: "arn:old" };
}

/** The plan of a new revision of a task definition, and its service. */
function bump(before: object, after: object, service: object = { desired_count: 2 }): Resource[] {
  const old = { name: "nodejs-app", task_definition: "arn:old", ...service };
  const { container_definitions } = containers(after);
  return [
    resource("aws_ecs_task_definition.app", ["create", "delete"], {
      before: containers(before),
      after: { container_definitions },
    }),
    resource("aws_ecs_service.app", ["update"], {
      before: old,
      after: { ...old, task_definition: undefined },
    }),
  ];
}

function forwardTo(targetGroup: string | undefined) {
  return { action: [{ type: "forward", target_group_arn: targetGroup }] };
}

function report(...changes: readonly Resource[]) {
  return reportPlan("acc", { resource_changes: changes }, PATHS);
}

function text(...changes: readonly Resource[]): string[] {
  return planText(report(...changes), styleFor({ noColor: true }));
}

const app = { name: "app", image: "owner/app:v1", memory: 128, environment: [] };

describe("the report on a plan", () => {
  test("counts as Terraform does, and names what changes by construct", () => {
    const summary = report(
      resource("aws_vpc.vpc", ["create"]),
      resource("aws_lb.alb", ["update"]),
      resource("aws_sns_topic.old", ["delete"]),
      resource("aws_subnet.a", ["create", "delete"]),
      resource("aws_subnet.b", ["no-op"]),
    );

    expect(summary).toMatchObject({ stack: "acc", add: 2, change: 1, destroy: 2 });
    expect(summary.resources.map(({ construct, kind }) => [construct, kind])).toEqual([
      ["alb/balancer", "change"],
      ["aws_sns_topic.old", "destroy"],
      ["aws_subnet.a", "replace"],
      ["vpc/vpc", "create"],
    ]);
  });

  test("leaves data sources out", () => {
    expect(report({ ...resource("data.aws_ami.ecs", ["read"]), mode: "data" }).resources).toEqual([]);
  });

  test("names the outputs that change", () => {
    const outputs = { url: { actions: ["update"] }, name: { actions: ["no-op"] } };

    expect(reportPlan("acc", { output_changes: outputs }, PATHS).outputs).toEqual(["url"]);
  });

  test("is empty for a plan without anything", () => {
    expect(reportPlan("acc", {}, PATHS)).toEqual({
      stack: "acc",
      add: 0,
      change: 0,
      destroy: 0,
      resources: [],
      rollouts: [],
      unaskedVersions: [],
      risks: [],
      obstacles: [],
      outputs: [],
      cost: undefined,
    });
    expect(text()).toEqual(["No changes: 'acc' is as described."]);
  });
});

describe("what the environment costs", () => {
  const gateway = resource("aws_nat_gateway.b", ["create"], { before: null });

  test("is told before the sum of the changes, in words and as Markdown", () => {
    const line = "Cost: about +$33 a month at prices of us-east-1: 1 NAT gateway";

    expect(text(gateway).slice(-4)).toEqual(["", line, "", "Plan: 1 to add, 0 to change, 0 to destroy."]);
    expect(planMarkdown(report(gateway)).slice(0, 5)).toEqual([
      "### Plan for `acc`",
      "",
      "Plan: 1 to add, 0 to change, 0 to destroy.",
      "",
      line,
    ]);
  });

  test("is not told when the plan leaves it as it is", () => {
    expect(text(resource("aws_vpc.vpc", ["create"], { before: null })).join()).not.toContain("Cost");
  });
});

describe("a new version", () => {
  test("reads as what it is, and not as a replacement", () => {
    expect(text(...bump(app, { ...app, image: "owner/app:v2" }))).toEqual([
      "",
      "app: v1 → v2, rolling, 2 tasks",
      "  image of app: owner/app:v1 → owner/app:v2",
      "",
      "Plan: 1 to add, 1 to change, 1 to destroy.",
    ]);
  });

  test("is told beside what else changes", () => {
    const lines = text(...bump(app, { ...app, image: "owner/app:v2" }), resource("aws_vpc.vpc", ["update"]));

    expect(lines).toContain("Changed (1)");
    expect(lines).toContain("  vpc/vpc  aws_vpc");
    expect(lines.join()).not.toContain("app/task/definition");
  });

  test.each([
    ["a digest", "owner/app@sha256:0123456789abcdef", "v1 → sha256:01234567…"],
    ["another repository", "other/app:v1", "owner/app:v1 → other/app:v1"],
  ])("may be %s", (_, image, words) => {
    expect(text(...bump(app, { ...app, image }))[1]).toBe(`app: ${words}, rolling, 2 tasks`);
  });

  test("names settings that differ, but not their values, which may be secret", () => {
    const after = { ...app, memory: 256, environment: [{ name: "KEY", value: "s3cret" }], volumesFrom: [] };
    const lines = text(...bump(app, after, { desired_count: 1 }));

    expect(lines.slice(1, 3)).toEqual([
      "app: new settings, rolling, 1 task",
      "  settings: app.memory, app.environment",
    ]);
    expect(JSON.stringify(report(...bump(app, after)))).not.toContain("s3cret");
  });

  test("of a daemon is rolled out on every instance", () => {
    const service = { desired_count: 0, scheduling_strategy: "DAEMON" };

    expect(text(...bump(app, { ...app, image: "owner/app:v2" }, service))[1]).toBe(
      "app: v1 → v2, rolling, every instance",
    );
  });

  test("that is known after the apply only is a new revision", () => {
    const [definition, service] = bump(app, app) as [Resource, Resource];
    const unknown = { ...definition, change: { ...definition.change, after: {} } };

    expect(text(unknown, service)[1]).toBe("app: new revision, rolling, 2 tasks");
  });
});

describe("what is risky", () => {
  test("stands apart, with the reason", () => {
    const replaced = resource("aws_lb.alb", ["delete", "create"], {
      replace_paths: [["name"], ["subnets", 0]],
    });

    expect(text(replaced, resource("aws_s3_bucket.logs", ["delete"])).slice(-5)).toEqual([
      "Interrupts service or loses data (2)",
      "  alb/balancer (aws_lb.alb): replaced, interrupts service (because of name, subnets)",
      "  aws_s3_bucket.logs: destroyed, loses data",
      "",
      "Plan: 1 to add, 0 to change, 2 to destroy.",
    ]);
  });

  test.each([
    ["a new one that is there before the old one goes", resource("aws_lb.alb", ["create", "delete"])],
    [
      "one whose making was interrupted, and which nobody uses yet",
      { ...resource("aws_lb.alb", ["delete", "create"]), action_reason: "replace_because_tainted" },
    ],
    ["a policy that goes", resource("aws_iam_role_policy.a", ["delete"])],
    ["a service that changes", resource("aws_ecs_service.app", ["update"])],
    [
      "a listener rule that gets another path",
      resource("aws_lb_listener_rule.app", ["update"], { before: forwardTo("a"), after: forwardTo("a") }),
    ],
    [
      "a database that gets a tag",
      resource("aws_db_instance.a", ["update"], { after: { tags: { a: "b" } } }),
    ],
  ])("is not %s", (_, change) => {
    expect(report(change).risks).toEqual([]);
  });

  test.each([
    ["a database that is made anew, also if the new one is there first", ["create", "delete"], "loses data"],
    ["a database that gets another size", ["update"], "interrupts service"],
  ])("is %s", (_, actions, risk) => {
    const sizes = { before: { instance_class: "a" }, after: { instance_class: "b" } };

    expect(report(resource("aws_db_instance.a", actions, sizes)).risks).toMatchObject([{ risk }]);
  });

  test("is a listener rule that forwards to another target group, in which no task is yet", () => {
    const change = { before: forwardTo("a"), after: forwardTo(undefined) };

    expect(report(resource("aws_lb_listener_rule.app", ["update"], change)).risks).toMatchObject([
      { risk: "interrupts service" },
    ]);
  });
});

describe("what AWS would refuse", () => {
  const association = (...providers: string[]) => ({ capacity_providers: providers });
  const service = (actions: readonly string[]) =>
    resource("aws_ecs_service.app", actions, {
      before: { capacity_provider_strategy: [{ capacity_provider: "acc-old", weight: 1 }] },
      after: { capacity_provider_strategy: [{ capacity_provider: "acc-new", weight: 1 }] },
    });
  const moved = resource("aws_ecs_cluster_capacity_providers.acc", ["update"], {
    before: association("acc-old"),
    after: association("acc-new"),
  });
  const obstacle =
    "Capacity provider 'acc-old' cannot leave its cluster while services use it (app): keep its instances in this deployment, with the services on other ones, and remove them in the next.";

  test.each(["update", "no-op"])(
    "is a capacity provider that leaves while a service uses it (%s), with what to do",
    (action) => {
      expect(report(moved, service([action])).obstacles).toEqual([obstacle]);
      expect(text(moved, service([action]))).toContain(obstacle);
      expect(planMarkdown(report(moved, service([action])))).toContain(`**${obstacle}**`);
    },
  );

  test("is not one that leaves with its services, nor one that joins", () => {
    const joins = resource("aws_ecs_cluster_capacity_providers.acc", ["update"], {
      before: association("acc-old"),
      after: association("acc-old", "acc-new"),
    });

    expect(report(moved, service(["delete"])).obstacles).toEqual([]);
    expect(report(joins, service(["update"])).obstacles).toEqual([]);
  });
});

describe("Markdown", () => {
  test("has the summary, versions, risks and a table", () => {
    const changes = [...bump(app, { ...app, image: "owner/app:v2" }), resource("aws_vpc.vpc", ["delete"])];

    expect(planMarkdown(report(...changes))).toEqual([
      "### Plan for `acc`",
      "",
      "Plan: 1 to add, 1 to change, 2 to destroy.",
      "",
      "**app: v1 → v2, rolling, 2 tasks**",
      "",
      "- image of app: owner/app:v1 → owner/app:v2",
      "",
      "**Interrupts service or loses data**",
      "",
      "- vpc/vpc (aws_vpc.vpc): destroyed, interrupts service",
      "",
      "| construct | resource | action |",
      "| --- | --- | --- |",
      "| vpc/vpc | `aws_vpc.vpc` | destroy |",
    ]);
  });

  test("says that nothing changes", () => {
    expect(planMarkdown(report())).toEqual(["### Plan for `acc`", "", "No changes."]);
  });
});
