import type { ContainerHealthCheck } from "../../ecs-task";
import { parseDuration, type Value } from "../syntax";

/** Reads `healthcheck`. ECS knows this one only: a check that the image brings does not count. */
export function readHealthCheck(check: Value | undefined): ContainerHealthCheck | undefined {
  if (check === undefined) {
    return undefined;
  }
  const command = readTest(check.get("test"));
  const settings = {
    intervalSeconds: seconds(check.get("interval"), 5, 300),
    timeoutSeconds: seconds(check.get("timeout"), 2, 60),
    retries: within(check.get("retries"), check.get("retries")?.integer(), 1, 10, ""),
    startPeriodSeconds: seconds(check.get("start_period"), 0, 300),
  };
  if (check.get("disable")?.boolean() === true || command?.[0] === "NONE") {
    return undefined;
  }
  if (command === undefined) {
    check.warn(
      "is left out without a test",
      "write the image's check as test: ECS does not look into images",
    );
    return undefined;
  }
  return { command, ...settings };
}

function readTest(test: Value | undefined): string[] | undefined {
  if (test === undefined) {
    return undefined;
  }
  const words = test.texts();
  if (test.kind === "scalar") {
    return ["CMD-SHELL", ...words];
  }
  if (!["CMD", "CMD-SHELL", "NONE"].includes(words[0] ?? "")) {
    test.error(`must begin with CMD, CMD-SHELL or NONE, got ${JSON.stringify(words[0])}`, "put CMD first");
  }
  return words;
}

/** A duration in whole seconds; what ECS does not allow becomes the nearest that it does. */
export function seconds(value: Value | undefined, min: number, max: number): number | undefined {
  const duration = value?.parsed(
    (text) => (text === "0" ? 0 : parseDuration(text)),
    "a duration",
    "write it like 30s or 1m30s",
  );
  return within(value, duration, min, max, " s");
}

function within(
  value: Value | undefined,
  amount: number | undefined,
  min: number,
  max: number,
  unit: string,
): number | undefined {
  if (amount === undefined) {
    return undefined;
  }
  const allowed = Math.min(max, Math.max(min, Math.ceil(amount)));
  if (allowed !== amount) {
    value?.warn(
      `becomes ${allowed}${unit}`,
      `ECS allows whole numbers from ${min} to ${max}${unit === "" ? "" : ", in seconds"}`,
    );
  }
  return allowed;
}
