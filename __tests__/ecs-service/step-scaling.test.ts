import { synthesizeService } from "../support/service";
import { type Block, refusalOf } from "../support/synth";

const stack = synthesizeService({ scaling: { minTasks: 2, maxTasks: 10, steps: {} } });

describe("[S1.14] a service that scales in steps", () => {
  test("has 2 to 10 tasks", () => {
    expect(stack.only("aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 10 });
  });

  test("adds and removes one task, 120 s after the last step at the earliest", () => {
    const steps = stack
      .list("aws_appautoscaling_policy")
      .map((policy) => policy.step_scaling_policy_configuration);

    expect(steps).toEqual(
      expect.arrayContaining([
        {
          adjustment_type: "ChangeInCapacity",
          metric_aggregation_type: "Average",
          cooldown: 120,
          step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 1 }],
        },
        {
          adjustment_type: "ChangeInCapacity",
          metric_aggregation_type: "Average",
          cooldown: 120,
          step_adjustment: [{ metric_interval_upper_bound: "0", scaling_adjustment: -1 }],
        },
      ]),
    );
  });

  const alarms = stack.list("aws_cloudwatch_metric_alarm");

  function stepOf({ alarm_actions }: Block): number | undefined {
    const [action] = alarm_actions as string[];
    const { step_adjustment } = stack.follow(action).step_scaling_policy_configuration as {
      step_adjustment: { scaling_adjustment: number }[];
    };
    return step_adjustment[0]?.scaling_adjustment;
  }

  test.each(["CPUUtilization", "MemoryUtilization"])(
    "adds one at 80 % %s over a period of 120 s",
    (metric) => {
      const high = alarms.filter(({ metric_name }) => metric_name === metric);
      expect(high).toEqual([
        expect.objectContaining({
          namespace: "AWS/ECS",
          statistic: "Average",
          comparison_operator: "GreaterThanOrEqualToThreshold",
          threshold: 80,
          period: 120,
          evaluation_periods: 1,
        }),
      ]);
      expect(stepOf(high[0] ?? {})).toBe(1);
    },
  );

  test("removes one while both CPU and memory are below 10 % over a period of 120 s, and else none", () => {
    const low = alarms.filter(({ metric_query }) => metric_query !== undefined);
    expect(low).toEqual([
      expect.objectContaining({
        comparison_operator: "LessThanThreshold",
        threshold: 0,
        evaluation_periods: 1,
      }),
    ]);
    expect(low[0]?.metric_query).toMatchObject([
      { expression: "MAX([cpu_above, memory_above])", return_data: true },
      { id: "cpu_above", expression: "cpu - 10" },
      { id: "memory_above", expression: "memory - 10" },
      { id: "cpu", metric: { metric_name: "CPUUtilization", period: 120 } },
      { id: "memory", metric: { metric_name: "MemoryUtilization", period: 120 } },
    ]);
    expect(stepOf(low[0] ?? {})).toBe(-1);
  });

  test("watches the service and the cluster of the same stack, under the names that they really have", () => {
    const watched = alarms.flatMap(({ metric_query = [], dimensions }) => [
      dimensions,
      ...(metric_query as { metric?: Block }[]).map(({ metric }) => metric?.dimensions),
    ]);
    const all = watched.filter((dimensions) => dimensions !== undefined);
    expect(all).toHaveLength(4);
    for (const dimensions of all) {
      const { ClusterName, ServiceName, ...others } = dimensions as Record<string, string>;
      expect(others).toEqual({});
      expect(ClusterName).toBe(stack.only("aws_ecs_cluster").name);
      expect(ServiceName).toMatch(/\.name\}$/);
      expect(stack.follow(ServiceName)).toBe(stack.only("aws_ecs_service"));
    }
  });

  test("[S1.5] leaves the role to AWS: it answers with its service-linked one whatever is asked for", () => {
    expect(stack.only("aws_appautoscaling_target")).not.toHaveProperty("role_arn");
  });

  test("does not track a target as well", () => {
    expect(stack.list("aws_appautoscaling_policy").map(({ policy_type }) => policy_type)).toEqual([
      "StepScaling",
      "StepScaling",
    ]);
  });

  test("keeps its number of tasks during a deployment", () => {
    expect((stack.only("aws_ecs_service").lifecycle as Block).ignore_changes).toEqual(["desired_count"]);
  });
});

test("fails when a target is given beside steps", () => {
  expect(
    refusalOf(() => synthesizeService({ scaling: { minTasks: 1, maxTasks: 2, cpuPercent: 60, steps: {} } })),
  ).toBe(
    "test/orders: 'scaling.steps' must be left out with 'cpuPercent', " +
      "got {}; aim at a target or take steps, not both",
  );
});

test("fails when what one alarm adds the other would remove", () => {
  const cpu = { addAtPercent: 50, removeBelowPercent: 50 };

  expect(refusalOf(() => synthesizeService({ scaling: { minTasks: 1, maxTasks: 2, steps: { cpu } } }))).toBe(
    "test/orders: 'scaling.steps.cpu.removeBelowPercent' must be less than 'addAtPercent' (50), " +
      "got 50; what one alarm adds the other would remove",
  );
});

test("fails when what is added would be removed again, and not where more tasks share the load", () => {
  const steps = { cpu: { addAtPercent: 80, removeBelowPercent: 50 } };
  const build = (minTasks: number) => () => synthesizeService({ scaling: { minTasks, maxTasks: 4, steps } });

  expect(build(2)).not.toThrow();
  expect(refusalOf(build(1))).toBe(
    "test/orders: 'scaling.steps.cpu.removeBelowPercent' must not be greater than 40, " +
      "got 50; 80 % of 1 are 40 % of 2: what was added would be removed again",
  );
});

test("fails when the period is not one in which ECS publishes", () => {
  expect(
    refusalOf(() =>
      synthesizeService({ scaling: { minTasks: 1, maxTasks: 2, steps: { periodSeconds: 90 } } }),
    ),
  ).toBe(
    "test/orders: 'scaling.steps.periodSeconds' must be a multiple of 60 up to 86400, " +
      "got 90; ECS publishes once a minute",
  );
});
