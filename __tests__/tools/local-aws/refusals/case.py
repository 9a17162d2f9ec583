"""What a case is: a rule's refusal, asked for over HTTP as Terraform would."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "eu-west-1"
# botocore would itself refuse some of what is to be sent.
CONFIG = Config(parameter_validation=False, retries={"total_max_attempts": 1})
SESSION = boto3.Session("local", "local", region_name=REGION)

CASES = []


def case(rule, error):
    """A function that first makes the call as AWS accepts it, and returns what the wrong call was
    answered.
    """

    def register(function):
        CASES.append((rule, error, function))
        return function

    return register


class Aws:
    """The local AWS with an account of its own, so that cases do not meet."""

    clients = {}

    def __init__(self, endpoint, account):
        self.account = account
        self._endpoint = endpoint
        self._names = 0

    def name(self, prefix="case"):
        """A name that the account has not seen yet."""
        self._names += 1
        return f"{prefix}-{self._names}"

    def call(self, service, operation, **parameters):
        """Makes a call that AWS accepts, and returns its answer."""
        client = self._client(service)
        return client._make_api_call(operation, parameters)

    def error(self, service, operation, **parameters):
        """Makes a call that AWS refuses, and returns the error's code and message."""
        try:
            self.call(service, operation, **parameters)
        except ClientError as error:
            answer = error.response["Error"]
            return f"{answer['Code']}: {answer['Message']}"
        return "accepted"

    def _client(self, service):
        key = (service, self._endpoint)
        if key not in self.clients:
            client = SESSION.client(service, endpoint_url=self._endpoint, config=CONFIG)
            client.meta.events.register("before-send", self._with_account)
            self.clients[key] = client
        type(self).current_account = self.account
        return self.clients[key]

    @classmethod
    def _with_account(cls, request, **_):
        request.headers["x-moto-account-id"] = cls.current_account
