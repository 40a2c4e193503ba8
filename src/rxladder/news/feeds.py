"""RSS, Atom and JSON Feed: the entries of a document that a stranger wrote, all in one shape.

Whatever the document is, the answer is a `Feed` or `NotAFeed` with the reason. Text is cleaned (`markup.py`)
and bounded, addresses are whole ones of the web, days are moments with their zone. What a feed does not tell
stays empty: an entry without a day has none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.news.charsets import decoded
from rxladder.news.fetching import Unreadable
from rxladder.news.markup import plain_text, safe_html, web_address

MOST_ENTRIES = 1_000
LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME = 400, 8_000, 200
MOST_PARTS = 20
"""Authors, tags and enclosures of one entry."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(\[|>)", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_MOST_TAGS = 500_000


class NotAFeed(Unreadable):
    """Why there are no entries in what came."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an entry, such as an episode; `bytes` as far as the feed tells."""

    url: str
    type: str = ""
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. `summary` is harmless HTML, `text` the same in plain words; `id` is unique within the feed.

    `published` and `updated` are moments with a zone, None where the feed tells none.
    """

    id: str
    url: str
    title: str
    summary: str = ""
    text: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a document told. `left_out` counts the entries beyond the most that are taken."""

    title: str
    site: str
    entries: tuple[Entry, ...]
    language: str = ""
    left_out: int = 0


def read_feed(content: bytes, url: str = "", content_type: str = "") -> Feed:
    """The entries of a document that came from `url`; `content_type` is what its host said of it.

    Raises NotAFeed, and nothing else, for whatever is none.
    """
    text = _harmless(decoded(content, content_type))
    try:
        from rxladder.news.feed_days import parse  # slow to load, and the first page needs none

        return _feed(parse(text.encode("utf-8")), url)
    except NotAFeed:
        raise
    except Exception:
        # The parser promises no set of errors for what strangers send, and there is nothing to do but say so.
        raise NotAFeed(_("What came back is not a readable feed.")) from None


def _harmless(text: str) -> str:
    """The text as XML may hold it, without what could unfold; NotAFeed where there is nothing to read."""
    text = _CONTROL.sub("", text).strip("\ufeff \t\r\n")
    start = text[:1_000].lower()
    if not text:
        raise NotAFeed(_("Nothing came."))
    if start.startswith(("<!doctype html", "<html")) or (
        "<html" in start and "<rss" not in start and "<feed" not in start
    ):
        raise NotAFeed(_("This is a web page, not a feed."))
    if text.count("<") > _MOST_TAGS:
        raise NotAFeed(_("It has more elements than any feed does."))
    text = _PROLOGUE.sub("", text, count=1).lstrip()
    found = _DOCTYPE.search(text[:4_000])
    if found or _ENTITY.search(text[:100_000]):
        text = _without_doctype(text, found)
    return text


def _without_doctype(text: str, found: re.Match[str] | None) -> str:
    """A document type is dropped; one that defines entities is refused, since these can unfold."""
    if found is None or found[1] == "[":
        raise NotAFeed(
            _("It defines its own entities, which no feed needs and which could expand without end.")
        )
    return text[: found.start()] + text[found.end() :]


# --- The feed and its entries


def _feed(found: Any, url: str) -> Feed:
    told = found["feed"]
    detail = told.get("title_detail") or {}
    base = web_address(_text(detail.get("base")), url)
    site = web_address(_text(told.get("link")), base or url)
    raw = list(found["entries"])
    entries = tuple(_unique(_entry(one, base or site or url) for one in raw[:MOST_ENTRIES]))
    return Feed(
        title=plain_text(_text(told.get("title")))[:LONGEST_TITLE],
        site=site,
        entries=entries,
        language=_text(told.get("language"))[:20],
        left_out=max(0, len(raw) - MOST_ENTRIES),
    )


def _entry(raw: dict[str, Any], base: str) -> Entry:
    body = _body(raw)
    text = plain_text(body)[:LONGEST_TEXT]
    title = plain_text(_text(raw.get("title")))[:LONGEST_TITLE]
    url = _link(raw, base)
    published, updated = _moment(raw.get("published")), _moment(raw.get("updated"))
    name = _text(raw.get("id")).strip()[:1_000] or url or _fingerprint(title, text, published)
    return Entry(
        id=name,
        url=url,
        title=title or text[:80],
        summary=safe_html(body, base),
        text=text,
        published=published or updated,
        updated=updated,
        authors=_names(one.get("name") for one in _dicts(raw.get("authors"))),
        tags=_names(one.get("term") or one.get("label") for one in _dicts(raw.get("tags"))),
        enclosures=tuple(_enclosures(raw, base)),
    )


def _body(raw: dict[str, Any]) -> str:
    """The fullest text of an entry, as HTML."""
    content = next(iter(_dicts(raw.get("content"))), {})
    value, description = _text(content.get("value")), _text(raw.get("description"))
    if _text(content.get("type")) in ("text/plain", "text"):
        value = html.escape(value, quote=False)
    return value if len(value) >= len(description) else description


def _link(raw: dict[str, Any], base: str) -> str:
    links = _dicts(raw.get("links"))
    chosen = [_text(one.get("href")) for one in links if one.get("rel") in (None, "", "alternate")]
    # JSON Feed's link to somewhere else, and an episode without a page of its own.
    others = [_text(one.get("href")) for one in links if one.get("rel") in ("related", "via")]
    found = (web_address(one, base) for one in (_text(raw.get("link")), *chosen, *others) if one)
    return next((one for one in found if one), "")


def _enclosures(raw: dict[str, Any], base: str) -> Iterator[Enclosure]:
    linked = [one for one in _dicts(raw.get("links")) if one.get("rel") == "enclosure"]
    seen: set[str] = set()
    for one in [*_dicts(raw.get("enclosures")), *linked][:MOST_PARTS]:
        url = web_address(_text(one.get("url") or one.get("href")), base)
        if url and url not in seen:
            seen.add(url)
            length = _text(one.get("length"))
            size = int(length) if re.fullmatch(r"\d{1,15}", length, re.ASCII) else None
            yield Enclosure(url, _text(one.get("type"))[:100], size)


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each id once, as it came first; an entry that tells nothing is none."""
    seen: set[str] = set()
    for one in entries:
        if one.id not in seen and (one.title or one.url or one.enclosures):
            seen.add(one.id)
            yield one


# --- Small parts


def _text(value: Any) -> str:
    """What ought to be text. JSON may hold numbers, and lists where there should be none."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _names(values: Iterable[Any]) -> tuple[str, ...]:
    names = (plain_text(_text(value))[:LONGEST_NAME] for value in values)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_PARTS]


def _moment(value: Any) -> datetime | None:
    """A moment of the years in which feeds are written, in UTC."""
    try:
        moment = datetime.fromisoformat(_text(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1990 <= moment.year <= 2199 else None


def _fingerprint(title: str, text: str, published: datetime | None) -> str:
    return "sha256:" + sha256(f"{title}\n{text}\n{published}".encode()).hexdigest()[:40]
