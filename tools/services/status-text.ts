import type { Rollout } from "../aws/rollout";
import type { ServiceDeployment } from "../aws/services";
import { type Target, targetText } from "../aws/target-health";
import { nameOf } from "../aws/arn";
import { table } from "../terminal/table";
import { type ServiceReport, versionText } from "./service-report";

/** Events of a service that are shown. */
const EVENTS = 3;

const HEADINGS = ["SERVICE", "VERSION", "REVISION", "DESIRED", "RUNNING", "PENDING", "ROLLOUT", "TARGETS"];

/** How services are, a line each, and below it what is not as it should be and what has happened last. */
export function statusText(reports: readonly ServiceReport[]): string[] {
  return [...table([HEADINGS, ...reports.map(row)]), ...reports.flatMap(details)];
}

/** `steady`, `in progress`, `failed`, `rolled back` or `gone`. */
export function rolloutWord(rollout: Rollout): string {
  return rollout.state === "failed" && rollout.rolledBack ? "rolled back" : rollout.state;
}

/** A moment, to the second. */
export function timeText(at: Date | undefined): string {
  return at === undefined
    ? "-"
    : at
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z$/, "Z");
}

function row(report: ServiceReport): string[] {
  const { key, images, revision = "-", desired, running, pending, rollout, targets } = report;
  return [
    ...[key, versionText(images), revision, String(desired), String(running), String(pending)],
    ...[rolloutWord(rollout), targetCounts(targets)],
  ];
}

/** Such as `2 healthy, 1 initial`. */
function targetCounts(targets: readonly Target[]): string {
  const states = [...new Set(targets.map(({ state }) => state))].sort();
  const counts = states.map((state) => `${targets.filter((one) => one.state === state).length} ${state}`);
  return counts.length === 0 ? "-" : counts.join(", ");
}

function details({ key, rollout, deployments, targets, events }: ServiceReport): string[] {
  const lines = [
    ...(rollout.state === "steady" ? [] : [`${rolloutWord(rollout)}: ${rollout.reason}`]),
    ...(deployments.length > 1 ? deployments.map(deploymentText) : []),
    ...targets.filter(({ state }) => state === "unhealthy").map(targetText),
    ...events.slice(0, EVENTS).map(({ at, message }) => `${timeText(at)} ${message}`),
  ];
  return lines.length === 0 ? [] : ["", key, ...lines.map((line) => `  ${line}`)];
}

function deploymentText({
  status,
  taskDefinition,
  running,
  desired,
  rolloutState,
}: ServiceDeployment): string {
  const state = rolloutState === undefined ? "" : `, ${rolloutState}`;
  return `${status} deployment: ${nameOf(taskDefinition)}, ${running} of ${desired} tasks${state}`;
}
