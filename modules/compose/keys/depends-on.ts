import type { StartCondition } from "../../ecs-task";
import type { Value } from "../syntax";

/** Another service that a service calls, or waits for. */
export interface ComposeDependency {
  readonly service: string;
  readonly value: Value;
  /** Under which name it is called. @default its own */
  readonly alias?: string;
  /** What it waits for. @default nothing: it only calls it */
  readonly condition?: StartCondition;
  /** Whether it may be missing. @default false */
  readonly optional?: boolean;
}

/** Reads `depends_on`, a list of names or a map with conditions. */
export function readDependsOn(service: Value): ComposeDependency[] {
  const dependsOn = service.get("depends_on");
  if (dependsOn?.kind !== "map") {
    return (dependsOn?.items() ?? []).flatMap((value) => {
      const name = value.text();
      return name === undefined ? [] : [{ service: name, value, condition: "START" as const }];
    });
  }
  return dependsOn.entries().map(([name, value]) => {
    if (value.isNull) {
      return { service: name, value, condition: "START" };
    }
    if (value.get("restart")?.boolean() === true) {
      value
        .get("restart")
        ?.warn("a container is not restarted with another", "the whole task is, when one stops");
    }
    return {
      service: name,
      value,
      condition:
        value
          .get("condition")
          ?.parsed(
            (text) => CONDITIONS.get(text),
            `one of ${[...CONDITIONS.keys()].join(", ")}`,
            "leave it out to wait for its start",
          ) ?? "START",
      optional: value.get("required")?.boolean() === false,
    };
  });
}

const CONDITIONS: ReadonlyMap<string, StartCondition> = new Map([
  ["service_started", "START"],
  ["service_healthy", "HEALTHY"],
  ["service_completed_successfully", "SUCCESS"],
]);
