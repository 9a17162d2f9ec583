"""What S3, ECR and KMS refuse."""

import ipaddress
import json
import re

from .policies import actions_of, as_list, fault_of_resource_policy, principals_of, statements_of, unknown_principals
from .rule import rule

S3 = "https://docs.aws.amazon.com/AmazonS3/latest"
ECR = "https://docs.aws.amazon.com/AmazonECR/latest"
KMS = "https://docs.aws.amazon.com/kms/latest"
BUCKET = re.compile(r"(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?<!-s3alias)(?<!--ol-s3)")


@rule("s3", "CreateBucket", code="InvalidBucketName", source=f"{S3}/userguide/bucketnamingrules.html")
def bucket_names_are_allowed(call):
    """A bucket's name has 3 to 63 lower-case letters, digits, periods and hyphens, and looks like no IP address."""
    name = call.get("Bucket")
    if not BUCKET.fullmatch(name) or is_address(name):
        yield "The specified bucket is not valid."


def is_address(name):
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


@rule("s3", "PutBucketPolicy", code="MalformedPolicy", source=f"{S3}/userguide/access-policy-language-overview.html")
def bucket_policies_are_readable(call):
    """A bucket's policy is JSON with statements, each with an effect, a principal and actions."""
    fault = fault_of_resource_policy(call.get("Policy"))
    if fault:
        yield f"This policy contains invalid Json: {fault}" if fault == "it is not JSON" else f"Invalid policy syntax: {fault}."


@rule("s3", "PutBucketPolicy", code="MalformedPolicy", source=f"{S3}/userguide/s3-arn-format.html")
def bucket_policies_are_about_the_bucket(call):
    """A bucket's policy is about this bucket and its objects."""
    bucket = call.get("Bucket")
    for statement in statements_of(call.get("Policy")):
        for resource in as_list(statement.get("Resource", statement.get("NotResource", []))):
            if not re.fullmatch(rf"(arn:[\w-]+:s3:::{re.escape(bucket)}(/.*)?|\*)", resource, re.DOTALL):
                yield "Policy has invalid resource"


@rule("s3", "PutBucketPolicy", code="MalformedPolicy", source=f"{S3}/userguide/using-with-s3-policy-actions.html")
def bucket_statements_are_about_s3(call):
    """A bucket's policy allows and denies what S3 does only."""
    for statement in statements_of(call.get("Policy")):
        if any(action != "*" and not action.lower().startswith("s3:") for action in actions_of(statement)):
            yield "Policy has invalid action"


@rule("s3", "PutBucketPolicy", code="MalformedPolicy", source=f"{S3}/userguide/s3-bucket-user-policy-specifying-principal-intro.html")
def bucket_principals_exist(call):
    """The roles and users whom a bucket's policy names exist."""
    if any(unknown_principals(call, call.get("Policy"))):
        yield "Invalid principal in policy"


@rule("s3", "PutBucketLifecycleConfiguration", code="InvalidArgument", source=f"{S3}/API/API_LifecycleExpiration.html")
def lifecycle_days_are_positive(call):
    """What a lifecycle rule does, it does after one day at least."""
    for each in call.get("LifecycleConfiguration", {}).get("Rules", []):
        if each.get("Expiration", {}).get("Days", 1) < 1:
            yield "'Days' for Expiration action must be a positive integer"
        if each.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays", 1) < 1:
            yield "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"


@rule("s3", "PutBucketLifecycleConfiguration", code="InvalidArgument", source=f"{S3}/API/API_LifecycleRule.html")
def lifecycle_ids_are_unique(call):
    """The rules of a lifecycle have ids of their own, of 255 characters at most."""
    ids = [each["ID"] for each in call.get("LifecycleConfiguration", {}).get("Rules", []) if each.get("ID")]
    if len(set(ids)) < len(ids):
        yield "Rule ID must be unique. Found same ID for more than one rule"
    if any(len(each) > 255 for each in ids):
        yield "ID length should not exceed allowed limit of 255"


@rule("ecr", "PutLifecyclePolicy", code="InvalidParameterException", source=f"{ECR}/userguide/lifecycle_policy_parameters.html")
def lifecycle_policies_are_valid(call):
    """A lifecycle policy is JSON with rules of priorities of their own, each with a selection and the action expire."""
    fault = fault_of_lifecycle(call.get("lifecyclePolicyText"))
    if fault:
        yield (
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint:"
            f" 'Lifecycle policy validation failure: {fault}'"
        )


def fault_of_lifecycle(text):
    try:
        rules = json.loads(text)["rules"]
    except (ValueError, KeyError, TypeError):
        return "it is no JSON object with rules"
    priorities = [each.get("rulePriority") for each in rules]
    if not rules or len(set(priorities)) < len(priorities) or not all(isinstance(each, int) and each > 0 for each in priorities):
        return "every rule needs a rulePriority of its own, from 1"
    for each in rules:
        selection, status = each.get("selection", {}), each.get("selection", {}).get("tagStatus")
        if status not in ("tagged", "untagged", "any"):
            return "tagStatus must be tagged, untagged or any"
        if (status == "tagged") != bool(selection.get("tagPrefixList") or selection.get("tagPatternList")):
            return "tagStatus tagged, and no other, needs tagPrefixList or tagPatternList"
        if selection.get("countType") not in ("imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"):
            return "countType is not known"
        if (selection["countType"] != "imageCountMoreThan") != ("countUnit" in selection):
            return "countUnit is for counting days"
        if not isinstance(selection.get("countNumber"), int) or selection["countNumber"] < 1:
            return "countNumber must be 1 or more"
        if each.get("action", {}).get("type") not in ("expire", "transition"):
            return "the action's type must be expire"
        if status == "any" and each["rulePriority"] < max(priorities):
            return "a rule with tagStatus any must have the highest rulePriority"
    return None


@rule("kms", "CreateKey", "PutKeyPolicy", code="MalformedPolicyDocumentException", source=f"{KMS}/developerguide/key-policy-overview.html")
def key_policies_are_readable(call):
    """A key's policy is JSON with statements, each with an effect, a principal and actions."""
    policy = call.get("Policy")
    if policy and fault_of_resource_policy(policy):
        yield f"Policy contains a statement that is not valid: {fault_of_resource_policy(policy)}"


@rule("kms", "CreateKey", "PutKeyPolicy", code="MalformedPolicyDocumentException", source=f"{KMS}/APIReference/API_PutKeyPolicy.html")
def key_principals_exist(call):
    """The roles and users whom a key's policy names exist."""
    if any(unknown_principals(call, call.get("Policy", "{}"))):
        yield "Policy contains a statement with one or more invalid principals."


@rule("kms", "CreateKey", "PutKeyPolicy", code="MalformedPolicyDocumentException", source=f"{KMS}/APIReference/API_PutKeyPolicy.html")
def key_policies_can_be_changed(call):
    """A key's policy lets somebody of the account change it, unless that check is bypassed."""
    policy = call.get("Policy")
    if not policy or call.get("BypassPolicyLockoutSafetyCheck") or fault_of_resource_policy(policy):
        return
    if not any(lets_change_policy(statement) for statement in statements_of(policy)):
        yield "The new key policy will not allow you to update the key policy in the future."


def lets_change_policy(statement):
    covers = any(action in ("*", "kms:*", "kms:Put*", "kms:PutKeyPolicy") for action in actions_of(statement))
    return statement["Effect"] == "Allow" and "NotAction" not in statement and covers and bool(principals_of(statement))
