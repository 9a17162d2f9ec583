"""Delays calls at random, so that what needs another thing first, and does not wait for it, meets
its absence.
"""

import os
import random
import time


def with_random_delays(application):
    """The application behind the delays for which the environment asks; docs/local-aws.md describes
    them.
    """
    longest_ms = float(os.environ.get("LOCAL_AWS_DELAY_MS", "0"))
    if longest_ms == 0:
        return application
    return RandomDelays(application, os.environ.get("LOCAL_AWS_DELAY_SEED", "0"), longest_ms)


class RandomDelays:
    """A WSGI application that answers each call after up to so many milliseconds.

    The delays follow from the seed and the order in which calls come in.
    """

    def __init__(self, application, seed, longest_ms):
        self._application = application
        self._random = random.Random(seed)
        self._longest = longest_ms / 1000

    def __call__(self, environ, start_response):
        if not environ["PATH_INFO"].startswith("/moto-api"):
            time.sleep(self._random.uniform(0, self._longest))
        return self._application(environ, start_response)
