import type { EcsEventKind } from "../../modules/ecs-events";
import { EVENT_KINDS } from "../../modules/ecs-events/event-kinds";
import { matches } from "../support/event-pattern";
import type { Block } from "../support/synth";
import { synthesizeEvents } from "./synthesize-events";
import * as sample from "./sample-events";

const allKinds = Object.keys(EVENT_KINDS) as EcsEventKind[];

/** What AWS makes of the rules: their patterns and messages by kind, Terraform's expressions worked out. */
const rules = readRules("acc");

function readRules(clusterName: string) {
  const stack = synthesizeEvents({ clusterName, events: allKinds });
  const targets = Object.values(stack.resources("aws_cloudwatch_event_target"));
  return Object.fromEntries(
    allKinds.map((kind) => {
      const rule = Object.values(stack.resources("aws_cloudwatch_event_rule")).find(({ name }) =>
        String(name).endsWith(kind),
      );
      const target = targets.find((one) => String(one.rule).includes(kind));
      const pattern = JSON.parse(evaluate(String(rule?.event_pattern), clusterName)) as object;
      return [kind, { pattern, transformer: target?.input_transformer as Block }];
    }),
  ) as Record<EcsEventKind, { pattern: object; transformer: Block }>;
}

function evaluate(text: string, clusterName: string): string {
  const service = `arn:aws:ecs:eu-west-1:${sample.ACCOUNT}:service/${clusterName}`;
  return text
    .replace(/\$\{replace\(aws_ecs_cluster\.\w+\.arn, ":cluster\/", ":service\/"\)\}/g, service)
    .replace(/\$\{aws_ecs_cluster\.\w+\.arn\}/g, service.replace(":service/", ":cluster/"))
    .replace(/\$\{aws_autoscaling_group\.\w+\.name\}/g, `${clusterName}-default`);
}

const oom = "OutOfMemoryError: Container killed due to memory usage";
const told: [EcsEventKind, string, sample.SampleEvent][] = [
  ["task-stopped", "a service's task whose container exits with an error", sample.taskStateChange()],
  [
    "task-stopped",
    "a service's task whose container exits, though without an error",
    sample.taskStateChange({ containers: [sample.container({ exitCode: 0 })] }),
  ],
  ["task-stopped", "a one-off task that fails", sample.taskStateChange({ group: "family:migrate" })],
  [
    "task-stopped",
    "a one-off task that does not start",
    sample.taskStateChange({ group: "family:migrate", stopCode: "TaskFailedToStart", containers: [] }),
  ],
  [
    "task-stopped",
    "a service's task that fails the balancer's health checks",
    sample.taskStateChange({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:…)",
    }),
  ],
  [
    "task-stopped",
    "a service's task that fails its container's health check",
    sample.taskStateChange({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed container health checks",
    }),
  ],
  [
    "out-of-memory",
    "a container that needs too much memory, among others",
    sample.taskStateChange({
      containers: [sample.container({ exitCode: 0 }), sample.container({ exitCode: 137, reason: oom })],
    }),
  ],
  ["deployment-failed", "a failed deployment", sample.deployment("SERVICE_DEPLOYMENT_FAILED")],
  ["task-start-impaired", "tasks that do not start", sample.serviceAction("SERVICE_TASK_START_IMPAIRED")],
  ["placement-failed", "too little room", sample.serviceAction("SERVICE_TASK_PLACEMENT_FAILURE")],
  [
    "placement-failed",
    "a task that no instance suits",
    sample.serviceAction("SERVICE_TASK_CONFIGURATION_FAILURE"),
  ],
  [
    "instance-unhealthy",
    "an instance that fails its health check",
    sample.instanceTerminated("an EC2 health check indicating it has been terminated or stopped."),
  ],
  [
    "instance-unhealthy",
    "an instance that fails EC2's status checks",
    sample.instanceTerminated("an EC2 instance status checks failure."),
  ],
  ["spot-interruption", "a Spot instance that is taken back", sample.spotInterruption()],
];

test.each(told)("[S5.8] %s tells of %s, and no other kind of event does", (kind, _what, event) => {
  const matching = Object.entries(rules).filter(([, { pattern }]) => matches(pattern, event));

  const expected = kind === "out-of-memory" ? ["task-stopped", kind] : [kind];
  expect(matching.map(([name]) => name)).toEqual(expected);
});

const untold: [string, sample.SampleEvent][] = [
  [
    "a task that a deployment or fewer desired tasks stop",
    sample.taskStateChange({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Scaling activity initiated by (deployment ecs-svc/123)",
      containers: [sample.container({ exitCode: 137 })],
    }),
  ],
  [
    "a service's task that does not start, as its service will be told of",
    sample.taskStateChange({ stopCode: "TaskFailedToStart" }),
  ],
  ["a task that somebody stops", sample.taskStateChange({ stopCode: "UserInitiated" })],
  [
    "a one-off task that ends well",
    sample.taskStateChange({ group: "family:migrate", containers: [sample.container({ exitCode: 0 })] }),
  ],
  ["a task that is still stopping", sample.taskStateChange({ lastStatus: "DEPROVISIONING" })],
  [
    "the tasks of a cluster whose name begins with this one's",
    sample.taskStateChange({
      cluster: "acc-2",
      containers: [sample.container({ exitCode: 137, reason: oom })],
    }),
  ],
  ["a deployment that succeeds", sample.deployment("SERVICE_DEPLOYMENT_COMPLETED")],
  ["another cluster's deployment", sample.deployment("SERVICE_DEPLOYMENT_FAILED", "acc-2")],
  ["a steady service", sample.serviceAction("SERVICE_STEADY_STATE")],
  ["another cluster's placement", sample.serviceAction("SERVICE_TASK_PLACEMENT_FAILURE", "acc-2")],
  ["an agent that disconnects, as it does several times an hour", sample.agentConnection(false)],
  [
    "an instance that is not needed any more",
    sample.instanceTerminated("a difference between desired and actual capacity, shrinking it from 4 to 3."),
  ],
  [
    "an unhealthy instance of another group",
    sample.instanceTerminated("an EC2 health check", "acc-2-default"),
  ],
];

test.each(untold)("[S5.8] nothing tells of %s", (_what, event) => {
  const matching = Object.entries(rules).filter(([, { pattern }]) => matches(pattern, event));

  expect(matching.map(([name]) => name)).toEqual([]);
});

test.each(told)("[S5.22] the message of %s about %s is one readable JSON text", (kind, _what, event) => {
  const { input_paths: paths, input_template: template } = rules[kind].transformer;
  const message = JSON.parse(
    Object.entries(paths as Record<string, string>).reduce(
      (text, [name, path]) => text.replaceAll(`<${name}>`, valueAt(event, path)),
      String(template),
    ),
  ) as string;

  expect(message).toMatch(
    /^Cluster acc: .*; see https:\/\/eu-west-1\.console\.aws\.amazon\.com\/(ecs|ec2)\//,
  );
  expect(message).not.toMatch(/[<>]|undefined/);
});

test("[S5.8] the message of a stopped task names the cluster, the service, the reason and the task", () => {
  const { input_template: template } = rules["task-stopped"].transformer;

  expect(template).toBe(
    '"Cluster acc: a task of <group> stopped at <time>: <reason>. Task <task>; ' +
      'see https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/acc/tasks?region=eu-west-1"',
  );
});

function valueAt(event: unknown, path: string): string {
  const keys = path
    .replace(/^\$\./, "")
    .replace(/\[(\d+)\]/g, ".$1")
    .split(".");
  const value = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], event);
  return String(value);
}
