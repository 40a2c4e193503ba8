"""Lists of feeds as every reader writes them: OPML in and out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.news.charsets import decoded
from rxladder.news.markup import web_address

MAX_BYTES = 5_000_000
MOST_FEEDS = 5_000
_DEEPEST = 50
_LONGEST = 400

_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]{0,400}\?>")
# The commonest mistake in lists: an address in an attribute with its ampersands as they are.
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,30};)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list; `folder` names the folders around it, outermost first."""

    url: str
    title: str = ""
    site: str = ""
    folder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list held: each feed once, and the addresses in it that are none of the web."""

    feeds: tuple[Listed, ...]
    refused: tuple[str, ...] = ()


def read_opml(content: bytes, file: str = "input") -> Outlines:
    """The feeds of a list; BadInput, with the line, where it is none."""
    if len(content) > MAX_BYTES:
        raise BadInput(_("is larger than the limit of {n} bytes").format(n=f"{MAX_BYTES:,}"), file)
    text = _PROLOGUE.sub(lambda found: "\n" * found[0].count("\n"), decoded(content), count=1)
    reader = _Reader(file)
    try:
        reader.parser.Parse(_BARE_AMPERSAND.sub("&amp;", text), True)
    except expat.ExpatError as error:
        raise BadInput(_("is not a readable list of feeds (OPML)"), file, error.lineno) from None
    if not reader.is_opml:
        raise BadInput(_("is not a list of feeds (OPML)"), file, 1)
    return Outlines(tuple(reader.feeds.values()), tuple(reader.refused))


@dataclass
class _Reader:
    """Reads as the list streams by; the folders around are a stack."""

    file: str
    feeds: dict[str, Listed] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    is_opml: bool = False
    _around: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity

    def _entity(self, *_told: object) -> None:
        raise self._bad(_("defines its own entities, which no list needs"))

    def _bad(self, why: str) -> BadInput:
        return BadInput(why, self.file, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.lower()
        self.is_opml = self.is_opml or name == "opml"
        if name != "outline":
            return
        if len(self._around) >= _DEEPEST:
            raise self._bad(_("is nested deeper than {n} levels").format(n=_DEEPEST))
        told = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        title = " ".join(html.unescape(told.get("title") or told.get("text") or "").split())[:_LONGEST]
        # Written twice over by some readers. More is not undone: `?a=1&reg=tx` holds no sign of a trade mark.
        address, site = (told.get(name, "").replace("&amp;", "&") for name in ("xmlurl", "htmlurl"))
        if address:
            self._add(address, title, web_address(site))
        self._around.append("" if address else title)

    def _add(self, address: str, title: str, site: str) -> None:
        # Some readers write feed:// where they mean http.
        plain = re.sub(r"^feed:(?://)?(?=https?://)", "", address)
        url = web_address(re.sub(r"^feed://", "http://", plain))
        if not url:
            self.refused.append(address[:_LONGEST])
            return
        if url not in self.feeds and len(self.feeds) >= MOST_FEEDS:
            raise self._bad(_("lists more than {n} feeds").format(n=f"{MOST_FEEDS:,}"))
        self.feeds.setdefault(url, Listed(url, title or url, site, tuple(filter(None, self._around))))

    def _end(self, name: str) -> None:
        if name.lower() == "outline" and self._around:
            self._around.pop()


def write_opml(feeds: Iterable[Listed], title: str) -> bytes:
    """A list that every reader takes, with its folders; feeds keep their order within a folder."""
    tree: dict[tuple[str, ...], list[Listed]] = {}
    for one in feeds:
        tree.setdefault(one.folder, []).append(one)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{escape(_xml(title))}</title></head>", "<body>"]
    lines += _written(tree, ())
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode("utf-8")


def _written(tree: dict[tuple[str, ...], list[Listed]], folder: tuple[str, ...]) -> list[str]:
    lines = [_outline(one) for one in tree.get(folder, [])]
    inner = dict.fromkeys(path[: len(folder) + 1] for path in tree if _inside(path, folder))
    for path in inner:
        name = quoteattr(_xml(path[-1]))
        lines += [f"<outline text={name} title={name}>", *_written(tree, path), "</outline>"]
    return lines


def _inside(path: Sequence[str], folder: Sequence[str]) -> bool:
    return len(path) > len(folder) and tuple(path[: len(folder)]) == tuple(folder)


def _outline(one: Listed) -> str:
    name = quoteattr(_xml(one.title or one.url))
    site = f" htmlUrl={quoteattr(_xml(one.site))}" if one.site else ""
    return f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(_xml(one.url))}{site}/>'


def _xml(text: str) -> str:
    """A text without what no XML may hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
