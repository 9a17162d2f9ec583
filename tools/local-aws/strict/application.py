"""The WSGI application in front of moto's that refuses what AWS would refuse."""

from rules import first_breach

from .answers import answer
from .call import Call
from .constraints import violations
from .http_request import HttpRequest
from .model_refusals import model_refusal, unknown_operation
from .recording import CpuTime
from .refusal import Refusal
from .routing import route
from .wire import read


class StrictAws:
    def __init__(self, application, recording=None):
        self._application = application
        self._recording = recording

    def __call__(self, environ, start_response):
        cpu = CpuTime()
        request = HttpRequest(environ)
        found = route(request)
        refusal = judge(request, found) if found else None
        judged = cpu.lap()
        if refusal is None:
            content = self._application(environ, start_response)
        else:
            status, headers, body = answer(refusal, found)
            start_response(status, headers)
            content = [body]
        if self._recording:
            self._recording.add(request, found, judged, cpu.lap())
        return content


def judge(request, found):
    """The refusal of a request; None if nothing is wrong with it."""
    if found.operation is None:
        return unknown_operation(request, found)
    parameters, problems = read(request, found)
    if found.operation.input_shape is not None:
        problems += violations(found.operation.input_shape, parameters)
    if problems:
        return model_refusal(found, problems)
    call = Call(found.service, found.operation.name, parameters, request.region, request.account)
    breach = first_breach(call)
    return Refusal(*breach) if breach else None
