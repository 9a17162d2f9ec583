import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { DefaultTokenResolver, StringConcat, Tokenization, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, ipv4Range, rules } from "../core";
import { checkPort, type Port, portId } from "./port";

export interface SecurityGroupProps {
  /** The network that it belongs to. */
  readonly vpc: { readonly vpcId: string };
  /** What the name begins with; unique among the groups that are connected with each other. */
  readonly namePrefix: string;
  /** What the group protects. AWS cannot change it: another text is another group. */
  readonly description: string;
}

/**
 * A security group that allows nothing until a connection is opened. Whoever initiates a connection opens
 * it, in both groups at once, with {@link allowTo}.
 *
 * Makes `aws_security_group` and one `aws_vpc_security_group_ingress_rule` or `…_egress_rule` for each rule:
 * inline rules would let two groups that name each other depend on each other in a circle.
 */
export class SecurityGroup extends Construct {
  readonly securityGroupId: string;
  /** The AWS account that the group is in. */
  readonly accountId: string;
  private readonly namePrefix: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    check(this, (c) => {
      c.known({ namePrefix: props.namePrefix });
      c.each(props, { namePrefix: NAME_PREFIX, description: DESCRIPTION });
    });
    this.namePrefix = props.namePrefix;
    const group = new AwsSecurityGroup(this, "group", {
      namePrefix: `${props.namePrefix}-`,
      description: props.description,
      vpcId: props.vpc.vpcId,
      // A group in use cannot be deleted: its users move to the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
    this.securityGroupId = group.id;
    this.accountId = group.ownerId;
  }

  /** Lets this group open connections to `peer` on `port`: egress here, ingress there. Opening it twice is opening it once. */
  allowTo(peer: SecurityGroup, port: Port, description: string): void {
    this.checkRule(port, description);
    this.addEgress(`to-${peer.namePrefix}-${portId(port)}`, port, description, {
      referencedSecurityGroupId: peer.securityGroupId,
    });
    peer.addIngress(`from-${this.namePrefix}-${portId(port)}`, port, description, {
      referencedSecurityGroupId: this.securityGroupId,
    });
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

  private checkRule(port: Port, description: string, cidr?: string): void {
    check(this, (c) => {
      checkPort(c, port);
      c.each({ description, cidr }, { description: DESCRIPTION, cidr: ipv4Range });
    });
  }

  private addEgress(id: string, port: Port, description: string, peer: RulePeer): ITerraformDependable {
    const existing = this.node.tryFindChild(id) as VpcSecurityGroupEgressRule | undefined;
    return existing ?? new VpcSecurityGroupEgressRule(this, id, { ...this.rule(port, description), ...peer });
  }

  private addIngress(id: string, port: Port, description: string, peer: RulePeer): void {
    if (this.node.tryFindChild(id) === undefined) {
      new VpcSecurityGroupIngressRule(this, id, { ...this.rule(port, description), ...peer });
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

/** Of 255 characters Terraform appends 26. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const NAME_PREFIX = rules.text(
  /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,228}$/,
  'at most 228 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*, not beginning with "sg-"',
  "choose another name",
);
const DESCRIPTION = rules.text(
  /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
  "1 to 255 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*",
  "write it with these",
);
