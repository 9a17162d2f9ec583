"""What S3, ECR and KMS refuse."""

import json

from case import case
from situations import policy, role


def bucket(aws):
    name = f"case-{aws.account}"
    aws.call(
        "s3",
        "CreateBucket",
        Bucket=name,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
    )
    return name


@case("s3-bucket-names-are-allowed", "InvalidBucketName: The specified bucket is not valid.")
def _(aws):
    bucket(aws)
    return aws.error(
        "s3",
        "CreateBucket",
        Bucket="Case",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
    )


def bucket_statement(name, **settings):
    return {
        "Effect": "Allow",
        "Principal": {"Service": "logs.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{name}/*",
        **settings,
    }


def bucket_policy_error(aws, right, wrong):
    """Puts a bucket's policy, and another one as it is refused; returns the answer to that."""
    name = bucket(aws)
    aws.call("s3", "PutBucketPolicy", Bucket=name, Policy=policy(bucket_statement(name, **right)))
    return aws.error(
        "s3", "PutBucketPolicy", Bucket=name, Policy=policy(bucket_statement(name, **wrong))
    )


def refused_bucket_policy(rule, message):
    return case(f"s3-{rule}", f"MalformedPolicy: {message}")


@refused_bucket_policy(
    "bucket-policies-are-readable",
    "Invalid policy syntax: a statement's effect is neither Allow nor Deny.",
)
def _(aws):
    return bucket_policy_error(aws, {}, {"Effect": "allow"})


@refused_bucket_policy("bucket-policies-are-about-the-bucket", "Policy has invalid resource")
def _(aws):
    return bucket_policy_error(aws, {}, {"Resource": "arn:aws:s3:::other/*"})


@refused_bucket_policy("bucket-statements-are-about-s3", "Policy has invalid action")
def _(aws):
    return bucket_policy_error(
        aws, {"Action": ["s3:GetObject", "s3:Put*"]}, {"Action": ["s3:GetObject", "kms:Decrypt"]}
    )


@refused_bucket_policy("bucket-principals-exist", "Invalid principal in policy")
def _(aws):
    known = role(aws)
    return bucket_policy_error(
        aws, {"Principal": {"AWS": known}}, {"Principal": {"AWS": known + "0"}}
    )


def lifecycle_error(aws, right, wrong):
    """Puts a bucket's lifecycle, and another one as it is refused; returns the answer to that."""
    setting = {"Bucket": bucket(aws)}
    call = ("s3", "PutBucketLifecycleConfiguration")
    aws.call(*call, **setting, LifecycleConfiguration={"Rules": right})
    return aws.error(*call, **setting, LifecycleConfiguration={"Rules": wrong})


def expiration(days, name="old"):
    return {
        "ID": name,
        "Status": "Enabled",
        "Filter": {"Prefix": name},
        "Expiration": {"Days": days},
    }


@case(
    "s3-lifecycle-days-are-positive",
    "InvalidArgument: 'Days' for Expiration action must be a positive integer",
)
def _(aws):
    return lifecycle_error(aws, [expiration(1)], [expiration(0)])


@case(
    "s3-lifecycle-ids-are-unique",
    "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
)
def _(aws):
    return lifecycle_error(
        aws, [expiration(1), expiration(2, "older")], [expiration(1), expiration(2)]
    )


@case(
    "ecr-lifecycle-policies-are-valid",
    "InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint:"
    " 'Lifecycle policy validation failure: countUnit is for counting days'",
)
def _(aws):
    aws.call("ecr", "CreateRepository", repositoryName="app")
    right, wrong = (
        json.dumps(
            {
                "rules": [
                    {
                        "rulePriority": 1,
                        "selection": {
                            "tagStatus": "any",
                            "countType": count,
                            "countUnit": "days",
                            "countNumber": 30,
                        },
                        "action": {"type": "expire"},
                    }
                ]
            }
        )
        for count in ("sinceImagePushed", "imageCountMoreThan")
    )
    aws.call("ecr", "PutLifecyclePolicy", repositoryName="app", lifecyclePolicyText=right)
    return aws.error("ecr", "PutLifecyclePolicy", repositoryName="app", lifecyclePolicyText=wrong)


def key_statement(aws, **settings):
    root = {"AWS": f"arn:aws:iam::{aws.account}:root"}
    return {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*", **settings}


def key_error(aws, *wrong):
    """Creates a key, and another one as it is refused; returns the answer to that."""
    aws.call("kms", "CreateKey", Policy=policy(key_statement(aws)))
    return aws.error("kms", "CreateKey", Policy=policy(*wrong))


def refused_key(rule, message):
    return case(f"kms-{rule}", f"MalformedPolicyDocumentException: {message}")


@refused_key(
    "key-policies-are-readable",
    "Policy contains a statement that is not valid: a statement has not exactly one of Principal and NotPrincipal",
)
def _(aws):
    return key_error(aws, {"Effect": "Allow", "Action": "kms:*", "Resource": "*"})


@refused_key(
    "key-principals-exist", "Policy contains a statement with one or more invalid principals."
)
def _(aws):
    known = role(aws)
    aws.call(
        "kms",
        "CreateKey",
        Policy=policy(key_statement(aws), key_statement(aws, Principal={"AWS": known})),
    )
    return key_error(aws, key_statement(aws), key_statement(aws, Principal={"AWS": known + "0"}))


@refused_key(
    "key-policies-can-be-changed",
    "The new key policy will not allow you to update the key policy in the future.",
)
def _(aws):
    return key_error(aws, key_statement(aws, Action=["kms:Encrypt", "kms:Decrypt"]))
