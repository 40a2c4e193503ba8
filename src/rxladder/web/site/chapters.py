"""Chapters' addresses, known from the start; their pages are loaded when one is asked for or linked to.

The whole site takes a second to load, and the first page needs a third of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver, get_script_prefix, reverse
from django.urls.resolvers import RoutePattern


class Chapter(URLResolver):
    """Addresses under one beginning and one namespace, in a module that is imported when it is needed."""

    def __init__(self, beginning: str, module: str, namespace: str) -> None:
        super().__init__(
            RoutePattern(beginning, is_endpoint=False), module, app_name=namespace, namespace=namespace
        )

    def _populate(self) -> None:
        """Do nothing: whoever names an address of this namespace reads its patterns, and loads them so."""


def chapters() -> Iterator[Chapter]:
    """All chapters of the site."""
    return (one for one in get_resolver().url_patterns if isinstance(one, Chapter))


def front_of(name: str) -> str:
    """The address of a chapter's first page, or of a page by itself; no chapter is loaded for it."""
    for one in chapters():
        if one.namespace == name:
            return get_script_prefix() + str(one.pattern)
    return reverse(name)


def load_all() -> None:
    """Load every chapter, so that nobody waits for one."""
    for one in chapters():
        _ = one.url_patterns
