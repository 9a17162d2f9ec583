"""Runs all cases against the local AWS at the address that is the argument, and prints what each
was answered.
"""

import json
import sys

import application_autoscaling
import autoscaling
import dns
import ec2
import ecs_capacity
import ecs_clusters
import ecs_services
import ecs_task_definitions
import elb
import elb_listeners
import events
import iam
import messaging
import observability
import parameters
import rds
import storage
import tags
from case import CASES, Aws


def run(endpoint):
    results = []
    for number, (rule, expected, function) in enumerate(CASES, 1):
        try:
            answered = function(Aws(endpoint, f"{number:012}"))
        except Exception as error:
            answered = f"what AWS accepts was refused: {error!r}"
        results.append({"rule": rule, "expected": expected, "answered": answered})
    return results


if __name__ == "__main__":
    json.dump(run(sys.argv[1]), sys.stdout)
