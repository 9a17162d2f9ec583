"""Refusals as the answers of each protocol."""

import json
from http import HTTPStatus
from uuid import uuid4
from xml.sax.saxutils import escape

NAMESPACES = {"route53": "https://route53.amazonaws.com/doc/2013-04-01/"}


def answer(refusal, route):
    """Status line, headers and body of the answer."""
    code = status(refusal, route)
    content_type, body = BODIES.get(route.service, BODIES[route.protocol])(
        refusal, route, str(uuid4())
    )
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        ("x-amzn-ErrorType", refusal.code),
    ]
    return f"{code} {HTTPStatus(code).phrase}", headers, body


def status(refusal, route):
    if refusal.status is not None:
        return refusal.status
    for shape in route.model.error_shapes:
        if refusal.code in (shape.name, shape.error_code):
            return shape.metadata.get("error", {}).get("httpStatusCode", 400)
    return 400


def json_body(refusal, _route, _request_id):
    body = {"__type": refusal.code, "message": refusal.message}
    return "application/x-amz-json-1.1", json.dumps(body).encode()


def efs_body(refusal, _route, _request_id):
    body = {"ErrorCode": refusal.code, "Message": refusal.message}
    return "application/json", json.dumps(body).encode()


def query_body(refusal, route, request_id):
    namespace = NAMESPACES.get(route.service) or route.model.metadata.get("xmlNamespace", "")
    error = f"<Error><Type>Sender</Type>{code_and_message(refusal)}</Error>"
    return xml(
        f'<ErrorResponse xmlns="{namespace}">{error}<RequestId>{request_id}</RequestId></ErrorResponse>'
    )


def ec2_body(refusal, _route, request_id):
    errors = f"<Errors><Error>{code_and_message(refusal)}</Error></Errors>"
    return xml(f"<Response>{errors}<RequestID>{request_id}</RequestID></Response>")


def s3_body(refusal, _route, request_id):
    return xml(f"<Error>{code_and_message(refusal)}<RequestId>{request_id}</RequestId></Error>")


def code_and_message(refusal):
    return f"<Code>{escape(refusal.code)}</Code><Message>{escape(refusal.message)}</Message>"


def xml(text):
    return "text/xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


# By protocol, and by service where it has a way of its own.
BODIES = {
    "ec2": ec2_body,
    "efs": efs_body,
    "json": json_body,
    "query": query_body,
    "rest-json": json_body,
    "rest-xml": query_body,
    "s3": s3_body,
}
