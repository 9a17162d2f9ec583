import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { rules, validateProps } from "../validation";
import type { IVpc } from "./ivpc";

export interface ExistingVpcProps {
  /** E.g. `vpc-0123456789abcdef0`. */
  readonly vpcId: string;
  /** The address range, e.g. `10.1.0.0/16`. */
  readonly cidrBlock: string;
  /** One per zone, with a route to the internet gateway. @default none: no internet-facing balancer */
  readonly publicSubnetIds?: readonly string[];
  /** One per zone; they must reach ECS, through NAT or VPC endpoints. At least two. */
  readonly privateSubnetIds: readonly string[];
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
      privateSubnetIds: rules.atLeast(2, "subnets in different zones", "a load balancer needs two"),
    });
    this.vpcId = vpcId;
    this.cidrBlock = cidrBlock;
    this.publicSubnetIds = publicSubnetIds;
    this.privateSubnetIds = privateSubnetIds;
  }
}
