import type { SystemContainer } from "../ecs-instances";

/**
 * Registers every container of an instance that publishes a port with the instance's Consul client, and removes it
 * when it ends.
 * https://gliderlabs.github.io/registrator/latest/user/run/
 */
export function registrator(image = DEFAULT_IMAGE): SystemContainer {
  return {
    name: "registrator",
    image,
    architecture: image === DEFAULT_IMAGE ? "x86_64" : undefined,
    command: ["-cleanup", "-ip", { instanceMetadata: "local-ipv4" }, "consul://127.0.0.1:8500"],
    network: "host",
    // Docker tells it which containers come and go; read-only does not limit what may be asked of a socket.
    volumes: [{ source: "/var/run/docker.sock", target: "/tmp/docker.sock", readOnly: true }],
    memoryMiB: 32,
  };
}

const DEFAULT_IMAGE = "gliderlabs/registrator:v7";
