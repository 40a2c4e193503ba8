"""The page above an address, for who stands where there is none."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404, resolve


def page_above(path: str, *, of_a_record: bool = True) -> str:
    """The nearest address above one that can be opened; or, of those that name no record, that never go."""
    above = path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        try:
            found = resolve(above)
        except Resolver404:
            continue
        if "GET" in methods_of(found.func) and (of_a_record or not found.kwargs):
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
