import type { SystemContainer } from "./system-container";

export interface CAdvisorProps {
  /** Tag of the image. @default "v0.52.1" */
  readonly version?: string;
  /** Port of the instance on which it answers; open it to whoever scrapes. @default 8081: services often take 8080 */
  readonly port?: number;
  /** Limit at which it is killed, at least 6. @default 128 */
  readonly memoryMiB?: number;
}

/**
 * cAdvisor: metrics of every container of an instance, for Prometheus to scrape at `/metrics`.
 * https://github.com/google/cadvisor/blob/master/docs/running.md
 */
export function cAdvisor({
  version = "v0.52.1",
  port = 8081,
  memoryMiB = 128,
}: CAdvisorProps = {}): SystemContainer {
  return {
    name: "cadvisor",
    image: `gcr.io/cadvisor/cadvisor:${version}`,
    command: ["--docker_only=true", "--housekeeping_interval=30s"],
    ports: [{ containerPort: 8080, hostPort: port }],
    volumes: [
      { source: "/", target: "/rootfs", readOnly: true },
      { source: "/var/run", target: "/var/run", readOnly: true },
      { source: "/sys", target: "/sys", readOnly: true },
      { source: "/var/lib/docker", target: "/var/lib/docker", readOnly: true },
      { source: "/dev/disk", target: "/dev/disk", readOnly: true },
    ],
    devices: ["/dev/kmsg"],
    privileged: true,
    memoryMiB,
  };
}
