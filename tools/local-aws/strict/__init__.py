"""Makes the local AWS as strict as AWS: refuses what AWS refuses, before moto sees it."""

import os

from .application import StrictAws
from .recording import Recording


def strict(application):
    """moto's WSGI application behind the judges, recorded if the environment asks for it."""
    recording = os.environ.get("LOCAL_AWS_RECORD")
    return StrictAws(application, Recording(recording) if recording else None)
