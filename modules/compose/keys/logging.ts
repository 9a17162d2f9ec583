import type { Logging } from "../../ecs-task";
import type { Value } from "../syntax";

/** Reads `logging`. Without it, logs go to the project's log group in CloudWatch. */
export function readLogging(logging: Value | undefined): Logging | undefined {
  if (logging === undefined) {
    return undefined;
  }
  const driver = logging.get("driver");
  const name = driver?.text() ?? "json-file";
  const options = logging.get("options");
  const pairs = (options?.pairs() ?? []).map(([key, text]) => [key, text ?? ""] as const);
  if (name === "awslogs") {
    options?.note("are set by the project's log group", "leave them out");
    return { driver: "awslogs" };
  }
  if (!isDriver(name)) {
    driver?.warn(`ECS has no log driver ${name}: logs go to CloudWatch`, `take one of ${DRIVERS.join(", ")}`);
    return undefined;
  }
  if (driver === undefined) {
    logging.note(
      "without a driver its options count for json-file: logs stay on the instance",
      "name the driver",
    );
  }
  return { driver: name, options: pairs.length === 0 ? undefined : Object.fromEntries(pairs) };
}

function isDriver(name: string): name is (typeof DRIVERS)[number] {
  return DRIVERS.some((driver) => driver === name);
}

const DRIVERS = ["fluentd", "gelf", "journald", "json-file", "splunk", "syslog"] as const;
