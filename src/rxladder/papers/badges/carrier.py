"""What carries a badge: a PNG or SVG with its text baked in, a JSON file, a signed text, or an address.

Files come from anywhere. A PNG's chunks are walked and only the badge's own is unfolded, up to a bound; an
SVG is read as it streams by, and one that defines entities is refused, so that none can unfold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob2 import OB2Verifier
from openbadgeslib.ob3 import OB3Verifier

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.documents import MOST_BYTES as LONGEST_TEXT
from rxladder.papers.badges.result import Carrier

MOST_BYTES = 5_000_000
"""The largest badge file."""

_SPACES = {"http://openbadges.org": "assertion", "https://purl.imsglobal.org/ob/v3p0": "credential"}
_SIGNED = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_ADDRESS = re.compile(r"https?://\S{3,1990}")


class BadBadge(ValueError):  # noqa: N818 - what is wrong, in one sentence for a person
    """Why a file cannot be read as a badge."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A badge's text, what it came in, and what the text is by itself."""

    carrier: Carrier
    form: Carrier
    text: str


def read_carrier(content: bytes) -> Carried:
    """The badge in a file. BadBadge says in one sentence why there is none."""
    if not content:
        raise BadBadge(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise BadBadge(_("This file is larger than 5 MB, which no badge is."))
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return _carried("png", _plain(_in_png(content)))
    head = content.removeprefix(b"\xef\xbb\xbf")[:512].lstrip()
    if head[:1] == b"<":
        return _carried("svg", _plain(_in_svg(content)))
    try:
        text = _plain(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise BadBadge(_("This is no badge file: neither PNG, SVG, JSON nor a signed text."))
    return _carried(None, text)


def _carried(carrier: Carrier | None, text: str) -> Carried:
    form = form_of(text)
    return Carried(carrier or form, form, text)


def form_of(text: str) -> Carrier:
    """What a badge's text is; BadBadge where it is nothing that is known."""
    if text.startswith("{"):
        return "json"
    if _ADDRESS.fullmatch(text):
        return "address"
    if _SIGNED.fullmatch(text):
        return "signed-text"
    raise BadBadge(_("This file holds no badge that can be read here."))


def _plain(text: str | None) -> str:
    if text is None:
        raise BadBadge(
            _("This picture holds no badge. Download the badge itself where you got it, not a copy of it.")
        )
    if len(text) > LONGEST_TEXT:
        raise BadBadge(_("What this file holds is far too long for a badge."))
    return text.strip()


def _in_png(content: bytes) -> str | None:
    for verifier in (OB3Verifier, OB2Verifier):
        try:
            found: str = verifier.extract_token_from_png(content)
            return found
        except LibOpenBadgesException as error:
            if "limit" in str(error):
                raise BadBadge(_("What this file holds is far too long for a badge.")) from None
            if "Could not parse" in str(error):
                raise BadBadge(_("This picture is cut off or damaged. Download it once more.")) from None
    return None


class _Found(Exception):  # noqa: N818 - stops the reading
    pass


def _in_svg(content: bytes) -> str | None:
    """The text in an SVG's badge element: what its `verify` says, else what stands inside it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    inside: list[str] | None = None
    found: list[str] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        space, _gap, local = name.rpartition(" ")
        if _SPACES.get(space) == local:
            inside = []
            if attributes.get("verify"):
                found.append(attributes["verify"])

    def said(text: str) -> None:
        if inside is not None:
            inside.append(text)

    def ended(name: str) -> None:
        space, _gap, local = name.rpartition(" ")
        if inside is not None and _SPACES.get(space) == local:
            # A hosted badge has its address as `verify` and itself inside: itself tells more.
            found.append("".join(inside).strip())
            raise _Found

    def defined(*_what: object) -> None:
        raise BadBadge(_("This SVG defines a language of its own, which no badge needs. It is not read."))

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = said, defined
    parser.EntityDeclHandler = defined
    try:
        parser.Parse(content, True)
    except _Found:
        return next((text for text in reversed(found) if text), None)
    except expat.ExpatError:
        raise BadBadge(_("This picture is cut off or damaged. Download it once more.")) from None
    return None
