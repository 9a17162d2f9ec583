import { METADATA_FUNCTION } from "./instance-metadata";
import { readCommand } from "./secret-source";
import { shellQuote } from "./shell";
import type { BootValue, InstanceMetadata, SystemContainer } from "./system-container";

/**
 * The script that starts a system container and stays with it. It reads secrets anew at each start, and hands them
 * over by the environment or by files in memory: no value is ever an argument, which every user can see.
 */
export function startScript(container: SystemContainer): string {
  const { name, image, command = [] } = container;
  const metadata = metadataOf(container);
  const values = Object.values(container.secrets ?? {}).map(readCommand);
  const files = Object.values(container.secretFiles ?? {}).map(readCommand);
  const folder = `${SECRET_FOLDER}/${name}`;
  const run = ["exec docker run", ...options(container), shellQuote(image), ...command.map(word)];

  return lines(
    "#!/bin/bash",
    "set -euo pipefail",
    ...(metadata.length > 0 ? [METADATA_FUNCTION] : []),
    ...metadata.map((key) => `${variable(key)}="$(metadata ${key})"`),
    // All are read before one is exported: their names are the user's, and the AWS CLI looks at its environment.
    ...values.map((read, index) => `secret_${index}="$(${read})"`),
    ...(files.length > 0 ? ["umask 077", `install -d -m 0700 ${shellQuote(folder)}`] : []),
    ...files.flatMap((read, index) => [
      `file_${index}="$(${read})"`,
      // Only root can enter the folder; in the container, where the file alone is mounted, any user may read it.
      `printf '%s\\n' "$file_${index}" >${shellQuote(`${folder}/${index}`)}`,
      `chmod 0444 ${shellQuote(`${folder}/${index}`)}`,
    ]),
    ...ecrLogin(image),
    ...Object.keys(container.secrets ?? {}).map((env, index) => `export ${env}="$secret_${index}"`),
    `docker rm --force ${shellQuote(name)} >/dev/null 2>&1 || true`,
    run.join(" \\\n  "),
  );
}

/** In memory: gone when the instance stops. */
const SECRET_FOLDER = "/run/system-containers";

function options(container: SystemContainer): string[] {
  const {
    name,
    network = "bridge",
    environment = {},
    secrets = {},
    secretFiles = {},
    volumes = [],
  } = container;
  const { ports = [], devices = [], hostname, user, privileged = false, memoryMiB } = container;
  return [
    // The journal gets what the container prints; Docker keeps no second copy that nobody rotates.
    "--rm --log-driver none",
    `--name ${shellQuote(name)}`,
    `--network ${network}`,
    ...(privileged ? ["--privileged"] : []),
    ...(memoryMiB === undefined ? [] : [`--memory ${memoryMiB}m`]),
    ...(user === undefined ? [] : [`--user ${shellQuote(user)}`]),
    ...(hostname === undefined ? [] : [`--hostname ${word(hostname)}`]),
    ...devices.map((device) => `--device ${shellQuote(device)}`),
    ...ports.map(({ containerPort, hostPort = containerPort, protocol = "tcp" }) => {
      return `--publish ${hostPort}:${containerPort}/${protocol}`;
    }),
    ...volumes.map(({ source, target, readOnly = false }) => {
      return `--volume ${shellQuote(`${source}:${target}${readOnly ? ":ro" : ""}`)}`;
    }),
    ...Object.keys(secretFiles).map((target, index) => {
      return `--volume ${shellQuote(`${SECRET_FOLDER}/${name}/${index}:${target}:ro`)}`;
    }),
    ...Object.entries(environment).map(([key, value]) => `--env ${key}=${word(value)}`),
    // Without a value: Docker takes it from the script's own environment.
    ...Object.keys(secrets).map((key) => `--env ${key}`),
  ];
}

/** A value as one word of a command. */
function word(value: BootValue): string {
  return typeof value === "string" ? shellQuote(value) : `"$${variable(value.instanceMetadata)}"`;
}

type MetadataKey = InstanceMetadata["instanceMetadata"];

function metadataOf({ command = [], environment = {}, hostname = "" }: SystemContainer): MetadataKey[] {
  const values = [...command, ...Object.values(environment), hostname];
  return [...new Set(values.flatMap((value) => (typeof value === "string" ? [] : [value.instanceMetadata])))];
}

function variable(key: MetadataKey): string {
  return `metadata_${key.replaceAll(/\W/g, "_")}`;
}

/** Signs in to the account's own registry, which the role of instances may pull from. */
function ecrLogin(image: string): string[] {
  const [registry] = image.split("/");
  return registry !== undefined && isEcr(image)
    ? [`aws ecr get-login-password | docker login --username AWS --password-stdin ${shellQuote(registry)}`]
    : [];
}

/** A command that succeeds once the container is ready. */
export function readinessCheck({ name, readyCommand }: SystemContainer): string {
  return readyCommand === undefined
    ? `[ "$(docker inspect --format '{{.State.Running}}' ${shellQuote(name)})" = true ]`
    : ["docker exec", shellQuote(name), ...readyCommand.map(shellQuote)].join(" ");
}

/** Whether an image is in a private registry of ECR. */
export function isEcr(image: string): boolean {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//.test(image);
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
