import { LbListenerRule, type LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Construct } from "constructs";
import {
  check,
  checkAtSynthesis,
  type Checks,
  claim,
  type Claim,
  connectionScope,
  movedFrom,
  rules,
} from "../core";
import { checkConditions } from "./check-conditions";
import {
  type Condition,
  conditionsOf,
  type ListenerRuleProps,
  renderCondition,
  type RuleSettings,
} from "./listener-rule";
import { shadowedPart } from "./shadowed-rule";
import type { TargetGroup } from "./target-group";

/** A listener, and where its priorities are claimed. */
export interface RuledListener {
  readonly arn: string;
  readonly priorities: Claim;
}

/** Where the priorities of a listener are claimed that is made in this program. */
export function prioritiesOf(listener: Construct): Claim {
  return { owner: listener, kind: "priority", inWords: "the listener", hint: "choose another priority" };
}

/**
 * The rules of one listener, of which no two have the same priority, also of those that stand in other stacks. Makes one
 * `aws_lb_listener_rule` for each, in the stack of its target group.
 */
export class ListenerRules {
  private readonly added: AddedRule[] = [];

  /** @param scope what the rules belong to, and what refuses them */
  constructor(
    private readonly scope: Construct,
    private readonly listener: RuledListener,
  ) {
    checkAtSynthesis(scope, (c) => {
      this.checkShadowed(c);
    });
  }

  /** @throws ValidationError on conditions that AWS refuses, and on a priority that another rule has */
  add(id: string, props: ListenerRuleProps): LbListenerRule {
    check(this.scope, (c) => {
      this.check(c.at(id), props);
    });
    const { priority, targetGroup, alternateTargetGroup } = props;
    const conditions = conditionsOf(props);
    this.added.push({ id, priority, conditions });

    const scope = connectionScope(this.scope, targetGroup);
    // By its priority: AWS refuses a new rule while another one has that, and a service that gets another name, or swaps
    // priorities with another service, would make one. So a rule is changed in place.
    const rule = new LbListenerRule(scope, `rule-${priority}`, {
      listenerArn: this.listener.arn,
      priority,
      action: [forwardTo(targetGroup, alternateTargetGroup)],
      condition: conditions.map(renderCondition),
      lifecycle: alternateTargetGroup && { ignoreChanges: ["action"] },
    });
    if (scope === this.scope) {
      movedFrom(rule, scope, `route-${id}`);
    }
    claim(this.listener.priorities, priority, targetGroup);
    return rule;
  }

  check(c: Checks, props: RuleSettings): void {
    const { priority } = props;
    c.known({ priority });
    c.each({ priority }, { priority: rules.integer(1, 50_000, "choose a free number") });
    c.unclaimed("priority", priority, this.listener.priorities);
    checkConditions(c, conditionsOf(props));
  }

  /** Only when all rules are there: in which order they are added does not matter. */
  private checkShadowed(c: Checks): void {
    for (const later of this.added) {
      for (const earlier of this.added.filter(({ priority }) => priority < later.priority)) {
        const part = shadowedPart(earlier.conditions, later.conditions);
        if (part !== undefined) {
          reportShadowed(c, earlier, later, part);
        }
      }
    }
  }
}

function forwardTo(targetGroup: TargetGroup, alternate: TargetGroup | undefined): LbListenerRuleAction {
  return alternate === undefined
    ? { type: "forward", targetGroupArn: targetGroup.arn }
    : {
        type: "forward",
        forward: {
          targetGroup: [
            { arn: targetGroup.arn, weight: 100 },
            { arn: alternate.arn, weight: 0 },
          ],
        },
      };
}

function reportShadowed(c: Checks, earlier: AddedRule, later: AddedRule, part: readonly Condition[]): void {
  c.require(() => false, {
    prop: later.id,
    must: `match requests that '${earlier.id}', with the lower priority ${earlier.priority}, does not match`,
    got: Object.fromEntries(part.map(({ prop, values }) => [prop, values])),
    of: [earlier.priority, later.priority, ...part.map(({ values }) => values)],
    hint: "change one of the two rules, or give the more special one the lower priority",
  });
}

interface AddedRule {
  readonly id: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
}
