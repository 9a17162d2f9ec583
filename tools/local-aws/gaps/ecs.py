"""Gaps in moto's ECS."""

from moto.core.utils import camelcase_to_underscores
from moto.ecs.responses import EC2ContainerServiceResponse

from .gap import ACCOUNT, REGION, Gap, after, client


def after_service_change(hook):
    """Calls hook(service, request parameters, backend) after a service is created or updated."""

    def on_response(response, _result):
        parameters = response._get_params()
        name = parameters.get("serviceName") or parameters["service"]
        service = response.ecs_backend._get_service(
            parameters.get("cluster", "default"), name.split("/")[-1]
        )
        hook(service, parameters, response.ecs_backend)

    after(EC2ContainerServiceResponse, "create_service", on_response)
    after(EC2ContainerServiceResponse, "update_service", on_response)


def register_task_definition():
    """Registers one more revision of the task definition `probe` and returns its ARN."""
    container = {"name": "app", "image": "app", "memory": 128}
    answer = client("ecs").register_task_definition(
        family="probe", containerDefinitions=[container]
    )
    return answer["taskDefinition"]["taskDefinitionArn"]


def create_service(**settings):
    """Creates the service `probe` with these settings and returns it as ECS describes it."""
    ecs = client("ecs")
    ecs.create_cluster(clusterName="probe")
    ecs.create_service(
        cluster="probe",
        serviceName="probe",
        taskDefinition=register_task_definition(),
        desiredCount=2,
        **settings,
    )
    return describe_service()


def describe_service():
    answer = client("ecs").describe_services(cluster="probe", services=["probe"])
    return answer["services"][0]


class EmptyNetworkConfiguration(Gap):
    id = "ecs-empty-network-configuration"
    reason = (
        "A service without awsvpc networking is described with an empty networkConfiguration"
        " instead of none: the provider crashes."
    )

    def patch(self):
        def drop_empty(service, _parameters, _backend):
            service.network_configuration = service.network_configuration or None

        after_service_change(drop_empty)

    def probe(self):
        return "networkConfiguration" in create_service()


class DroppedServiceSettings(Gap):
    id = "ecs-dropped-service-settings"
    reason = (
        "A service forgets its capacity provider strategy, placement, grace period and other"
        " settings: every plan wants to replace it."
    )

    # request member: value to probe with
    SETTINGS = {
        "capacityProviderStrategy": [{"capacityProvider": "probe", "weight": 1, "base": 0}],
        "placementStrategy": [{"type": "spread", "field": "instanceId"}],
        "placementConstraints": [{"type": "distinctInstance"}],
        "enableExecuteCommand": True,
        "healthCheckGracePeriodSeconds": 30,
        "enableECSManagedTags": True,
        "availabilityZoneRebalancing": "ENABLED",
    }

    def patch(self):
        def keep_settings(service, parameters, _backend):
            for name in self.SETTINGS:
                if parameters.get(name) is not None:
                    setattr(service, camelcase_to_underscores(name), parameters[name])

        after_service_change(keep_settings)

    def probe(self):
        service = create_service(**self.SETTINGS)
        return any(service.get(name) != value for name, value in self.SETTINGS.items())


class DroppedDeploymentConfiguration(Gap):
    id = "ecs-dropped-deployment-configuration"
    reason = (
        "A service forgets its deployment configuration, at its creation all of it and later what"
        " an update does not name: every plan wants to set it again."
    )

    def patch(self):
        def merge(service, parameters, _backend):
            known = getattr(service, "known_deployment_configuration", {})
            sent = parameters.get("deploymentConfiguration", {})
            merged = {**known, **sent}
            service.deployment_configuration = merged
            service.known_deployment_configuration = merged

        after_service_change(merge)

    def probe(self):
        created = create_service(deploymentConfiguration={"maximumPercent": 150})
        client("ecs").update_service(
            cluster="probe", service="probe", deploymentConfiguration={"minimumHealthyPercent": 50}
        )
        updated = describe_service()["deploymentConfiguration"]
        return "deploymentConfiguration" not in created or "maximumPercent" not in updated


class NeverSteadyService(Gap):
    id = "ecs-never-steady-service"
    reason = (
        "None of a new service's tasks ever runs: with wait_for_steady_state the apply waits until"
        " it times out."
    )

    def patch(self):
        def run_tasks(service, _parameters, _backend):
            service.running_count = service.desired_count
            service.pending_count = 0

        after_service_change(run_tasks)

    def probe(self):
        return create_service()["runningCount"] != 2


class TaskDefinitionName(Gap):
    id = "ecs-task-definition-name"
    reason = (
        "A service updated to family:revision reports those words instead of the ARN: the"
        " provider, which splits the ARN, crashes."
    )

    def patch(self):
        def resolve(service, parameters, backend):
            name = parameters.get("taskDefinition")
            if name:
                service.task_definition = backend.describe_task_definition(name).arn

        after_service_change(resolve)

    def probe(self):
        create_service()
        client("ecs").update_service(cluster="probe", service="probe", taskDefinition="probe:1")
        return not describe_service()["taskDefinition"].startswith("arn:")


class ForgottenManagedDraining(Gap):
    id = "ecs-forgotten-managed-draining"
    reason = (
        "A capacity provider ignores a change of managed draining: every plan wants to change it."
    )

    def patch(self):
        def keep_draining(response, _result):
            provider = response.ecs_backend._get_provider(response._get_param("name"))
            draining = response._get_param("autoScalingGroupProvider").get("managedDraining")
            if draining:
                provider.auto_scaling_group_provider["managedDraining"] = draining

        after(EC2ContainerServiceResponse, "update_capacity_provider", keep_draining)

    def probe(self):
        ecs = client("ecs")
        group = f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:autoScalingGroup:1"
        ecs.create_capacity_provider(
            name="probe",
            autoScalingGroupProvider={
                "autoScalingGroupArn": f"{group}:autoScalingGroupName/probe",
                "managedDraining": "DISABLED",
            },
        )
        answer = ecs.update_capacity_provider(
            name="probe", autoScalingGroupProvider={"managedDraining": "ENABLED"}
        )
        provider = answer["capacityProvider"]["autoScalingGroupProvider"]
        return provider["managedDraining"] != "ENABLED"


GAPS = [
    EmptyNetworkConfiguration(),
    DroppedServiceSettings(),
    DroppedDeploymentConfiguration(),
    TaskDefinitionName(),
    NeverSteadyService(),
    ForgottenManagedDraining(),
]
