"""Gaps in moto's Secrets Manager."""

from moto.secretsmanager.models import SecretsManagerBackend

from .gap import Gap, client


class ManagedRotation(Gap):
    id = "secretsmanager-managed-rotation"
    reason = (
        "The rotation of a secret that RDS manages, which has no Lambda function, cannot be"
        " cancelled: a destroy fails."
    )

    def patch(self):
        cancel_rotate_secret = SecretsManagerBackend.cancel_rotate_secret

        def cancel(backend, secret_id):
            secret = backend.secrets.get(secret_id)
            if secret is None or secret.owning_service is None:
                return cancel_rotate_secret(backend, secret_id)
            secret.rotation_enabled = False
            return secret.to_short_dict()

        SecretsManagerBackend.cancel_rotate_secret = cancel

    def probe(self):
        instance = client("rds").create_db_instance(
            DBInstanceIdentifier="probe",
            DBInstanceClass="db.t3.micro",
            Engine="postgres",
            AllocatedStorage=20,
            MasterUsername="probe",
            ManageMasterUserPassword=True,
        )["DBInstance"]
        secrets = client("secretsmanager")
        arn = instance["MasterUserSecret"]["SecretArn"]
        secrets.rotate_secret(
            SecretId=arn, RotateImmediately=False, RotationRules={"AutomaticallyAfterDays": 30}
        )
        try:
            secrets.cancel_rotate_secret(SecretId=arn)
        except secrets.exceptions.InvalidRequestException:
            return True
        return False


GAPS = [ManagedRotation()]
