import type { Task } from "@aws-sdk/client-ecs";

import { oneLine } from "../terminal/one-line";

/** How a task ended. */
export interface TaskOutcome {
  /** Of its essential container; undefined if that has never run. */
  readonly exitCode: number | undefined;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
  /** Why it stopped, in ECS's words. */
  readonly stoppedReason: string;
}

/** @param container the essential container of the task */
export function outcomeOf(task: Task, container: string): TaskOutcome {
  const containers = (task.containers ?? []).map(({ name = "", exitCode, reason }) => ({
    name,
    exitCode,
    reason,
  }));
  return {
    exitCode: containers.find(({ name }) => name === container)?.exitCode,
    containers,
    stoppedReason: task.stoppedReason ?? NO_REASON,
  };
}

/** One line about a task whose container has never run. */
export function explainNoStart(name: string, { containers, stoppedReason }: TaskOutcome): string {
  const reason = containers.map((one) => one.reason).find((one) => one !== undefined) ?? stoppedReason;
  const hint = startHint(reason) ?? "see the stopped tasks of the cluster in the console";
  return `The task '${name}' did not start: ${oneLine(reason)}; ${hint}.`;
}

/** What to do about a container that ECS could not start; undefined if the reason is none of the known ones. */
export function startHint(reason: string): string | undefined {
  return START_HINTS.find(([pattern]) => pattern.test(reason))?.[1];
}

/** One line about a task that ECS has placed nowhere. */
export function explainPlacement(name: string, reason = NO_REASON, detail?: string): string {
  const hint = PLACEMENT_HINTS.find(([beginning]) => reason.startsWith(beginning))?.[1];
  const inWords = detail === undefined ? reason : `${reason} (${oneLine(detail)})`;
  return `The task '${name}' was not placed: ${inWords}; ${hint ?? "see the instances of the cluster in the console"}.`;
}

const NO_REASON = "ECS gives no reason";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const START_HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /^CannotPull/,
    "check that the image exists in this version, and that the task's execution role may pull it",
  ],
  [
    /^(ResourceInitializationError|fetching secret data)/i,
    "check that the secrets and volumes exist, and that the task's execution role may read them",
  ],
  [/^OutOfMemory/, "raise 'memoryMiB' of the container"],
  [
    /failed to initialize logging driver/i,
    "check the container's 'logging', and that the instance may write to it",
  ],
  [/^CannotStartContainer/, "check the container's 'command' and 'entryPoint'"],
];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html */
const PLACEMENT_HINTS: readonly (readonly [string, string])[] = [
  [
    "RESOURCE:MEMORY",
    "no instance has so much memory free: lower 'memoryMiB' or raise 'maxSize' of the instances",
  ],
  ["RESOURCE:CPU", "no instance has so much CPU free: lower 'cpu' or raise 'maxSize' of the instances"],
  ["RESOURCE:PORTS", "the host port is taken on every instance: leave 'hostPort' out"],
  ["RESOURCE:ENI", "no instance has a network interface free: take network mode bridge, or larger instances"],
  ["AGENT", "the agent of an instance is out of reach: try again, and look at the instance if it stays so"],
  ["ATTRIBUTE", "no instance has an attribute that the task definition needs"],
];
