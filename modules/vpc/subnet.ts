import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet as AwsSubnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface SubnetProps {
  readonly vpcId: string;
  readonly zone: string;
  readonly cidrBlock: string;
  /** The `Name` tag. */
  readonly name: string;
}

/**
 * A subnet with a route table of its own.
 *
 * Makes `aws_subnet`, `aws_route_table`, `aws_route_table_association`.
 */
export class Subnet extends Construct {
  readonly zone: string;
  readonly subnetId: string;
  readonly routeTableId: string;
  /** What makes the routes of the table those of the subnet. */
  readonly association: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SubnetProps) {
    super(scope, id);
    const { vpcId, zone, cidrBlock, name } = props;
    this.zone = zone;

    const subnet = new AwsSubnet(this, "subnet", {
      vpcId,
      availabilityZone: zone,
      cidrBlock,
      tags: { Name: name },
    });
    const table = new RouteTable(this, "routes", { vpcId, tags: { Name: name } });
    this.association = new RouteTableAssociation(this, "association", {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    this.subnetId = subnet.id;
    this.routeTableId = table.id;
  }
}
