"""Gaps in moto's SQS."""

import json

from moto.sqs.models import Queue

from .gap import Gap, client


class RedrivePolicySpaces(Gap):
    id = "sqs-redrive-policy-spaces"
    reason = (
        "A queue's redrive policy comes back with spaces that AWS does not write: every plan wants"
        " to change it."
    )

    def patch(self):
        read_attributes = Queue.attributes.fget

        def attributes(queue):
            result = read_attributes(queue)
            if result.get("RedrivePolicy"):
                policy = json.loads(result["RedrivePolicy"])
                result["RedrivePolicy"] = json.dumps(policy, separators=(",", ":"))
            return result

        Queue.attributes = property(attributes)

    def probe(self):
        sqs = client("sqs")
        dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
        answer = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
        arn = answer["Attributes"]["QueueArn"]
        sent = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
        queue = sqs.create_queue(QueueName="probe", Attributes={"RedrivePolicy": sent})["QueueUrl"]
        answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
        return " " in answer["Attributes"]["RedrivePolicy"]


class LostQueuePolicy(Gap):
    id = "sqs-lost-queue-policy"
    reason = (
        "A change of any attribute of a queue deletes its policy: the next plan wants to create"
        " aws_sqs_queue_policy again."
    )

    def patch(self):
        set_attributes = Queue._set_attributes

        def set_attributes_and_keep_policy(queue, attributes, *args, **kwargs):
            policy = getattr(queue, "policy", None)
            set_attributes(queue, attributes, *args, **kwargs)
            if "Policy" not in attributes:
                queue.policy = policy

        Queue._set_attributes = set_attributes_and_keep_policy

    def probe(self):
        sqs = client("sqs")
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "sqs:SendMessage",
            "Resource": "*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        queue = sqs.create_queue(QueueName="probe", Attributes={"Policy": policy})["QueueUrl"]
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "60"})
        answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
        return "Policy" not in answer["Attributes"]


GAPS = [RedrivePolicySpaces(), LostQueuePolicy()]
