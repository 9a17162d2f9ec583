import type { Severity, Value } from "../syntax";

/** Why a key of Compose is not carried over, and what to do instead. */
type Reason = readonly [message: string, hint: string, severity?: Severity];

/**
 * Adds a diagnostic for every key that was not read: Compose's own that ECS has nothing for, with the way out, and
 * unknown ones, as Compose itself refuses them.
 */
export function reportUnread(root: Value): void {
  const named = SECTIONS.flatMap((section) =>
    (root.get(section)?.keys() ?? []).map((name) => [`${section}.${name}.`, `${section}.*.`] as const),
  );
  for (const value of root.unread()) {
    const [message, hint, severity = "warning"] = reasonFor(value.path, named) ?? UNKNOWN;
    value.report(severity, message, hint);
  }
}

function reasonFor(path: string, named: readonly (readonly [string, string])[]): Reason | undefined {
  // Names may hold dots: of `web` and `web.dev` the longer one is meant.
  const [prefix, general] = named
    .filter(([begin]) => path.startsWith(begin))
    .sort(([one], [other]) => other.length - one.length)
    .at(0) ?? ["", ""];
  const pattern = `${general}${path.slice(prefix.length)}`.replace(/\[\d+\]/g, "[]");
  const key = [pattern, pattern.replace(/^services\.\*\./, "")].find((one) => Object.hasOwn(REASONS, one));
  return key === undefined ? undefined : REASONS[key];
}

/** Where authors choose names; other sections are not carried over as a whole. */
const SECTIONS = ["services", "volumes", "secrets"];

const UNKNOWN: Reason = ["is no key of Compose", "correct it, or let it begin with x-", "error"];
const INSTANCE = "is up to the instance, not to the task";
const LINKS = "containers of a task reach each other by links, not by networks";
const NO_EFFECT = "has no effect on ECS";
const NOT_CARRIED_OVER = "is not carried over";
const LEAVE_OUT = "leave it out";
const DEPLOYMENT = "set it on the EcsService";
const AT_BUILD = "write it into the Dockerfile";
const MERGE = "merge the files first: docker compose config > merged.yml";

