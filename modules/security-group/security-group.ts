import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Construct } from "constructs";
import { check, rules } from "../core";
import { BaseSecurityGroup, DESCRIPTION } from "./base-security-group";

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
 * it, in both groups at once, with `allowTo`.
 *
 * Makes `aws_security_group`, and a rule for each connection.
 */
export class SecurityGroup extends BaseSecurityGroup {
  readonly securityGroupId: string;
  /** The AWS account that the group is in. */
  readonly accountId: string;
  protected readonly key: string;
  protected readonly isExisting = false;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    check(this, (c) => {
      c.known({ namePrefix: props.namePrefix });
      c.each(props, { namePrefix: NAME_PREFIX, description: DESCRIPTION });
    });
    this.key = props.namePrefix;
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
}

/** Of 255 characters Terraform appends 26. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const NAME_PREFIX = rules.text(
  /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,228}$/,
  'at most 228 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*, not beginning with "sg-"',
  "choose another name",
);
