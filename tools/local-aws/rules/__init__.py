"""What AWS refuses although the models of its services allow it, one file per subject."""

from collections import defaultdict

from . import (  # noqa: F401 - each makes its rules when it is imported
    application_autoscaling,
    autoscaling,
    autoscaling_actions,
    dns,
    ec2_launch_templates,
    ec2_networks,
    ec2_security_groups,
    ecr,
    ecs_capacity,
    ecs_clusters,
    ecs_container_dependencies,
    ecs_services,
    ecs_task_definitions,
    ecs_volumes,
    elb_classic,
    elb_listeners,
    elb_load_balancers,
    elb_rules,
    elb_target_groups,
    events,
    iam,
    kms,
    messaging,
    observability,
    parameters,
    rds,
    s3,
    scheduler,
    tags,
)
from .rule import ALL_RULES

RULES_BY_OPERATION = defaultdict(list)
for each in ALL_RULES:
    for operation in each.operations:
        RULES_BY_OPERATION[each.service, operation].append(each)


def first_breach(call):
    """The code and the message with which AWS refuses a call by the first rule that it breaks; None
    if it breaks none.
    """
    for each in RULES_BY_OPERATION.get((call.service, call.operation), ()):
        message = next(each.check(call), None)
        if message is not None:
            return each.code, message
    return None
