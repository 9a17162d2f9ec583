import { ServiceAlarms, type ServiceThresholds } from "../../modules/alarms";
import { Alb } from "../../modules/alb";
import type { EcsServiceProps } from "../../modules/ecs-service";
import { Elb } from "../../modules/elb";
import { SnsTopic } from "../../modules/sns";
import { policyStatements } from "../support/policy-statements";
import { type Context, service, synthesizeContext } from "../support/service";
import { type Block, refusalOf, type SynthesizedStack } from "../support/synth";
import { container } from "../support/task";

type Behind = Pick<EcsServiceProps, "loadBalancer" | "loadBalancers" | "containers">;

/** A service `orders` with its alarms, which go to a topic. */
function synthesizeAlarms(
  behind: (context: Context) => Partial<Behind> = () => ({}),
  thresholds: ServiceThresholds = {},
): SynthesizedStack {
  return synthesizeContext((context) => {
    const topic = new SnsTopic(context.stack, "topic", { name: "alerts" });
    const orders = service(context, "orders", behind(context));
    new ServiceAlarms(context.stack, "alarms", { service: orders, topic, ...thresholds });
  });
}

function behindAlb({ stack, vpc }: Context): Behind {
  const alb = new Alb(stack, "alb", { vpc, name: "web" });
  return {
    containers: [container({ portMappings: [{ containerPort: 8080 }] })],
    loadBalancers: {
      public: { alb, priority: 1, paths: ["/api/*"] },
      internal: { alb, priority: 2, paths: ["/internal/*"] },
    },
  };
}

function behindElb({ stack, vpc }: Context): Behind {
  return {
    containers: [container({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] })],
    loadBalancer: { elb: new Elb(stack, "elb", { vpc, name: "web", instancePort: 8080 }) },
  };
}

/** The alarms by the last part of their names. */
function alarmsOf(stack: SynthesizedStack): Record<string, Block> {
  return Object.fromEntries(
    stack.list("aws_cloudwatch_metric_alarm").map((alarm) => {
      const [, name = ""] =
        /^main-\$\{aws_ecs_service\.\w+\.name\}-(.+)$/.exec(String(alarm.alarm_name)) ?? [];
      return [name, alarm];
    }),
  );
}

