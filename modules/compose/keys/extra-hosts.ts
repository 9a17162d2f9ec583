import { isIP } from "node:net";
import type { Value } from "../syntax";

/** Reads `extra_hosts`, a map or a list of `host:address`. */
export function readExtraHosts(value: Value | undefined): Record<string, string> {
  const hosts =
    value?.kind === "map"
      ? value.entries().map(([host, item]) => [host, item.texts().join(","), item] as const)
      : (value?.items() ?? []).map((item) => {
          const [, host = "", address = ""] = /^([^:=]+)[:=](.*)$/.exec(item.text() ?? "") ?? [];
          return [host, address.replace(/^\[(.*)\]$/, "$1"), item] as const;
        });
  const seen = new Set<string>();
  return Object.fromEntries(
    hosts.flatMap(([host, address, item]) => {
      if (seen.has(host)) {
        item.error(`gives ${host} a second address`, "leave one of them");
      }
      seen.add(host);
      if (isIP(address) === 0) {
        item.error(
          `must be a host with an address, got ${JSON.stringify(address)}`,
          "write it like db:10.1.0.9",
        );
        return [];
      }
      return [[host, address] as const];
    }),
  );
}
