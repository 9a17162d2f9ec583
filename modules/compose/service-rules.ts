import { findCycle } from "../core";
import type { ComposeDependency } from "./keys/depends-on";
import { type ComposeOptions, FIXED_PORTS } from "./options";
import type { ComposeService } from "./service";

/** Checks what the services of a file say about each other, whatever tasks they are in. */
export function checkServices(services: readonly ComposeService[], options: ComposeOptions): void {
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
          `see them with npm run compose -- ps, or ${FIXED_PORTS}`,
        );
    }
  }
  refuseDuplicateNames(services);
  refuseDuplicatePorts(services, options);
  refuseCycles(services);
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

function refuseDuplicateNames(services: readonly ComposeService[]): void {
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

function refuseDuplicatePorts(services: readonly ComposeService[], { hostPorts }: ComposeOptions): void {
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
