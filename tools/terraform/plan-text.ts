import { parseImage, shortVersion } from "../aws/container-image";
import { differenceText } from "../cost/difference";
import type { Style } from "../terminal/style";
import { table } from "../terminal/table";
import type { Kind } from "./plan-json";
import type { PlannedResource, PlannedRisk, PlanReport } from "./plan-report";
import { durationText, NOT_COUNTED } from "./rollout-duration";
import type { ImageChange, ServiceRollout } from "./service-rollouts";
import { unaskedText, type UnaskedVersion } from "./unasked-versions";

const HEADINGS: readonly (readonly [Kind, string])[] = [
  ["create", "Created"],
  ["change", "Changed"],
  ["replace", "Replaced"],
  ["destroy", "Destroyed"],
];

/** A plan in words, a line each. */
export function planText(report: PlanReport, style: Style): string[] {
  const { stack, rollouts, unaskedVersions, risks, obstacles, outputs } = report;
  if (isEmpty(report)) {
    return [`No changes: '${stack}' is as described.`];
  }
  const rest = withoutRollouts(report);
  const outputLines = outputs.length === 0 ? [] : ["", `Outputs that change: ${outputs.join(", ")}`];
  return [
    ...rollouts.flatMap((rollout) => ["", ...rolloutLines(rollout, style)]),
    ...notCounted(report).flatMap((line) => ["", style.dim(line)]),
    ...HEADINGS.flatMap(([kind, heading]) =>
      section(
        heading,
        rest.filter((one) => one.kind === kind),
        style,
      ),
    ),
    ...(rest.length === 0 ? [] : outputLines),
    ...unaskedLines(unaskedVersions, style),
    ...riskLines(risks, style),
    ...obstacles.flatMap((obstacle) => ["", style.red(obstacle)]),
    ...costLine(report),
    "",
    summary(report),
  ];
}

/** Such as `Cost: about +$33 a month: 1 NAT gateway`. */
export function costLine({ cost }: PlanReport): string[] {
  return cost === undefined ? [] : ["", `Cost: ${differenceText(cost)}`];
}

/** Terraform's own sentence. */
export function summary({ add, change, destroy }: PlanReport): string {
  return `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`;
}

export function isEmpty({ resources, outputs }: PlanReport): boolean {
  return resources.length === 0 && outputs.length === 0;
}

/** The resources that are not told as a rollout already. */
export function withoutRollouts({ resources, rollouts }: PlanReport): PlannedResource[] {
  const told = new Set(rollouts.flatMap(({ addresses }) => addresses));
  return resources.filter(({ address }) => !told.has(address));
}

/** Such as `app: v1 → v2, rolling, 2 tasks, about 6 min`. */
export function rolloutTitle({
  construct,
  images,
  settings,
  tasks,
  strategy,
  duration,
}: ServiceRollout): string {
  const versions = [...new Set(images.map(versionChange))];
  const what = [...versions, ...(settings.length > 0 ? ["new settings"] : [])];
  const count = tasks === undefined ? "every instance" : tasks === 1 ? "1 task" : `${tasks} tasks`;
  const time = duration === undefined ? [] : [durationText(duration)];
  return `${construct}: ${[...(what.length === 0 ? ["new revision"] : what), strategy, count, ...time].join(", ")}`;
}

/** What the times of the rollouts leave out, once. */
export function notCounted({ rollouts }: PlanReport): string[] {
  return rollouts.some(({ duration }) => duration !== undefined) ? [NOT_COUNTED] : [];
}

/** What differs, a line each. */
export function rolloutDetails({ images, settings }: ServiceRollout): string[] {
  return [
    ...images.map(({ container, from, to }) => `image of ${container}: ${from} → ${to}`),
    ...(settings.length > 0 ? [`settings: ${settings.join(", ")}`] : []),
  ];
}

/** Such as `Replaced (aws_lb.alb): interrupts service, because of name`. */
export function riskText({ address, construct, kind, risk, because }: PlannedRisk): string {
  const [, what = kind] = HEADINGS.find(([one]) => one === kind) ?? [];
  const name = construct === address ? address : `${construct} (${address})`;
  return `${name}: ${what.toLowerCase()}, ${risk}${because.length > 0 ? ` (because of ${because.join(", ")})` : ""}`;
}

function rolloutLines(rollout: ServiceRollout, style: Style): string[] {
  return [style.bold(rolloutTitle(rollout)), ...rolloutDetails(rollout).map((line) => `  ${line}`)];
}

function section(heading: string, resources: readonly PlannedResource[], style: Style): string[] {
  if (resources.length === 0) {
    return [];
  }
  const rows = resources.map(({ construct, address, type }) => [
    `  ${construct}`,
    style.dim(construct === address ? "" : type),
  ]);
  return ["", style.bold(`${heading} (${resources.length})`), ...table(rows.sort(byFirstCell))];
}

function byFirstCell([one = ""]: readonly string[], [other = ""]: readonly string[]): number {
  return one < other ? -1 : 1;
}

function unaskedLines(versions: readonly UnaskedVersion[], style: Style): string[] {
  return versions.length === 0
    ? []
    : [
        "",
        style.red(`Versions that nobody has asked for (${versions.length})`),
        ...versions.map((version) => `  ${unaskedText(version)}`),
      ];
}

function riskLines(risks: readonly PlannedRisk[], style: Style): string[] {
  return risks.length === 0
    ? []
    : [
        "",
        style.red(`Interrupts service or loses data (${risks.length})`),
        ...risks.map((risk) => `  ${riskText(risk)}`),
      ];
}

/** `v1 → v2`, or the whole images if more than the version differs. */
function versionChange({ from, to }: ImageChange): string {
  const [old, next] = [parseImage(from), parseImage(to)];
  return old.repository === next.repository
    ? `${shortVersion(old.version)} → ${shortVersion(next.version)}`
    : `${from} → ${to}`;
}
