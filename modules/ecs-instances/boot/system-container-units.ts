import { readPermissions, SECRET_PACKAGES } from "./secret-source";
import { writeFile } from "./shell";
import type { SystemContainer } from "./system-container";
import { isEcr, readinessCheck, startScript } from "./system-container-script";
import type { UserDataStep } from "./user-data-step";

/** Writes and starts the systemd units of system containers, and lets the ECS agent wait for them. */
export function systemContainersStep(containers: readonly SystemContainer[], region: string): UserDataStep {
  const sources = containers.flatMap(({ secrets = {}, secretFiles = {} }) => [
    ...Object.values(secrets),
    ...Object.values(secretFiles),
  ]);
  const needsAwsCli = sources.length > 0 || containers.some(({ image }) => isEcr(image));
  const units = containers.map(({ name }) => `system-container@${name}.service`);
  return {
    name: "system-containers",
    script: [
      writeFile(`${UNITS}/system-container@.service`, "0644", containerUnit(region)),
      ...containers.map((container) =>
        writeFile(`${CONTAINER_SCRIPTS}/${container.name}`, "0700", startScript(container)),
      ),
      writeFile(`${UNITS}/${READY}`, "0644", readyUnit(units)),
      writeFile(READY_SCRIPT, "0755", readyScript(containers)),
      writeFile(`${UNITS}/ecs.service.d/system-containers.conf`, "0644", AGENT_DROP_IN),
      "systemctl daemon-reload",
      // Docker waits for user data to end, so waiting for Docker here would never end.
      ...units.map((unit) => `systemctl enable --now --no-block ${unit}`),
      `systemctl start --no-block ${READY}`,
    ].join("\n"),
    packages: needsAwsCli ? SECRET_PACKAGES : [],
    permissions: [
      ...sources.flatMap(readPermissions),
      ...containers.flatMap(({ permissions = [] }) => permissions),
    ],
  };
}

const UNITS = "/etc/systemd/system";
const CONTAINER_SCRIPTS = "/usr/local/lib/system-containers";
const READY = "system-containers-ready.service";
const READY_SCRIPT = "/usr/local/lib/ecs-instance/system-containers-ready";

/**
 * A unit per container and not `docker run --restart=always`: that one restarts only what has been created, so an
 * image that cannot be pulled at boot stays missing for good, and it keeps its secrets in Docker's files. Wanted by
 * Docker's unit, it starts at every start of Docker, the one after a reboot included.
 */
function containerUnit(region: string): string {
  return `[Unit]
Description=System container %i
Requires=docker.service
After=docker.service network-online.target
StartLimitIntervalSec=0

[Service]
# For a home folder, in which Docker keeps its sign-ins.
User=root
Environment=AWS_DEFAULT_REGION=${region} AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
ExecStart=${CONTAINER_SCRIPTS}/%i
Restart=always
RestartSec=5

[Install]
WantedBy=docker.service
`;
}

/**
 * Starts as long as a container is not ready, however often it has to be started until then: a unit of its own, since
 * a container's unit counts as started when its first attempt has failed.
 */
function readyUnit(units: readonly string[]): string {
  return `[Unit]
Description=Wait until the system containers are ready
Wants=${units.join(" ")}
After=docker.service ${units.join(" ")}

[Service]
Type=oneshot
ExecStart=${READY_SCRIPT}
`;
}

/**
 * The agent starts when the containers are ready, after a reboot and a restart of Docker, too. The agent's own unit:
 * https://github.com/aws/amazon-ecs-agent/blob/master/packaging/amazon-linux-ami-integrated/ecs.service
 */
const AGENT_DROP_IN = `[Unit]
Requires=${READY}
After=${READY}
`;

function readyScript(containers: readonly SystemContainer[]): string {
  const waits = containers.map((container) => {
    return `until ${readinessCheck(container)} >/dev/null 2>&1; do\n  sleep 2\ndone`;
  });
  return ["#!/bin/bash", ...waits, ""].join("\n");
}
