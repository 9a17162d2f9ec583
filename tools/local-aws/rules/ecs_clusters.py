"""What ECS refuses to delete, because it is in use."""

import base64
import re

from .ecs_services import API, cluster_of
from .rule import rule


@rule(
    "ecs",
    "DeleteCapacityProvider",
    code="ClientException",
    source=f"{API}/API_DeleteCapacityProvider.html",
)
def associated_providers_stay(call):
    """A capacity provider that is associated with a cluster cannot be deleted."""
    backend = call.backend("ecs")
    provider = backend._get_provider(call.get("capacityProvider"))
    for cluster in backend.clusters.values():
        names = cluster.capacity_providers or []
        if (
            provider
            and cluster.status == "ACTIVE"
            and {provider.name, provider.capacity_provider_arn} & set(names)
        ):
            yield (
                "The capacity provider cannot be deleted because it is associated with cluster:"
                f" {cluster.name}. Remove the capacity provider from the cluster and try again."
            )


@rule(
    "ecs",
    "DeleteCluster",
    code="ClusterContainsServicesException",
    source=f"{API}/API_DeleteCluster.html",
)
def clusters_with_services_stay(call):
    """A cluster with services cannot be deleted."""
    cluster = cluster_of(call)
    for service in call.backend("ecs").services.values():
        if cluster and service.cluster_name == cluster.name and service.status == "ACTIVE":
            yield "The Cluster cannot be deleted while Services are active."


@rule(
    "ecs",
    "DeleteCluster",
    code="ClusterContainsContainerInstancesException",
    source=f"{API}/API_DeleteCluster.html",
)
def clusters_with_instances_stay(call):
    """A cluster with container instances cannot be deleted. An instance is one when its user data
    names the cluster as ECS_CLUSTER, since on AWS its agent registers it.
    """
    cluster = cluster_of(call)
    if cluster is not None and any(
        joins(instance, cluster.name) for instance in running_instances(call)
    ):
        yield "The Cluster cannot be deleted while Container Instances are active or draining."


def running_instances(call):
    for reservation in call.backend("ec2").reservations.values():
        for instance in reservation.instances:
            if instance.state in ("pending", "running"):
                yield instance


def joins(instance, cluster):
    if instance.user_data is None:
        return False
    script = base64.b64decode(instance.user_data.as_bytes()).decode(errors="replace")
    return re.search(rf"^ECS_CLUSTER={re.escape(cluster)}$", script, re.MULTILINE) is not None
