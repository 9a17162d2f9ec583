"""What a gap is, and the few helpers its patch and its probe need."""

import functools

import boto3

REGION = "us-east-1"
ACCOUNT = "123456789012"

# One session for all probes: it reads each of botocore's service descriptions only once.
SESSION = boto3.Session(region_name=REGION)


class Gap:
    """One way in which moto differs from AWS so that Terraform does not converge.

    id      stable name; the reports and the README use it
    reason  what the real provider does or shows because of it
    """

    id = ""
    reason = ""

    def patch(self):
        """Mends the gap in the imported moto."""
        raise NotImplementedError

    def probe(self):
        """Tells whether the gap is open, by asking moto what Terraform would ask."""
        raise NotImplementedError

    @property
    def file(self):
        """Name of the file in this folder that holds the gap."""
        return type(self).__module__.rpartition(".")[2] + ".py"


def client(service):
    """A client of the moto in this process."""
    return SESSION.client(service)


def after(owner, name, hook):
    """Calls hook(instance, result) after every call of the method `name` of `owner`."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def method(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        hook(self, result)
        return result

    setattr(owner, name, method)


def is_unimplemented(call, **parameters):
    """Tells whether moto refuses a client's call because it does not know it."""
    try:
        call(**parameters)
    except NotImplementedError:
        return True
    return False
