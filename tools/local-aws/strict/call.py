"""A call as the rules see it."""

import os
from dataclasses import dataclass

from moto.backends import get_backend
from moto.iam.models import get_account_id_from


@dataclass(frozen=True)
class Call:
    """One call: its operation's name, its parameters by the names of the service's model, and from where it is."""

    service: str
    operation: str
    parameters: dict
    region: str
    access_key: str

    def get(self, name, default=None):
        return self.parameters.get(name, default)

    @property
    def account(self):
        return os.environ.get("MOTO_ACCOUNT_ID") or get_account_id_from(self.access_key)

    def backend(self, service):
        """What moto knows of a service in the call's account and region."""
        backends = get_backend(service)[self.account]
        return backends[self.region] if self.region in backends else backends["aws"]
