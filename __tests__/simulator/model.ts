/**
 * What the simulator of ECS's scheduler is told of a cluster, and what it keeps in mind. It is written from AWS's
 * documentation, which is linked beside each rule, and shares nothing with the checks that are held against it.
 * Times are minutes, CPU units and MiB are those of ECS.
 */
export interface SimulatedCluster {
  readonly groups: readonly Group[];
  readonly services: readonly Service[];
  /** @default none */
  readonly schedules?: readonly Schedule[];
}

/** New bounds of a group or a service at a minute of the day. */
export interface Schedule {
  readonly minute: number;
  /** Name of the group or service. */
  readonly of: string;
  readonly min?: number;
  readonly max?: number;
}

/** An Auto Scaling group. */
export interface Group {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  /** What the agent registers for an instance. */
  readonly cpu: number;
  readonly memory: number;
  readonly zones: number;
  readonly scaling: ManagedScaling | AlarmScaling;
}

/** By a capacity provider. */
export interface ManagedScaling {
  readonly targetCapacity: number;
}

/** By alarms on metrics of the cluster that add and remove one instance. */
export interface AlarmScaling {
  readonly metric: "Reservation" | "Utilization";
  readonly cpu: Thresholds;
  readonly memory: Thresholds;
  readonly periodMinutes: number;
  readonly periods: number;
  readonly cooldownMinutes: number;
}

export interface Thresholds {
  readonly addAt: number;
  readonly removeBelow: number;
}

export interface Service {
  readonly name: string;
  /** Name of its group. */
  readonly group: string;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly cpu: number;
  readonly memory: number;
  /** Ports of the instance that a task takes for itself, such as `80/tcp`. */
  readonly hostPorts: readonly string[];
  readonly distinctInstance: boolean;
  readonly strategies: readonly Strategy[];
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly desiredCount: number;
  /** How the number of tasks follows what they do; without it the number is fixed. */
  readonly scaling?: TaskScaling;
  /** From its start until a task is healthy. */
  readonly startMinutes: number;
  /** From the order to stop until a task is gone. */
  readonly stopMinutes: number;
}

export type Strategy = "spread:zone" | "spread:instance" | "binpack:cpu" | "binpack:memory" | "random";

/** Percents of the CPU that tasks reserve. */
export type TaskScaling =
  | { readonly target: number; readonly cooldownMinutes: number }
  | { readonly addAt: number; readonly removeBelow: number; readonly cooldownMinutes: number };

export interface Instance {
  readonly group: Group;
  readonly zone: number;
  /** When it joins the cluster. */
  readonly readyAt: number;
  isDraining: boolean;
}

export interface Task {
  readonly service: ServiceState;
  readonly revision: number;
  /** None while no instance has room: PROVISIONING. */
  instance?: Instance;
  healthyAt: number;
  /** When it is gone, of a task that is told to stop. */
  goneAt?: number;
}

export interface ServiceState {
  readonly service: Service;
  /** Bounds that schedules change. */
  minTasks: number;
  maxTasks: number;
  desired: number;
  revision: number;
  tasks: Task[];
  /** All that its tasks have to do, in tasks that are fully busy. */
  load: number;
  /** What its tasks have used of their CPU, in percent, minute by minute. */
  readonly use: number[];
  scaledAt: number;
}

export interface GroupState {
  readonly group: Group;
  /** Bounds that schedules change. */
  minSize: number;
  maxSize: number;
  instances: Instance[];
  /** Minutes in a row in which managed scaling has wanted fewer. */
  tooManyFor: number;
  scaledAt: number;
}

/** A task that is not told to stop. */
export function isActive(task: Task): boolean {
  return task.goneAt === undefined;
}

export function isHealthy(task: Task, now: number): boolean {
  return isActive(task) && task.instance !== undefined && now >= task.healthyAt;
}
