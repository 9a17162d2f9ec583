import { type Instance, isActive, type Service, type ServiceState, type Strategy, type Task } from "./model";

/**
 * The instance that a task is placed on: of those that it fits on and that its constraints allow, the one that its
 * strategies prefer, in their order.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export function findPlace(
  service: Service,
  instances: readonly Instance[],
  services: readonly ServiceState[],
  random: () => number,
): Instance | undefined {
  const tasks = services.flatMap((one) => one.tasks);
  const on = (instance: Instance) => tasks.filter((task) => task.instance === instance);
  const fitting = instances.filter((instance) => fits(service, instance, on(instance)));
  const strategies = service.strategies.length > 0 ? service.strategies : (["spread:zone"] as const);
  const shuffled = fitting.map((instance) => ({ instance, order: random() }));
  const ranked = shuffled.map(({ instance, order }) => {
    const own = tasks.filter((task) => task.service.service === service && isActive(task));
    return { instance, rank: [...strategies.map((one) => rankOf(one, instance, own, on(instance))), order] };
  });
  return ranked.sort((one, other) => compare(one.rank, other.rank))[0]?.instance;
}

/** What stops still holds its CPU, memory and ports; for `distinctInstance` only tasks that are to run count. */
function fits(service: Service, { group, isDraining }: Instance, there: readonly Task[]): boolean {
  const reserved = (unit: "cpu" | "memory") =>
    there.reduce((sum, task) => sum + task.service.service[unit], 0);
  const ports = there.flatMap((task) => task.service.service.hostPorts);
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
  return (
    !isDraining &&
    reserved("cpu") + service.cpu <= group.cpu &&
    reserved("memory") + service.memory <= group.memory &&
    !service.hostPorts.some((port) => ports.includes(port)) &&
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
    !(service.distinctInstance && there.some((task) => task.service.service === service && isActive(task)))
  );
}

/** The lower, the better. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html */
function rankOf(
  strategy: Strategy,
  instance: Instance,
  own: readonly Task[],
  there: readonly Task[],
): number {
  switch (strategy) {
    case "spread:zone":
      return own.filter((task) => task.instance?.zone === instance.zone).length;
    case "spread:instance":
      return own.filter((task) => task.instance === instance).length;
    case "binpack:cpu":
    case "binpack:memory": {
      const unit = strategy === "binpack:cpu" ? "cpu" : "memory";
      return instance.group[unit] - there.reduce((sum, task) => sum + task.service.service[unit], 0);
    }
    case "random":
      return 0;
  }
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, position) => value !== other[position]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}
