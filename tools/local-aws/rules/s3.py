"""What S3 refuses."""

import ipaddress
import re

from .policies import (
    actions_of,
    as_list,
    fault_of_resource_policy,
    statements_of,
    unknown_principals,
)
from .rule import rule

S3 = "https://docs.aws.amazon.com/AmazonS3/latest"
BUCKET = re.compile(
    r"(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?<!-s3alias)(?<!--ol-s3)"
)


@rule(
    "s3", "CreateBucket", code="InvalidBucketName", source=f"{S3}/userguide/bucketnamingrules.html"
)
def bucket_names_are_allowed(call):
    """A bucket's name has 3 to 63 lower-case letters, digits, periods and hyphens, and looks like
    no IP address.
    """
    name = call.get("Bucket")
    if not BUCKET.fullmatch(name) or is_address(name):
        yield "The specified bucket is not valid."


def is_address(name):
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


@rule(
    "s3",
    "PutBucketPolicy",
    code="MalformedPolicy",
    source=f"{S3}/userguide/access-policy-language-overview.html",
)
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
            if not re.fullmatch(
                rf"(arn:[\w-]+:s3:::{re.escape(bucket)}(/.*)?|\*)", resource, re.DOTALL
            ):
                yield "Policy has invalid resource"


@rule(
    "s3",
    "PutBucketPolicy",
    code="MalformedPolicy",
    source=f"{S3}/userguide/using-with-s3-policy-actions.html",
)
def bucket_statements_are_about_s3(call):
    """A bucket's policy allows and denies what S3 does only."""
    for statement in statements_of(call.get("Policy")):
        if any(
            action != "*" and not action.lower().startswith("s3:")
            for action in actions_of(statement)
        ):
            yield "Policy has invalid action"


@rule(
    "s3",
    "PutBucketPolicy",
    code="MalformedPolicy",
    source=f"{S3}/userguide/s3-bucket-user-policy-specifying-principal-intro.html",
)
def bucket_principals_exist(call):
    """The roles and users whom a bucket's policy names exist."""
    if any(unknown_principals(call, call.get("Policy"))):
        yield "Invalid principal in policy"


@rule(
    "s3",
    "PutBucketLifecycleConfiguration",
    code="InvalidArgument",
    source=f"{S3}/API/API_LifecycleExpiration.html",
)
def lifecycle_days_are_positive(call):
    """What a lifecycle rule does, it does after one day at least."""
    for each in call.get("LifecycleConfiguration", {}).get("Rules", []):
        if each.get("Expiration", {}).get("Days", 1) < 1:
            yield "'Days' for Expiration action must be a positive integer"
        if each.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays", 1) < 1:
            yield "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"


@rule(
    "s3",
    "PutBucketLifecycleConfiguration",
    code="InvalidArgument",
    source=f"{S3}/API/API_LifecycleRule.html",
)
def lifecycle_ids_are_unique(call):
    """The rules of a lifecycle have ids of their own, of 255 characters at most."""
    ids = [
        each["ID"]
        for each in call.get("LifecycleConfiguration", {}).get("Rules", [])
        if each.get("ID")
    ]
    if len(set(ids)) < len(ids):
        yield "Rule ID must be unique. Found same ID for more than one rule"
    if any(len(each) > 255 for each in ids):
        yield "ID length should not exceed allowed limit of 255"
