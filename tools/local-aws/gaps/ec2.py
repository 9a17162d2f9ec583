"""Gaps in moto's EC2."""

from botocore.exceptions import ClientError
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
from moto.ec2.models.vpcs import VPCEndPoint

from .gap import REGION, Gap, after, client


class LaunchTemplateTagsInData(Gap):
    id = "ec2-launch-template-tags-in-data"
    reason = (
        "A launch template's own tags come back as tag specifications of what it launches:"
        " every plan wants to remove them."
    )

    def patch(self):
        def drop_own_tags(version, _result):
            specifications = version.data.get("TagSpecifications")
            if specifications:
                version.data["TagSpecifications"] = [
                    each for each in specifications if each["ResourceType"] != "launch-template"
                ]

        after(LaunchTemplateVersion, "__init__", drop_own_tags)

    def probe(self):
        ec2 = client("ec2")
        ec2.create_launch_template(
            LaunchTemplateName="probe",
            LaunchTemplateData={"InstanceType": "t3.micro"},
            TagSpecifications=[
                {"ResourceType": "launch-template", "Tags": [{"Key": "k", "Value": "v"}]}
            ],
        )
        versions = ec2.describe_launch_template_versions(LaunchTemplateName="probe")
        data = versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]
        return bool(data.get("TagSpecifications"))


def route_like_tables(endpoint, old_tables):
    """Gives the endpoint's route tables the route to its prefix list, and takes it from others."""
    prefix_list = endpoint.destination_prefix_list_id
    for table in endpoint.route_table_ids:
        if table not in old_tables:
            endpoint.ec2_backend.create_route(
                table, None, gateway_id=endpoint.id, destination_prefix_list_id=prefix_list
            )
    for table in old_tables:
        if table not in endpoint.route_table_ids:
            endpoint.ec2_backend.delete_route(table, prefix_list)


class GatewayEndpointRoutes(Gap):
    id = "ec2-gateway-endpoint-routes"
    reason = (
        "A gateway endpoint that is given another route table adds no route to it: the endpoint"
        " cannot be destroyed, because that route is missing."
    )

    def patch(self):
        modify_endpoint = VPCEndPoint.modify

        def modify(endpoint, *args, **kwargs):
            old_tables = list(endpoint.route_table_ids)
            modify_endpoint(endpoint, *args, **kwargs)
            route_like_tables(endpoint, old_tables)

        VPCEndPoint.modify = modify

    def probe(self):
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        first, second = (
            ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2)
        )
        endpoint = ec2.create_vpc_endpoint(
            VpcId=vpc,
            VpcEndpointType="Gateway",
            ServiceName=f"com.amazonaws.{REGION}.s3",
            RouteTableIds=[first],
        )["VpcEndpoint"]["VpcEndpointId"]
        ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddRouteTableIds=[second])
        try:
            ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
        except ClientError:
            return True
        return False


class AllTrafficRuleChanges(Gap):
    id = "ec2-all-traffic-rule-changes"
    reason = (
        "A security-group rule for all traffic, which has no ports, cannot be changed: an apply that"
        " changes its description fails."
    )

    def patch(self):
        modify_rules = SecurityGroupBackend.modify_security_group_rules

        def modify(backend, group_id, rules):
            for rule in rules.values():
                if rule.get("IpProtocol") == "-1":
                    rule.update(FromPort=-1, ToPort=-1)
            modify_rules(backend, group_id, rules)

        SecurityGroupBackend.modify_security_group_rules = modify

    def probe(self):
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        group = ec2.create_security_group(GroupName="probe", Description="probe", VpcId=vpc)
        rules = ec2.describe_security_group_rules(
            Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}]
        )["SecurityGroupRules"]
        change = {"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0", "Description": "to everywhere"}
        try:
            ec2.modify_security_group_rules(
                GroupId=group["GroupId"],
                SecurityGroupRules=[
                    {
                        "SecurityGroupRuleId": rules[0]["SecurityGroupRuleId"],
                        "SecurityGroupRule": change,
                    }
                ],
            )
        except ClientError:
            return True
        return False


class RuleDescriptions(Gap):
    id = "ec2-rule-descriptions"
    reason = (
        "A security-group rule that names another group comes back without its description: the"
        " plan after the first apply wants to add it."
    )

    def patch(self):
        def description(rule):
            return rule.ip_range.get("Description", rule.source_group.get("Description"))

        SecurityGroupRule.description = property(description)

    def probe(self):
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        group = ec2.create_security_group(GroupName="probe", Description="probe", VpcId=vpc)
        peer = {"GroupId": group["GroupId"], "Description": "from the group itself"}
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 80,
            "ToPort": 80,
            "UserIdGroupPairs": [peer],
        }
        answer = ec2.authorize_security_group_ingress(
            GroupId=group["GroupId"], IpPermissions=[permission]
        )
        return "Description" not in answer["SecurityGroupRules"][0]


GAPS = [
    LaunchTemplateTagsInData(),
    GatewayEndpointRoutes(),
    AllTrafficRuleChanges(),
    RuleDescriptions(),
]
