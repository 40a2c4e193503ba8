"""From a note's fields and a template to plain text: no markup, no script, no picture.

Anki's templates put fields into HTML. What is shown here is text alone, so whatever a deck brings, the page
escapes it like any other words. All of it works in time that grows no faster than the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from rxladder.facts.language import gettext as _

MOST_TEXT = 20_000
"""Characters of a side; what is longer is cut."""
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_BREAKS = frozenset(
    ("br", "p", "div", "section", "hr", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
) | frozenset(("li", "ul", "ol", "dt", "dd", "table", "tr"))
_UNSEEN = frozenset(("style", "script", "head", "title"))
_SOUND = re.compile(r"\[sound:[^\[\]]*\]|\[anki:[^\[\]]*\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile(r"\{\{([#^/]?)([^{}]*+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{c\d|\}\}).)*)\}\}", re.DOTALL)
_DEEP = 6


def plain(markup: str) -> str:
    """The text of HTML, with line breaks where it has them and a word for each picture."""
    pieces, at, markup = [], 0, markup[: 4 * MOST_TEXT]
    while found := _TAG.search(markup, at):
        pieces.append(markup[at : found.start()])
        at = found.end()
        name = (found[2] or "").lower()
        if found[0] == "<!--":
            at = _behind(markup, "-->", at)
        elif name in _UNSEEN and not found[1]:
            at = _behind(markup, f"</{name}", at)
        elif name in _BREAKS:
            pieces.append("\n")
        elif name == "img":
            pieces.append(f" [{_('picture')}] ")
    pieces.append(markup[at:])
    text = unescape(_SOUND.sub("", "".join(pieces)))
    lines = (" ".join(line.split()) for line in _CONTROL.sub("", text.replace("\r", "\n")).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MOST_TEXT].strip()


def _behind(markup: str, end: str, at: int) -> int:
    """Where the text goes on after an end, or where there is none, the end of it all."""
    found = markup.find(end, at)
    if found < 0:
        return len(markup)
    return found + len(end) if end == "-->" else found


def render(template: str, fields: Mapping[str, str], cloze: int, answered: bool) -> str:
    """A side of a card as HTML. `cloze`: the number of its gap; `answered`: whether gaps are filled.

    Handles fields, conditions, and the filters that change what is read (`cloze`, `type`); others are let
    through. The front is not repeated on the back.
    """
    pieces, at, hidden, room = [], 0, list[str](), 8 * MOST_TEXT
    for mark in _MARK.finditer(template):
        if not hidden:
            pieces.append(template[at : mark.start()])
            room -= len(pieces[-1])
        at = mark.end()
        kind, name = mark[1], mark[2].strip()
        if kind == "/":
            if hidden and hidden[-1] == name:
                hidden.pop()
        elif kind:
            if hidden or bool(plain(fields.get(name, ""))) == (kind == "^"):
                hidden.append(name)
        elif not hidden:
            pieces.append(_field(name, fields, cloze, answered))
            room -= len(pieces[-1])
        if room < 0:
            break
    if not hidden:
        pieces.append(template[at:])
    return "".join(pieces)


def _field(mark: str, fields: Mapping[str, str], cloze: int, answered: bool) -> str:
    *filters, name = (part.strip() for part in mark.split(":"))
    value = fields.get(name, "")
    if "cloze" in filters:
        return gaps(value, cloze, answered)
    if "type" in filters and not answered:
        return ""
    return value


def gaps(text: str, number: int, answered: bool) -> str:
    """A text with gaps: the one asked for open or filled, all others filled."""

    def fill(found: re.Match[str]) -> str:
        inner, _sep, hint = found[2].partition("::")
        if int(found[1]) != number or answered:
            return inner
        return f"[{hint or '…'}]"

    for _depth in range(_DEEP):
        text, count = _CLOZE.subn(fill, text)
        if not count:
            break
    return text


def has_gap(text: str, number: int) -> bool:
    """Whether a text has a gap of a number."""
    return f"{{{{c{number}::" in text
