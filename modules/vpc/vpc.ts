import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, checkAtSynthesis, checkQuota, type Checks, regionOf, rules } from "../core";
import { type AddressUse, checkAddresses } from "./address-use";
import { checkEndpoints, type Endpoints, type EndpointService, servicesOf } from "./endpoint-services";
import { checkFlowLogs, FlowLogs, type FlowLogsSettings } from "./flow-logs";
import type { IVpc } from "./ivpc";
import { NatGateways, type NatMode } from "./nat-gateways";
import { Subnet } from "./subnet";
import { checkSubnetPlan, type PlannedSubnet, planSubnets } from "./subnet-plan";
import { checkPolicies, type EndpointPolicies, VpcEndpoints } from "./vpc-endpoints";
import { checkZones } from "./zones";

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
  /**
   * Whether private subnets reach S3 through a gateway endpoint, which is free, and not through NAT, which charges for
   * every layer of an image.
   * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
   * @default true
   */
  readonly s3GatewayEndpoint?: boolean;
  /** What may be done through endpoints, by service; see {@link VpcEndpointsProps.policies}. @default everything */
  readonly endpointPolicies?: EndpointPolicies;
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
  readonly zones: readonly string[];
  readonly internetConnectivityEstablished: readonly ITerraformDependable[] | undefined;
  readonly publicInternetConnectivityEstablished: readonly ITerraformDependable[];
  private readonly addressUses: AddressUse[] = [];

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidrBlock, zones, nat = "per-zone", flowLogs, endpointPolicies = {} } = props;
    const endpoints = endpointsOf(props);
    check(this, (c) => {
      c.known({ name, nat, s3GatewayEndpoint: props.s3GatewayEndpoint });
      c.each(props, {
        nat: rules.oneOf<NatMode>(["per-zone", "single", "none"], "per-zone survives a zone's failure"),
      });
      checkZones(c, zones, regionOf(this));
      checkSubnetPlan(c, props);
      checkEndpointProps(c, props, endpoints);
      checkFlowLogs(c.at("flowLogs"), flowLogs ?? {});
      checkQuota(c, "nat", "elasticIps", nat === "per-zone" ? zones.length : 1);
    });
    const plan = planSubnets(props);
    checkAtSynthesis(this, (c) => {
      const usesOf = (kind: AddressUse["subnets"]) =>
        this.addressUses.filter(({ subnets }) => subnets === kind);
      checkAddresses(c, "publicCidrs", plan.publicSubnets, usesOf("public"));
      checkAddresses(c, "privateCidrs", plan.privateSubnets, usesOf("private"));
    });

    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    this.vpcId = vpc.id;
    this.cidrBlock = cidrBlock;
    this.zones = zones;
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
    const publicRoutes = publicSubnets.map((subnet) => {
      return new Route(this, `public-route-${subnet.zone}`, {
        routeTableId: subnet.routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
      });
    });
    this.publicInternetConnectivityEstablished = [
      ...publicRoutes,
      ...publicSubnets.map(({ association }) => association),
    ];
    const established = privateSubnets.map(({ association }) => association);
    if (nat !== "none") {
      this.useAddresses({ subnets: "public", ...(nat === "single" ? { least: 1 } : { inEach: 1 }) });
      const gateways = new NatGateways(this, "nat", {
        name,
        mode: nat,
        publicSubnets,
        privateSubnets,
        publicInternetConnectivityEstablished: this.publicInternetConnectivityEstablished,
      });
      established.push(...gateways.routes);
    }
    const privateEndpoints =
      endpoints.length > 0
        ? new VpcEndpoints(this, "endpoints", {
            vpc: this,
            name,
            endpoints,
            routeTableIds: privateSubnets.map((subnet) => subnet.routeTableId),
            policies: endpointPolicies,
          })
        : undefined;
    established.push(...(privateEndpoints?.created ?? []));
    const reachesEcs = nat !== "none" || privateEndpoints?.sufficesForEcs === true;
    this.internetConnectivityEstablished = reachesEcs ? established : undefined;
    if (flowLogs !== undefined) {
      new FlowLogs(this, "flow-logs", { vpc: this, name, ...flowLogs });
    }
  }

  useAddresses(use: AddressUse): void {
    this.addressUses.push(use);
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

/** The services that get an endpoint: those that are named, and S3. */
function endpointsOf({ endpoints = [], s3GatewayEndpoint = true }: VpcProps): readonly EndpointService[] {
  const services = servicesOf(endpoints);
  return s3GatewayEndpoint && !services.includes("s3") ? [...services, "s3"] : services;
}

function checkEndpointProps(c: Checks, props: VpcProps, all: readonly EndpointService[]): void {
  const { endpoints, s3GatewayEndpoint, endpointPolicies = {} } = props;
  if (endpoints !== undefined) {
    checkEndpoints(c, endpoints);
  }
  c.require(() => s3GatewayEndpoint !== false || !all.includes("s3"), {
    prop: "s3GatewayEndpoint",
    must: "not be false while 'endpoints' has s3",
    got: s3GatewayEndpoint,
    of: [s3GatewayEndpoint, endpoints],
    hint: "leave it out",
  });
  checkPolicies(c, "endpointPolicies", endpointPolicies, all);
}
