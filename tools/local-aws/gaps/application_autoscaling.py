"""Gaps in moto's Application Auto Scaling."""

import json

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.exceptions import JsonRESTError

from .gap import Gap, after, client


def tags_of(response, arn):
    """The tags of the scalable target with this ARN, to be read or changed."""
    for targets in response.applicationautoscaling_backend.targets.values():
        for target in targets.values():
            if target.arn == arn:
                return target.__dict__.setdefault("tags", {})
    raise AWSValidationException(f"No scalable target found for resource ARN: {arn}")


def keep_tags(response, result):
    tags = response._get_param("Tags")
    if tags:
        tags_of(response, json.loads(result)["ScalableTargetARN"]).update(tags)


def list_tags_for_resource(response):
    return json.dumps({"Tags": tags_of(response, response._get_param("ResourceARN"))})


def tag_resource(response):
    tags_of(response, response._get_param("ResourceARN")).update(response._get_param("Tags"))
    return json.dumps({})


def untag_resource(response):
    tags = tags_of(response, response._get_param("ResourceARN"))
    for key in response._get_param("TagKeys"):
        tags.pop(key, None)
    return json.dumps({})


class ScalableTargetTags(Gap):
    id = "application-autoscaling-target-tags"
    reason = (
        "Tags of scalable targets are not implemented: the provider, which reads them after"
        " every change, fails after ten minutes of retries."
    )

    def patch(self):
        after(ApplicationAutoScalingResponse, "register_scalable_target", keep_tags)
        ApplicationAutoScalingResponse.list_tags_for_resource = list_tags_for_resource
        ApplicationAutoScalingResponse.tag_resource = tag_resource
        ApplicationAutoScalingResponse.untag_resource = untag_resource

    def probe(self):
        scaling = client("application-autoscaling")
        answer = scaling.register_scalable_target(
            ServiceNamespace="dynamodb",
            ResourceId="table/probe",
            ScalableDimension="dynamodb:table:ReadCapacityUnits",
            MinCapacity=1,
            MaxCapacity=2,
            Tags={"k": "v"},
        )
        arn = answer["ScalableTargetARN"]
        try:
            return scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] != {"k": "v"}
        except NotImplementedError:
            return True


class UnknownScalableTarget(Gap):
    id = "application-autoscaling-unknown-target"
    reason = (
        "Deregistering a scalable target that is gone is a ValidationException, not AWS's"
        " ObjectNotFoundException: a destroy fails when the call is repeated after a lost answer."
    )

    def patch(self):
        deregister_scalable_target = ApplicationAutoscalingBackend.deregister_scalable_target

        def deregister(backend, *args, **kwargs):
            try:
                deregister_scalable_target(backend, *args, **kwargs)
            except AWSValidationException as error:
                raise JsonRESTError("ObjectNotFoundException", error.message) from error

        ApplicationAutoscalingBackend.deregister_scalable_target = deregister

    def probe(self):
        scaling = client("application-autoscaling")
        try:
            scaling.deregister_scalable_target(
                ServiceNamespace="dynamodb",
                ResourceId="table/gone",
                ScalableDimension="dynamodb:table:ReadCapacityUnits",
            )
        except scaling.exceptions.ObjectNotFoundException:
            return False
        except scaling.exceptions.ValidationException:
            return True
        return True


GAPS = [ScalableTargetTags(), UnknownScalableTarget()]
