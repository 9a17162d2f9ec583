import { type CostDifference, costDifference } from "../cost/difference";
import { type Kind, kindOf, type PlanJson } from "./plan-json";
import { findObstacles } from "./plan-obstacles";
import { type Risk, riskOf } from "./plan-risks";
import { findRollouts, type ServiceRollout } from "./service-rollouts";
import { type UnaskedVersion, unaskedVersions } from "./unasked-versions";

/** What a plan would do, as people and, with `--json`, programs are told. */
export interface PlanReport {
  /** Name of the stack. */
  readonly stack: string;
  /** Resources to add, change and destroy, as Terraform counts them: a replacement adds one and destroys one. */
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** The resources that it touches, in the order of their addresses. */
  readonly resources: readonly PlannedResource[];
  /** Services that go over to a new revision. */
  readonly rollouts: readonly ServiceRollout[];
  /** Versions that change although nobody has asked for it. */
  readonly unaskedVersions: readonly UnaskedVersion[];
  /** What interrupts service or loses data. */
  readonly risks: readonly PlannedRisk[];
  /** What AWS would refuse, and what to do instead. */
  readonly obstacles: readonly string[];
  /** Names of outputs that change. */
  readonly outputs: readonly string[];
  /** What it changes in what the environment costs; undefined if nothing. */
  readonly cost: CostDifference | undefined;
}

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** Path of its construct in the stack; the address, if the stack has none for it any more. */
  readonly construct: string;
  readonly kind: Kind;
  /** Terraform's words for it. */
  readonly actions: readonly string[];
}

export interface PlannedRisk {
  readonly address: string;
  readonly construct: string;
  readonly kind: Kind;
  readonly risk: Risk;
  /** Attributes that force a replacement. */
  readonly because: readonly string[];
}

/**
 * Reports on what `terraform show -json <plan>` prints.
 *
 * @param asked keys of the services for which somebody has named a version. @default - none
 */
export function reportPlan(
  stack: string,
  plan: PlanJson,
  constructs: ReadonlyMap<string, string>,
  asked: ReadonlySet<string> = new Set(),
): PlanReport {
  const pathOf = (address: string) => constructs.get(address) ?? address;
  const changes = [...(plan.resource_changes ?? [])].sort((one, other) =>
    one.address < other.address ? -1 : 1,
  );
  const count = (action: string) =>
    changes.filter((one) => kindOf(one) !== undefined && one.change.actions.includes(action)).length;
  return {
    stack,
    add: count("create"),
    change: count("update"),
    destroy: count("delete"),
    resources: changes.flatMap((one) => {
      const kind = kindOf(one);
      const { address, type, change } = one;
      return kind === undefined
        ? []
        : [{ address, type, construct: pathOf(address), kind, actions: change.actions }];
    }),
    rollouts: findRollouts(plan, pathOf),
    unaskedVersions: unaskedVersions(plan, asked),
    risks: changes.flatMap((one) => {
      const [kind, risk] = [kindOf(one), riskOf(one)];
      return kind === undefined || risk === undefined
        ? []
        : [{ address: one.address, construct: pathOf(one.address), kind, risk, because: causes(one.change) }];
    }),
    obstacles: findObstacles(plan, pathOf),
    outputs: Object.entries(plan.output_changes ?? {})
      .filter(([, { actions }]) => actions.join() !== "no-op")
      .map(([name]) => name),
    cost: costDifference(plan),
  };
}

function causes({
  replace_paths: paths = [],
}: {
  readonly replace_paths?: readonly (readonly unknown[])[];
}): string[] {
  return [...new Set(paths.map((path) => path.filter((part) => typeof part === "string").join(".")))];
}
