"""An address that only a button sends something to, opened as a page: where that button is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from rxladder.web.site import errors


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


def page_above(path: str) -> str:
    """The nearest address above one that can be opened, which is mostly where the button is."""
    above = path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        try:
            view = resolve(above).func
        except Resolver404:
            continue
        if "GET" in methods_of(view):
            return above
    return "/"


def methods_of(view: Any) -> set[str]:
    """The methods that Django's decorators let into a view; all where none of them is there.

    They keep them in their closure and nowhere else.
    """
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            kept = cell.cell_contents
            if isinstance(kept, list | tuple) and kept and set(kept) <= {"GET", "HEAD", "POST"}:
                return set(kept)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "HEAD", "POST"}
