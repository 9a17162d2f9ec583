import { type Attributes, kindOf, type PlanJson, type ResourceChange } from "./plan-json";
import { type RolloutDuration, rolloutDuration, strategyOf } from "./rollout-duration";

/** A new revision of a task definition that a service goes over to. */
export interface ServiceRollout {
  /** Path of the service's construct, such as `app`. */
  readonly construct: string;
  /** Name of the service in ECS. */
  readonly service: string;
  /** How many tasks it wants; undefined for a daemon. */
  readonly tasks: number | undefined;
  /** How the new revision takes over, such as `rolling` and `blue-green`. */
  readonly strategy: string;
  /** @default - unknown */
  readonly duration?: RolloutDuration;
  readonly images: readonly ImageChange[];
  /** Names of the settings of containers that differ, other than the image, such as `app.memory`. No values: they may be secret. */
  readonly settings: readonly string[];
  /** Addresses of the resources that it consists of: the task definition and the service. */
  readonly addresses: readonly string[];
}

/** Another image of a container. */
export interface ImageChange {
  readonly container: string;
  readonly from: string;
  readonly to: string;
}

/** The services that go over to a new revision of their task definition, and otherwise stay as they are. */
export function findRollouts(plan: PlanJson, pathOf: (address: string) => string): ServiceRollout[] {
  const changes = plan.resource_changes ?? [];
  const replaced = changes.filter(
    (one) => one.type === "aws_ecs_task_definition" && kindOf(one) === "replace",
  );
  return changes
    .filter((one) => one.type === "aws_ecs_service" && kindOf(one) === "change")
    .flatMap((service) => {
      const definition = replaced.find((one) => isUsedBy(one, service));
      return definition === undefined ? [] : [rollout(plan, service, definition, pathOf)];
    });
}

/** A service names the revision that it runs; what it will run is known after the apply only. */
function isUsedBy(definition: ResourceChange, { change: { before, after } }: ResourceChange): boolean {
  const revision = definition.change.before?.arn;
  return (
    revision !== undefined &&
    before?.task_definition === revision &&
    after?.task_definition !== before.task_definition
  );
}

function rollout(
  plan: PlanJson,
  service: ResourceChange,
  definition: ResourceChange,
  pathOf: (address: string) => string,
): ServiceRollout {
  const { before, after } = definition.change;
  const [old, next] = [containersOf(before), containersOf(after)];
  // Definitions that are known after the apply only tell nothing yet.
  const names = next.size === 0 ? [] : [...new Set([...old.keys(), ...next.keys()])];
  const { name, desired_count: wanted } = service.change.before ?? {};
  const tasks =
    typeof wanted === "number" && service.change.before?.scheduling_strategy !== "DAEMON"
      ? wanted
      : undefined;
  const settings: Attributes = { ...service.change.before, ...service.change.after };
  const containers = [...(next.size === 0 ? old : next).values()];
  const duration = rolloutDuration(plan, {
    service: settings,
    definition: { ...before, ...after },
    containers,
    tasks,
  });
  return {
    construct: pathOf(service.address).replace(/\/service$/, ""),
    service: String(name),
    tasks,
    strategy: strategyOf(settings),
    ...(duration === undefined ? {} : { duration }),
    images: names.flatMap((container) => {
      const [from, to] = [old.get(container)?.image, next.get(container)?.image];
      return typeof from === "string" && typeof to === "string" && from !== to
        ? [{ container, from, to }]
        : [];
    }),
    settings: names.flatMap((container) => differences(container, old.get(container), next.get(container))),
    addresses: [definition.address, service.address],
  };
}

function differences(container: string, old?: Attributes, next?: Attributes): string[] {
  if (old === undefined || next === undefined) {
    return [`${container} (${old === undefined ? "new" : "removed"})`];
  }
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((key) => key !== "image" && !sameValue(old[key], next[key]))
    .map((key) => `${container}.${key}`);
}

/** AWS adds empty lists and nothing for what was left out. */
function sameValue(one: unknown, other: unknown): boolean {
  const text = (value: unknown) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? "null" : JSON.stringify(value);
  return text(one) === text(other);
}

/** The containers of a task definition by name; none if they are known after the apply only. */
export function containersOf(definition: Attributes | null): Map<string, Attributes> {
  const text = definition?.container_definitions;
  if (typeof text !== "string") {
    return new Map();
  }
  return new Map((JSON.parse(text) as Attributes[]).map((one) => [String(one.name), one]));
}
