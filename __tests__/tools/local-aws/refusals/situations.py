"""What cases need to be there already."""

import json


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(service):
    return policy(
        {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    )


def role(aws, service="ecs-tasks.amazonaws.com"):
    """A role that trusts a service; returns its ARN."""
    answer = aws.call(
        "iam", "CreateRole", RoleName=aws.name("role"), AssumeRolePolicyDocument=trust(service)
    )
    return answer["Role"]["Arn"]


def vpc(aws, gateway=True):
    """A VPC with an internet gateway; returns its id."""
    vpc_id = aws.call("ec2", "CreateVpc", CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    if gateway:
        attach_gateway(aws, vpc_id)
    return vpc_id


def attach_gateway(aws, vpc_id):
    gateway = aws.call("ec2", "CreateInternetGateway")["InternetGateway"]["InternetGatewayId"]
    aws.call("ec2", "AttachInternetGateway", InternetGatewayId=gateway, VpcId=vpc_id)
    return gateway


def subnet(aws, vpc_id, number=0, zone="a"):
    answer = aws.call(
        "ec2",
        "CreateSubnet",
        VpcId=vpc_id,
        CidrBlock=f"10.0.{number}.0/24",
        AvailabilityZone=f"eu-west-1{zone}",
    )
    return answer["Subnet"]["SubnetId"]


def subnets(aws, vpc_id):
    """Two subnets in two zones."""
    return [subnet(aws, vpc_id, 0, "a"), subnet(aws, vpc_id, 1, "b")]


def security_group(aws, vpc_id):
    return aws.call(
        "ec2", "CreateSecurityGroup", GroupName=aws.name(), Description="case", VpcId=vpc_id
    )["GroupId"]


def balancer(aws, vpc_id, scheme="internal", **settings):
    """An Application Load Balancer; returns its ARN."""
    if "Subnets" not in settings:
        settings["Subnets"] = subnets(aws, vpc_id)
    answer = aws.call("elbv2", "CreateLoadBalancer", Name=aws.name(), Scheme=scheme, **settings)
    return answer["LoadBalancers"][0]["LoadBalancerArn"]


def target_group(aws, vpc_id, **settings):
    settings = {"Name": aws.name(), "Protocol": "HTTP", "Port": 80, "VpcId": vpc_id, **settings}
    return aws.call("elbv2", "CreateTargetGroup", **settings)["TargetGroups"][0]["TargetGroupArn"]


def forward(arn):
    return [{"Type": "forward", "TargetGroupArn": arn}]


def listener(aws, balancer_arn, actions=None, port=80):
    """A listener that answers or does what it is told; returns its ARN."""
    answer = aws.call(
        "elbv2",
        "CreateListener",
        LoadBalancerArn=balancer_arn,
        Port=port,
        Protocol="HTTP",
        DefaultActions=actions
        or [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )
    return answer["Listeners"][0]["ListenerArn"]


def container(**settings):
    return {"name": "app", "image": "app:v1", "memory": 128, **settings}


def task_definition(aws, *containers, **settings):
    answer = aws.call(
        "ecs",
        "RegisterTaskDefinition",
        family="app",
        containerDefinitions=containers or [container()],
        **settings,
    )
    return answer["taskDefinition"]["taskDefinitionArn"]


def launch_template(aws, **data):
    data = {"ImageId": "ami-12345678", "InstanceType": "t3.micro", **data}
    answer = aws.call(
        "ec2", "CreateLaunchTemplate", LaunchTemplateName=aws.name(), LaunchTemplateData=data
    )
    return answer["LaunchTemplate"]["LaunchTemplateId"]


def group(aws, **settings):
    """An Auto Scaling group without instances; returns its name."""
    name = aws.name("group")
    template = settings.pop("template", None) or launch_template(aws)
    if "VPCZoneIdentifier" not in settings:
        settings["VPCZoneIdentifier"] = subnet(aws, vpc(aws))
    aws.call(
        "autoscaling",
        "CreateAutoScalingGroup",
        AutoScalingGroupName=name,
        LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
        **{"MinSize": 0, "MaxSize": 2, **settings},
    )
    return name


def group_arn(aws, name):
    answer = aws.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[name])
    return answer["AutoScalingGroups"][0]["AutoScalingGroupARN"]


def capacity_provider(aws, name="provider", **settings):
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws)), **settings}
    aws.call("ecs", "CreateCapacityProvider", name=name, autoScalingGroupProvider=provider)
    return name


def cluster(aws, *providers):
    aws.call("ecs", "CreateCluster", clusterName="cluster")
    aws.call(
        "ecs",
        "PutClusterCapacityProviders",
        cluster="cluster",
        capacityProviders=list(providers),
        defaultCapacityProviderStrategy=[],
    )
    return "cluster"


def topic(aws):
    return aws.call("sns", "CreateTopic", Name=aws.name())["TopicArn"]
