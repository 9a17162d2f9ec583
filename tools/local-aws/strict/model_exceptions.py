"""Where AWS is known to accept what its published model forbids, so that the model is not the
judge.
"""

from collections import namedtuple

# service, kind    of the violation
# shape            name of the model's shape whose value violates it
# reason, source   what is known about it, and from where
ModelException = namedtuple("ModelException", "service kind shape reason source")

MODEL_EXCEPTIONS = []

EXCEPTED = frozenset((each.service, each.kind, each.shape) for each in MODEL_EXCEPTIONS)


def is_excepted(service, problem):
    return (service, problem.kind, problem.shape.name) in EXCEPTED
