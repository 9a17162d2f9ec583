"""Gaps in moto's EC2 security groups."""

from moto.ec2.models.security_groups import SecurityGroupRule

from .gap import Gap, client


class ReferencedGroupDescription(Gap):
    id = "ec2-referenced-group-description"
    reason = (
        "The description of a rule that references another security group is forgotten: every"
        " plan after the first apply wants to set it."
    )

    def patch(self):
        def description(rule):
            return rule.ip_range.get("Description") or rule.source_group.get("Description")

        SecurityGroupRule.description = property(description)

    def probe(self):
        ec2 = client("ec2")
        group = ec2.create_security_group(GroupName="probe", Description="probe")["GroupId"]
        pair = {"GroupId": group, "Description": "probe"}
        answer = ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[
                {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [pair]}
            ],
        )
        return answer["SecurityGroupRules"][0].get("Description") != "probe"


GAPS = [ReferencedGroupDescription()]
