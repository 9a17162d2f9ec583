import type { ContainerProps, NetworkMode } from "../../ecs-task";
import type { Value } from "../syntax";

/**
 * Reads `hostname`. On Compose's networks a service finds itself by its own name; on ECS a container finds its hostname
 * only. So that is the service's name where its settings contain that; elsewhere it stays Docker's choice, since some
 * programs keep their data under it. https://repost.aws/questions/QU86I58FZhQ0KLIrM63s5G4Q/ecs-dns-lookups-of-containers
 */
export function readHostname(
  service: Value,
  name: string,
  container: ContainerProps,
  networkMode: NetworkMode,
): string | undefined {
  const written = service.get("hostname")?.text();
  return written ?? (networkMode === "bridge" && callsItself(name, container) ? name : undefined);
}

function callsItself(
  name: string,
  { environment = {}, command = [], entryPoint = [], healthCheck }: ContainerProps,
): boolean {
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(name)) {
    return false;
  }
  const texts = [...Object.values(environment), ...command, ...entryPoint, ...(healthCheck?.command ?? [])];
  const wholeName = new RegExp(`(?<![\\w.-])${name}(?![\\w.-])`);
  return texts.some((text) => wholeName.test(text));
}
