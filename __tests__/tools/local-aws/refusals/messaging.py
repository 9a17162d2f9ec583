"""What SNS and SQS refuse."""

import json

from case import case
from situations import policy, topic


def statement(arn, **settings):
    return {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": arn,
        **settings,
    }


def topic_error(aws, name, right, wrong):
    """Sets an attribute of a topic, and again as it is refused; returns the answer to that."""
    arn = topic(aws)
    setting = {"TopicArn": arn, "AttributeName": name}
    for value in right:
        aws.call("sns", "SetTopicAttributes", **setting, AttributeValue=value(arn))
    return aws.error("sns", "SetTopicAttributes", **setting, AttributeValue=wrong(arn))


def refused_topic(rule, message):
    return case(f"sns-{rule}", f"InvalidParameter: Invalid parameter: {message}")


@refused_topic(
    "topic-policies-are-readable",
    "Policy Error: a statement has not exactly one of Principal and NotPrincipal",
)
def _(aws):
    return topic_error(
        aws,
        "Policy",
        [lambda arn: policy(statement(arn))],
        lambda arn: policy({"Effect": "Allow", "Action": "sns:Publish", "Resource": arn}),
    )


@refused_topic(
    "topic-statements-have-ids-of-their-own", "Every policy statement must have a unique ID"
)
def _(aws):
    return topic_error(
        aws,
        "Policy",
        [
            lambda arn: policy(statement(arn)),
            lambda arn: policy(statement(arn, Sid="a"), statement(arn, Sid="b")),
        ],
        lambda arn: policy(statement(arn), statement(arn)),
    )


@refused_topic("topic-statements-are-about-sns", "Policy statement action out of service scope!")
def _(aws):
    return topic_error(
        aws,
        "Policy",
        [lambda arn: policy(statement(arn, Action=["SNS:Publish", "SNS:Subscribe"]))],
        lambda arn: policy(statement(arn, Action=["sns:Publish", "sqs:SendMessage"])),
    )


@refused_topic("display-names-are-short", "DisplayName")
def _(aws):
    return topic_error(aws, "DisplayName", [lambda _: "x" * 100], lambda _: "x" * 101)


def subscription_error(aws, right, wrong):
    """Subscribes to a topic, and again as it is refused; returns the answer to that."""
    arn = topic(aws)
    aws.call("sns", "Subscribe", TopicArn=arn, **right)
    return aws.error("sns", "Subscribe", TopicArn=arn, **wrong)


@refused_topic("endpoints-fit-their-protocol", "Email address")
def _(aws):
    return subscription_error(
        aws,
        {"Protocol": "email", "Endpoint": "me@example.com"},
        {"Protocol": "email", "Endpoint": "example.com"},
    )


@refused_topic("protocols-are-known", "Does not support this protocol string: mail")
def _(aws):
    return subscription_error(
        aws,
        {"Protocol": "https", "Endpoint": "https://example.com"},
        {"Protocol": "mail", "Endpoint": "me@example.com"},
    )


def queue_error(aws, right, wrong):
    """Creates a queue, and another one as it is refused; returns the answer to that."""
    aws.call("sqs", "CreateQueue", QueueName="right", Attributes=right)
    return aws.error("sqs", "CreateQueue", QueueName="wrong", Attributes=wrong)


@case(
    "sqs-queue-attributes-are-in-range",
    "InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout.",
)
def _(aws):
    return queue_error(aws, {"VisibilityTimeout": "43200"}, {"VisibilityTimeout": "43201"})


@case(
    "sqs-queue-policies-are-readable",
    "InvalidAttributeValue: Invalid value for the parameter Policy.",
)
def _(aws):
    right = policy(statement("*", Action="sqs:SendMessage"))
    return queue_error(aws, {"Policy": right}, {"Policy": "{}"})


@case(
    "sqs-dead-letters-are-received-before",
    'InvalidParameterValue: Value {"deadLetterTargetArn": "<queue>", "maxReceiveCount": 0} for parameter RedrivePolicy is'
    " invalid. Reason: Invalid value for maxReceiveCount: must be between 1 and 1000.",
)
def _(aws):
    aws.call("sqs", "CreateQueue", QueueName="dead")
    queue = f"arn:aws:sqs:eu-west-1:{aws.account}:dead"
    right, wrong = (
        {"RedrivePolicy": json.dumps({"deadLetterTargetArn": queue, "maxReceiveCount": count})}
        for count in (5, 0)
    )
    return queue_error(aws, right, wrong).replace(queue, "<queue>")
