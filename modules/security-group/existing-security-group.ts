import type { Construct } from "constructs";
import { check, rules } from "../core";
import { BaseSecurityGroup } from "./base-security-group";

export interface ExistingSecurityGroupProps {
  /** E.g. `sg-0123456789abcdef0`. */
  readonly securityGroupId: string;
}

/**
 * A security group that another program made. Makes no resource but the rules of connections that are opened here.
 *
 * Between two of them a range of ports, such as those that ECS picks from, is not opened here: the program that made them
 * has opened it for all. A rule for one port is made here, and no second program may make it.
 */
export class ExistingSecurityGroup extends BaseSecurityGroup {
  readonly securityGroupId: string;
  /** Where the construct is, since the id of the group may be known to Terraform only. */
  protected readonly key: string;
  protected readonly isExisting = true;

  constructor(scope: Construct, id: string, props: ExistingSecurityGroupProps) {
    super(scope, id);
    check(this, (c) => {
      c.each(props, { securityGroupId: GROUP_ID });
    });
    this.key = this.node.path.split("/").slice(1).join("-");
    this.securityGroupId = props.securityGroupId;
  }
}

const GROUP_ID = rules.text(
  /^sg-[0-9a-f]{8,17}$/,
  "the id of a security group",
  "copy it from the VPC console: sg-…",
);
