"""Gaps in moto's EC2 security groups."""

from moto.ec2.models.security_groups import SecurityGroupRule

from .gap import Gap, client


class GroupRuleDescription(Gap):
    id = "ec2-group-rule-description"
    reason = (
        "A security-group rule that names another group forgets its description: the first plan"
        " after it was made wants to set it again."
    )

    def patch(self):
        def description(rule):
            return rule.ip_range.get("Description") or rule.source_group.get("Description")

        SecurityGroupRule.description = property(description)

    def probe(self):
        ec2 = client("ec2")
        group = ec2.create_security_group(GroupName="probe", Description="probe")["GroupId"]
        peer = {"GroupId": group, "Description": "probe"}
        answer = ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[
                {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "UserIdGroupPairs": [peer]}
            ],
        )
        return "Description" not in answer["SecurityGroupRules"][0]


GAPS = [GroupRuleDescription()]
