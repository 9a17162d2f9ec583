"""What SNS and SQS refuse."""

import json

from .policies import actions_of, fault_of_resource_policy, statements_of
from .rule import rule

SNS = "https://docs.aws.amazon.com/sns/latest/api"
SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference"
ENDPOINTS = {
    "application": "arn:",
    "firehose": "arn:",
    "http": "http://",
    "https": "https://",
    "lambda": "arn:",
    "sqs": "arn:",
}
RANGES = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1024, 1048576),
    "MessageRetentionPeriod": (60, 1209600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43200),
}


def topic_attributes(call):
    return {**call.get("Attributes", {}), call.get("AttributeName"): call.get("AttributeValue")}


def topic_rule(source):
    return rule("sns", "CreateTopic", "SetTopicAttributes", code="InvalidParameter", source=source)


@topic_rule(f"{SNS}/API_SetTopicAttributes.html")
def topic_policies_are_readable(call):
    """A topic's policy is JSON with statements, each with an effect, a principal and actions."""
    policy = topic_attributes(call).get("Policy")
    if policy and fault_of_resource_policy(policy):
        yield f"Invalid parameter: Policy Error: {fault_of_resource_policy(policy)}"


@topic_rule("https://github.com/aws/aws-cdk/pull/30")
def topic_statements_have_ids_of_their_own(call):
    """Of several statements in a topic's policy each has a Sid of its own."""
    ids = [
        statement.get("Sid")
        for statement in statements_of(topic_attributes(call).get("Policy") or "{}")
    ]
    if len(set(ids)) < len(ids):
        yield "Invalid parameter: Every policy statement must have a unique ID"


@topic_rule(
    "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html"
)
def topic_statements_are_about_sns(call):
    """A topic's policy allows and denies what SNS does only."""
    for statement in statements_of(topic_attributes(call).get("Policy") or "{}"):
        for action in actions_of(statement):
            if action != "*" and not action.lower().startswith("sns:"):
                yield "Invalid parameter: Policy statement action out of service scope!"


@topic_rule(f"{SNS}/API_SetTopicAttributes.html")
def display_names_are_short(call):
    """A topic's display name has 100 characters at most."""
    if len(topic_attributes(call).get("DisplayName") or "") > 100:
        yield "Invalid parameter: DisplayName"


@rule("sns", "Subscribe", code="InvalidParameter", source=f"{SNS}/API_Subscribe.html")
def endpoints_fit_their_protocol(call):
    """An endpoint is a URL, an e-mail address or an ARN, as its protocol wants it."""
    protocol, endpoint = call.get("Protocol"), call.get("Endpoint", "")
    if protocol in ("email", "email-json") and "@" not in endpoint:
        yield "Invalid parameter: Email address"
    elif not endpoint.startswith(ENDPOINTS.get(protocol, "")):
        yield "Invalid parameter: Endpoint must match the specified protocol"


@rule("sns", "Subscribe", code="InvalidParameter", source=f"{SNS}/API_Subscribe.html")
def protocols_are_known(call):
    """A subscription's protocol is one that SNS speaks."""
    if call.get("Protocol") not in (*ENDPOINTS, "email", "email-json", "sms"):
        yield f"Invalid parameter: Does not support this protocol string: {call.get('Protocol')}"


def queue_rule(source, code="InvalidAttributeValue"):
    return rule("sqs", "CreateQueue", "SetQueueAttributes", code=code, source=source)


@queue_rule(f"{SQS}/API_SetQueueAttributes.html")
def queue_attributes_are_in_range(call):
    """A queue's times and sizes are in range."""
    for name, (least, most) in RANGES.items():
        value = call.get("Attributes", {}).get(name)
        if value is not None and not (value.isdigit() and least <= int(value) <= most):
            yield f"Invalid value for the parameter {name}."


@queue_rule(f"{SQS}/API_SetQueueAttributes.html")
def queue_policies_are_readable(call):
    """A queue's policy is JSON with statements, each with an effect, a principal and actions."""
    policy = call.get("Attributes", {}).get("Policy")
    if policy and fault_of_resource_policy(policy):
        yield "Invalid value for the parameter Policy."


@queue_rule(f"{SQS}/API_SetQueueAttributes.html", code="InvalidParameterValue")
def dead_letters_are_received_before(call):
    """A message is received 1 to 1,000 times before it goes to the dead-letter queue."""
    policy = call.get("Attributes", {}).get("RedrivePolicy")
    try:
        count = int(json.loads(policy)["maxReceiveCount"]) if policy else 1
    except (ValueError, KeyError, TypeError):
        count = 0
    if not 1 <= count <= 1000:
        yield (
            f"Value {policy} for parameter RedrivePolicy is invalid."
            " Reason: Invalid value for maxReceiveCount: must be between 1 and 1000."
        )
