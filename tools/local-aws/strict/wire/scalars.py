"""Values that stand as text in forms, XML, headers and URIs."""

import base64
import binascii
import math

from botocore.utils import parse_timestamp

INTEGERS = ("byte", "short", "integer", "long")
NUMBERS = ("float", "double")


def read_text(shape, text):
    """The value that a text stands for. Raises ValueError if it stands for none of the shape's
    type.
    """
    kind = shape.type_name
    if kind in INTEGERS:
        return int(text)
    if kind in NUMBERS:
        return finite(float(text))
    if kind == "boolean":
        return (
            {"true": True, "false": False}[text.lower()] if text.lower() in BOOLEANS else fail(text)
        )
    if kind == "timestamp":
        return parse_timestamp(text)
    if kind == "blob":
        return read_base64(text)
    return text


BOOLEANS = ("true", "false")


def fail(text):
    raise ValueError(text)


def finite(number):
    return number if math.isfinite(number) else fail(number)


def read_base64(text):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
