import type { MountPoint, Volume } from "../ecs-service";
import type { Value } from "./value";

/** What a container mounts, and the volume that it mounts. */
export interface ComposeMount {
  readonly mount: MountPoint;
  readonly volume: Volume;
}

/** The named volumes of a file: what each is on ECS, under the name that Docker gives it on an instance. */
export type NamedVolumes = ReadonlyMap<string, { readonly name: string; readonly volume: Volume }>;

/** Reads the volumes of the file. Each is made on an instance when it is first needed, for this project alone. */
export function readNamedVolumes(volumes: Value | undefined, project: string): NamedVolumes {
  return new Map(
    (volumes?.entries() ?? []).map(([key, value]) => {
      value.warn(
        "the data stay on the instance that writes them",
        "use a database of AWS, or a file system of EFS, for what must not be lost",
      );
      if (value.isNull) {
        return [key, { name: `${project}_${key}`, volume: sharedVolume({}) }];
      }
      const external = value.get("external")?.boolean() ?? false;
      const driver = value.get("driver")?.text();
      const options = value.get("driver_opts")?.pairs() ?? [];
      const name = value.get("name")?.text() ?? (external ? key : `${project}_${key}`);
      const driverOptions =
        options.length === 0
          ? undefined
          : Object.fromEntries(options.map(([option, text]) => [option, text ?? ""]));
      return [key, { name, volume: sharedVolume({ driver, driverOptions, external }) }];
    }),
  );
}

/** Reads what a service mounts, in the short syntax (`data:/var/lib/data:ro`) and the long one. */
export function readMounts(service: Value, serviceName: string, named: NamedVolumes): ComposeMount[] {
  const mounts = (service.get("volumes")?.items() ?? []).flatMap((item) => {
    const written = item.kind === "map" ? longSyntax(item) : shortSyntax(item);
    return written === undefined ? [] : (toMount(item, written, serviceName, named) ?? []);
  });
  const inMemory = (service.get("tmpfs")?.texts() ?? []).map((text) => {
    const [containerPath = "", options] = text.split(":");
    return memoryMount(serviceName, containerPath, options);
  });
  return [...mounts, ...inMemory];
}

interface WrittenMount {
  /** Options of a folder in memory; then there is no source. */
  readonly inMemory?: string;
  readonly source?: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

function shortSyntax(item: Value): WrittenMount | undefined {
  const parts = item.text()?.split(":") ?? [];
  const [source = "", target, mode = ""] = parts;
  const modes = mode.split(",").filter((one) => one !== "");
  const unknown = modes.filter((one) => !["rw", "ro"].includes(one));
  if (parts.length > 3 || source === "" || target === "") {
    item.error(
      `must be source:path, got ${JSON.stringify(parts.join(":"))}`,
      "write it like data:/var/lib/data",
    );
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
  if (kind === "tmpfs") {
    const options = (item.get("tmpfs")?.pairs() ?? []).map(([key, text]) => `${key}=${text ?? ""}`);
    return { inMemory: options.join(","), containerPath: containerPath ?? "", readOnly };
  }
  if (containerPath === undefined || (kind !== "volume" && kind !== "bind")) {
    const remedy = "write type: volume, source: data, target: /data";
    item.error("must have a target, and type volume, bind or tmpfs", remedy);
    return undefined;
  }
  return { source, containerPath, readOnly };
}

function toMount(
  item: Value,
  { inMemory, source, containerPath, readOnly }: WrittenMount,
  serviceName: string,
  named: NamedVolumes,
): ComposeMount | undefined {
  if (inMemory !== undefined) {
    return memoryMount(serviceName, containerPath, inMemory);
  }
  if (source === undefined) {
    const volume = `${serviceName}-${slug(containerPath)}`;
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
  if (/^[.~]|\//.test(source)) {
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
  const volume = `${serviceName}-${slug(containerPath)}`;
  return {
    mount: { volume, containerPath },
    volume: { docker: { scope: "task", driver: "local", driverOptions } },
  };
}

function sharedVolume(settings: {
  readonly driver?: string;
  readonly driverOptions?: Record<string, string>;
  readonly external?: boolean;
}): Volume {
  const { driver, driverOptions, external = false } = settings;
  return { docker: { scope: "shared", autoprovision: !external, driver, driverOptions } };
}

function slug(path: string): string {
  const text = path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return text === "" ? "root" : text;
}
