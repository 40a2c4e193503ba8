"""An address that only a button sends something to, opened as a page: where that button is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rxladder.web.site import errors
from rxladder.web.site.pages_above import page_above


def with_a_page(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give who opens such an address a page in place of Django's empty one; the API answers by itself."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        opened = request.method in ("GET", "HEAD") and request.accepts("text/html")
        if response.status_code != 405 or not opened or response.content:
            return response
        page = errors.not_by_address(request, page_above(request.path_info))
        page["Allow"] = response["Allow"]
        return page

    return respond
