import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Endpoints } from "./endpoint-services";
import { FlowLogs, type FlowLogsSettings } from "./flow-logs";
import type { IVpc } from "./ivpc";
import { NatGateways, type NatMode } from "./nat-gateways";
import { Subnet } from "./subnet";
import { type PlannedSubnet, planSubnets } from "./subnet-plan";
import { VpcEndpoints } from "./vpc-endpoints";

export interface VpcProps {
  /** The `Name` tag, and the beginning of the names of what is in the VPC. */
  readonly name: string;
  /**
   * The address range, /16 to /28; without bits set behind the prefix.
   * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidrBlock: string;
  /** Two to six availability zones, e.g. `["eu-west-1a", "eu-west-1b"]`. */
  readonly zones: readonly string[];
  /** Ranges of the public subnets, in the order of `zones`. @default x.x.0.0/24, x.x.1.0/24 … of a /16 */
  readonly publicCidrs?: readonly string[];
  /** Ranges of the private subnets, in the order of `zones`. @default x.x.50.0/24, x.x.51.0/24 … of a /16 */
  readonly privateCidrs?: readonly string[];
  /** How private subnets reach the internet. @default "per-zone" */
  readonly nat?: NatMode;
  /**
   * AWS services that private subnets reach without the internet. With `"ecs"`, a cluster needs no NAT, as long as
   * its images are in ECR.
   * @default none
   */
  readonly endpoints?: Endpoints;
  /** Records who connects to whom, `{}` with all defaults. @default nothing is recorded */
  readonly flowLogs?: FlowLogsSettings;
}

/**
 * A network over several zones: a public and a private subnet in each.
 *
 * Makes `aws_vpc` with DNS host names, `aws_internet_gateway`, for each zone and kind a subnet with its route
 * table, the routes, NAT gateways, endpoints, flow logs, and empties the VPC's default security group.
 */
export class Vpc extends Construct implements IVpc {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly privateRoutesOut: readonly ITerraformDependable[] | undefined;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidrBlock, nat = "per-zone", endpoints, flowLogs } = props;
    const plan = planSubnets(this.node.path, props);

    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    this.vpcId = vpc.id;
    this.cidrBlock = cidrBlock;
    // What is launched without a security group gets this one, which lets all its members talk to each other.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-unused` },
    });

    const publicSubnets = this.addSubnets(name, "public", plan.publicSubnets);
    const privateSubnets = this.addSubnets(name, "private", plan.privateSubnets);
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.subnetId);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.subnetId);

    const gateway = new InternetGateway(this, "internet-gateway", { vpcId: vpc.id, tags: { Name: name } });
    const publicRoutesOut = publicSubnets.map((subnet) => {
      return new Route(this, `public-route-${subnet.zone}`, {
        routeTableId: subnet.routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
      });
    });
    const routesOut: ITerraformDependable[] = [];
    if (nat !== "none") {
      const gateways = new NatGateways(this, "nat", {
        name,
        mode: nat,
        publicSubnets,
        privateSubnets,
        publicRoutesOut,
      });
      routesOut.push(...gateways.routes);
    }
    const privateEndpoints =
      endpoints &&
      new VpcEndpoints(this, "endpoints", {
        vpc: this,
        name,
        endpoints,
        routeTableIds: privateSubnets.map((subnet) => subnet.routeTableId),
      });
    routesOut.push(...(privateEndpoints?.created ?? []));
    const reachesEcs = nat !== "none" || privateEndpoints?.sufficesForEcs === true;
    this.privateRoutesOut = reachesEcs ? routesOut : undefined;
    if (flowLogs !== undefined) {
      new FlowLogs(this, "flow-logs", { vpc: this, name, ...flowLogs });
    }
  }

  private addSubnets(name: string, kind: "public" | "private", planned: readonly PlannedSubnet[]): Subnet[] {
    return planned.map(({ zone, cidrBlock }) => {
      return new Subnet(this, `${kind}-${zone}`, {
        vpcId: this.vpcId,
        zone,
        cidrBlock,
        name: `${name}-${kind}-${zone}`,
      });
    });
  }
}
