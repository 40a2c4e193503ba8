"""What holds for every answer under /api/: errors are problems, a HEAD is a GET without its body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from rxladder.web.api.problems import CONTENT_TYPE, in_words, problem

PREFIX = "/api/"
_KEPT = ("Allow", "WWW-Authenticate", "Retry-After")


def door(get_response):
    """Stand around every request to the API, also those that find nobody to answer them."""

    def respond(request):
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = _as_problem(get_response(request))
        _tell_allowance(request, response)
        if head:
            length = len(response.content) if not response.streaming else None
            response = _without_body(response, length)
        return response

    return respond


def _as_problem(response: HttpResponse) -> HttpResponse:
    """An error as a problem, whoever answered."""
    if response.status_code < 400 or response.headers.get("Content-Type") == CONTENT_TYPE:
        return response
    kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
    if "Allow" in kept:
        kept["Allow"] = ", ".join(sorted(kept["Allow"].split(", ")))
    return problem(response.status_code, in_words(response.status_code), headers=kept)


def _tell_allowance(request: HttpRequest, response: HttpResponse) -> None:
    for name, value in getattr(request, "allowance", {}).items():
        response.headers.setdefault(name, value)


def _without_body(response: HttpResponse, length: int | None) -> HttpResponse:
    bare = HttpResponse(status=response.status_code, headers=dict(response.headers))
    if length is not None:
        bare.headers["Content-Length"] = str(length)
    return bare
