"""What ECS refuses to delete, because it is in use."""

from base64 import b64encode

from case import case
from ecs_services import service
from situations import capacity_provider, cluster, group, launch_template, subnet, vpc


@case(
    "ecs-associated-providers-stay",
    "ClientException: The capacity provider cannot be deleted because it is associated with cluster: cluster."
    " Remove the capacity provider from the cluster and try again.",
)
def _(aws):
    cluster(aws, capacity_provider(aws))
    aws.call("ecs", "DeleteCapacityProvider", capacityProvider=capacity_provider(aws, "other"))
    return aws.error("ecs", "DeleteCapacityProvider", capacityProvider="provider")


@case(
    "ecs-clusters-with-services-stay",
    "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.",
)
def _(aws):
    cluster(aws)
    aws.call("ecs", "CreateCluster", clusterName="other")
    aws.call("ecs", "CreateService", **service(aws))
    aws.call("ecs", "DeleteCluster", cluster="other")
    return aws.error("ecs", "DeleteCluster", cluster="cluster")


@case(
    "ecs-clusters-with-instances-stay",
    "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are active or"
    " draining.",
)
def _(aws):
    for name in ("cluster", "cluster2"):
        aws.call("ecs", "CreateCluster", clusterName=name)
    script = b64encode(
        b"#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'END'\nECS_CLUSTER=cluster\nEND\n"
    ).decode()
    zone = subnet(aws, vpc(aws))
    group(aws, template=launch_template(aws, UserData=script), MinSize=1, VPCZoneIdentifier=zone)
    aws.call("ecs", "DeleteCluster", cluster="cluster2")
    return aws.error("ecs", "DeleteCluster", cluster="cluster")
