"""Gaps in moto's S3."""

import json

from botocore.exceptions import ClientError
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker
from moto.s3.responses import S3Response

from .gap import Gap, client


def permission_without_conditions(bucket, action, resource):
    """Judges an action by the bucket policy's unconditional statements only."""
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy.decode())
    statements = policy["Statement"]
    if isinstance(statements, dict):
        statements = [statements]
    policy["Statement"] = [each for each in statements if not each.get("Condition")]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


class ConditionalBucketPolicy(Gap):
    id = "s3-conditional-bucket-policy"
    reason = (
        "A statement with a condition is applied without looking at the condition: a policy that"
        " denies access without TLS locks the state bucket for everybody."
    )

    def patch(self):
        FakeBucket.get_permission = permission_without_conditions

    def probe(self):
        s3 = client("s3")
        s3.create_bucket(Bucket="probe")
        statement = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": "arn:aws:s3:::probe/*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        s3.put_bucket_policy(Bucket="probe", Policy=json.dumps(policy))
        try:
            s3.put_object(Bucket="probe", Key="key", Body=b"")
        except ClientError:
            return True
        return False


class DeleteMarkerDisposal(Gap):
    id = "s3-delete-marker-disposal"
    reason = (
        "Deleting a key that ends in a delete marker, once versioning is suspended, is an internal"
        " error: a versioned bucket with force_destroy cannot be destroyed."
    )

    def patch(self):
        def dispose(_marker):
            """A delete marker has no content to release."""

        FakeDeleteMarker.dispose = dispose

    def probe(self):
        s3 = client("s3")
        s3.create_bucket(Bucket="probe")
        s3.put_bucket_versioning(Bucket="probe", VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket="probe", Key="key", Body=b"")
        s3.delete_object(Bucket="probe", Key="key")
        s3.put_bucket_versioning(Bucket="probe", VersioningConfiguration={"Status": "Suspended"})
        try:
            s3.delete_objects(Bucket="probe", Delete={"Objects": [{"Key": "key"}]})
        except AttributeError:
            return True
        return False


def is_lifecycle_request(response):
    return response.data.get("Action") == "GetBucketLifecycleConfiguration"


def add_newer_versions(response, described_rules):
    rules = response.backend.get_bucket_lifecycle(response.bucket_name)
    for rule, described in zip(rules, described_rules):
        if rule.newer_noncurrent_versions:
            expiration = described["NoncurrentVersionExpiration"]
            expiration["NewerNoncurrentVersions"] = rule.newer_noncurrent_versions


class NewerNoncurrentVersions(Gap):
    id = "s3-newer-noncurrent-versions"
    reason = (
        "A lifecycle rule forgets how many noncurrent versions it keeps: the provider waits three"
        " minutes for what it sent and fails."
    )

    def patch(self):
        set_lifecycle = FakeBucket.set_lifecycle
        serialized = S3Response.serialized

        def set_lifecycle_with_versions(bucket, rules):
            set_lifecycle(bucket, rules)
            for rule, sent in zip(bucket.rules, rules):
                expiration = sent.get("NoncurrentVersionExpiration") or {}
                rule.newer_noncurrent_versions = expiration.get("NewerNoncurrentVersions")

        def serialized_with_versions(response, answer):
            # A bucket without rules is answered with an exception, which has no rules to add to.
            if isinstance(answer.result, dict) and is_lifecycle_request(response):
                add_newer_versions(response, answer.result["Rules"])
            return serialized(response, answer)

        FakeBucket.set_lifecycle = set_lifecycle_with_versions
        S3Response.serialized = serialized_with_versions

    def probe(self):
        s3 = client("s3")
        s3.create_bucket(Bucket="probe")
        expiration = {"NoncurrentDays": 90, "NewerNoncurrentVersions": 10}
        rule = {
            "ID": "probe",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": expiration,
        }
        s3.put_bucket_lifecycle_configuration(
            Bucket="probe", LifecycleConfiguration={"Rules": [rule]}
        )
        answer = s3.get_bucket_lifecycle_configuration(Bucket="probe")
        return answer["Rules"][0]["NoncurrentVersionExpiration"] != expiration


GAPS = [ConditionalBucketPolicy(), DeleteMarkerDisposal(), NewerNoncurrentVersions()]
