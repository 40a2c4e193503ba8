"""The documents that were fetched for a badge, and note of those that are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import orjson

from rxladder.facts.language import gettext as _

MOST_BYTES = 256 * 1024
"""The longest text of a badge, and of any JSON document about one. Real ones have a few thousand bytes."""
DEEPEST = 64


class Fetched(Protocol):
    """What came of fetching an address: content, or a problem in one sentence."""

    @property
    def content(self) -> bytes: ...
    @property
    def status(self) -> int | None: ...
    @property
    def problem(self) -> str: ...


class NotAtHand(Exception):  # noqa: N818 - what it is
    """A document is needed that is not there: not fetched yet, or not to be had."""


class Documents:
    """What was fetched, by address. Every use is noted, so that an answer can say what it lacks."""

    def __init__(self, found: Mapping[str, Fetched]) -> None:
        self.found = found
        self.wanted: dict[str, None] = {}
        self.problems: dict[str, str] = {}

    def get(self, url: str) -> bytes:
        """A document's content; NotAtHand where there is none."""
        one = self.found.get(url)
        if one is None:
            self.wanted[url] = None
            raise NotAtHand(url)
        if one.problem:
            self.problems[url] = one.problem
            raise NotAtHand(one.problem)
        return one.content

    def json(self, url: str) -> dict[str, Any]:
        """A document as JSON; NotAtHand where it is none."""
        content = self.get(url)
        try:
            return read_json(content)
        except ValueError:
            self.problems[url] = _("What stands at {url} cannot be read.").format(url=url)
            raise NotAtHand(url) from None

    def status(self, url: str) -> int | None:
        """The host's own answer at an address, such as 410."""
        one = self.found.get(url)
        return one.status if one else None

    @property
    def lacking(self) -> str:
        """Why something could not be looked at, in one sentence; empty where nothing was lacking."""
        if self.problems:
            return " ".join(dict.fromkeys(self.problems.values()))
        return _("The issuer was not asked yet.") if self.wanted else ""


def read_json(text: bytes | str) -> dict[str, Any]:
    """A JSON object from elsewhere, bounded in size and depth; ValueError for anything else."""
    if len(text) > MOST_BYTES:
        raise ValueError("too long")
    found = orjson.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no object")
    level: list[Any] = [found]
    for _depth in range(DEEPEST):
        level = [child for node in level for child in _children(node)]
        if not level:
            return found
    raise ValueError("too deep")


def _children(node: Any) -> list[Any]:
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [value for value in values if isinstance(value, dict | list)]
