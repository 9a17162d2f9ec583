import type { Value } from "../syntax";
import type { ComposeDependency } from "./depends-on";

/** Reads `links`: `service` or `service:alias`. */
export function readLinks(service: Value): ComposeDependency[] {
  return (service.get("links")?.items() ?? []).flatMap((value) => {
    const [name = "", alias] = (value.text() ?? "").split(":");
    return name === "" ? [] : [{ service: name, value, alias: alias === "" ? undefined : alias }];
  });
}
