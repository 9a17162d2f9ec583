import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Construct } from "constructs";
import { check, checkAtSynthesis, type Checks, rules } from "../core";
import { checkConditions } from "./check-conditions";
import {
  type Condition,
  conditionsOf,
  type ListenerRuleProps,
  renderCondition,
  type RuleSettings,
} from "./listener-rule";
import { shadowedPart } from "./shadowed-rule";

/** The rules of one listener, of which no two have the same priority. Makes one `aws_lb_listener_rule` for each. */
export class ListenerRules {
  private readonly added: AddedRule[] = [];

  /** @param scope what the rules belong to, and what refuses them */
  constructor(
    private readonly scope: Construct,
    private readonly listenerArn: string,
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
    const { priority, targetGroup } = props;
    const conditions = conditionsOf(props);
    this.added.push({ id, priority, conditions });

    return new LbListenerRule(this.scope, `route-${id}`, {
      listenerArn: this.listenerArn,
      priority,
      action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      condition: conditions.map(renderCondition),
    });
  }

  check(c: Checks, props: RuleSettings): void {
    this.checkPriority(c, props.priority);
    checkConditions(c, conditionsOf(props));
  }

  private checkPriority(c: Checks, priority: number): void {
    c.each({ priority }, { priority: rules.integer(1, 50_000, "choose a free number") });
    const other = this.added.find((rule) => rule.priority === priority);
    c.require(() => other === undefined, {
      prop: "priority",
      must: "be unique in the listener",
      got: priority,
      hint: `the rule '${other?.id}' has it: choose another priority`,
    });
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
