import type { NetworkMode } from "../../ecs-task";
import type { Value } from "../syntax";

/** Reads `network_mode`. */
export function readNetworkMode(mode: Value | undefined): NetworkMode {
  const text = mode?.text();
  if (text !== undefined && text !== "bridge" && text !== "host") {
    mode?.error(`must be bridge or host, got ${JSON.stringify(text)}`, "leave it out, and link the services");
  }
  return text === "host" ? "host" : "bridge";
}
