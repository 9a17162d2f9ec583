"""Answers a call that a client repeats, because it got no answer, as it was answered before.

On a busy machine the SDK in Terraform's provider now and then closes a connection between the head of an answer and
its body: the answer comes sooner than it would over a network. Then it sends the call again, which would fail if the
first attempt has created something: RouteAlreadyExists, say.
"""

import collections
import re
import sys
import threading

# An SDK repeats a call after some seconds; the emulator answers far fewer calls until then.
KEPT_ANSWERS = 1000

READING = ("GET", "HEAD")


class RepeatedCalls:
    """A WSGI application around moto's that knows a call by a header of the SDKs, which all its attempts share."""

    def __init__(self, application):
        self._application = application
        self._answers = collections.OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        call = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if call is None or environ["REQUEST_METHOD"] in READING:
            return self._application(environ, start_response)
        with self._lock:
            answer = self._answers.get(call)
        if answer is None:
            answer = self._answer(environ)
            # Of other answers an SDK repeats the call to get a better one, such as after being throttled.
            if answer.status.startswith("2"):
                self._keep(call, answer)
        else:
            lost = name(environ, answer)
            print(f"An answer was lost and is given again: {lost}", file=sys.stderr, flush=True)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _answer(self, environ):
        started = []
        body = self._application(environ, lambda status, headers, *_: started.append((status, headers)))
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return Answer(*started[-1], content)

    def _keep(self, call, answer):
        with self._lock:
            self._answers[call] = answer
            if len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)


Answer = collections.namedtuple("Answer", "status headers body")


def name(environ, answer):
    """What was called, for people: JSON protocols say it in a header, the others in the answer's first element."""
    element = re.search(rb"<(\w+)", answer.body)
    what = environ.get("HTTP_X_AMZ_TARGET") or (element[1].decode() if element else "")
    return f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {what}".rstrip()
