import type { IConstruct } from "constructs";
import type { CheckCode } from "./check-codes";
import { reported, type ReportedDiagnostic } from "./diagnostic";

/** Warnings that are known and intended: those of one code, in one part of the tree of constructs. */
interface Acknowledgement {
  readonly path: string;
  readonly code: CheckCode;
  readonly reason: string;
}

const ACKNOWLEDGEMENTS = Symbol.for("ecs-terraform-cdk.acknowledgements");

export function keepAcknowledgement(scope: IConstruct, code: CheckCode, reason: string): void {
  acknowledgementsOf(scope).push({ path: scope.node.path, code, reason });
}

/** The warnings, each with the reason of the nearest acknowledgement of it, and one for each that acknowledges none. */
export function acknowledge(
  scope: IConstruct,
  warnings: readonly ReportedDiagnostic[],
): readonly ReportedDiagnostic[] {
  const nearestFirst = [...acknowledgementsOf(scope)].sort(byDepth);
  const used = new Set<Acknowledgement>();
  const told = warnings.map((warning) => {
    const found = nearestFirst.find((one) => one.code === warning.code && contains(one.path, warning.path));
    if (found === undefined) {
      return warning;
    }
    used.add(found);
    return { ...warning, acknowledged: found.reason };
  });
  const unused = nearestFirst.filter((one) => !used.has(one));
  return [...told, ...unused.map(({ path, code }) => reported(path, { ...ACKNOWLEDGES_NOTHING, got: code }))];
}

const ACKNOWLEDGES_NOTHING = {
  prop: "acknowledge",
  must: "name a warning that there is",
  hint: "remove it",
  code: "ECS-ACK-002",
} as const;

/** The longer of two paths to one construct begins nearer to it. */
function byDepth({ path: a }: Acknowledgement, { path: b }: Acknowledgement): number {
  return b.length - a.length;
}

/** The app's own path is empty. */
function contains(path: string, inner: string): boolean {
  return path === "" || inner === path || inner.startsWith(`${path}/`);
}

function acknowledgementsOf(scope: IConstruct): Acknowledgement[] {
  const root: IConstruct & { [ACKNOWLEDGEMENTS]?: Acknowledgement[] } = scope.node.root;
  root[ACKNOWLEDGEMENTS] ??= [];
  return root[ACKNOWLEDGEMENTS];
}
