"""What a rule is: one way in which AWS refuses a call that its service's model allows."""

from collections import namedtuple

# id           stable name; docs/local-aws.md and the tests use it
# service      as botocore names it
# operations   those that AWS refuses in this way
# code         of the error
# reason       what AWS demands
# source       where AWS, or somebody who met the error, says so
# check        takes a Call and yields the error's message if AWS would refuse it
Rule = namedtuple("Rule", "id service operations code reason source check")

ALL_RULES = []


def rule(service, *operations, code, source):
    """Makes a rule of a generator function: its docstring is the reason, its name the id."""

    def register(check):
        name = f"{service}-{check.__name__.replace('_', '-')}"
        reason = " ".join(check.__doc__.split())
        ALL_RULES.append(Rule(name, service, operations, code, reason, source, check))
        return check

    return register
