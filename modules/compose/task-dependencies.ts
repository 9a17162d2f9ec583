import type { ContainerProps } from "../ecs-task";
import type { ComposeService } from "./service";

/**
 * What a container of a task says of the others: it waits for those that its service depends on, and calls them and the
 * linked ones by name. On Compose's networks services call each other anyway; in a task only links connect them.
 */
export function dependencies(
  { links, dependsOn }: ComposeService,
  members: readonly ComposeService[],
): Pick<ContainerProps, "links" | "dependsOn"> {
  const containerOf = (key: string) => members.find((member) => member.key === key)?.container;
  const waits = dependsOn.flatMap(({ service, condition = "START" }) => {
    const target = containerOf(service);
    // Without a health check ECS would wait for ever; there is a finding.
    const possible = condition === "HEALTHY" && target?.healthCheck === undefined ? "START" : condition;
    return target === undefined ? [] : [[target.name, possible] as const];
  });
  const calls = [...links, ...dependsOn].flatMap(({ service, alias, condition }) => {
    const target = containerOf(service);
    // One that has ended cannot be called.
    if (target === undefined || condition === "SUCCESS") {
      return [];
    }
    // As on Compose's networks, its own name leads to it beside the alias.
    return [alias ?? service, service].map((name) =>
      name === target.name ? target.name : `${target.name}:${name}`,
    );
  });
  const uniqueCalls = [...new Set(calls)];
  return {
    links: uniqueCalls.length === 0 ? undefined : uniqueCalls,
    dependsOn: waits.length === 0 ? undefined : Object.fromEntries(waits),
  };
}

/** Whether a task ends with this container. One has to be such, also where all may end. */
export function isEssential(member: ComposeService, members: readonly ComposeService[]): boolean {
  const awaited = members.flatMap(({ dependsOn }) =>
    dependsOn.flatMap(({ condition, service }) => (condition === "SUCCESS" ? [service] : [])),
  );
  const canEnd = ({ key, mayEnd }: ComposeService) => mayEnd || awaited.includes(key);
  return !canEnd(member) || (members.every(canEnd) && !awaited.includes(member.key));
}
