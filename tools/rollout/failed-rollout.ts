import { nameOf } from "../aws/arn";
import type { DeploymentClients } from "../aws/deployment-clients";
import { type LogTail, logStreamOf, readLogTail } from "../aws/log-tail";
import { readServices, type ServiceStatus } from "../aws/services";
import { readTargets, type Target } from "../aws/target-health";
import { readRevision, type TaskRevision } from "../aws/task-definitions";
import { readTasks, type TaskStatus } from "../aws/tasks";
import { failureOf } from "./failure";
import type { PlannedService } from "./planned-services";
import { hintFor } from "./rollout-hints";
import { groupAlike, type StoppedTasks } from "./stopped-tasks";

/** A service whose new version does not run, and what AWS knows of why. */
export interface FailedRollout {
  /** Path of the service's construct. */
  readonly construct: string;
  readonly cluster: string;
  readonly service: string;
  /** Why ECS has given up, in its words. */
  readonly reason: string;
  /** What it runs now. */
  readonly runs: RunningVersion;
  /** Tasks of the new version that have stopped, those of one kind together. */
  readonly stoppedTasks: readonly StoppedTasks[];
  /** What else ECS reports, such as that no instance has place. */
  readonly events: readonly string[];
  /** Targets of its load balancers that get no requests. */
  readonly targets: readonly Target[];
  /** The last that a container of the new version has written; undefined if none has run, or none logs to CloudWatch. */
  readonly log: LogTail | undefined;
  /** What to do. */
  readonly hint: string;
}

export interface RunningVersion {
  /** Such as `acc-app:7`. */
  readonly revision: string;
  readonly images: readonly string[];
  readonly running: number;
  readonly desired: number;
}

const LOG_LINES = 20;

/** Asks AWS why the rollout of a service has failed. */
export async function readFailedRollout(
  clients: DeploymentClients,
  { construct, cluster, service }: PlannedService,
): Promise<FailedRollout | undefined> {
  const { ecs, loadBalancing } = clients;
  const [found] = await readServices(ecs, cluster, [service]);
  if (found === undefined || found.status === "MISSING") {
    return undefined;
  }
  const { deployment, reason, events } = failureOf(found);
  const [stopped, targets, runs] = await Promise.all([
    readTasks(ecs, { cluster, service, stopped: true }),
    readTargets(loadBalancing, found.targetGroups),
    runningVersion(clients, found),
  ]);
  const failed = stopped.filter(({ startedBy }) => startedBy === deployment);
  const stoppedTasks = groupAlike(failed);
  return {
    ...{ construct, cluster: nameOf(cluster), service, reason, runs, stoppedTasks, events },
    targets: targets.filter(({ state }) => !["healthy", "draining", "unused"].includes(state)),
    log: await readLog(clients, failed),
    hint: hintFor({ reason, stoppedTasks, events }),
  };
}

async function runningVersion({ ecs }: DeploymentClients, service: ServiceStatus): Promise<RunningVersion> {
  const { running, desired, taskDefinition } = service;
  const { containers } = await readRevision(ecs, taskDefinition);
  return { revision: nameOf(taskDefinition), images: containers.map(({ image }) => image), running, desired };
}

/** The log of the latest task whose container has run. */
async function readLog(
  { ecs, logs }: DeploymentClients,
  tasks: readonly TaskStatus[],
): Promise<LogTail | undefined> {
  const [latest] = tasks;
  if (latest === undefined) {
    return undefined;
  }
  const revision = await readRevision(ecs, latest.taskDefinition);
  const container = culprit(latest, revision);
  const log = revision.containers.find(({ name }) => name === container)?.log;
  if (container === undefined || log === undefined) {
    return undefined;
  }
  return readLogTail(logs, logStreamOf(log, container, latest.arn), LOG_LINES);
}

/** The container that has ended the task: the essential one with an exit code, rather one that is not 0. */
function culprit({ containers }: TaskStatus, revision: TaskRevision): string | undefined {
  const isEssential = (name: string) => revision.containers.some((one) => one.name === name && one.essential);
  const ended = containers.filter(({ name, exitCode }) => exitCode !== undefined && isEssential(name));
  return (ended.find(({ exitCode }) => exitCode !== 0) ?? ended[0])?.name;
}
