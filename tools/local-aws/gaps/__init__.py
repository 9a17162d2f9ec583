"""The gaps between moto and AWS that keep Terraform from converging, one file per AWS service."""

import sys

from . import (
    application_autoscaling,
    autoscaling,
    autoscaling_events,
    autoscaling_policies,
    ec2,
    ecs,
    ecs_deployments,
    ecs_task_definition,
    ecs_tasks,
    efs,
    elb,
    iam,
    kms,
    rds,
    s3,
    secretsmanager,
    sqs,
)

ALL_GAPS = [
    *application_autoscaling.GAPS,
    *autoscaling.GAPS,
    *autoscaling_events.GAPS,
    *autoscaling_policies.GAPS,
    *ec2.GAPS,
    *ecs.GAPS,
    *ecs_deployments.GAPS,
    *ecs_task_definition.GAPS,
    *ecs_tasks.GAPS,
    *efs.GAPS,
    *elb.GAPS,
    *iam.GAPS,
    *kms.GAPS,
    *rds.GAPS,
    *s3.GAPS,
    *secretsmanager.GAPS,
    *sqs.GAPS,
]


def patch_moto():
    """Mends every gap in the imported moto."""
    for gap in ALL_GAPS:
        try:
            gap.patch()
        except AttributeError as error:
            sys.exit(f"gap {gap.id} does not fit this moto: {error}; mend gaps/{gap.file}")
