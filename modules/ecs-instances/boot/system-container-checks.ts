import { checkImage, checkJson, type Checks, rules } from "../../core";
import type { Architecture } from "../instance-families";
import { checkSecretSource } from "./secret-source";
import type { SystemContainer } from "./system-container";

/** Checks the system containers of one group, alone and together. */
export function checkSystemContainers(
  c: Checks,
  containers: readonly SystemContainer[],
  architecture: Architecture | undefined,
): void {
  for (const [index, container] of containers.entries()) {
    const at = c.at(`systemContainers[${index}]`);
    checkSystemContainer(at, container);
    at.require(() => [undefined, container.architecture].includes(architecture) || !container.architecture, {
      prop: "image",
      must: `be made for the architecture of the group (${architecture})`,
      got: container.image,
      of: [container.image, container.architecture, architecture],
      hint: `it is for ${container.architecture} only: name another image, or other instances`,
    });
  }
  const names = containers.map(({ name }, index) => ({ prop: `systemContainers[${index}].name`, key: name }));
  c.distinct(names, "the group", "choose another name");
  c.distinct(hostPorts(containers), "the group", "an instance has each port once: give another 'hostPort'");
}

function checkSystemContainer(c: Checks, container: SystemContainer): void {
  const { name, image, network, environment = {}, secrets = {}, secretFiles = {} } = container;
  const { volumes = [], ports = [], openToVpc, devices, privileged, memoryMiB } = container;
  const { command = [], hostname, permissions } = container;
  // Scripts are made of these, and the agent's settings are computed from them.
  c.known({
    name,
    image,
    architecture: container.architecture,
    network,
    ports,
    openToVpc,
    devices,
    privileged,
    memoryMiB,
  });
  c.known({
    command: metadataIn(command),
    environment: metadataIn(environment),
    hostname: metadataIn([hostname]),
  });
  checkJson(c, "permissions", permissions);
  checkJson(c, "readyCommand", container.readyCommand);
  c.value("name", name, NAME);
  checkImage(c, "image", image, container.allowLatest);
  c.value("memoryMiB", memoryMiB, MEMORY);
  for (const key of [...Object.keys(environment), ...Object.keys(secrets)]) {
    c.value("environment", key, VARIABLE);
  }
  for (const [key, source] of Object.entries(secrets)) {
    checkSecretSource(c, `secrets.${key}`, source);
  }
  for (const [path, source] of Object.entries(secretFiles)) {
    checkSecretSource(c, `secretFiles.${path}`, source);
    c.value("secretFiles", path, ABSOLUTE_PATH);
  }
  for (const [index, volume] of volumes.entries()) {
    c.at(`volumes[${index}]`).each(volume, { source: VOLUME_SOURCE, target: ABSOLUTE_PATH });
  }
  for (const [index, port] of ports.entries()) {
    c.at(`ports[${index}]`).each(port, { containerPort: PORT, hostPort: PORT });
  }
  c.require(() => network !== "host" || ports.length === 0, {
    prop: "ports",
    must: 'be left out with network "host"',
    got: ports,
    hint: "there the container's ports are the instance's",
  });
}

/** Which metadata of the instance the values are: the script asks the instance for each by its name. */
function metadataIn(values: object): unknown[] {
  return Object.values(values).filter((value) => typeof value === "object");
}

function hostPorts(containers: readonly SystemContainer[]) {
  return containers.flatMap(({ ports = [] }, index) => {
    return ports.map(({ containerPort, hostPort = containerPort, protocol = "tcp" }, at) => ({
      prop: `systemContainers[${index}].ports[${at}]`,
      key: `${hostPort}/${protocol}`,
    }));
  });
}

const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,39}$/,
  "1 to 40 lowercase letters, digits and hyphens",
  "choose another name",
);
/** https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory */
const MEMORY = rules.integer(6, 25_165_824, "give what the container needs in MiB");
const VARIABLE = rules.text(
  /^[A-Za-z_]\w*$/,
  "named with letters, digits and underscores",
  "rename the variable",
);
const ABSOLUTE_PATH = rules.text(
  /^\/[^:\n]*$/,
  "an absolute path in the container, without colons",
  "write it like /data",
);
const VOLUME_SOURCE = rules.text(
  /^(\/[^:\n]*|\w[\w.-]*)$/,
  "an absolute path or a named volume, without colons",
  "write it like /var/lib/data",
);
const PORT = rules.integer(1, 65_535, "give the port that the container listens on");
