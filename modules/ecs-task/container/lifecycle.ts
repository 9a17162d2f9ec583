import { type Checks, rules } from "../../core";
import type { Facet, Sibling } from "./facet";
import { optionalList } from "./lists";
import { siblingNamed } from "./siblings";

/**
 * What another container must have reached before this one starts: it started, ended, ended with code 0, or its
 * health check succeeded.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export type StartCondition = "START" | "COMPLETE" | "SUCCESS" | "HEALTHY";

export interface LifecycleProps {
  /** Seconds between SIGTERM and SIGKILL, 0 to 120. @default the agent's: 30 */
  readonly stopTimeoutSeconds?: number;
  /** Containers of the task that start earlier, by name. @default none */
  readonly dependsOn?: Readonly<Record<string, StartCondition>>;
}

export const lifecycle: Facet<LifecycleProps & Sibling> = {
  check(c, props, { containers }) {
    c.each<LifecycleProps>(props, {
      stopTimeoutSeconds: rules.integer(0, 120, "ECS waits two minutes at most"),
    });
    for (const [name, condition] of Object.entries(props.dependsOn ?? {})) {
      const earlier = siblingNamed(c, "dependsOn", name, props, containers);
      if (earlier !== undefined) {
        checkCondition(c, `dependsOn.${name}`, condition, earlier);
      }
    }
  },
  render: ({ stopTimeoutSeconds, dependsOn }) => ({
    stopTimeout: stopTimeoutSeconds,
    dependsOn: optionalList(dependsOn, (containerName, condition) => ({ containerName, condition })),
  }),
};

function checkCondition(c: Checks, prop: string, condition: StartCondition, earlier: Sibling): void {
  c.require(() => condition !== "HEALTHY" || earlier.healthCheck !== undefined, {
    prop,
    must: `wait for a container with a health check`,
    got: condition,
    hint: `give '${earlier.name}' a 'healthCheck', or wait for START`,
  });
  const waitsForEnd = condition === "COMPLETE" || condition === "SUCCESS";
  c.require(() => !waitsForEnd || earlier.essential === false, {
    prop,
    must: "wait for a container that may end",
    got: condition,
    hint: `set 'essential: false' on '${earlier.name}', or wait for START`,
  });
}
