"""What AWS refuses although the models of its services allow it, one file per subject."""

from collections import defaultdict

from strict.refusal import Refusal

from .rule import ALL_RULES

RULES_BY_OPERATION = defaultdict(list)
for each in ALL_RULES:
    for operation in each.operations:
        RULES_BY_OPERATION[each.service, operation].append(each)


def first_refusal(call):
    """The refusal of a call by the first rule that it breaks; None if it breaks none."""
    for each in RULES_BY_OPERATION[call.service, call.operation]:
        message = next(each.check(call), None)
        if message is not None:
            return Refusal(each.code, message)
    return None
