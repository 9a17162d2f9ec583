import { createHash } from "node:crypto";
import type { MountPoint, Volume } from "../../ecs-task";
import { parseMiB, type Value } from "../syntax";
import type { NamedVolumes } from "./volumes";

/** What a container mounts, and the volume that it mounts. */
export interface ComposeMount {
  readonly mount: MountPoint;
  readonly volume: Volume;
}

/** Reads what a service mounts, in the short syntax (`data:/var/lib/data:ro`) and the long one. */
export function readMounts(service: Value, serviceName: string, named: NamedVolumes): ComposeMount[] {
  const seen = new Set<string>();
  const once = (item: Value, found: ComposeMount | undefined): ComposeMount[] => {
    if (found === undefined) {
      return [];
    }
    const path = found.mount.containerPath.replace(/(?<=.)\/+$/, "");
    if (seen.has(path)) {
      item.error(`something is mounted at ${path} already`, "remove one of them");
    }
    seen.add(path);
    return [found];
  };
  const mounts = (service.get("volumes")?.items() ?? []).flatMap((item) => {
    const written = item.kind === "map" ? longSyntax(item) : shortSyntax(item);
    return once(item, written && toMount(item, written, serviceName, named));
  });
  const inMemory = (service.get("tmpfs")?.items() ?? []).flatMap((item) => {
    const [containerPath, options] = item.text()?.split(":") ?? [];
    return once(
      item,
      containerPath === undefined ? undefined : memoryMount(serviceName, containerPath, options),
    );
  });
  return [...mounts, ...inMemory];
}

interface WrittenMount {
  /** Options of a folder in memory; then there is no source. */
  readonly inMemory?: string;
  /** The name of a volume, or a folder. */
  readonly source?: string;
  /** Whether the source is a folder, whatever it looks like. @default false */
  readonly isFolder?: boolean;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

function shortSyntax(item: Value): WrittenMount | undefined {
  const text = item.text();
  if (text === undefined) {
    return undefined;
  }
  const parts = text.split(":");
  const [source = "", target, mode = ""] = parts;
  const modes = mode.split(",").filter((one) => one !== "");
  const unknown = modes.filter((one) => !["rw", "ro"].includes(one));
  if (parts.length > 3 || source === "" || target === "") {
    item.error(`must be source:path, got ${JSON.stringify(text)}`, "write it like data:/var/lib/data");
    return undefined;
  }
  if (unknown.length > 0) {
    item.warn(`is mounted without ${unknown.join(", ")}`, "ECS knows ro only: leave the rest out");
  }
  const readOnly = modes.includes("ro");
  return target === undefined
    ? { containerPath: source, readOnly }
    : { source, containerPath: target, readOnly };
}

function longSyntax(item: Value): WrittenMount | undefined {
  const type = item.get("type");
  const kind = type?.text();
  const containerPath = item.get("target")?.text();
  const source = item.get("source")?.text();
  const readOnly = item.get("read_only")?.boolean() ?? false;
  if (containerPath === undefined || (kind !== "volume" && kind !== "bind" && kind !== "tmpfs")) {
    const hint = "write type: volume, source: data, target: /data";
    item.error("must have a target, and type volume, bind or tmpfs", hint);
    return undefined;
  }
  if (kind === "tmpfs") {
    if (readOnly) {
      item.get("read_only")?.warn("a folder in memory can be written to on ECS", "leave it out");
    }
    return { inMemory: memoryOptions(item.get("tmpfs")), containerPath, readOnly };
  }
  if (kind === "bind" && source === undefined) {
    item.error("must have a source", "write the folder of the instance as source: /srv/data");
    return undefined;
  }
  return { source, isFolder: kind === "bind", containerPath, readOnly };
}

/** As Docker's driver wants them. */
function memoryOptions(tmpfs: Value | undefined): string {
  const mib = tmpfs?.get("size")?.parsed(parseMiB, "an amount of memory", "write it like 64m");
  const mode = tmpfs?.get("mode")?.parsed(parseMode, "a mode of a folder", "write it like 0o1777");
  const options = [
    mib === undefined ? undefined : `size=${mib}m`,
    mode === undefined ? undefined : `mode=${mode}`,
  ];
  return options.filter((option) => option !== undefined).join(",");
}

/** The octal digits of a mode, which YAML takes as octal with a zero in front, and as decimal without. */
function parseMode(text: string): string | undefined {
  const [, octal] = /^0o?([0-7]+)$/.exec(text) ?? [];
  return octal ?? (/^\d+$/.test(text) ? Number(text).toString(8) : undefined);
}

function toMount(
  item: Value,
  { inMemory, source, isFolder = false, containerPath, readOnly }: WrittenMount,
  serviceName: string,
  named: NamedVolumes,
): ComposeMount | undefined {
  if (inMemory !== undefined) {
    return memoryMount(serviceName, containerPath, inMemory);
  }
  if (source === undefined) {
    const volume = ownVolume(serviceName, containerPath);
    return { mount: { volume, containerPath, readOnly }, volume: { docker: { scope: "task" } } };
  }
  if (source.startsWith("/")) {
    item.warn(
      `${source} is what the instance has there, not this machine`,
      "put files into the image, or mount a named volume",
    );
    return {
      mount: { volume: `host-${slug(source)}`, containerPath, readOnly },
      volume: { hostPath: source },
    };
  }
  if (isFolder || /^[.~]|\//.test(source)) {
    item.error(
      `${source} is a path of this machine, which instances do not have`,
      "put the files into the image, or mount a named volume",
    );
    return undefined;
  }
  const found = named.get(source);
  if (found === undefined) {
    item.error(`there is no volume ${source}`, `add it under volumes, as ${source}:`);
    return undefined;
  }
  return { mount: { volume: found.name, containerPath, readOnly }, volume: found.volume };
}

/** A folder in memory, as Docker's driver `local` makes one. */
function memoryMount(serviceName: string, containerPath: string, options = ""): ComposeMount {
  const driverOptions = { type: "tmpfs", device: "tmpfs", ...(options === "" ? {} : { o: options }) };
  const volume = ownVolume(serviceName, containerPath);
  return {
    mount: { volume, containerPath },
    volume: { docker: { scope: "task", driver: "local", driverOptions } },
  };
}

/** Name of a volume that one service has for itself: no path becomes a name with two hyphens. */
function ownVolume(serviceName: string, containerPath: string): string {
  return `${serviceName}--${slug(containerPath)}`;
}

/** A name for a path, which no other path has: with a hash where letters had to be replaced. */
function slug(path: string): string {
  const text = path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const name = text === "" ? "root" : text;
  return /^[A-Za-z0-9/]*$/.test(path)
    ? name
    : `${name}-${createHash("sha256").update(path).digest("hex").slice(0, 8)}`;
}
