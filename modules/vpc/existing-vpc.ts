import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ipv4Range, rules, validateProp, validateProps, ValidationError } from "../core";
import type { IVpc } from "./ivpc";

/**
 * Ids of subnets: by zone, e.g. `{ "eu-west-1a": "subnet-0123…", "eu-west-1b": "subnet-4567…" }`, or as a list. By
 * zone is better: that they lie in different zones is certain then.
 */
export type SubnetIds = readonly string[] | Readonly<Record<string, string>>;

export interface ExistingVpcProps {
  /** E.g. `vpc-0123456789abcdef0`. */
  readonly vpcId: string;
  /** The address range, e.g. `10.1.0.0/16`. */
  readonly cidrBlock: string;
  /** One per zone, with a route to the internet gateway. @default none: no internet-facing balancer */
  readonly publicSubnetIds?: SubnetIds;
  /** One per zone; they must reach ECS, through NAT or VPC endpoints. At least two. */
  readonly privateSubnetIds: SubnetIds;
}

/** A network that somebody else made, by its ids. Makes no resource. */
export class ExistingVpc extends Construct implements IVpc {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Nothing to wait for: the routes are there, or the subnets should not have been given. */
  readonly privateRoutesOut: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const { vpcId, cidrBlock, publicSubnetIds = [], privateSubnetIds } = props;
    validateProps(this, props, {
      vpcId: rules.text(/^vpc-[0-9a-f]{8,17}$/, "the id of a VPC", "copy it from the VPC console: vpc-…"),
      cidrBlock: ipv4Range,
    });
    this.vpcId = vpcId;
    this.cidrBlock = cidrBlock;
    this.publicSubnetIds = this.checkedIds("publicSubnetIds", publicSubnetIds);
    this.privateSubnetIds = this.checkedIds("privateSubnetIds", privateSubnetIds);
    validateProp(
      this,
      "privateSubnetIds",
      this.privateSubnetIds,
      rules.atLeast(2, "subnets in different zones", "a load balancer needs two"),
    );
  }

  private checkedIds(prop: string, given: SubnetIds): readonly string[] {
    const byZone: readonly (readonly [string, string])[] = Object.entries(given);
    const isList = Array.isArray(given);
    for (const [index, [zone, subnetId]] of byZone.entries()) {
      const name = `${prop}[${zone}]`;
      validateProp(this, name, subnetId, SUBNET_ID);
      if (!isList) {
        validateProp(this, `${prop} zone`, zone, ZONE);
      }
      const twin = byZone.slice(0, index).find(([, earlier]) => earlier === subnetId);
      if (twin !== undefined) {
        throw new ValidationError(this, {
          prop: name,
          must: `differ from '${prop}[${twin[0]}]'`,
          got: subnetId,
          hint: "name one subnet for each zone",
        });
      }
    }
    return Object.values(given);
  }
}

const SUBNET_ID = rules.text(
  /^subnet-[\w-]+$/,
  "the id of a subnet",
  "copy it from the VPC console: subnet-…",
);
const ZONE = rules.text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "an availability zone", "write it like eu-west-1a");
