"""The feeds that a web page names: what browsers and readers find behind the address of a site.

Tags are looked for one by one and never nested, so that no page, however broken, takes long.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rxladder.news.charsets import decoded
from rxladder.news.markup import plain_text, web_address

MOST = 20
_LONGEST = 500_000
_TAG = re.compile(r"<(link|a|base)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_LIKE_A_FEED = re.compile(
    r"(?:/(?:rss|atom|feeds?)(?:\.xml|\.rss|\.json)?/?|\.(?:rss|atom|rdf))(?:\?.*)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed that a page names; not `sure` where only a link looks like one."""

    url: str
    title: str = ""
    sure: bool = True


def feeds_in_page(content: bytes, url: str, content_type: str = "") -> tuple[NamedFeed, ...]:
    """The feeds that a page at an address names, each once: those it declares, or else links that look so."""
    declared: dict[str, NamedFeed] = {}
    linked: dict[str, NamedFeed] = {}
    for tag, told in _tags(decoded(content, content_type)[:_LONGEST]):
        if tag == "base":
            url = web_address(told.get("href", ""), url) or url
            continue
        address = web_address(told.get("href", ""), url)
        title = plain_text(told.get("title", ""))[:200]
        if tag == "link" and address and _declares(told):
            declared.setdefault(address, NamedFeed(address, title))
        elif tag == "a" and address and _LIKE_A_FEED.search(address):
            linked.setdefault(address, NamedFeed(address, title, sure=False))
    return tuple((declared or linked).values())[:MOST]


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag, inside in _TAG.findall(page):
        told = ((name, value or quoted or bare) for name, value, quoted, bare in _ATTRIBUTE.findall(inside))
        yield tag.lower(), {name.lower(): html.unescape(value) for name, value in told}


def _declares(told: dict[str, str]) -> bool:
    kind = told.get("type", "").lower().partition(";")[0].strip()
    return "alternate" in told.get("rel", "").lower().split() and kind in _TYPES
