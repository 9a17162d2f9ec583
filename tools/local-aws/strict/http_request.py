"""A request as it comes over HTTP, before anybody knows what it asks for."""

import functools
import io
import os
import re
import urllib.parse

from moto.iam.models import get_account_id_from

SCOPE = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<name>[^/]+)/aws4_request")


class HttpRequest:
    """What the WSGI environment says, with a body that can be read more than once."""

    def __init__(self, environ):
        self._environ = environ
        self.method = environ["REQUEST_METHOD"]
        self.content_type = environ.get("CONTENT_TYPE", "").partition(";")[0].strip()
        self.target = environ.get("HTTP_X_AMZ_TARGET", "")
        scope = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        self.is_signed = scope is not None
        # The name under which a request is signed is not always the service's own: see routing.py.
        self.access_key, self.region, self.signing_name = scope.groups() if scope else ("", "", "")

    @functools.cached_property
    def path(self):
        """The path with its escapes, so that a slash within a label is no separator."""
        raw = self._environ.get("RAW_URI") or self._environ.get("REQUEST_URI")
        path = (
            urllib.parse.urlsplit(raw).path
            if raw
            else urllib.parse.quote(self._environ["PATH_INFO"])
        )
        return "/" + path.lstrip("/")

    @functools.cached_property
    def query(self):
        """The query string as names with lists of values."""
        return urllib.parse.parse_qs(self._environ.get("QUERY_STRING", ""), keep_blank_values=True)

    @functools.cached_property
    def body(self):
        """The whole body; moto can read it again."""
        length = int(self._environ.get("CONTENT_LENGTH") or 0)
        body = self._environ["wsgi.input"].read(length) if length else b""
        if length:
            self._environ["wsgi.input"] = io.BytesIO(body)
        return body

    @functools.cached_property
    def form(self):
        """Names and values of a form, which is how the query protocols send their parameters."""
        pairs = urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True)
        return dict(pairs) or {name: values[0] for name, values in self.query.items()}

    @property
    def account(self):
        """The account that moto serves this request from, found as moto does."""
        return (
            os.environ.get("MOTO_ACCOUNT_ID")
            or self.header("x-moto-account-id")
            or get_account_id_from(self.access_key)
        )

    def header(self, name):
        if name.lower() in ("content-type", "content-length"):
            return self._environ.get(name.upper().replace("-", "_")) or None
        return self._environ.get("HTTP_" + name.upper().replace("-", "_"))

    def headers_beginning(self, prefix):
        """Headers by what follows the prefix, in lower case, as HTTP's names have none."""
        start = "HTTP_" + prefix.upper().replace("-", "_")
        return {
            name[len(start) :].lower().replace("_", "-"): value
            for name, value in self._environ.items()
            if name.startswith(start)
        }
