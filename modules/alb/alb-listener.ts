import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import type { Checks } from "../core";
import type { ISecurityGroup } from "../security-group";
import type { BalancerUse } from "./balancer-use";
import { createListener, type ListenerSettings, notFound } from "./listener";
import type { ListenerRuleProps, RuleSettings } from "./listener-rule";
import { ListenerRules, prioritiesOf } from "./listener-rules";

/** What target groups are attached to: a balancer's main listener (`Alb`) or a further one (`AlbListener`). */
export interface IListener {
  /** Of the balancer, which connects to the tasks. */
  readonly securityGroup: ISecurityGroup;
  /** Of the balancer, as CloudWatch's `LoadBalancer` dimension wants it. */
  readonly arnSuffix: string;
  /**
   * Sends matching requests to a target group.
   *
   * @param id stable, e.g. the service's name
   * @returns the rule; a service depends on it, since ECS refuses a target group without a balancer
   * @throws ValidationError on conditions that AWS refuses, and on a priority that another rule has. That no other rule
   *   matches all its requests first is checked at synthesis.
   */
  addRule(id: string, props: ListenerRuleProps): LbListenerRule;
  /** Checks a rule for the construct that will add it, so that it reports all its mistakes at once. */
  checkRule(c: Checks, props: RuleSettings): void;
}

export interface AlbListenerProps extends ListenerSettings {
  readonly balancer: IListener & { readonly arn: string };
  readonly use: BalancerUse;
}

/**
 * A further port of a balancer, made by `Alb.addListener`. Answers with the target group whose rule matches, else
 * with 404.
 *
 * Makes `aws_lb_listener`, and one `aws_lb_listener_rule` per rule.
 */
export class AlbListener extends Construct implements IListener {
  readonly securityGroup: ISecurityGroup;
  readonly arnSuffix: string;
  private readonly rules: ListenerRules;

  constructor(scope: Construct, id: string, props: AlbListenerProps) {
    super(scope, id);
    const { balancer, use } = props;
    this.securityGroup = balancer.securityGroup;
    this.arnSuffix = balancer.arnSuffix;
    const listener = createListener(this, "listener", balancer.arn, props, notFound);
    this.rules = new ListenerRules(this, { arn: listener.arn, priorities: prioritiesOf(this), use });
  }

  addRule(id: string, props: ListenerRuleProps): LbListenerRule {
    return this.rules.add(id, props);
  }

  checkRule(c: Checks, props: RuleSettings): void {
    this.rules.check(c, props);
  }
}
