import { checkAtSynthesis, checkQuota, isKnown } from "../core";
import type { IConstruct } from "constructs";
import type { TargetGroup } from "./target-group";

/** What all listeners of a balancer have together, as far as this program adds it, and AWS's quotas of that. */
export class BalancerUse {
  private listeners = 0;
  private rules = 0;
  private readonly targetGroups = new Set<TargetGroup>();

  constructor(balancer: IConstruct) {
    checkAtSynthesis(balancer, (c) => {
      checkQuota(c, "listeners", "listeners", this.listeners);
      checkQuota(c, "rules", "rules", this.rules);
      checkQuota(c, "targetGroups", "targetGroups", this.targetGroups.size);
      checkQuota(c, "targets", "targets", this.targets());
    });
  }

  addListener(): void {
    this.listeners += 1;
  }

  /** Adds a rule, and the target groups that it forwards to: one that several rules forward to counts once. */
  addRule(targetGroups: readonly TargetGroup[]): void {
    this.rules += 1;
    targetGroups.forEach((group) => this.targetGroups.add(group));
  }

  /** A task counts once for each target group that it is in. */
  private targets(): number {
    const counts = [...this.targetGroups].map(({ maxTargets }) => maxTargets);
    return counts.filter(isKnown).reduce((sum, count) => sum + count, 0);
  }
}
