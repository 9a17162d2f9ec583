import type { EC2Client, Filter, SecurityGroupRule } from "@aws-sdk/client-ec2";

import { hasName, type Lookup, type Lookups, present, textOf, type Wanted } from "./lookup";

type Sdk = typeof import("@aws-sdk/client-ec2");
type Find = (client: EC2Client, sdk: Sdk, wanted: Wanted) => Promise<(string | undefined)[] | undefined>;

/** Networks have ids that AWS makes up: they are found by their tags, and by what they belong to. */
export const EC2_LOOKUPS: Lookups = {
  aws_vpc: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, { cidr: "cidr_block" });
    return (await client.send(new sdk.DescribeVpcsCommand({ Filters }))).Vpcs?.map(({ VpcId }) => VpcId);
  }),
  aws_subnet: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, { "vpc-id": "vpc_id", "cidr-block": "cidr_block" });
    const { Subnets } = await client.send(new sdk.DescribeSubnetsCommand({ Filters }));
    return Subnets?.map(({ SubnetId }) => SubnetId);
  }),
  aws_route_table: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, { "vpc-id": "vpc_id" });
    const { RouteTables } = await client.send(new sdk.DescribeRouteTablesCommand({ Filters }));
    return RouteTables?.map(({ RouteTableId }) => RouteTableId);
  }),
  aws_internet_gateway: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, {});
    const { InternetGateways } = await client.send(new sdk.DescribeInternetGatewaysCommand({ Filters }));
    return InternetGateways?.map(({ InternetGatewayId }) => InternetGatewayId);
  }),
  aws_nat_gateway: ec2(async (client, sdk, wanted) => {
    const Filter = filters(wanted, { "subnet-id": "subnet_id" });
    const { NatGateways } = await client.send(new sdk.DescribeNatGatewaysCommand({ Filter }));
    return NatGateways?.filter(({ State }) => State === "pending" || State === "available").map(
      ({ NatGatewayId }) => NatGatewayId,
    );
  }),
  aws_eip: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, {});
    const { Addresses } = await client.send(new sdk.DescribeAddressesCommand({ Filters }));
    return Addresses?.map(({ AllocationId }) => AllocationId);
  }),
  aws_vpc_endpoint: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, { "vpc-id": "vpc_id", "service-name": "service_name" });
    const { VpcEndpoints } = await client.send(new sdk.DescribeVpcEndpointsCommand({ Filters }));
    return VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId);
  }),
  aws_security_group: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, { "vpc-id": "vpc_id" });
    const { SecurityGroups } = await client.send(new sdk.DescribeSecurityGroupsCommand({ Filters }));
    return SecurityGroups?.filter(({ GroupName }) => hasName(wanted, GroupName)).map(
      ({ GroupId }) => GroupId,
    );
  }),
  aws_default_security_group: ec2(async (client, sdk, { block }) => {
    const vpc = textOf(block.vpc_id);
    const Filters = [filter("vpc-id", vpc ?? ""), filter("group-name", "default")];
    const { SecurityGroups } = await client.send(new sdk.DescribeSecurityGroupsCommand({ Filters }));
    return vpc === undefined ? [] : SecurityGroups?.map(({ GroupId }) => GroupId);
  }),
  aws_vpc_security_group_ingress_rule: securityGroupRule(false),
  aws_vpc_security_group_egress_rule: securityGroupRule(true),
  aws_launch_template: ec2(async (client, sdk, wanted) => {
    const Filters = filters(wanted, {});
    const { LaunchTemplates } = await client.send(new sdk.DescribeLaunchTemplatesCommand({ Filters }));
    return LaunchTemplates?.filter(({ LaunchTemplateName }) => hasName(wanted, LaunchTemplateName)).map(
      ({ LaunchTemplateId }) => LaunchTemplateId,
    );
  }),
  aws_route: ec2(async (client, sdk, { block }) => {
    const table = textOf(block.route_table_id);
    const destination = textOf(
      block.destination_cidr_block ?? block.destination_ipv6_cidr_block ?? block.destination_prefix_list_id,
    );
    const { RouteTables } = await client.send(
      new sdk.DescribeRouteTablesCommand({ Filters: [filter("route-table-id", table ?? "")] }),
    );
    const isThere = RouteTables?.flatMap(({ Routes }) => Routes ?? []).some((route) =>
      [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock, route.DestinationPrefixListId].includes(
        destination,
      ),
    );
    return isThere === true && table !== undefined && destination !== undefined
      ? [`${table}_${destination}`]
      : [];
  }),
  aws_route_table_association: ec2(async (client, sdk, { block }) => {
    const [table, subnet] = [textOf(block.route_table_id), textOf(block.subnet_id)];
    const { RouteTables } = await client.send(
      new sdk.DescribeRouteTablesCommand({ Filters: [filter("route-table-id", table ?? "")] }),
    );
    const isThere = RouteTables?.flatMap(({ Associations }) => Associations ?? []).some(
      ({ SubnetId }) => SubnetId !== undefined && SubnetId === subnet,
    );
    return isThere === true && table !== undefined && subnet !== undefined ? [`${subnet}/${table}`] : [];
  }),
};

function ec2(find: Find): Lookup {
  return async (wanted, config) => {
    const sdk = await import("@aws-sdk/client-ec2");
    return present(await find(new sdk.EC2Client(config), sdk, wanted));
  };
}

/** A rule of a security group, of which there can be but one with the same ends and ports. */
function securityGroupRule(isEgress: boolean): Lookup {
  return ec2(async (client, sdk, { block }) => {
    const group = textOf(block.security_group_id);
    const { SecurityGroupRules } = await client.send(
      new sdk.DescribeSecurityGroupRulesCommand({ Filters: [filter("group-id", group ?? "")] }),
    );
    const isIt = (rule: SecurityGroupRule) =>
      rule.IsEgress === isEgress &&
      rule.IpProtocol === block.ip_protocol &&
      (block.ip_protocol === "-1" || (rule.FromPort === block.from_port && rule.ToPort === block.to_port)) &&
      rule.CidrIpv4 === block.cidr_ipv4 &&
      rule.CidrIpv6 === block.cidr_ipv6 &&
      rule.PrefixListId === block.prefix_list_id &&
      rule.ReferencedGroupInfo?.GroupId === block.referenced_security_group_id;
    return group === undefined
      ? []
      : SecurityGroupRules?.filter(isIt).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
  });
}

/**
 * Filters by all tags, and by arguments. One that refers to what is not known fits nothing.
 *
 * @param byArguments names of arguments by those of filters
 */
function filters({ block, tags }: Wanted, byArguments: Readonly<Record<string, string>>): Filter[] {
  return [
    ...Object.entries(tags).map(([key, value]) => filter(`tag:${key}`, value)),
    ...Object.entries(byArguments).flatMap(([name, argument]) =>
      typeof block[argument] === "string" ? [filter(name, block[argument])] : [],
    ),
  ];
}

function filter(Name: string, value: string): Filter {
  return { Name, Values: [value] };
}
