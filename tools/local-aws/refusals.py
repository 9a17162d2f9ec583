"""Prints what the local AWS refuses although the models of AWS's services allow it, and what it
does not judge.
"""

import json

from rules import ALL_RULES
from strict.patterns import matcher
from strict.routing import SERVICES, service_model


def run(as_json):
    if as_json:
        print(json.dumps(report(), indent=2))
        return
    print("| refusal | of | what AWS demands | error | source |\n| --- | --- | --- | --- | --- |")
    for each in report()["rules"]:
        operations = ", ".join(each["operations"])
        source = f"[{'issue' if 'github.com' in each['source'] else 'AWS'}]({each['source']})"
        print(f"| `{each['id']}` | {operations} | {each['reason']} | `{each['code']}` | {source} |")


def report():
    rules = [
        {
            name: getattr(each, name)
            for name in ("id", "service", "operations", "code", "reason", "source")
        }
        for each in sorted(ALL_RULES, key=lambda each: each.id)
    ]
    return {
        "rules": rules,
        "services": sorted(service for services in SERVICES.values() for service in services),
        "patternsNotJudged": sorted(set(patterns_not_judged())),
    }


def patterns_not_judged():
    """The patterns of the judged services that Python cannot judge."""
    for services in SERVICES.values():
        for service in services:
            for name, shape in service_model(service)._service_description["shapes"].items():
                if "pattern" in shape and matcher(shape["pattern"]) is None:
                    yield f"{service} {name} {shape['pattern']}"
