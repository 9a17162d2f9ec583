import type { Block } from "../support/synth";
import { type Change, group, refused } from "./default-group";

describe("step scaling of instances", () => {
  const stack = group({ scaling: {} });
  const alarms = stack.list("aws_cloudwatch_metric_alarm");

  /** The policy that an alarm sets off. */
  function policyOf({ alarm_actions }: Block): Block {
    return stack.follow((alarm_actions as string[])[0]);
  }

  test("[S1.13] adds one at 90 % CPU or memory, in two periods of 300 s", () => {
    const high = alarms.filter((alarm) => alarm.metric_name !== undefined);
    expect(
      high.map((alarm) => [
        alarm.metric_name,
        alarm.comparison_operator,
        alarm.threshold,
        `${String(alarm.evaluation_periods)} × ${String(alarm.period)} s`,
        policyOf(alarm).scaling_adjustment,
      ]),
    ).toEqual([
      ["CPUUtilization", "GreaterThanOrEqualToThreshold", 90, "2 × 300 s", 1],
      ["MemoryUtilization", "GreaterThanOrEqualToThreshold", 90, "2 × 300 s", 1],
    ]);
  });

  test("[S1.13] removes one while both CPU and memory are below 45 %, in two periods of 300 s, and else none", () => {
    const low = alarms.filter((alarm) => alarm.metric_query !== undefined);
    expect(low).toHaveLength(1);
    expect(low[0]).toMatchObject({
      comparison_operator: "LessThanThreshold",
      threshold: 0,
      evaluation_periods: 2,
      metric_query: [
        { id: "greatest", expression: "MAX([cpu_above, memory_above])", return_data: true },
        { id: "cpu_above", expression: "cpu - 45" },
        { id: "memory_above", expression: "memory - 45" },
        { id: "cpu", metric: { metric_name: "CPUUtilization", period: 300, stat: "Average" } },
        { id: "memory", metric: { metric_name: "MemoryUtilization", period: 300, stat: "Average" } },
      ],
    });
    expect(policyOf(low[0] ?? {}).scaling_adjustment).toBe(-1);
  });

  test("[S1.13] watches metrics that ECS publishes, of the cluster in the same stack", () => {
    const cluster = stack.only("aws_ecs_cluster").name;
    const watched = alarms.flatMap((alarm) => {
      const queries = (alarm.metric_query ?? []) as { metric?: Block }[];
      return [alarm, ...queries.map(({ metric }) => metric)].filter((one) => one?.namespace !== undefined);
    });
    expect(watched).toHaveLength(4);
    for (const metric of watched) {
      expect(metric).toMatchObject({ namespace: "AWS/ECS", dimensions: { ClusterName: cluster } });
    }
  });

  test("[S1.13] waits 300 s after each step, and steps the group in the same stack", () => {
    for (const policy of stack.list("aws_autoscaling_policy")) {
      expect(policy).toMatchObject({ policy_type: "SimpleScaling", adjustment_type: "ChangeInCapacity" });
      expect(policy.cooldown).toBe(300);
      expect(stack.follow(policy.autoscaling_group_name)).toBe(stack.only("aws_autoscaling_group"));
    }
  });

  test("stands in place of managed scaling, while instances still hand over their tasks", () => {
    expect(stack.only("aws_ecs_capacity_provider").auto_scaling_group_provider).toMatchObject({
      managed_scaling: { status: "DISABLED" },
      managed_draining: "ENABLED",
    });
  });

  test("can watch what is reserved, by thresholds of one's own", () => {
    const own = group({
      scaling: {
        metric: "reservation",
        cpu: { addAtPercent: 80, removeBelowPercent: 53 },
        periodSeconds: 60,
        periods: 3,
        cooldownSeconds: 120,
      },
    });
    const ownAlarms = own.list("aws_cloudwatch_metric_alarm");
    expect(ownAlarms.map((alarm) => [alarm.metric_name, alarm.threshold])).toEqual([
      ["CPUReservation", 80],
      ["MemoryReservation", 90],
      [undefined, 0],
    ]);
    expect(JSON.stringify(ownAlarms[2])).toContain('"expression":"cpu - 53"');
    expect(ownAlarms[0]).toMatchObject({ period: 60, evaluation_periods: 3 });
    expect(own.list("aws_autoscaling_policy").map(({ cooldown }) => cooldown)).toEqual([120, 120]);
  });

  test.each<[string, Change["scaling"], string]>([
    [
      "the thresholds touch",
      { cpu: { addAtPercent: 70, removeBelowPercent: 70 } },
      "'scaling.cpu.removeBelowPercent' must be less than 'addAtPercent' (70), got 70; what one alarm adds the other would remove",
    ],
    [
      "what is added would be removed again",
      { cpu: { addAtPercent: 90, removeBelowPercent: 61 } },
      "'scaling.cpu.removeBelowPercent' must not be greater than 60, got 61; 90 % of 2 are 60 % of 3: what was added would be removed again",
    ],
    [
      "a period is none of CloudWatch's",
      { periodSeconds: 90 },
      "'scaling.periodSeconds' must be a multiple of 60 up to 86400, got 90; ECS publishes once a minute",
    ],
    [
      "no period decides",
      { periods: 0 },
      "'scaling.periods' must be an integer from 1 to 100, got 0; 2 do not act on a single peak",
    ],
    [
      "the cooldown is negative",
      { cooldownSeconds: -1 },
      "'scaling.cooldownSeconds' must be an integer from 0 to 86400, got -1; give how long an instance takes to take over load",
    ],
    [
      "a threshold is no percentage",
      { memory: { addAtPercent: 0.9, removeBelowPercent: 0 } },
      "'scaling.memory.addAtPercent' must be an integer from 1 to 100, got 0.9; leave room for the next task",
    ],
  ])("fails when %s", (_, scaling, message) => {
    expect(refused({ scaling })).toBe(`test/default: ${message}`);
  });
});

