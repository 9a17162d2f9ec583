import { Fn } from "cdktf";
import { partitionOfRegion } from "../core";

/** What an event can be about; see {@link EVENT_KINDS}. */
export type EcsEventKind =
  | "task-stopped"
  | "out-of-memory"
  | "deployment-failed"
  | "task-start-impaired"
  | "placement-failed"
  | "instance-unhealthy"
  | "spot-interruption";

/** By what an event is known to be about a cluster. */
export interface WatchedCluster {
  readonly arn: string;
  /** Names of the Auto Scaling groups of its instances. */
  readonly autoScalingGroupNames: readonly string[];
}

/** By what the console finds a cluster. */
interface ClusterLocation {
  readonly name: string;
  readonly region: string;
}

/** How events of one kind are recognised, and how they are told to people. */
export interface EventKind {
  /** What happened, as the console shows it beside the rule. */
  readonly description: string;
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
  readonly pattern: (cluster: WatchedCluster) => object;
  /** Where in the event the values are that the sentence names as `<value>`. */
  readonly paths: Readonly<Record<string, string>>;
  /** Stands between "Cluster …:" and "; see <link>". */
  readonly sentence: string;
  /** Page of the console on which to look next. */
  readonly consoleUrl: (cluster: ClusterLocation) => string;
}

const TASK_PATHS = {
  group: "$.detail.group",
  reason: "$.detail.stoppedReason",
  task: "$.detail.taskArn",
  time: "$.time",
};
const SERVICE_PATHS = { service: "$.resources[0]", reason: "$.detail.reason", time: "$.time" };

/**
 * All kinds of events. What AWS sends:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 */
export const EVENT_KINDS: Readonly<Record<EcsEventKind, EventKind>> = {
  "task-stopped": {
    description:
      "A task failed its health checks or an essential container of it stopped, or it did not start",
    // What the scheduler stops has a stop code of its own: in a deployment or to have fewer tasks, which is as it
    // should be, or because a task fails its health checks. A task of no service may end, if it ends well, and nobody
    // else reports one that does not start.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
    pattern: ({ arn }) => ({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [arn],
        lastStatus: ["STOPPED"],
        $or: [
          { stopCode: ["EssentialContainerExited"], group: [{ prefix: "service:" }] },
          { stopCode: ["EssentialContainerExited"], containers: { exitCode: [{ "anything-but": [0] }] } },
          { stopCode: ["TaskFailedToStart"], group: [{ prefix: "family:" }] },
          {
            stopCode: ["ServiceSchedulerInitiated"],
            stoppedReason: [
              { wildcard: "*failed ELB health checks*" },
              { wildcard: "*failed container health checks*" },
            ],
          },
        ],
      },
    }),
    paths: TASK_PATHS,
    sentence: "a task of <group> stopped at <time>: <reason>. Task <task>",
    consoleUrl: (cluster) => clusterPage(cluster, "tasks"),
  },
  "out-of-memory": {
    description: "A container of a task was killed because it used more memory than its limit",
    // Exit code 137 alone says no more than SIGKILL, which a slow shutdown ends with too. Only the last event of
    // a task, so that there is one message.
    pattern: ({ arn }) => ({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [arn],
        lastStatus: ["STOPPED"],
        containers: { reason: [{ prefix: "OutOfMemoryError" }] },
      },
    }),
    paths: TASK_PATHS,
    sentence: "a container of <group> was killed at <time>: it used more memory than its limit. Task <task>",
    consoleUrl: (cluster) => clusterPage(cluster, "tasks"),
  },
  "deployment-failed": {
    description: "A deployment of a service failed",
    // This event has no cluster but in the service's ARN.
    pattern: ({ arn }) => ({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: `${Fn.replace(arn, ":cluster/", ":service/")}/` }],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    }),
    paths: SERVICE_PATHS,
    sentence: "a deployment of <service> failed at <time>: <reason>",
    consoleUrl: (cluster) => clusterPage(cluster, "services"),
  },
  "task-start-impaired": {
    description: "A service cannot start tasks for some time now",
    pattern: ({ arn }) => serviceAction(arn, ["SERVICE_TASK_START_IMPAIRED"]),
    paths: { service: "$.resources[0]", time: "$.time" },
    sentence: "<service> fails to start its tasks again and again, as of <time>",
    consoleUrl: (cluster) => clusterPage(cluster, "services"),
  },
  "placement-failed": {
    description: "A service cannot place a task on any instance",
    pattern: ({ arn }) =>
      serviceAction(arn, ["SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_CONFIGURATION_FAILURE"]),
    paths: SERVICE_PATHS,
    sentence: "<service> found no instance for a task at <time>: <reason>",
    consoleUrl: (cluster) => clusterPage(cluster, "infrastructure"),
  },
  "instance-unhealthy": {
    description: "An unhealthy instance was replaced",
    // Not the agent's disconnections: it disconnects several times an hour, and AWS says not to mind.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
    pattern: ({ autoScalingGroupNames }) => ({
      source: ["aws.autoscaling"],
      "detail-type": ["EC2 Instance Terminate Successful", "EC2 Instance Terminate Unsuccessful"],
      detail: {
        AutoScalingGroupName: autoScalingGroupNames,
        Cause: ["health check", "health-check", "status check"].map((cause) => ({ wildcard: `*${cause}*` })),
      },
    }),
    paths: { instance: "$.detail.EC2InstanceId", cause: "$.detail.Cause" },
    sentence: "instance <instance> was unhealthy. <cause>",
    consoleUrl: (cluster) => clusterPage(cluster, "infrastructure"),
  },
  "spot-interruption": {
    description: "EC2 takes a Spot instance back in two minutes",
    // This event names the instance and nothing else: it cannot be told whose it is.
    pattern: () => ({
      source: ["aws.ec2"],
      "detail-type": ["EC2 Spot Instance Interruption Warning"],
    }),
    paths: { instance: "$.detail.instance-id", action: "$.detail.instance-action", time: "$.time" },
    sentence:
      "Spot instance <instance>, of this or another cluster, gets a <action> two minutes after <time>",
    consoleUrl: ({ region }) =>
      `${consoleOf(region)}/ec2/home?region=${region}#InstanceDetails:instanceId=<instance>`,
  },
};

/** All kinds but Spot interruptions, which come from the whole region of the account. */
export const DEFAULT_EVENTS: readonly EcsEventKind[] = [
  "task-stopped",
  "out-of-memory",
  "deployment-failed",
  "task-start-impaired",
  "placement-failed",
  "instance-unhealthy",
];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html */
function serviceAction(clusterArn: string, eventNames: readonly string[]): object {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Service Action"],
    detail: { clusterArn: [clusterArn], eventName: eventNames },
  };
}

function clusterPage(
  { name, region }: ClusterLocation,
  page: "services" | "tasks" | "infrastructure",
): string {
  return `${consoleOf(region)}/ecs/v2/clusters/${name}/${page}?region=${region}`;
}

function consoleOf(region: string): string {
  return `https://${region}.console.${CONSOLE_HOSTS[partitionOfRegion(region).id] ?? "aws.amazon.com"}`;
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const CONSOLE_HOSTS: Readonly<Record<string, string>> = {
  "aws-cn": "amazonaws.cn",
  "aws-us-gov": "amazonaws-us-gov.com",
};
