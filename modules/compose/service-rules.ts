import { findCycle } from "../core";
import type { ComposeDependency } from "./dependencies";
import type { ComposeOptions } from "./plan";
import type { ComposeService } from "./service";
import { isEssential } from "./task-dependencies";
import type { Value } from "./value";

/** Checks what the services of a file say about each other. */
export function checkServices(
  root: Value,
  services: readonly ComposeService[],
  options: ComposeOptions,
): void {
  const together = options.services !== "separate";
  for (const service of services) {
    for (const dependency of [...service.links, ...service.dependsOn]) {
      checkDependency(dependency, services);
    }
    if (
      options.hostPorts !== "as-written" &&
      service.ports.some(({ published }) => published !== undefined)
    ) {
      service.value
        .get("ports")
        ?.note(
          "ECS picks the ports of the instance",
          "see them with npm run compose -- ps, or take hostPorts: as-written",
        );
    }
  }
  refuseTwinNames(services);
  refuseTwinPorts(services, options);
  refuseCycles(services);
  if (together) {
    checkTask(root, services);
    warnOfEndlessRuns(services);
  } else {
    services.forEach((service) => {
      checkAlone(service);
      warnOfEndlessRuns([service]);
    });
  }
}

function checkDependency(dependency: ComposeDependency, services: readonly ComposeService[]): void {
  const { service, value, condition, optional = false } = dependency;
  const target = services.find(({ key }) => key === service);
  if (target === undefined) {
    if (!optional) {
      value.error(`there is no service ${service}`, "correct the name, or activate its profile");
    }
  } else if (condition === "HEALTHY" && target.container.healthCheck === undefined) {
    value.warn(
      `${service} has no health check here: only its start is waited for`,
      `write it under services.${service}.healthcheck; ECS does not look into images`,
    );
  }
}

function refuseTwinNames(services: readonly ComposeService[]): void {
  const seen = new Map<string, string>();
  for (const { key, value, container } of services) {
    const earlier = seen.get(container.name);
    if (!/^[\w.-]+$/.test(key)) {
      value.error("must have a name of letters, digits, dots, hyphens and underscores", "rename it");
    } else if (earlier !== undefined) {
      value.error(`is called ${container.name} on ECS, as ${earlier} is`, "rename one of them");
    }
    seen.set(container.name, key);
  }
}

function refuseTwinPorts(services: readonly ComposeService[], { hostPorts }: ComposeOptions): void {
  const seen = new Map<string, string>();
  for (const { key, ports } of services) {
    for (const { published, address = "", protocol, value } of ports) {
      const port = `${published ?? ""}/${protocol}`;
      // ECS opens the ports that are written on all addresses.
      const place = hostPorts === "as-written" ? port : `${address} ${port}`;
      const earlier = seen.get(place);
      if (published !== undefined && earlier !== undefined) {
        value.error(`the host port ${port} is that of ${earlier} as well`, "give each its own");
      }
      seen.set(place, key);
    }
  }
}

/** Services that wait for each other, or call each other by links, never start. */
function refuseCycles(services: readonly ComposeService[]): void {
  const edges = new Map(
    services.map(({ key, links, dependsOn }) => [
      key,
      [...links, ...dependsOn].map(({ service }) => service),
    ]),
  );
  const cycle = findCycle(edges);
  const first = services.find(({ key }) => key === cycle?.[0]);
  if (cycle !== undefined && first !== undefined) {
    const edge = [...first.links, ...first.dependsOn].find(({ service }) => service === cycle[1]);
    (edge?.value ?? first.value).error(
      `services wait for each other in a circle: ${cycle.join(" → ")}`,
      "remove one of these links or depends_on",
    );
  }
}

/** All services in one task. */
function checkTask(root: Value, services: readonly ComposeService[]): void {
  if (services.length > MAX_CONTAINERS) {
    root
      .get("services")
      ?.error(
        `has ${services.length} services, and a task holds at most ${MAX_CONTAINERS} containers`,
        'take services: "separate"',
      );
  }
  const differ = new Set(services.map(({ replicas }) => replicas)).size > 1;
  const called = services
    .flatMap(({ links, dependsOn }) => [...links, ...dependsOn])
    .map(({ service }) => service);
  for (const { key, value, links, dependsOn, hostNetwork, replicas, replicasValue } of services) {
    if (hostNetwork && services.length > 1) {
      value
        .get("network_mode")
        ?.error("a task has one network for all containers", 'leave it out, or take services: "separate"');
    }
    if (differ && replicas === 0) {
      replicasValue?.error(
        "a task has one container of each service: this one would run",
        "give it a profile, which leaves it out",
      );
    } else if (differ && replicas !== 1) {
      replicasValue?.warn(
        "a task has one container of each service: this one is not multiplied",
        'take services: "separate" to scale each alone',
      );
    }
    if (services.length > 1 && links.length + dependsOn.length === 0 && !called.includes(key)) {
      value.warn(
        "calls no other service and is called by none: in a task only links connect",
        "list what it calls under depends_on or links",
      );
    }
  }
}

/** A task whose last container ends is replaced. */
function warnOfEndlessRuns(members: readonly ComposeService[]): void {
  for (const { value } of members.filter((member) => member.mayEnd && isEssential(member, members))) {
    value
      .get("restart")
      ?.warn("ECS starts a new task whenever this one ends", "run it once instead, as a OneOffTask");
  }
}

/** A service in a task of its own. */
function checkAlone({ links, dependsOn, hostNetwork, value }: ComposeService): void {
  if (hostNetwork && value.get("ports") !== undefined) {
    value.get("ports")?.note("are those of the instance itself", "leave them out with network_mode: host");
  }
  for (const { service, value: link } of links) {
    link.error(
      `${service} is in another task, where no link leads`,
      "remove the link, and give its address as environment, from service discovery",
    );
  }
  for (const { service, value: dependency } of dependsOn) {
    dependency.warn(
      `${service} is in another task, which is neither waited for nor called by its name`,
      "try again until it answers, at an address from service discovery",
    );
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;
