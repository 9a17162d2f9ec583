import type { PortMapping } from "../../ecs-task";
import type { Value } from "../syntax";

/** A port of a service, and the one that the file gives it on the host. */
export interface ComposePort {
  readonly value: Value;
  readonly containerPort: number;
  /** @default none: any free one */
  readonly published?: number;
  /** The address of the host that it is opened on. @default all */
  readonly address?: string;
  readonly protocol: "tcp" | "udp";
}

/** Reads `ports`, in the short syntax (`127.0.0.1:8080-8081:80-81/tcp`) and the long one. */
export function readPorts(ports: Value | undefined): ComposePort[] {
  return (ports?.items() ?? []).flatMap((item) =>
    item.kind === "map" ? longSyntax(item) : shortSyntax(item),
  );
}

/** The mappings of a container. Ports that ECS picks are one for each container port, however often it is published. */
export function portMappings(
  ports: readonly ComposePort[],
  hostPorts: "dynamic" | "as-written",
): PortMapping[] {
  const mappings = ports.map(({ containerPort, published, protocol }) => ({
    containerPort,
    hostPort: hostPorts === "as-written" ? (published ?? 0) : 0,
    protocol,
  }));
  const texts = mappings.map((mapping) => JSON.stringify(mapping));
  return mappings.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}

function shortSyntax(item: Value): ComposePort[] {
  const match = item.parsed(
    (text) => SHORT.exec(text)?.groups,
    "a port, host:port or address:host:port",
    "write it like 8080:80",
  );
  if (match === undefined) {
    return [];
  }
  warnOfAddress(item, match.address);
  return expand(item, { ...match, target: match.target ?? "", protocol: match.protocol ?? "tcp" });
}

function longSyntax(item: Value): ComposePort[] {
  const target = item.get("target");
  const published = item.get("published")?.text();
  const protocol = item.get("protocol")?.text() ?? "tcp";
  const address = item.get("host_ip")?.text();
  warnOfAddress(item, address);
  if (item.get("mode")?.text() === "host") {
    item.get("mode")?.note("is how ECS maps ports in any case", "leave it out");
  }
  // For people, and for proxies that ECS has none of.
  item.get("name");
  item.get("app_protocol");
  if (target === undefined) {
    item.error("must have a target", "write the container's port as target: 80");
    return [];
  }
  const port = target.text();
  return port === undefined ? [] : expand(item, { target: port, published, address, protocol });
}

interface WrittenPort {
  readonly target: string;
  readonly published?: string;
  readonly address?: string;
  readonly protocol: string;
}

function expand(item: Value, { target, published, address, ...written }: WrittenPort): ComposePort[] {
  const inside = range(target);
  // 0 is any that is free.
  const isAny = published === undefined || published === "" || published === "0";
  const outside = isAny ? [] : range(published);
  const protocol = written.protocol.toLowerCase();
  if (inside === undefined || outside === undefined) {
    item.error(`must have ports from 1 to 65535, got ${published ?? ""}:${target}`, "correct the numbers");
    return [];
  }
  if (protocol !== "tcp" && protocol !== "udp") {
    item.error(`must be tcp or udp, got ${protocol}`, "ECS maps no other protocol");
    return [];
  }
  if (inside.length > MAX_PORTS) {
    item.error(`opens ${inside.length} ports, more than the ${MAX_PORTS} of an instance`, "open fewer");
    return [];
  }
  // Several host ports for one port of the container: Docker takes one that is free, and so does ECS.
  const anyOf = inside.length === 1 && outside.length > 1;
  if (outside.length > 0 && !anyOf && inside.length !== outside.length) {
    item.error("must have as many host ports as container ports", "make both ranges equally long");
    return [];
  }
  return inside.map((containerPort, index) => ({
    value: item,
    containerPort,
    published: anyOf ? undefined : outside[index],
    address,
    protocol,
  }));
}

function range(text: string): number[] | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return from >= 1 && from <= to && to <= 65_535
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : undefined;
}

function warnOfAddress(item: Value, address: string | undefined): void {
  if (address !== undefined && !EVERYWHERE.includes(address)) {
    item.warn(
      `ECS opens the port on all addresses of the instance, not only on ${address}`,
      "the instances' security group decides who reaches it",
    );
  }
}

const SHORT =
  /^(?:(?:(?<address>\[[\da-fA-F:.]+\]|[\d.]+):)?(?<published>\d+(?:-\d+)?)?:)?(?<target>\d+(?:-\d+)?)(?:\/(?<protocol>\w+))?$/;
const EVERYWHERE = ["0.0.0.0", "::", "[::]"];
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
const MAX_PORTS = 100;
