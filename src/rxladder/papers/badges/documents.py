"""The documents that were fetched for a badge, and note of those that are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import orjson

from rxladder.facts.language import gettext as _

MOST_BYTES = 256 * 1024
"""The longest text of a badge, and of any JSON document about one. Real ones have a few thousand bytes."""
DEEPEST = 64


class Fetched(Protocol):
    """What came of fetching an address: content, or a problem in one sentence.

    `url` is where the content stands in the end, after all redirects.
    """

    @property
    def url(self) -> str: ...
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
        if not _one_site(url, one.url):
            # Whoever can be made to pass on to anywhere would vouch for anything.
            said = _("{host} passed the request on to {other}, which does not speak for it.")
            self.problems[url] = said.format(host=host_of(url), other=host_of(one.url))
            raise NotAtHand(self.problems[url])
        return one.content

    def json(self, url: str) -> dict[str, Any]:
        """A document as JSON; NotAtHand where it is none."""
        content = self.get(url)
        try:
            return read_json(content)
        except ValueError:
            self.problems[url] = _("What is at {url} cannot be read.").format(url=url)
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
        return _("The issuer has not been asked yet.") if self.wanted else ""


def host_of(id_: str) -> str:
    """The site that an address or a did:web leads to, in plain letters; empty where it leads to none."""
    try:
        if id_.startswith("did:web:"):
            return _plain(unquote(id_.split(":")[2]).lower())
        parts = urlsplit(id_)
        return _plain(parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _plain(host: str) -> str:
    """A host without letters that only look like others: those show as what they are."""
    return host if host.isascii() else host.encode("idna").decode()


def _one_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, or of a host and one within it."""
    first, second = host_of(one), host_of(other)
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


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
