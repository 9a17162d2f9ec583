"""Records which operations are called, and what judging them costs."""

import threading
import time


class Recording:
    """A file with a line for each call: service, operation, CPU time in µs of the judges and of
    moto.
    """

    def __init__(self, file):
        self._file = open(file, "a", buffering=1, encoding="utf-8")
        self._lock = threading.Lock()

    def add(self, request, route, judged_s, answered_s):
        service = route.service if route else request.signing_name or "-"
        operation = route.operation.name if route and route.operation else "-"
        line = f"{service} {operation} {judged_s * 1e6:.0f} {answered_s * 1e6:.0f}\n"
        with self._lock:
            self._file.write(line)


class CpuTime:
    """The CPU time that this thread has used since."""

    def __init__(self):
        self._start = time.thread_time()

    def lap(self):
        now = time.thread_time()
        elapsed, self._start = now - self._start, now
        return elapsed
