import type { Value } from "../syntax";

/** How many tasks a service is to have. */
export interface Replicas {
  readonly count: number;
  /** Where that is written. @default nowhere: one */
  readonly value?: Value;
}

/** Reads `deploy.replicas` and `scale`, which mean the same, and `deploy.mode`. */
export function readReplicas(service: Value): Replicas {
  const mode = service.get("deploy")?.get("mode");
  if (mode !== undefined && mode.text() !== "replicated") {
    mode.warn("a service of this kind has a number of tasks", "use DaemonService for one on each instance");
  }
  const deployed = service.get("deploy")?.get("replicas");
  const scale = service.get("scale");
  if (deployed !== undefined && scale !== undefined && deployed.text() !== scale.text()) {
    scale.error("is not the same as deploy.replicas", "leave one of them");
  }
  const value = deployed ?? scale;
  const count = value?.integer() ?? 1;
  if (count < 0) {
    value?.error(`must not be negative, got ${count}`, "write how many tasks there are to be");
  }
  return { count: Math.max(count, 0), value };
}
