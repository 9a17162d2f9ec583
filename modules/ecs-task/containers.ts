import { checkJson, type Checks, escapeTemplate, findCycle, rules } from "../core";
import type { RenderContext, TaskContext } from "./container/facet";
import { hostPortOf } from "./container/ports";
import { type ContainerProps, FACETS } from "./container/props";
import { linkedContainer } from "./container/siblings";
import type { NetworkMode } from "./network-mode";
import type { Volumes } from "./volume";

/** What of a task decides about its containers. */
export interface ContainersContext {
  readonly networkMode: NetworkMode;
  readonly execEnabled: boolean;
  readonly volumes: Volumes;
}

/** Checks the containers of one task, each alone and all together. */
export function checkContainers(
  c: Checks,
  containers: readonly ContainerProps[],
  { networkMode, execEnabled, volumes }: ContainersContext,
): void {
  if (!checkJson(c, "containers", containers)) {
    return;
  }
  c.value("containers", containers, SOME);
  c.require(() => containers.length <= MAX_CONTAINERS, {
    prop: "containers",
    must: `be at most ${MAX_CONTAINERS}`,
    got: containers.length,
    hint: "let another service or daemon have some of them",
  });
  const context: TaskContext = { networkMode, execEnabled, containers, volumes };
  for (const [index, container] of containers.entries()) {
    const at = c.at(`containers[${index}]`);
    for (const facet of FACETS) {
      facet.check?.(at, container, context);
    }
  }
  checkUnique(c, containers, networkMode);
  checkTogether(c, containers);
}

/**
 * Renders the containers of a task as ECS's JSON, in the form in which ECS itself answers: without nulls, with
 * defaults written out and lists sorted, so that a plan without a change shows none.
 */
export function renderContainerDefinitions(
  containers: readonly ContainerProps[],
  context: RenderContext,
): string {
  const definitions = containers.map(
    (container) => Object.assign({}, ...FACETS.map((facet) => facet.render(container, context))) as object,
  );
  return escapeTemplate(JSON.stringify(definitions));
}

function checkUnique(c: Checks, containers: readonly ContainerProps[], networkMode: NetworkMode): void {
  const names = containers.map(({ name }, index) => ({ prop: `containers[${index}].name`, key: name }));
  c.distinct(names, "the task", "give each container another name");
  // The ports that only one container can have: on the instance, or on the network interface that they share.
  const portProp = networkMode === "bridge" ? "hostPort" : "containerPort";
  const ports = containers.flatMap(({ portMappings = [] }, index) =>
    portMappings.flatMap((mapping, at) => {
      const port = hostPortOf(mapping, networkMode);
      const prop = `containers[${index}].portMappings[${at}].${portProp}`;
      return port === 0 ? [] : [{ prop, key: `${port}/${mapping.protocol ?? "tcp"}` }];
    }),
  );
  c.distinct(ports, "the task", `give each container another ${portProp}`);
}

function checkTogether(c: Checks, containers: readonly ContainerProps[]): void {
  const names = containers.map(({ name }) => name);
  c.require(() => containers.length === 0 || containers.some(({ essential = true }) => essential), {
    prop: "containers",
    must: "have one that is essential",
    got: names,
    hint: "leave 'essential' out for the main container",
  });
  // Linked containers start in order as well, so that links and dependencies can block each other.
  const cycle = findCycle(
    new Map(
      containers.map(({ name, links = [], dependsOn = {} }) => [
        name,
        [...links.map(linkedContainer), ...Object.keys(dependsOn)],
      ]),
    ),
  );
  c.require(() => cycle === undefined, {
    prop: "containers",
    must: "not wait for each other in a circle by 'links' and 'dependsOn'",
    got: cycle?.join(" → "),
    hint: "remove one of them",
  });
  const routers = containers.filter(({ firelens }) => firelens !== undefined).map(({ name }) => name);
  c.require(() => routers.length <= 1, {
    prop: "containers",
    must: "have at most one with 'firelens'",
    got: routers,
    hint: "a task has one log router",
  });
  const index = containers.findIndex(({ logging }) => logging?.driver === "awsfirelens");
  c.require(() => index < 0 || routers.length > 0, {
    prop: `containers[${index}].logging`,
    must: "have a container with 'firelens' to go to",
    got: "awsfirelens",
    hint: "add one to the task",
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;
const SOME = rules.atLeast(1, "container", "a task without containers does nothing");
