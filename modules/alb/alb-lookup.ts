import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks, rules } from "../core";
import { ExistingSecurityGroup, type ISecurityGroup } from "../security-group";
import type { IListener } from "./alb-listener";
import { ExistingAlb } from "./existing-alb";
import type { ListenerRuleProps, RuleSettings } from "./listener-rule";
import type { PriorityRange } from "./priority-range";

export interface AlbLookupProps {
  /** Name of the balancer, unique in the region of the account. */
  readonly name: string;
  /** Port of the listener, 1 to 65535. @default 443 */
  readonly port?: number;
  /** The priorities of this program's rules, as the owner of the balancer has given them. */
  readonly priorities: PriorityRange;
}

/**
 * A listener of a balancer that another program made, by name and port. Take `ExistingAlb` where the ARN is known: looking up
 * means that every plan needs AWS credentials, and fails when there is no such balancer, or one with several security groups.
 *
 * Makes one `aws_lb_listener_rule` per rule; reads `aws_lb` and `aws_lb_listener`.
 */
export class AlbLookup extends Construct implements IListener {
  readonly securityGroup: ISecurityGroup;
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Hosted zone of the DNS name, for an alias record. */
  readonly dnsZoneId: string;
  private readonly listener: ExistingAlb;

  constructor(scope: Construct, id: string, props: AlbLookupProps) {
    super(scope, id);
    const { name, port = 443, priorities } = props;
    check(this, (c) => {
      c.each(props, { port: rules.integer(1, 65_535, "HTTP has 80, HTTPS 443") });
    });
    const balancer = new DataAwsLb(this, "balancer", { name });
    const listener = new DataAwsLbListener(this, "listener", { loadBalancerArn: balancer.arn, port });
    this.securityGroup = new ExistingSecurityGroup(this, "security-group", {
      securityGroupId: Token.asString(Fn.one(balancer.securityGroups)),
    });
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;
    this.listener = new ExistingAlb(this, "rules", {
      listenerArn: listener.arn,
      securityGroup: this.securityGroup,
      priorities,
    });
  }

  addRule(id: string, props: ListenerRuleProps): LbListenerRule {
    return this.listener.addRule(id, props);
  }

  checkRule(c: Checks, props: RuleSettings): void {
    this.listener.checkRule(c, props);
  }
}
