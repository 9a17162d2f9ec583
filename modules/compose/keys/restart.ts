import type { Value } from "../syntax";

/**
 * Reads `restart`: whether a container may end and leave the others running. ECS replaces the task of any other container
 * that ends.
 */
export function readMayEnd(restart: Value | undefined): boolean {
  const text = restart?.text();
  if (text !== undefined && !RESTART.test(text)) {
    restart?.error(
      `must be one of "no", always, on-failure, unless-stopped, got ${JSON.stringify(text)}`,
      "leave it out: ECS starts a new task when a container ends",
    );
  }
  if (text?.startsWith("on-failure") === true) {
    restart?.warn(
      "ECS starts a new task whenever the container ends",
      'write restart: "no" for a container that ends by itself',
    );
  }
  return text === "no" || text === "false";
}

const RESTART = /^(no|false|always|unless-stopped|on-failure(:\d+)?)$/;
