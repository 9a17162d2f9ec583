#!/usr/bin/env python3
"""moto's server, closer to AWS: with the gaps filled that keep Terraform from converging, and as strict as AWS.

python3 moto_gaps.py -H 127.0.0.1 -p 5000   serves; takes the arguments of moto_server
python3 moto_gaps.py --check                tells which gaps moto still has
python3 moto_gaps.py --refusals             tells what is refused although AWS's models allow it
"""

import argparse
import os
import sys
import threading


def parse_arguments():
    """Splits the arguments into this program's and moto_server's."""
    parser = argparse.ArgumentParser(
        description="moto's server, closer to AWS: Terraform converges on it.",
        epilog="All other arguments go to moto_server: -H <host>, -p <port> and so on.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--exit-with-parent",
        action="store_true",
        help="exit when standard input ends: start this program with a pipe as its standard input"
        " and it ends with the process that holds the pipe, even if that is killed",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="serve nothing, tell which gaps moto still has; exit code 1 if one is mended",
    )
    parser.add_argument(
        "--refusals",
        action="store_true",
        help="serve nothing, print what is refused although AWS's models allow it, and what is not judged",
    )
    parser.add_argument("--json", action="store_true", help="with --check or --refusals: print JSON")
    return parser.parse_known_args()


def exit_at_end_of_input():
    """Ends this process when nobody holds the other end of its standard input any more."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def serve(moto_arguments):
    # Terraform attaches AWS's managed policies by ARN; moto must know them when it is imported.
    os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
    # A certificate is issued after so many seconds, without a look at the records that would prove its domain.
    os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "2")
    from gaps import patch_moto
    from moto import server
    from random_delays import with_random_delays
    from repeated_calls import RepeatedCalls
    from strict import strict

    patch_moto()
    run_simple = server.run_simple
    server.run_simple = lambda host, port, application, **options: run_simple(
        host, port, RepeatedCalls(with_random_delays(strict(application))), **options
    )
    # Given an empty list, moto would read this program's own arguments.
    sys.argv[1:] = moto_arguments
    server.main()


def check(as_json):
    # No probe needs a machine image, and loading moto's takes half of the time.
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    from check import run

    return run(as_json)


def list_refusals(as_json):
    from refusals import run

    run(as_json)


def main():
    arguments, moto_arguments = parse_arguments()
    if arguments.exit_with_parent:
        threading.Thread(target=exit_at_end_of_input, daemon=True).start()
    try:
        if arguments.check:
            sys.exit(check(arguments.json))
        if arguments.refusals:
            sys.exit(list_refusals(arguments.json))
        serve(moto_arguments)
    except ImportError as error:
        install = "python3 -m pip install 'moto[server]==5.2.1'"
        sys.exit(f"moto_gaps.py: {error}; moto is needed: {install}")


if __name__ == "__main__":
    main()
