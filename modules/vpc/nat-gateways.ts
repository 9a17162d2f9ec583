import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Subnet } from "./subnet";

/**
 * How private subnets reach the internet: a NAT gateway in every zone (a zone can fail alone), a single one
 * (cheaper, and a single point of failure), or none. A gateway costs about 33 USD a month and its traffic:
 * https://aws.amazon.com/vpc/pricing/
 */
export type NatMode = "per-zone" | "single" | "none";

export interface NatGatewaysProps {
  readonly name: string;
  readonly mode: "per-zone" | "single";
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  /** The routes that the gateways themselves need. */
  readonly publicInternetConnectivityEstablished: readonly ITerraformDependable[];
}

/**
 * NAT for private subnets.
 *
 * Makes one `aws_eip` and `aws_nat_gateway` per zone or in all, and one default `aws_route` per private subnet.
 */
export class NatGateways extends Construct {
  /** The default routes of the private subnets. */
  readonly routes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { name, mode, publicSubnets, privateSubnets } = props;
    const hosts = mode === "single" ? publicSubnets.slice(0, 1) : publicSubnets;

    const gateways = hosts.map((subnet) => {
      const tags = { Name: `${name}-${subnet.zone}` };
      const address = new Eip(this, `address-${subnet.zone}`, { domain: "vpc", tags });
      return new NatGateway(this, `gateway-${subnet.zone}`, {
        allocationId: address.id,
        subnetId: subnet.subnetId,
        tags,
        // AWS refuses a gateway in a subnet that has no route to the internet yet.
        dependsOn: [...props.publicInternetConnectivityEstablished],
      });
    });
    this.routes = privateSubnets.map((subnet, index) => {
      return new Route(this, `route-${subnet.zone}`, {
        routeTableId: subnet.routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: (gateways[index] ?? gateways[0])?.id,
      });
    });
  }
}
