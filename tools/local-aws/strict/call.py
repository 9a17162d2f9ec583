"""A call as the rules see it."""

from dataclasses import dataclass

from moto.backends import get_backend
from moto.utilities.utils import get_partition


@dataclass(frozen=True)
class Call:
    """One call: its operation's name, its parameters by the names of the service's model, and from
    where it is.
    """

    service: str
    operation: str
    parameters: dict
    region: str
    account: str

    def get(self, name, default=None):
        return self.parameters.get(name, default)

    def backend(self, service):
        """What moto knows of a service in the call's account and region."""
        backends = get_backend(service)[self.account]
        return (
            backends[self.region]
            if self.region in backends
            else backends[get_partition(self.region)]
        )
