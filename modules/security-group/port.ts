import { type Checks, rules } from "../core";

/** A protocol and a range of ports, as a security-group rule needs them. */
export interface Port {
  readonly protocol: "tcp" | "udp" | "-1";
  /** First port, 0–65535; left out for all traffic. */
  readonly from?: number;
  /** Last port, 0–65535; left out for all traffic. */
  readonly to?: number;
}

/** One TCP port. */
export function tcp(port: number): Port {
  return tcpRange(port, port);
}

/** TCP ports from `from` to `to`, both included. */
export function tcpRange(from: number, to: number): Port {
  return { protocol: "tcp", from, to };
}

/** One UDP port. */
export function udp(port: number): Port {
  return udpRange(port, port);
}

/** UDP ports from `from` to `to`, both included. */
export function udpRange(from: number, to: number): Port {
  return { protocol: "udp", from, to };
}

/** From which Docker picks a free port on ECS-optimised images. */
export const DYNAMIC_PORTS = [32_768, 61_000] as const;

/** Every protocol and port. */
export const allTraffic: Port = { protocol: "-1" };

/** A port as a stable part of a construct id: `tcp-80`, `tcp-32768-61000`, `all`. */
export function portId(port: Port): string {
  if (port.protocol === "-1") {
    return "all";
  }
  return port.from === port.to ? `${port.protocol}-${port.from}` : `${port.protocol}-${port.from}-${port.to}`;
}

/** Whether it is more than one port. */
export function isRange({ from, to }: Port): boolean {
  return from === undefined || from !== to;
}

/** Ports stand in the addresses of rules, and so must be known. */
export function checkPort(c: Checks, port: Port): void {
  const { from, to } = port;
  c.known({ port });
  c.at("port").each(port, { from: PORT, to: PORT });
  c.require(() => from === undefined || to === undefined || from <= to, {
    prop: "port.from",
    must: `not be greater than 'port.to' (${to})`,
    got: from,
    of: [from, to],
    hint: "turn the two round",
  });
}

const PORT = rules.integer(0, 65_535, "ports end there");
