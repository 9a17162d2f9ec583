import type { Volume } from "../../ecs-task";
import type { Value } from "../syntax";

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
      if (!/^[\w-]{1,255}$/.test(name)) {
        const must = "must have a name of up to 255 letters, digits, hyphens and underscores";
        (value.get("name") ?? value).error(`${must}, got ${JSON.stringify(name)}`, "ECS knows no others");
      }
      const driverOptions =
        options.length === 0
          ? undefined
          : Object.fromEntries(options.map(([option, text]) => [option, text ?? ""]));
      return [key, { name, volume: sharedVolume({ driver, driverOptions, external }) }];
    }),
  );
}

function sharedVolume(settings: {
  readonly driver?: string;
  readonly driverOptions?: Record<string, string>;
  readonly external?: boolean;
}): Volume {
  const { driver, driverOptions, external = false } = settings;
  return { docker: { scope: "shared", autoprovision: !external, driver, driverOptions } };
}
