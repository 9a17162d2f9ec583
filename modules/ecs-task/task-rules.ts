import type { IConstruct } from "constructs";
import { findCycle, ValidationError } from "../core";
import type { ContainerProps, StartCondition } from "./container";
import type { Volumes } from "./volume";

/** Checks what the containers of one task say about each other and about the task's volumes. */
export function validateReferences(
  scope: IConstruct,
  containers: readonly ContainerProps[],
  volumes: Volumes,
): void {
  for (const [index, container] of containers.entries()) {
    const prop = `containers[${index}]`;
    for (const link of container.links ?? []) {
      requireContainer(scope, `${prop}.links`, linkedContainer(link), container, containers);
    }
    for (const [name, condition] of Object.entries(container.dependsOn ?? {})) {
      const earlier = requireContainer(scope, `${prop}.dependsOn`, name, container, containers);
      validateCondition(scope, `${prop}.dependsOn.${name}`, condition, earlier);
    }
    for (const [mount, { volume }] of (container.mountPoints ?? []).entries()) {
      if (!Object.hasOwn(volumes, volume)) {
        throw new ValidationError(scope, {
          prop: `${prop}.mountPoints[${mount}].volume`,
          must: "be one of the task's volumes",
          got: volume,
          hint: "add it to 'volumes'",
        });
      }
    }
  }
  refuseCycle(scope, containers);
  validateLogRouter(scope, containers);
}

/** The container that a link leads to: the part before the alias. */
function linkedContainer(link: string): string {
  return link.split(":")[0] ?? link;
}

function requireContainer(
  scope: IConstruct,
  prop: string,
  name: string,
  from: ContainerProps,
  containers: readonly ContainerProps[],
): ContainerProps {
  const found = containers.find((container) => container.name === name);
  if (found === undefined) {
    throw new ValidationError(scope, {
      prop,
      must: "name containers of the same task",
      got: name,
      hint: `the others are ${JSON.stringify(containers.filter((one) => one !== from).map((one) => one.name))}`,
    });
  }
  return found;
}

function validateCondition(
  scope: IConstruct,
  prop: string,
  condition: StartCondition,
  earlier: ContainerProps,
): void {
  if (condition === "HEALTHY" && earlier.healthCheck === undefined) {
    throw new ValidationError(scope, {
      prop,
      must: `wait for a container with a health check`,
      got: condition,
      hint: `give '${earlier.name}' a 'healthCheck', or wait for START`,
    });
  }
  if ((condition === "COMPLETE" || condition === "SUCCESS") && (earlier.essential ?? true)) {
    throw new ValidationError(scope, {
      prop,
      must: "wait for a container that may end",
      got: condition,
      hint: `set 'essential: false' on '${earlier.name}', or wait for START`,
    });
  }
}

/** Linked containers start in order as well, so that links and dependencies can block each other. */
function refuseCycle(scope: IConstruct, containers: readonly ContainerProps[]): void {
  const cycle = findCycle(
    new Map(
      containers.map(({ name, links = [], dependsOn = {} }) => [
        name,
        [...links.map(linkedContainer), ...Object.keys(dependsOn)],
      ]),
    ),
  );
  if (cycle !== undefined) {
    throw new ValidationError(scope, {
      prop: "containers",
      must: "not wait for each other in a circle by 'links' and 'dependsOn'",
      got: cycle.join(" → "),
      hint: "remove one of them",
    });
  }
}

function validateLogRouter(scope: IConstruct, containers: readonly ContainerProps[]): void {
  const routers = containers.filter(({ firelens }) => firelens !== undefined).map(({ name }) => name);
  if (routers.length > 1) {
    throw new ValidationError(scope, {
      prop: "containers",
      must: "have at most one with 'firelens'",
      got: routers,
      hint: "a task has one log router",
    });
  }
  const index = containers.findIndex(({ logging }) => logging?.driver === "awsfirelens");
  if (index >= 0 && routers.length === 0) {
    throw new ValidationError(scope, {
      prop: `containers[${index}].logging`,
      must: "have a container with 'firelens' to go to",
      got: "awsfirelens",
      hint: "add one to the task",
    });
  }
}
