"""Every answer of a site for many users is counted, and told in one line of the log."""

from __future__ import annotations

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

from rxladder.web.site import figures

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
_PROPER = re.compile(r"[A-Za-z0-9-]{8,64}")
_log = logging.getLogger("rxladder.request")


def watched(get_response):
    """Time it, count it, log it; and give it a number by which its lines are found."""

    def respond(request):
        told = request.headers.get("X-Request-ID", "")
        number = told if _PROPER.fullmatch(told) else uuid4().hex
        token, began = REQUEST_ID.set(number), time.perf_counter()
        try:
            response = get_response(request)
            _tell(request, response.status_code, time.perf_counter() - began)
            response.headers["X-Request-ID"] = number
            return response
        finally:
            REQUEST_ID.reset(token)

    return respond


def _tell(request, status: int, seconds: float) -> None:
    match = request.resolver_match
    route = match.view_name if match and match.view_name else "none"
    figures.count(request.method or "", route, status, seconds)
    # The path alone: what stands behind it may be a search, or a way back that holds a secret.
    told = {"method": request.method, "path": request.path_info, "route": route}
    told |= {"status": status, "ms": round(seconds * 1000, 1)}
    _log.info("%s %s", request.method, request.path_info, extra={"told": told})
