import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import {
  DefaultTokenResolver,
  type ITerraformDependable,
  StringConcat,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { check, checkAtSynthesis, checkQuota, connectionScope, inSameStack, ipv4Range, rules } from "../core";
import { checkPort, isRange, type Port, portId } from "./port";

/**
 * What a security group does, whoever made it: it opens connections.
 *
 * Makes one `aws_vpc_security_group_ingress_rule` or `…_egress_rule` for each rule, in the stack of whoever asks for it.
 * Inline rules would let two groups that name each other depend on each other in a circle.
 */
export abstract class BaseSecurityGroup extends Construct {
  abstract readonly securityGroupId: string;
  /** The group in the addresses of rules. */
  protected abstract readonly key: string;
  /** Whether another program makes the group. */
  protected abstract readonly isExisting: boolean;
  private egressRules = 0;
  private ingressRules = 0;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    checkAtSynthesis(this, (c) => {
      checkQuota(c, "egress rules", "securityGroupRules", this.egressRules);
      checkQuota(c, "ingress rules", "securityGroupRules", this.ingressRules);
    });
  }

  /**
   * Lets this group open connections to `peer` on `port`: egress here, ingress there. Opening it twice is opening it once.
   *
   * Neither group may be of the stack that asks, e.g. those of a balancer and of instances that stacks of several teams
   * share. Then the rule for one port belongs to the stack that asks, and no second one may ask for it. A range of ports,
   * such as those that ECS picks from, any number of stacks need: the stack of the two groups must have opened it.
   *
   * @param by who asks @default this group
   */
  allowTo(peer: BaseSecurityGroup, port: Port, description: string, by: IConstruct = this): void {
    this.checkRule(port, description);
    const isShared = this.isForeignTo(by) && peer.isForeignTo(by);
    const [egress, ingress] = [`to-${peer.key}-${portId(port)}`, `from-${this.key}-${portId(port)}`];
    if (isShared && this.node.tryFindChild(egress) !== undefined) {
      return;
    }
    if (isShared && isRange(port)) {
      this.requireRule(egress, peer, port, by);
      return;
    }
    if (isShared) {
      claimRule(this, egress, peer, by);
    }
    this.addEgress(egress, port, description, { referencedSecurityGroupId: peer.securityGroupId }, by);
    peer.addIngress(ingress, port, description, { referencedSecurityGroupId: this.securityGroupId }, by);
  }

  /** Lets this group open connections to `cidr` on `port`; returns the rule, for those who cannot do without it. */
  allowToCidr(cidr: string, port: Port, description: string): ITerraformDependable {
    this.checkRule(port, description, cidr);
    return this.addEgress(`to-${this.cidrId(cidr)}-${portId(port)}`, port, description, { cidrIpv4: cidr });
  }

  /** Lets `cidr` open connections to this group on `port`. */
  allowFromCidr(cidr: string, port: Port, description: string): void {
    this.checkRule(port, description, cidr);
    this.addIngress(`from-${this.cidrId(cidr)}-${portId(port)}`, port, description, { cidrIpv4: cidr });
  }

  private isForeignTo(by: IConstruct): boolean {
    return this.isExisting || !inSameStack(this, by);
  }

  /** Checks, when everything has been built, that the stack of the two groups has opened what several stacks need. */
  private requireRule(id: string, peer: BaseSecurityGroup, port: Port, by: IConstruct): void {
    if (this.isExisting || peer.isExisting) {
      // What another program has opened cannot be known here.
      return;
    }
    checkAtSynthesis(by, (c) => {
      c.require(() => this.node.tryFindChild(id) !== undefined, {
        prop: "connection",
        must: "be opened by the stack that has both security groups, since several stacks may need it",
        got: `${this.node.path} to ${peer.node.path} on ${portId(port)}`,
        of: [],
        hint: "call 'cluster.allowFrom(balancer)' there",
      });
    });
  }

  private checkRule(port: Port, description: string, cidr?: string): void {
    check(this, (c) => {
      checkPort(c, port);
      c.each({ description, cidr }, { description: DESCRIPTION, cidr: ipv4Range });
    });
  }

  private addEgress(
    id: string,
    port: Port,
    description: string,
    peer: RulePeer,
    by: IConstruct = this,
  ): ITerraformDependable {
    const scope = connectionScope(this, by);
    const existing = scope.node.tryFindChild(id) as VpcSecurityGroupEgressRule | undefined;
    if (existing !== undefined) {
      return existing;
    }
    this.egressRules += 1;
    return new VpcSecurityGroupEgressRule(scope, id, { ...this.rule(port, description), ...peer });
  }

  private addIngress(
    id: string,
    port: Port,
    description: string,
    peer: RulePeer,
    by: IConstruct = this,
  ): void {
    const scope = connectionScope(this, by);
    if (scope.node.tryFindChild(id) === undefined) {
      this.ingressRules += 1;
      new VpcSecurityGroupIngressRule(scope, id, { ...this.rule(port, description), ...peer });
    }
  }

  /**
   * A CIDR as part of a construct id, which must not contain a slash. That of a VPC that is looked up is a token;
   * tokens are numbered anew in every synthesis, so its id is made of what it refers to.
   */
  private cidrId(cidr: string): string {
    const resolver = new DefaultTokenResolver(new StringConcat());
    const reference: unknown = Tokenization.resolve(cidr, { scope: this, resolver });
    return String(reference).replace(/[^\w.]/g, "_");
  }

  private rule(port: Port, description: string) {
    return {
      securityGroupId: this.securityGroupId,
      ipProtocol: port.protocol,
      fromPort: port.from,
      toPort: port.to,
      description,
    };
  }
}

type RulePeer = { readonly cidrIpv4: string } | { readonly referencedSecurityGroupId: string };

/** AWS refuses the second of two equal rules, and whichever stack is destroyed first would cut the other off. */
function claimRule(group: Construct, id: string, peer: Construct, by: IConstruct): void {
  check(TerraformStack.of(by), (c) => {
    c.unique("connection", id, {
      owner: group,
      kind: "rule",
      inWords: `'${group.node.path}'`,
      hint: `let the stack of '${peer.node.path}' open it for both: 'cluster.allowFrom(balancer, port)'`,
    });
  });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const DESCRIPTION = rules.text(
  /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
  "1 to 255 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*",
  "write it with these",
);
