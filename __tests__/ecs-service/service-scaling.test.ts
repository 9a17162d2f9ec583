import { Alb } from "../../modules/alb";
import type { ServiceScalingProps } from "../../modules/ecs-service";
import { ServiceScaling } from "../../modules/ecs-service/service-scaling";
import { service, synthesizeContext, synthesizeService } from "../support/service";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

const target = { clusterName: "main", serviceName: "app" };
const limits = { minTasks: 2, maxTasks: 10 };

function synthesizeScaling(change: Partial<ServiceScalingProps> = {}): SynthesizedStack {
  return synthesize((stack) => new ServiceScaling(stack, "scaling", target, { ...limits, ...change }));
}

function policies(stack: SynthesizedStack) {
  return stack
    .list("aws_appautoscaling_policy")
    .map((policy) => policy.target_tracking_scaling_policy_configuration);
}

describe("the scaling of a service", () => {
  test("keeps the number of tasks between its limits", () => {
    expect(synthesizeScaling().only("aws_appautoscaling_target")).toMatchObject({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/main/app",
      min_capacity: 2,
      max_capacity: 10,
    });
  });

  test("aims at 75 % of CPU, and not at memory, with a cooldown of 120 seconds by default", () => {
    expect(policies(synthesizeScaling())).toEqual([
      {
        target_value: 75,
        scale_in_cooldown: 120,
        scale_out_cooldown: 120,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      },
    ]);
  });

  test("takes targets and cooldown as given", () => {
    expect(policies(synthesizeScaling({ cpuPercent: 50, memoryPercent: 60, cooldownSeconds: 0 }))).toEqual([
      {
        target_value: 50,
        scale_in_cooldown: 0,
        scale_out_cooldown: 0,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      },
      {
        target_value: 60,
        scale_in_cooldown: 0,
        scale_out_cooldown: 0,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
      },
    ]);
  });

  test("aims at the requests that its application balancer counts, and then not at CPU", () => {
    const stack = synthesizeContext((context) => {
      const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "web" });
      service(context, "orders", {
        loadBalancer: { alb, priority: 1 },
        scaling: { ...limits, requestCountPerTarget: 600 },
      });
    });
    const [alb = "", group = ""] = ["aws_lb", "aws_lb_target_group"].map(
      (type) => `\${${type}.${Object.keys(stack.resources(type))[0] ?? ""}.arn_suffix}`,
    );

    expect(policies(stack)).toMatchObject([
      {
        target_value: 600,
        predefined_metric_specification: {
          predefined_metric_type: "ALBRequestCountPerTarget",
          resource_label: `${alb}/${group}`,
        },
      },
    ]);
  });

  test("aims at any metric of CloudWatch", () => {
    const customMetric = {
      namespace: "Shop",
      metricName: "BacklogPerTask",
      dimensions: { Queue: "orders" },
      target: 0.5,
    };

    expect(policies(synthesizeScaling({ customMetric }))).toMatchObject([
      {
        target_value: 0.5,
        customized_metric_specification: {
          namespace: "Shop",
          metric_name: "BacklogPerTask",
          statistic: "Average",
          dimensions: [{ name: "Queue", value: "orders" }],
        },
      },
    ]);
  });

  test("may hold the number of tasks where it is", () => {
    expect(synthesizeScaling({ minTasks: 3, maxTasks: 3 }).only("aws_appautoscaling_target")).toMatchObject({
      min_capacity: 3,
      max_capacity: 3,
    });
  });

  test("has policies of different names on the target that it registers", () => {
    const stack = synthesizeScaling({ cpuPercent: 75, memoryPercent: 75 });
    const found = stack.list("aws_appautoscaling_policy");
    expect(found.map(({ name }) => name)).toEqual(["main-app-cpu", "main-app-memory"]);
    for (const { policy_type, resource_id, scalable_dimension, service_namespace } of found) {
      expect(policy_type).toBe("TargetTrackingScaling");
      expect(
        [resource_id, scalable_dimension, service_namespace].map((value) => stack.follow(value)),
      ).toEqual(Array(3).fill(stack.only("aws_appautoscaling_target")));
    }
  });

  test.each<[string, Partial<ServiceScalingProps>, string]>([
    [
      "the minimum is negative",
      { minTasks: -1 },
      "'scaling.minTasks' must be an integer from 0 to 5000, got -1; 2 survive the loss of one",
    ],
    [
      "the maximum is 0",
      { minTasks: 0, maxTasks: 0 },
      "'scaling.maxTasks' must be an integer from 1 to 5000, got 0; AWS allows 5000 tasks in a service",
    ],
    [
      "the CPU target is 0",
      { cpuPercent: 0 },
      "'scaling.cpuPercent' must be an integer from 1 to 100, got 0; leave room for what comes while a task starts",
    ],
    [
      "the memory target is above 100",
      { memoryPercent: 101 },
      "'scaling.memoryPercent' must be an integer from 1 to 100, got 101; leave room for what comes while a task starts",
    ],
    [
      "requests are to be counted without an application balancer",
      { requestCountPerTarget: 100 },
      "'scaling.requestCountPerTarget' must be left out unless 'loadBalancer' has an application balancer, got 100; only application balancers count requests per target",
    ],
    [
      "a task is to serve no request",
      { requestCountPerTarget: 0 },
      "'scaling.requestCountPerTarget' must be an integer from 1 to 1000000000, got 0; give what one task can serve in a minute\ntest/orders: 'scaling.requestCountPerTarget' must be left out unless 'loadBalancer' has an application balancer, got 0; only application balancers count requests per target",
    ],
    [
      "the target of a metric is 0",
      { customMetric: { namespace: "Shop", metricName: "Backlog", target: 0 } },
      "'scaling.customMetric.target' must be more than 0, got 0; give the value at which tasks are neither added nor removed",
    ],
    [
      "the cooldown is longer than an hour",
      { cooldownSeconds: 3601 },
      "'scaling.cooldownSeconds' must be an integer from 0 to 3600, got 3601; wait for an hour at most",
    ],
    [
      "the minimum is above the maximum",
      { minTasks: 11 },
      "'scaling.minTasks' must not be greater than 'maxTasks' (10), got 11; lower the minimum or raise the maximum",
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refusalOf(() => synthesizeService({ scaling: { ...limits, ...change } }))).toBe(
      `test/orders: ${message}`,
    );
  });
});
