import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { regionOf, ValidationError } from "../core";
import { SecurityGroup, tcp } from "../security-group";
import { type Endpoints, planEndpoints } from "./endpoint-services";
import type { IVpc } from "./ivpc";

export interface VpcEndpointsProps {
  readonly vpc: IVpc;
  /** The beginning of the `Name` tags. */
  readonly name: string;
  /** Which services: a list, or `"ecs"` for all that the instances of a cluster call. @default "ecs" */
  readonly endpoints?: Endpoints;
  /** Route tables of the private subnets: those of S3 and DynamoDB are entries in them. @default none */
  readonly routeTableIds?: readonly string[];
}

/**
 * Ways from private subnets to AWS services that do not lead through the internet. An interface endpoint costs
 * about 7 USD a month in each zone, and its traffic: https://aws.amazon.com/privatelink/pricing/
 *
 * Makes one `aws_vpc_endpoint` per service, and a security group that the VPC reaches on port 443. The endpoints
 * answer to the services' usual names (private DNS).
 */
export class VpcEndpoints extends Construct {
  /** What must exist before the services are reached. */
  readonly created: readonly ITerraformDependable[];
  /** Whether the instances of a cluster can do without another way out. Their images must be in ECR then. */
  readonly sufficesForEcs: boolean;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { vpc, name, endpoints = "ecs", routeTableIds = [] } = props;
    const { gateways, interfaces, sufficesForEcs } = planEndpoints(this.node.path, endpoints);
    if (gateways.length > 0 && routeTableIds.length === 0) {
      throw new ValidationError(this, {
        prop: "routeTableIds",
        must: `name the route tables of the private subnets for ${gateways.join(" and ")}`,
        got: routeTableIds,
        hint: "copy their ids from the VPC console: rtb-…",
      });
    }
    const region = regionOf(this);
    const common = (service: string) => ({
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      tags: { Name: `${name}-${service}` },
    });

    const throughRoutes = gateways.map((service) => {
      return new VpcEndpoint(this, service, {
        ...common(service),
        vpcEndpointType: "Gateway",
        routeTableIds: [...routeTableIds],
      });
    });
    const securityGroupIds = interfaces.length > 0 ? [this.addSecurityGroup(vpc, name).securityGroupId] : [];
    const throughInterfaces = interfaces.map((service) => {
      return new VpcEndpoint(this, service, {
        ...common(service),
        vpcEndpointType: "Interface",
        subnetIds: [...vpc.privateSubnetIds],
        securityGroupIds,
        privateDnsEnabled: true,
      });
    });
    this.created = [...throughRoutes, ...throughInterfaces];
    this.sufficesForEcs = sufficesForEcs;
  }

  private addSecurityGroup(vpc: IVpc, name: string): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: `${name}-endpoints`,
      description: `Endpoints of AWS services in ${name}`,
    });
    group.allowFromCidr(vpc.cidrBlock, tcp(443), "AWS services, from the VPC");
    return group;
  }
}
