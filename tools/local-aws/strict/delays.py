"""Delays calls at random, so that what needs another thing first, and does not wait for it, meets its absence."""

import random
import time


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