describe("schedules", () => {
  test.each<[string, NonNullable<Change["schedules"]>]>([
    [
      "raise the minimum to a maximum of another one",
      [
        { name: "a", recurrence: "0 7 * * *", minSize: 4 },
        { name: "b", recurrence: "0 6 * * *", maxSize: 4 },
      ],
    ],
    [
      "go to a size within bounds of their own",
      [{ name: "a", recurrence: "0 7 * * *", minSize: 0, maxSize: 9, desired: 9 }],
    ],
  ])("may %s", (_, schedules) => {
    expect(() => group({ schedules })).not.toThrow();
  });

  const officeHours: Change["schedules"] = [
    { name: "morning", recurrence: "0 7 * * MON-FRI", timeZone: "Europe/Amsterdam", minSize: 2, desired: 3 },
    { name: "evening", recurrence: "0 19 * * MON-FRI", minSize: 0, maxSize: 1 },
  ];

  test("set the sizes that they name by the clock, and leave the others", () => {
    const stack = group({ schedules: officeHours });
    expect(stack.list("aws_autoscaling_schedule")).toMatchObject([
      {
        scheduled_action_name: "morning",
        recurrence: "0 7 * * MON-FRI",
        time_zone: "Europe/Amsterdam",
        min_size: 2,
        max_size: -1,
        desired_capacity: 3,
      },
      {
        scheduled_action_name: "evening",
        time_zone: "Etc/UTC",
        min_size: 0,
        max_size: 1,
        desired_capacity: -1,
      },
    ]);
    for (const schedule of stack.list("aws_autoscaling_schedule")) {
      expect(stack.follow(schedule.autoscaling_group_name)).toBe(stack.only("aws_autoscaling_group"));
    }
  });

  test("are not undone by the next deployment", () => {
    expect(group({ schedules: officeHours }).only("aws_autoscaling_group")).toMatchObject({
      lifecycle: { ignore_changes: ["initial_lifecycle_hook", "min_size", "max_size"] },
    });
    expect(group({}).only("aws_autoscaling_group")).toMatchObject({
      lifecycle: { ignore_changes: ["initial_lifecycle_hook"] },
    });
  });

  const at = { recurrence: "0 7 * * *", minSize: 1 };
  test.each<[string, NonNullable<Change["schedules"]>, string]>([
    [
      "two have one name",
      [
        { name: "a", ...at },
        { name: "a", ...at },
      ],
      `'schedules[1].name' must be unique in the group, got "a"; give each schedule another name`,
    ],
    [
      "one changes nothing",
      [{ name: "a", recurrence: "0 7 * * *" }],
      `'schedules[0]' must change 'minSize', 'maxSize' or 'desired', got {"name":"a","recurrence":"0 7 * * *"}; give at least one of them`,
    ],
    [
      "the time is EventBridge's cron and not Unix's",
      [{ name: "a", ...at, recurrence: "cron(0 7 * * ? *)" }],
      `'schedules[0].recurrence' must be a cron expression of five fields, got "cron(0 7 * * ? *)"; write it like 0 7 * * MON-FRI`,
    ],
    [
      "the time zone is none",
      [{ name: "a", ...at, timeZone: "UTC+1" }],
      `'schedules[0].timeZone' must be a time zone, got "UTC+1"; write it like Europe/Amsterdam`,
    ],
    [
      "the minimum is above the maximum",
      [{ name: "a", ...at, minSize: 3, maxSize: 2 }],
      "'schedules[0].minSize' must not be greater than 'maxSize' (2), got 3; lower the minimum or raise the maximum",
    ],
    [
      "a minimum is above every maximum that there is",
      [
        { name: "a", recurrence: "0 7 * * *", minSize: 5 },
        { name: "b", recurrence: "0 9 * * *", maxSize: 4 },
      ],
      "'schedules[0].minSize' must be at most 4, the greatest 'maxSize' that the group ever has, got 5; give the schedule a 'maxSize', too",
    ],
    [
      "a size is above every maximum that there is",
      [{ name: "a", recurrence: "0 7 * * *", desired: 4 }],
      "'schedules[0].desired' must be from 2 to 3, the bounds that the group has then, got 4; give the schedule a 'minSize' or 'maxSize' that allows it",
    ],
    [
      "a size is outside of what the schedule itself allows",
      [{ name: "a", recurrence: "0 7 * * *", minSize: 1, maxSize: 2, desired: 3 }],
      "'schedules[0].desired' must be from 1 to 2, the bounds that the group has then, got 3; give the schedule a 'minSize' or 'maxSize' that allows it",
    ],
  ])("fails when %s", (_, schedules, message) => {
    expect(refused({ schedules })).toBe(`test/default: ${message}`);
  });
});
