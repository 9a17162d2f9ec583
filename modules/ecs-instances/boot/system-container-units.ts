import { readPermissions, SECRET_PACKAGES } from "./secret-source";
import { writeFile } from "./shell";
import type { SystemContainer } from "./system-container";
import { isEcr, startScript } from "./system-container-script";
import type { UserDataStep } from "./user-data-step";

/** Writes and starts the systemd units of system containers. */
export function systemContainersStep(containers: readonly SystemContainer[], region: string): UserDataStep {
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
    permissions: [
      ...sources.flatMap(readPermissions),
      ...containers.flatMap(({ permissions = [] }) => permissions),
    ],
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