describe("the alarms of a service", () => {
  test("without a balancer are those of its running tasks, CPU and memory", () => {
    const stack = synthesizeAlarms();
    const alarms = alarmsOf(stack);

    expect(Object.keys(alarms)).toEqual(["running", "cpu", "memory"]);
    expect(alarms.cpu).toMatchObject({
      namespace: "AWS/ECS",
      metric_name: "CPUUtilization",
      statistic: "Average",
      period: 60,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 90,
      datapoints_to_alarm: 10,
      evaluation_periods: 10,
      treat_missing_data: "ignore",
    });
    expect(alarms.memory).toMatchObject({ metric_name: "MemoryUtilization", threshold: 90 });
    for (const { dimensions } of Object.values(alarms)) {
      const { ClusterName, ServiceName } = dimensions as Record<string, string>;
      expect(ClusterName).toBe("main");
      expect(stack.follow(ServiceName)).toBe(stack.only("aws_ecs_service"));
    }
  });

  test("[S4.14] behind an application balancer are four more for each of its target groups", () => {
    const stack = synthesizeAlarms(behindAlb);
    const {
      "errors-public": errors,
      "latency-public": latency,
      "unhealthy-public": unhealthy,
    } = alarmsOf(stack);
    const dimensions = (route: string) => ({
      LoadBalancer: expect.stringMatching(/^\$\{aws_lb\.\w+\.arn_suffix\}$/) as string,
      TargetGroup: expect.stringMatching(
        new RegExp(`^\\$\\{aws_lb_target_group\\.[\\w-]*${route}[\\w-]*\\.arn_suffix\\}$`),
      ) as string,
    });

    expect(Object.keys(alarmsOf(stack))).toEqual([
      "running",
      "cpu",
      "memory",
      "healthy-public",
      "errors-public",
      "latency-public",
      "unhealthy-public",
      "healthy-internal",
      "errors-internal",
      "latency-internal",
      "unhealthy-internal",
    ]);
    expect(errors).toMatchObject({ threshold: 5, treat_missing_data: "notBreaching" });
    expect(errors?.metric_query).toEqual([
      {
        id: "result",
        expression: "IF(requests >= 20, 100 * errors / requests, 0)",
        label: "Requests answered with 5xx, in percent",
        return_data: true,
      },
      ...[
        ["errors", "HTTPCode_Target_5XX_Count"],
        ["requests", "RequestCount"],
      ].map(([id, metric_name]) => ({
        id,
        metric: {
          namespace: "AWS/ApplicationELB",
          metric_name,
          dimensions: dimensions("public"),
          period: 60,
          stat: "Sum",
        },
      })),
    ]);
    expect(latency).toMatchObject({
      namespace: "AWS/ApplicationELB",
      metric_name: "TargetResponseTime",
      extended_statistic: "p95",
      dimensions: dimensions("public"),
      threshold: 1,
      datapoints_to_alarm: 3,
      evaluation_periods: 5,
      treat_missing_data: "notBreaching",
    });
    expect(unhealthy).toMatchObject({
      metric_name: "UnHealthyHostCount",
      statistic: "Maximum",
      dimensions: dimensions("public"),
      threshold: 1,
      treat_missing_data: "ignore",
    });
    expect(alarmsOf(stack)["unhealthy-internal"]?.dimensions).toEqual(dimensions("internal"));
  });

  test("behind a classic balancer name its metrics", () => {
    const alarms = alarmsOf(synthesizeAlarms(behindElb));
    const dimensions = { LoadBalancerName: expect.stringMatching(/^\$\{aws_elb\.\w+\.name\}$/) as string };

    expect(alarms.latency).toMatchObject({ namespace: "AWS/ELB", metric_name: "Latency", dimensions });
    expect(alarms.unhealthy).toMatchObject({
      namespace: "AWS/ELB",
      metric_name: "UnHealthyHostCount",
      dimensions,
    });
    expect(alarms.errors?.metric_query).toMatchObject([
      {},
      { metric: { metric_name: "HTTPCode_Backend_5XX", dimensions } },
      { metric: { metric_name: "RequestCount", dimensions } },
    ]);
  });

  test("ring in an outage: when no task runs or none is healthy, and also when nothing is published", () => {
    const { running, healthy } = alarmsOf(synthesizeAlarms(behindElb));
    expect(running).toMatchObject({
      namespace: "AWS/ECS",
      metric_name: "CPUUtilization",
      statistic: "SampleCount",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      datapoints_to_alarm: 5,
      evaluation_periods: 5,
      treat_missing_data: "breaching",
    });
    expect(healthy).toMatchObject({
      namespace: "AWS/ELB",
      metric_name: "HealthyHostCount",
      statistic: "Maximum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      datapoints_to_alarm: 3,
      evaluation_periods: 3,
      treat_missing_data: "breaching",
    });
    const behindAlbs = alarmsOf(synthesizeAlarms(behindAlb))["healthy-public"];
    expect(behindAlbs).toMatchObject({ namespace: "AWS/ApplicationELB", metric_name: "HealthyHostCount" });
  });

  test("do not ring in an outage where 0 tasks are enough", () => {
    const alarms = alarmsOf(synthesizeAlarms(behindElb, { minRunningTasks: 0, minHealthyTasks: 0 }));
    expect(Object.keys(alarms)).toEqual(["cpu", "memory", "errors", "latency", "unhealthy"]);
  });

  test("ring at other thresholds on demand", () => {
    const alarms = alarmsOf(
      synthesizeAlarms(behindElb, {
        errorPercent: 1,
        minRequests: 100,
        latencySeconds: 0.3,
        unhealthyTasks: 2,
        minHealthyTasks: 3,
        minRunningTasks: 2,
        cpuPercent: 150,
        memoryPercent: 120,
      }),
    );

    expect(Object.entries(alarms).map(([name, { threshold }]) => [name, threshold])).toEqual([
      ["running", 2],
      ["cpu", 150],
      ["memory", 120],
      ["healthy", 3],
      ["errors", 1],
      ["latency", 0.3],
      ["unhealthy", 2],
    ]);
    expect(alarms.errors?.metric_query).toMatchObject([
      { expression: "IF(requests >= 100, 100 * errors / requests, 0)" },
      {},
      {},
    ]);
  });

  test("[S4.14] tell the topic when they begin and when they end, and the topic lets them", () => {
    const stack = synthesizeAlarms(behindAlb);
    const topic = stack.only("aws_sns_topic");
    const alarms = Object.entries(stack.resources("aws_cloudwatch_metric_alarm"));
    const [, allowed] = policyStatements(stack.only("aws_sns_topic_policy").policy);

    for (const [, { alarm_actions, ok_actions }] of alarms) {
      expect([alarm_actions, ok_actions].flat().map((action) => stack.follow(action))).toEqual([
        topic,
        topic,
      ]);
    }
    expect(allowed).toMatchObject({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: {
        ArnEquals: { "aws:SourceArn": alarms.map(([id]) => `\${aws_cloudwatch_metric_alarm.${id}.arn}`) },
      },
    });
  });

  test("say what to do", () => {
    const descriptions = Object.values(alarmsOf(synthesizeAlarms(behindElb))).map(({ alarm_description }) =>
      String(alarm_description).replace(/\$\{aws_(\w+)\.[^}]+\}/g, "<$1>"),
    );

    expect(descriptions).toEqual([
      "Service <ecs_service> has had fewer than 1 running tasks for five minutes. See its events and <cloudwatch_log_group>; if it began with a new version, deploy the one before.",
      "Service <ecs_service> has used 90 % or more of its CPU for ten minutes. Let it have more tasks (scaling.maxTasks), or reserve more CPU for each.",
      "Service <ecs_service> has used 90 % or more of its memory for ten minutes. At its limit a container is killed. Look for a leak in <cloudwatch_log_group>, or give the containers more memory.",
      "Service <ecs_service> has had fewer than 1 tasks that pass the balancer's health check for three minutes: its clients get errors. See its events and <cloudwatch_log_group>; if it began with a new version, deploy the one before.",
      "Service <ecs_service> answers 5 % or more of its requests with 5xx. See why in <cloudwatch_log_group>; if it began with a new version, deploy the one before.",
      "Service <ecs_service> takes 1 s or more for the slowest 5 % of its requests. Look at its CPU, at what it calls, and at what is new in the last version.",
      "Service <ecs_service> has tasks that fail the balancer's health check: 1 or more. ECS replaces them; if that does not help, see why they fail in <cloudwatch_log_group>.",
    ]);
  });
});

