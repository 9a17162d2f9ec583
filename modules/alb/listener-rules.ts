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
import type { BalancerUse } from "./balancer-use";
import { checkConditions } from "./check-conditions";
import { conditionsOf, type ListenerRuleProps, renderCondition, type RuleSettings } from "./listener-rule";
import { type PrioritizedRule, shadowedRules } from "./shadowed-rule";
import type { TargetGroup } from "./target-group";

/** A listener, and where its priorities are claimed. */
export interface RuledListener {
  readonly arn: string;
  readonly priorities: Claim;
  /** Of its balancer. */
  readonly use: BalancerUse;
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
  private readonly added: PrioritizedRule[] = [];

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
    this.listener.use.addRule(alternateTargetGroup ? [targetGroup, alternateTargetGroup] : [targetGroup]);

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
    for (const { rule, by, part } of shadowedRules(this.added)) {
      const takers = by.map(({ id, priority }) => `'${id}' (priority ${priority})`).join(" and ");
      c.require(() => false, {
        prop: rule.id,
        must: `match requests that ${takers} ${by.length > 1 ? "do" : "does"} not take before it`,
        got: Object.fromEntries(part.map(({ prop, values }) => [prop, values])),
        of: [],
        hint: "change one of the rules, or give the more special one the lower priority",
        code: "ECS-NET-001",
      });
    }
  }
}

/**
 * To both target groups of a service whose versions ECS moves requests between: all to the first, which ECS changes then.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html, and with these weights
 * https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/examples/fargate/main.tf
 */
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
