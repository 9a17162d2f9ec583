import type { IConstruct } from "constructs";
import { rules, validateImage, validateProp, ValidationError } from "../core";
import type { BootStep } from "./boot-step";
import { readPermissions, SECRET_PACKAGES } from "./secret-source";
import { writeFile } from "./shell";
import type { SystemContainer } from "./system-container";
import { isEcr, startScript } from "./system-container-script";

/** Writes and starts the systemd units of system containers. */
export function systemContainersStep(containers: readonly SystemContainer[], region: string): BootStep {
  const sources = containers.flatMap(({ secrets = {}, secretFiles = {} }) => [
    ...Object.values(secrets),
    ...Object.values(secretFiles),
  ]);
  const needsAwsCli = sources.length > 0 || containers.some(({ image }) => isEcr(image));
  return {
    name: "system-containers",
    script: [
      writeFile("/etc/systemd/system/system-container@.service", "0644", unit(region)),
      ...containers.map((container) =>
        writeFile(`${FOLDER}/${container.name}`, "0700", startScript(container)),
      ),
      "systemctl daemon-reload",
      // Docker waits for user data to end, so waiting for Docker here would never end.
      ...containers.map(({ name }) => `systemctl enable --now --no-block system-container@${name}.service`),
    ].join("\n"),
    packages: needsAwsCli ? SECRET_PACKAGES : [],
    permissions: sources.flatMap(readPermissions),
  };
}

const FOLDER = "/usr/local/lib/system-containers";

/**
 * A unit per container and not `docker run --restart=always`: that one restarts only what has been created, so an
 * image that cannot be pulled at boot stays missing for good, and it keeps its secrets in Docker's files. Wanted by
 * Docker's unit, it starts at every start of Docker, the one after a reboot included.
 */
function unit(region: string): string {
  return `[Unit]
Description=System container %i
Requires=docker.service
After=docker.service network-online.target
StartLimitIntervalSec=0

[Service]
# For a home folder, in which Docker keeps its sign-ins.
User=root
Environment=AWS_DEFAULT_REGION=${region} AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
ExecStart=${FOLDER}/%i
Restart=always
RestartSec=5

[Install]
WantedBy=docker.service
`;
}

/** Checks the system containers of one group, alone and together. */
export function validateSystemContainers(scope: IConstruct, containers: readonly SystemContainer[]): void {
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const prop = `systemContainers[${index}]`;
    validateSystemContainer(scope, prop, container);
    for (const claim of claims(container)) {
      if (taken.has(claim)) {
        throw new ValidationError(scope, {
          prop,
          must: "have a name and host ports of its own",
          got: claim,
          hint: "an instance has each name and port once",
        });
      }
      taken.add(claim);
    }
  }
}

function validateSystemContainer(scope: IConstruct, prop: string, container: SystemContainer): void {
  const {
    name,
    image,
    environment = {},
    secrets = {},
    secretFiles = {},
    volumes = [],
    ports = [],
  } = container;
  validateProp(scope, `${prop}.name`, name, NAME);
  validateImage(scope, `${prop}.image`, image, container.allowLatest);
  validateProp(scope, `${prop}.memoryMiB`, container.memoryMiB, rules.integer(6, 25_165_824, "give MiB"));
  for (const key of [...Object.keys(environment), ...Object.keys(secrets)]) {
    validateProp(scope, `${prop}.environment`, key, VARIABLE);
  }
  for (const path of Object.keys(secretFiles)) {
    validateProp(scope, `${prop}.secretFiles`, path, ABSOLUTE_PATH);
  }
  for (const [index, { source, target }] of volumes.entries()) {
    validateProp(scope, `${prop}.volumes[${index}].source`, source, VOLUME_SOURCE);
    validateProp(scope, `${prop}.volumes[${index}].target`, target, ABSOLUTE_PATH);
  }
  for (const [index, { containerPort, hostPort }] of ports.entries()) {
    validateProp(scope, `${prop}.ports[${index}].containerPort`, containerPort, PORT);
    validateProp(scope, `${prop}.ports[${index}].hostPort`, hostPort, PORT);
  }
  if (container.network === "host" && ports.length > 0) {
    throw new ValidationError(scope, {
      prop: `${prop}.ports`,
      must: 'be left out with network "host"',
      got: ports,
      hint: "there the container's ports are the instance's",
    });
  }
}

/** What only one container of an instance can have. */
function claims({ name, ports = [] }: SystemContainer): string[] {
  const hostPorts = ports.map(({ containerPort, hostPort = containerPort, protocol = "tcp" }) => {
    return `port ${hostPort}/${protocol}`;
  });
  return [`name ${name}`, ...hostPorts];
}

const NAME = rules.text(
  /^[a-z][a-z0-9-]{0,39}$/,
  "1 to 40 small letters, digits and hyphens",
  "choose another name",
);
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
