"""Makes the local AWS as strict as AWS: refuses what AWS refuses, before moto sees it."""

import os

from .application import StrictAws
from .delays import RandomDelays
from .recording import Recording


def strict(application):
    """moto's WSGI application behind the judges, with what the environment asks for besides."""
    recording = os.environ.get("LOCAL_AWS_RECORD")
    judged = StrictAws(application, Recording(recording) if recording else None)
    longest_ms = float(os.environ.get("LOCAL_AWS_DELAY_MS", "0"))
    if longest_ms == 0:
        return judged
    return RandomDelays(judged, os.environ.get("LOCAL_AWS_DELAY_SEED", "0"), longest_ms)
