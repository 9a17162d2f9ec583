import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks, type Claim, isKnown, rules } from "../core";
import type { ISecurityGroup } from "../security-group";
import { BalancerUse } from "./balancer-use";
import type { IListener } from "./alb-listener";
import type { ListenerRuleProps, RuleSettings } from "./listener-rule";
import { ListenerRules, prioritiesOf } from "./listener-rules";
import { checkInRange, checkPriorityRange, type PriorityRange } from "./priority-range";

export interface ExistingAlbProps {
  /** Of the listener that the rules belong to, e.g. `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/main/0123…/4567…`. */
  readonly listenerArn: string;
  /** Of the balancer, which connects to the tasks. */
  readonly securityGroup: ISecurityGroup;
  /**
   * The priorities of this program's rules: AWS refuses those that another program has taken, and only the owner of the
   * balancer knows which these are.
   */
  readonly priorities: PriorityRange;
}

/**
 * A listener of a balancer that another program made, by its ARN; `AlbLookup` finds one by name.
 *
 * Makes one `aws_lb_listener_rule` per rule.
 */
export class ExistingAlb extends Construct implements IListener {
  readonly securityGroup: ISecurityGroup;
  readonly arnSuffix: string;
  private readonly rules: ListenerRules;
  private readonly priorities: PriorityRange;

  constructor(scope: Construct, id: string, props: ExistingAlbProps) {
    super(scope, id);
    const { listenerArn, securityGroup, priorities } = props;
    check(this, (c) => {
      c.each<ExistingAlbProps>(props, { listenerArn: LISTENER_ARN });
      checkPriorityRange(c, priorities);
    });
    this.securityGroup = securityGroup;
    this.arnSuffix = balancerSuffix(listenerArn);
    this.priorities = priorities;
    this.rules = new ListenerRules(this, {
      arn: listenerArn,
      priorities: this.claimOf(listenerArn),
      use: new BalancerUse(this),
    });
  }

  addRule(id: string, props: ListenerRuleProps): LbListenerRule {
    check(this, (c) => {
      checkInRange(c.at(id), props.priority, this.priorities);
    });
    return this.rules.add(id, props);
  }

  checkRule(c: Checks, props: RuleSettings): void {
    checkInRange(c, props.priority, this.priorities);
    this.rules.check(c, props);
  }

  /** Several stacks of the app may each have a construct of the same listener. */
  private claimOf(listenerArn: string): Claim {
    const claim = prioritiesOf(this);
    return isKnown(listenerArn)
      ? { ...claim, owner: this.node.root, kind: `priority of ${listenerArn}` }
      : claim;
  }
}

/** `app/<name>/<id>`, out of `…:listener/app/<name>/<id>/<id of the listener>`. */
function balancerSuffix(listenerArn: string): string {
  return isKnown(listenerArn)
    ? listenerArn.split("/").slice(1, 4).join("/")
    : Token.asString(Fn.join("/", Token.asList(Fn.slice(Fn.split("/", listenerArn), 1, 4))));
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
const LISTENER_ARN = rules.text(
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+$/,
  "the ARN of a listener of an application balancer",
  "copy it from the EC2 console, or take AlbLookup",
);
