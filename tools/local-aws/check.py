"""Probes every gap on plain moto, then on patched moto, and reports what is not as expected."""

import json
import sys

import moto
from gaps import ALL_GAPS, patch_moto

FOLDER = "tools/local-aws/gaps"


def run(as_json):
    """Prints the report; returns 0 if every gap is open on plain moto and closed when patched."""
    results = probe_all()
    findings = [finding for result in results for finding in findings_of(result)]
    if as_json:
        report = {"moto": moto.__version__, "gaps": results, "findings": findings}
        print(json.dumps(report, indent=2))
    else:
        print_lines(results, findings)
    return 1 if findings else 0


def probe_all():
    # Patches cannot be taken back, so everything is probed before the first of them.
    open_on_plain = [is_open(gap) for gap in ALL_GAPS]
    patch_moto()
    return [
        {
            "id": gap.id,
            "file": f"{FOLDER}/{gap.file}",
            "reason": gap.reason,
            "openOnPlainMoto": was_open,
            "openWhenPatched": is_open(gap),
        }
        for gap, was_open in zip(ALL_GAPS, open_on_plain)
    ]


def is_open(gap):
    """Probes a gap on an empty moto."""
    with moto.mock_aws():
        try:
            return gap.probe()
        except Exception as error:
            sys.exit(
                f"gap {gap.id} cannot be probed: {error!r}; mend its probe in {FOLDER}/{gap.file}"
            )


def findings_of(result):
    """The sentences to be said about one result; none if it is as expected."""
    name, file = result["id"], result["file"]
    if not result["openOnPlainMoto"]:
        yield f"moto {moto.__version__} has mended gap {name}: delete it from {file}"
    if result["openWhenPatched"]:
        yield f"gap {name} is open although patched: mend its patch in {file}"


def print_lines(results, findings):
    print(f"moto {moto.__version__}: {len(results)} gaps probed")
    for result in results:
        print(f"  {result['id']}: {result['reason']}")
    for finding in findings:
        print(finding)
