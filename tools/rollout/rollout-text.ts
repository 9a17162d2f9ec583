import type { LogTail } from "../aws/log-tail";
import { targetText } from "../aws/target-health";
import type { FailedRollout, RunningVersion } from "./failed-rollout";
import type { StoppedTasks } from "./stopped-tasks";

/** Why a service does not run the version that was deployed, for people. */
export function rolloutText(rollout: FailedRollout): string[] {
  const { construct, cluster, service, reason, runs, stoppedTasks, events, targets, log, hint } = rollout;
  return [
    `${construct}: the deployment of service ${service} in cluster ${cluster} failed: ${reason}.`,
    ...stoppedTasks.flatMap(stoppedText),
    ...events.map((event) => `  ECS reports: ${event}`),
    ...targets.map((target) => `  ${targetText(target)}`),
    ...(log === undefined ? [] : logText(log)),
    `  ${runningText(runs)}`,
    `  What to do: ${hint}; then deploy again.`,
  ];
}

function stoppedText({ count, stopCode, reason = "no reason given", containers }: StoppedTasks): string[] {
  const code = stopCode === undefined ? "" : `${stopCode}: `;
  return [
    `  ${count} ${count === 1 ? "task" : "tasks"} stopped: ${code}${reason}`,
    ...containers.map(({ name, exitCode, reason: why }) => {
      const end = exitCode === undefined ? "has not run" : `exit code ${exitCode}`;
      return `    ${name}: ${end}${why === undefined || why === reason ? "" : `, ${why}`}`;
    }),
  ];
}

function logText({ group, stream, lines, refusal }: LogTail): string[] {
  if (lines.length === 0) {
    return [`  Its log is empty (${group}, ${stream})${refusal === undefined ? "" : `: ${refusal}`}`];
  }
  return [`  The end of its log (${group}, ${stream}):`, ...lines.map((line) => `    ${line}`)];
}

function runningText({ revision, images, running, desired }: RunningVersion): string {
  const what = `${revision} (${images.join(", ")})`;
  return running === 0
    ? `No task runs: ECS was to run ${what}.`
    : `What runs is ${what}: ${running} of ${desired} tasks.`;
}
