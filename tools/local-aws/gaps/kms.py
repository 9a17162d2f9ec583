"""Gaps in moto's Key Management Service."""

import json

from moto.kms.responses import KmsResponse

from .gap import Gap, after, client


def key_of(response):
    """The key that a request names."""
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


def get_key_rotation_status(response):
    key = key_of(response)
    status = {"KeyRotationEnabled": key.key_rotation_status}
    if key.key_rotation_status:
        status["RotationPeriodInDays"] = key.rotation_period
    return json.dumps(status)


class ForgottenRotationPeriod(Gap):
    id = "kms-forgotten-rotation-period"
    reason = "A key forgets its rotation period: every plan wants to set it again."

    # AWS's default, in days
    DEFAULT_PERIOD = 365

    def patch(self):
        def keep_period(response, _result):
            period = response._get_param("RotationPeriodInDays", self.DEFAULT_PERIOD)
            key_of(response).rotation_period = period

        after(KmsResponse, "enable_key_rotation", keep_period)
        KmsResponse.get_key_rotation_status = get_key_rotation_status

    def probe(self):
        kms = client("kms")
        key_id = kms.create_key()["KeyMetadata"]["KeyId"]
        kms.enable_key_rotation(KeyId=key_id, RotationPeriodInDays=180)
        return kms.get_key_rotation_status(KeyId=key_id).get("RotationPeriodInDays") != 180


GAPS = [ForgottenRotationPeriod()]
