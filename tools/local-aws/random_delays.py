"""Delays calls at random, so that what needs another thing first, and does not wait for it, meets
its absence.
"""

import os
import random
import sys
import time
import zlib

from strict.http_request import HttpRequest
from strict.routing import route

# Each operation that changes something is late with one of the seeds 0 to 7, one of 8 to 15, and so on. Two that are
# late together with one of the first eight are hardly so again with the next.
SEEDS = 8
# How many times as long as any other call a late one takes.
LATE = 20
READING = ("Describe", "Get", "Head", "List")


def with_random_delays(application):
    """The application behind the delays for which the environment asks; docs/local-aws.md describes
    them.
    """
    longest_ms = whole_number("LOCAL_AWS_DELAY_MS")
    if longest_ms == 0:
        return application
    return RandomDelays(application, whole_number("LOCAL_AWS_DELAY_SEED"), longest_ms)


class RandomDelays:
    """A WSGI application that answers each call as late as its operation and the seed say."""

    def __init__(self, application, seed, longest_ms):
        self._application = application
        self._seed = seed
        self._longest = longest_ms / 1000

    def __call__(self, environ, start_response):
        found = route(HttpRequest(environ))
        if found and found.operation:
            time.sleep(delay(self._seed, found.service, found.operation.name, self._longest))
        return self._application(environ, start_response)


def delay(seed, service, operation, longest):
    """How long a call of an operation takes, in the unit of `longest`."""
    if not operation.startswith(READING) and is_late(seed, f"{service} {operation}"):
        return LATE * longest
    return random.Random(f"{seed} {service} {operation}").uniform(0, longest)


def is_late(seed, name):
    # A digit of the name's checksum, to the base of SEEDS, for each round of seeds.
    rounds, seed_of_round = divmod(seed, SEEDS)
    return zlib.crc32(name.encode()) // SEEDS**rounds % SEEDS == seed_of_round


def whole_number(variable):
    value = os.environ.get(variable, "0")
    if not value.isdecimal():
        sys.exit(f"moto_gaps.py: {variable} must be a whole number, got {value!r}; leave it out for 0")
    return int(value)
