"""What Elastic Load Balancing refuses of target groups."""

import re

from .elb_load_balancers import API
from .rule import rule


@rule(
    "elbv2",
    "CreateTargetGroup",
    "ModifyTargetGroup",
    code="ValidationError",
    source=f"{API}/API_Matcher.html",
)
def matchers_have_codes_from_200_to_499(call):
    """Codes of a healthy answer are between 200 and 499; for Network Load Balancers up to 599."""
    known = call.backend("elbv2").target_groups.get(call.get("TargetGroupArn"))
    protocol = call.get("Protocol") or (known and known.protocol)
    last = 499 if protocol in ("HTTP", "HTTPS") else 599
    for part in call.get("Matcher", {}).get("HttpCode", "200").split(","):
        match = re.fullmatch(r"(\d{3})(?:-(\d{3}))?", part.strip())
        codes = [int(code) for code in match.groups() if code] if match else [0]
        if not 200 <= codes[0] <= codes[-1] <= last:
            yield f"Health check matcher HTTP code '{part}' must be within '200-{last}' inclusive"


@rule(
    "elbv2",
    "CreateTargetGroup",
    "ModifyTargetGroup",
    code="ValidationError",
    source=f"{API}/API_CreateTargetGroup.html",
)
def health_check_paths_begin_with_a_slash(call):
    """A health check's path begins with a slash, unless it is gRPC's."""
    path = call.get("HealthCheckPath", "/")
    if not path.startswith("/"):
        yield f"Health check path '{path}' must begin with a '/' character"
