import type { ContainerProps, UlimitName } from "../../ecs-task";
import type { Value } from "../syntax";

/** Reads `ulimits`, each a number or a map of `soft` and `hard`. */
export function readUlimits(value: Value | undefined): NonNullable<ContainerProps["ulimits"]> {
  return Object.fromEntries(
    (value?.entries() ?? []).flatMap(([name, limit]) => {
      const soft = limit.kind === "map" ? limit.get("soft")?.integer() : limit.integer();
      const hard = limit.kind === "map" ? limit.get("hard")?.integer() : soft;
      if (!isUlimit(name)) {
        limit.error("is no limit that ECS knows", `take one of ${ULIMITS.join(", ")}`);
        return [];
      }
      if (soft === undefined || hard === undefined) {
        limit.error("must have a soft and a hard limit", "write one number for both");
        return [];
      }
      if (hard !== UNLIMITED && (soft > hard || soft === UNLIMITED)) {
        limit.error(`has a soft limit of ${soft}, above the hard one of ${hard}`, "lower the soft limit");
        return [];
      }
      return [[name, { soft, hard }] as const];
    }),
  );
}

function isUlimit(name: string): name is UlimitName {
  return ULIMITS.some((limit) => limit === name);
}

const UNLIMITED = -1;
const ULIMITS = [
  ...["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss"],
  ...["rtprio", "rttime", "sigpending", "stack"],
] as readonly UlimitName[];
