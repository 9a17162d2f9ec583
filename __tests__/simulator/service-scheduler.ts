import { type Instance, isActive, isHealthy, type ServiceState, type Task } from "./model";

/** Of what AWS leaves open, which comes first. */
export type Order = "stops first" | "starts first";

/**
 * What the scheduler does for a service in a minute: it replaces tasks of an old revision, or on an instance that is
 * drained, within the bounds of the deployment, and keeps as many as are wanted.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function scheduleTasks(
  state: ServiceState,
  now: number,
  order: Order,
  findPlace: () => Instance | undefined,
): void {
  state.tasks = state.tasks.filter(({ goneAt = Infinity }) => goneAt > now);
  stopSurplus(state, now);
  if (order === "stops first") {
    stopOutdated(state, now, () => true);
  }
  start(state);
  place(state, now, findPlace);
  // Only to make room, or when new tasks have taken over.
  const isShort = state.tasks.some((task) => isActive(task) && task.instance === undefined);
  const isFull = state.tasks.filter(isActive).length >= upperBound(state);
  const healthy = () => state.tasks.filter((task) => isHealthy(task, now)).length;
  stopOutdated(state, now, () => isShort || isFull || healthy() > state.desired);
}

/** Whether a task is of the newest revision, and on an instance that stays. */
export function isCurrent(task: Task): boolean {
  return isActive(task) && task.revision === task.service.revision && task.instance?.isDraining !== true;
}

/** Rounded down. */
function upperBound({ desired, service }: ServiceState): number {
  return Math.floor((desired * service.maximumPercent) / 100);
}

function stopSurplus(state: ServiceState, now: number): void {
  const current = state.tasks.filter(isCurrent).sort((one, other) => other.healthyAt - one.healthyAt);
  for (const task of current.slice(0, Math.max(0, current.length - state.desired))) {
    stop(state, task, now);
  }
}

function stopOutdated(state: ServiceState, now: number, mayStop: () => boolean): void {
  // Rounded up.
  const least = Math.ceil((state.desired * state.service.minimumHealthyPercent) / 100);
  for (const task of state.tasks.filter((one) => isActive(one) && !isCurrent(one))) {
    const healthy = state.tasks.filter((one) => isHealthy(one, now)).length;
    if (!isHealthy(task, now) || (healthy > least && mayStop())) {
      stop(state, task, now);
    }
  }
}

function start(state: ServiceState): void {
  const { revision, desired } = state;
  const isWanted = () => state.tasks.filter(isCurrent).length < desired;
  while (isWanted() && state.tasks.filter(isActive).length < upperBound(state)) {
    state.tasks.push({ service: state, revision, healthyAt: Infinity });
  }
}

function place(state: ServiceState, now: number, findPlace: () => Instance | undefined): void {
  for (const task of state.tasks) {
    if (isActive(task) && task.instance === undefined) {
      task.instance = findPlace();
      task.healthyAt = task.instance === undefined ? Infinity : now + state.service.startMinutes;
    }
  }
}

function stop(state: ServiceState, task: Task, now: number): void {
  if (task.instance === undefined) {
    state.tasks = state.tasks.filter((one) => one !== task);
  } else {
    task.goneAt = now + state.service.stopMinutes;
  }
}
