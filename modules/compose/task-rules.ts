import { type ComposeOptions, SEPARATE } from "./options";
import type { ComposeService } from "./service";
import type { Value } from "./syntax";
import { isEssential } from "./task";

/** Checks whether the services of a file can run in the tasks that they are put into. */
export function checkTasks(root: Value, services: readonly ComposeService[], options: ComposeOptions): void {
  if (options.services === "separate") {
    services.forEach((service) => {
      checkAlone(service);
      warnOfEndlessRuns([service]);
    });
  } else {
    checkTogether(root, services);
    warnOfEndlessRuns(services);
  }
}

/** All services in one task. */
function checkTogether(root: Value, services: readonly ComposeService[]): void {
  if (services.length > MAX_CONTAINERS) {
    root
      .get("services")
      ?.error(
        `has ${services.length} services, and a task holds at most ${MAX_CONTAINERS} containers`,
        SEPARATE,
      );
  }
  const differ = new Set(services.map(({ replicas }) => replicas.count)).size > 1;
  const called = services
    .flatMap(({ links, dependsOn }) => [...links, ...dependsOn])
    .map(({ service }) => service);
  for (const { key, value, links, dependsOn, networkMode, replicas } of services) {
    if (networkMode === "host" && services.length > 1) {
      value
        .get("network_mode")
        ?.error("a task has one network for all containers", `leave it out, or ${SEPARATE}`);
    }
    if (differ && replicas.count === 0) {
      replicas.value?.error(
        "a task has one container of each service: this one would run",
        "give it a profile, which leaves it out",
      );
    } else if (differ && replicas.count !== 1) {
      replicas.value?.warn(
        "a task has one container of each service: this one is not multiplied",
        `${SEPARATE} to scale each alone`,
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
function warnOfEndlessRuns(services: readonly ComposeService[]): void {
  for (const { value } of services.filter((service) => service.mayEnd && isEssential(service, services))) {
    value
      .get("restart")
      ?.warn("ECS starts a new task whenever this one ends", "run it once instead, as a OneOffTask");
  }
}

/** A service in a task of its own. */
function checkAlone({ links, dependsOn, networkMode, value }: ComposeService): void {
  if (networkMode === "host" && value.get("ports") !== undefined) {
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
