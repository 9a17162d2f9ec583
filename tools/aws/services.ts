import type { Deployment, ECS, Service } from "@aws-sdk/client-ecs";

import { callAws } from "./aws-client";
import { batches } from "./batches";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const MAX_SERVICES_PER_CALL = 10;

/** A service as ECS has it. */
export interface ServiceStatus extends TaskCounts {
  readonly cluster: string;
  readonly name: string;
  /** `ACTIVE`, `DRAINING`, `INACTIVE`, or `MISSING` if the cluster has no such service. */
  readonly status: string;
  /** ARN of the task definition that it is to run; empty if it is missing. */
  readonly taskDefinition: string;
  /** The newest first. */
  readonly deployments: readonly ServiceDeployment[];
  /** ARNs of the target groups that its tasks are registered with. */
  readonly targetGroups: readonly string[];
  /** What has happened to it, the newest first: ECS keeps the last hundred. */
  readonly events: readonly ServiceEvent[];
}

/** How many tasks there are to be, and how many there are. */
export interface TaskCounts {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
}

/** One deployment of a service: there are several while ECS goes over from one to the next. */
export interface ServiceDeployment extends TaskCounts {
  /** Who has started its tasks, as these say. */
  readonly id: string;
  /** `PRIMARY` for the newest, `ACTIVE` for those that have tasks still. */
  readonly status: string;
  readonly taskDefinition: string;
  /** Tasks that have not started, one after another. */
  readonly failedTasks: number;
  /** `IN_PROGRESS`, `COMPLETED` or `FAILED`; undefined behind a Classic Load Balancer. */
  readonly rolloutState: string | undefined;
  readonly rolloutReason: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

export interface ServiceEvent {
  readonly at: Date | undefined;
  readonly message: string;
}

/** Asks ECS for services of a cluster; the answer is in the order of the names. */
export async function readServices(
  ecs: ECS,
  cluster: string,
  names: readonly string[],
): Promise<ServiceStatus[]> {
  const answers = await Promise.all(
    batches(names, MAX_SERVICES_PER_CALL).map((services) =>
      callAws(() => ecs.describeServices({ cluster, services })),
    ),
  );
  const found = new Map(
    answers
      .flatMap(({ services = [] }) => services)
      .map((service) => [service.serviceName, serviceStatus(cluster, service)]),
  );
  return names.map((name) => found.get(name) ?? missing(cluster, name));
}

/** What ECS says about a service, in the words of this project. */
export function serviceStatus(cluster: string, service: Service): ServiceStatus {
  const { serviceName = "", status = "", taskDefinition = "", deployments = [] } = service;
  return {
    cluster,
    name: serviceName,
    status,
    taskDefinition,
    ...counts(service),
    deployments: deployments.map(serviceDeployment),
    targetGroups: (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    events: (service.events ?? []).map(({ createdAt, message = "" }) => ({ at: createdAt, message })),
  };
}

function serviceDeployment(deployment: Deployment): ServiceDeployment {
  const { id = "", status = "", taskDefinition = "", failedTasks = 0, rolloutState } = deployment;
  const { rolloutStateReason: rolloutReason, createdAt, updatedAt } = deployment;
  return {
    ...{ id, status, taskDefinition, ...counts(deployment), failedTasks },
    ...{ rolloutState, rolloutReason, createdAt, updatedAt },
  };
}

function missing(cluster: string, name: string): ServiceStatus {
  return {
    ...{ cluster, name, status: "MISSING", taskDefinition: "", ...counts({}) },
    ...{ deployments: [], targetGroups: [], events: [] },
  };
}

function counts({
  desiredCount: desired = 0,
  runningCount: running = 0,
  pendingCount: pending = 0,
}: Pick<Service, "desiredCount" | "runningCount" | "pendingCount">): TaskCounts {
  return { desired, running, pending };
}