/** By key path, with `*` for names and `[]` for numbers; keys of services without `services.*.` in front. */
const REASONS: Readonly<Record<string, Reason>> = {
  version: ["is obsolete: Compose ignores it too", LEAVE_OUT, "note"],
  name: ["is not used: the project is named when it is brought up", LEAVE_OUT, "note"],
  include: ["other files are not read", MERGE, "error"],
  models: ["ECS runs no models", "call one as a service"],
  networks: [LINKS, "list what a service calls under depends_on or links", "note"],
  configs: ["ECS has no configs", "put the files into the image"],

  annotations: ["ECS has no annotations", "use labels"],
  attach: [NO_EFFECT, LEAVE_OUT, "note"],
  blkio_config: [INSTANCE, LEAVE_OUT],
  cgroup: [INSTANCE, LEAVE_OUT],
  cgroup_parent: [INSTANCE, LEAVE_OUT],
  "services.*.configs": [
    "ECS has no configs",
    "put the files into the image, or give values as environment",
    "error",
  ],
  container_name: ["ECS names containers itself", "let others call it by the name of its service"],
  cpu_count: ["is for Windows", "write cpus"],
  cpu_percent: ["is for Windows", "write cpus"],
  cpu_period: ["ECS has no periods", "write cpus"],
  cpu_quota: ["ECS has no quotas", "write cpus"],
  cpu_rt_period: ["ECS has no real-time scheduling", LEAVE_OUT],
  cpu_rt_runtime: ["ECS has no real-time scheduling", LEAVE_OUT],
  cpuset: ["ECS pins no processors", "write cpus"],
  credential_spec: ["is for Windows", LEAVE_OUT],
  develop: [NO_EFFECT, "it is for the own machine", "note"],
  device_cgroup_rules: [INSTANCE, LEAVE_OUT],
  devices: [NOT_CARRIED_OVER, "write the service in TypeScript: its containers take devices"],
  dns_opt: ["ECS sets servers and search domains only", LEAVE_OUT],
  domainname: ["ECS sets a host name only", "write it into hostname"],
  "deploy.endpoint_mode": ["is for Swarm", "use a load balancer"],
  "deploy.labels": ["ECS labels containers, not services", "use labels"],
  "deploy.placement": ["is for Swarm", "use placementConstraints of EcsService"],
  "deploy.resources.limits.pids": ["ECS limits no number of processes", "use ulimits: nproc"],
  "deploy.resources.reservations.devices": [
    NOT_CARRIED_OVER,
    "write the service in TypeScript: its containers take gpus",
  ],
  "deploy.resources.reservations.generic_resources": ["is for Swarm", LEAVE_OUT],
  "deploy.restart_policy": ["ECS starts a new task when an essential container stops", LEAVE_OUT],
  "deploy.rollback_config": ["ECS rolls a failed deployment back by itself", LEAVE_OUT],
  "deploy.update_config": ["ECS keeps half of the tasks up while it updates", DEPLOYMENT],
  expose: ["linked containers reach all ports", LEAVE_OUT, "note"],
  extends: ["services are not looked up elsewhere", MERGE, "error"],
  external_links: [
    "containers outside the file cannot be linked",
    "give their address as environment, from service discovery",
    "error",
  ],
  gpus: [NOT_CARRIED_OVER, "write the service in TypeScript: its containers take gpus"],
  group_add: ["ECS adds no groups", AT_BUILD],
  "healthcheck.start_interval": ["ECS checks at one interval", "lower interval"],
  ipc: ["is up to the task on ECS", LEAVE_OUT],
  isolation: ["is for Windows", LEAVE_OUT],
  label_file: ["is not read", "write the labels under labels"],
  mac_address: [INSTANCE, LEAVE_OUT],
  mem_swappiness: [INSTANCE, LEAVE_OUT],
  memswap_limit: [INSTANCE, LEAVE_OUT],
  "services.*.models": ["ECS runs no models", "call one as a service"],
  "services.*.networks": [LINKS, "list what the service calls under depends_on or links", "note"],
  oom_kill_disable: [INSTANCE, LEAVE_OUT],
  oom_score_adj: [INSTANCE, LEAVE_OUT],
  pid: ["is up to the task on ECS", LEAVE_OUT],
  pids_limit: ["ECS limits no number of processes", "use ulimits: nproc"],
  platform: ["the instances decide it", "choose their type to match, e.g. t4g.small for arm64"],
  post_start: ["ECS runs nothing in a running container", "put it into the entrypoint"],
  pre_start: ["ECS runs nothing beside a container", "put it into the entrypoint"],
  pre_stop: ["ECS runs nothing in a running container", "let the program do it on SIGTERM"],
  provider: ["ECS runs containers only", "make it with Terraform", "error"],
  pull_policy: ["the ECS agent pulls by its own setting", "see ECS_IMAGE_PULL_BEHAVIOR", "note"],
  pull_refresh_after: [NO_EFFECT, LEAVE_OUT, "note"],
  runtime: [INSTANCE, LEAVE_OUT],
  "secrets[].gid": ["a variable has no group", LEAVE_OUT, "note"],
  "secrets[].mode": ["a variable has no mode", LEAVE_OUT, "note"],
  "secrets[].uid": ["a variable has no owner", LEAVE_OUT, "note"],
  security_opt: [
    NOT_CARRIED_OVER,
    "write the service in TypeScript: its containers take dockerSecurityOptions, if the instances can",
  ],
  stop_signal: ["ECS sends the signal of the image", `${AT_BUILD}, as STOPSIGNAL`],
  storage_opt: [INSTANCE, LEAVE_OUT],
  use_api_socket: ["the agent's socket is not handed on", LEAVE_OUT],
  userns_mode: [INSTANCE, LEAVE_OUT],
  uts: [INSTANCE, LEAVE_OUT],
  "volumes[].bind": ["ECS mounts as the instance does", LEAVE_OUT, "note"],
  "volumes[].consistency": [NO_EFFECT, LEAVE_OUT, "note"],
  "volumes[].volume": ["ECS mounts whole volumes, and fills new ones from the image", LEAVE_OUT],
  volumes_from: ["volumes are mounted by name only", "mount the same named volume in both services", "error"],

  "secrets.*.labels": [NOT_CARRIED_OVER, LEAVE_OUT, "note"],
  "volumes.*.labels": [NOT_CARRIED_OVER, LEAVE_OUT, "note"],
};