describe("alarms fail when", () => {
  test.each<[string, ServiceThresholds, string]>([
    [
      "no error is too many",
      { errorPercent: 0 },
      "'errorPercent' must be an integer from 1 to 100, got 0; take 5",
    ],
    [
      "a minute needs no request",
      { minRequests: 0 },
      "'minRequests' must be an integer from 1 to 1000000, got 0; take 20",
    ],
    ["an answer takes no time", { latencySeconds: 0 }, "'latencySeconds' must be more than 0, got 0; take 1"],
    [
      "no unhealthy task is too many",
      { unhealthyTasks: 0 },
      "'unhealthyTasks' must be an integer from 1 to 5000, got 0; take 1",
    ],
    ["CPU is none", { cpuPercent: 0 }, "'cpuPercent' must be an integer from 1 to 1000, got 0; take 90"],
    [
      "fewer tasks than none must be healthy",
      { minHealthyTasks: -1 },
      "'minHealthyTasks' must be an integer from 0 to 5000, got -1; take 1, or 0 for no alarm",
    ],
    [
      "half a task must run",
      { minRunningTasks: 0.5 },
      "'minRunningTasks' must be an integer from 0 to 5000, got 0.5; take 1, or 0 for no alarm",
    ],
    [
      "two thresholds are wrong",
      { errorPercent: 101, unhealthyTasks: 5001 },
      "'errorPercent' must be an integer from 1 to 100, got 101; take 5\ntest/alarms: 'unhealthyTasks' must be an integer from 1 to 5000, got 5001; take 1",
    ],
    [
      "memory is more than ten times what is reserved",
      { memoryPercent: 1001 },
      "'memoryPercent' must be an integer from 1 to 1000, got 1001; take 90",
    ],
  ])("%s", (_, thresholds, message) => {
    expect(refusalOf(() => synthesizeAlarms(undefined, thresholds))).toBe(`test/alarms: ${message}`);
  });
});
