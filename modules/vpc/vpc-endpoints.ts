import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, checkJson, type Checks, checkSize, regionOf, renderedBytes } from "../core";
import { policyDocument, type PolicyStatement } from "../iam";
import { SecurityGroup, tcp } from "../security-group";
import {
  checkEndpoints,
  type Endpoints,
  type EndpointService,
  planEndpoints,
  serviceName,
} from "./endpoint-services";
import type { IVpc } from "./ivpc";

/** What may be done through the endpoint of each service. A statement without `principals` is about everybody. */
export type EndpointPolicies = Readonly<Partial<Record<EndpointService, readonly PolicyStatement[]>>>;

export interface VpcEndpointsProps {
  readonly vpc: IVpc;
  /** The beginning of the `Name` tags. */
  readonly name: string;
  /** Which services: a list, or `"ecs"` for all that the instances of a cluster call. @default "ecs" */
  readonly endpoints?: Endpoints;
  /** Route tables of the private subnets: those of S3 and DynamoDB are entries in them. @default none */
  readonly routeTableIds?: readonly string[];
  /**
   * Policies by service. One of S3 must allow ECR's layers, `arn:aws:s3:::prod-<region>-starport-layer-bucket/*`.
   * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
   * @default everything is allowed that the caller may do
   */
  readonly policies?: EndpointPolicies;
}

/**
 * Connects private subnets with AWS services apart from the internet. An interface endpoint costs
 * about 7 USD a month in each zone, and its traffic: https://aws.amazon.com/privatelink/pricing/
 *
 * Makes one `aws_vpc_endpoint` per service, and a security group that the VPC reaches on port 443. The endpoints
 * answer to the services' usual names (private DNS).
 */
export class VpcEndpoints extends Construct {
  /** What must exist before the services are reached. */
  readonly created: readonly ITerraformDependable[];
  /** Whether the instances of a cluster can do without NAT. Their images must be in ECR then. */
  readonly sufficesForEcs: boolean;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { vpc, name, endpoints = "ecs", routeTableIds = [], policies = {} } = props;
    const { gateways, interfaces, sufficesForEcs } = planEndpoints(endpoints);
    check(this, (c) => {
      c.known({ name });
      checkEndpoints(c, endpoints);
      checkPolicies(c, "policies", policies, [...gateways, ...interfaces]);
      c.require(() => gateways.length === 0 || routeTableIds.length > 0, {
        prop: "routeTableIds",
        must: `name the route tables of the private subnets for ${gateways.join(" and ")}`,
        got: routeTableIds,
        of: [routeTableIds, endpoints],
        hint: "copy their ids from the VPC console: rtb-…",
      });
    });
    vpc.useAddresses?.({ subnets: "private", inEach: interfaces.length });
    const region = regionOf(this);
    const common = (service: EndpointService) => ({
      vpcId: vpc.vpcId,
      serviceName: serviceName(service, region),
      policy: renderPolicy(policies[service]),
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

export function checkPolicies(
  c: Checks,
  prop: string,
  policies: EndpointPolicies,
  services: readonly EndpointService[],
): void {
  for (const service of Object.keys(policies) as EndpointService[]) {
    c.require(() => services.includes(service), {
      prop,
      must: "be of services that have an endpoint",
      got: service,
      of: [service, services],
      hint: "add the service to the endpoints, or take its policy out",
    });
    if (checkJson(c, `${prop}.${service}`, policies[service])) {
      const bytes = renderedBytes(renderPolicy(policies[service]) ?? "");
      checkSize(c, `${prop}.${service}`, "endpointPolicy", bytes, "allow by fewer statements");
    }
  }
}

function renderPolicy(statements: readonly PolicyStatement[] | undefined): string | undefined {
  return (
    statements && policyDocument(statements.map((statement) => ({ principals: "*" as const, ...statement })))
  );
}
