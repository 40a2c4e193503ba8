"""What carries a badge: a PNG or SVG with its text baked in, a JSON file, a signed text, or an address.

Files come from anywhere. A PNG's chunks are walked and only the badge's own is unfolded, up to a bound; an
SVG is read as it streams by, and one that defines entities is refused, so that none can unfold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from openbadgeslib.errors import ErrorParsingFile
from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.documents import MOST_BYTES as LONGEST_TEXT
from rxladder.papers.badges.result import BadBadge, Carrier

MOST_BYTES = 5_000_000
"""The largest badge file."""
MOST_CHUNKS, MOST_ELEMENTS, DEEPEST_ELEMENT = 20_000, 100_000, 256
"""The most parts of a picture. A real badge has some hundreds."""

_SPACES = {"http://openbadges.org": "assertion", "https://purl.imsglobal.org/ob/v3p0": "credential"}
_SIGNED = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_ADDRESS = re.compile(r"https?://\S{3,1990}")


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
        raise BadBadge(_("This file is larger than 5 MB. No badge is that large."))
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return _carried("png", _plain(_in_png(content)))
    head = content.removeprefix(b"\xef\xbb\xbf")[:512].lstrip()
    if head[:1] == b"<":
        return _carried("svg", _plain(_in_svg(content)))
    try:
        return _carried(None, _plain(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise _nothing() from None


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
    raise _nothing()


def _nothing() -> BadBadge:
    return BadBadge(_("This file has no badge in it: it is not a PNG, an SVG, a JSON file or a signed text."))


def _plain(text: str | None) -> str:
    if text is None:
        raise BadBadge(
            _(
                "This picture has no badge in it. Download the badge itself from where you got it, not a "
                "copy of it."
            )
        )
    if len(text) > LONGEST_TEXT:
        raise _too_long()
    return text.strip()


def _too_long() -> BadBadge:
    return BadBadge(_("What is in this file is far too long for a badge."))


def _in_png(content: bytes) -> str | None:
    damaged = BadBadge(_("This picture is cut off or damaged. Download it again."))
    if not _few_chunks(content):
        raise damaged
    for verifier in (OB3Verifier, OB2Verifier):
        try:
            found: str = verifier.extract_token_from_png(content)
            return found
        except (OB2VerificationError, OB3VerificationError) as error:
            # It has no words of its own for a limit, and none for a chunk that is not there.
            if "limit" in str(error):
                raise _too_long() from None
        except ErrorParsingFile:
            raise damaged from None
    return None


def _few_chunks(content: bytes) -> bool:
    """Whether a PNG has as many chunks as a picture has; only their lengths are looked at."""
    at = 8
    for _chunk in range(MOST_CHUNKS):
        if at + 8 > len(content):
            return True
        at += 12 + int.from_bytes(content[at : at + 4])
    return False


def _in_svg(content: bytes) -> str | None:
    """The text in an SVG's badge element: what stands inside it, else what its `verify` says."""
    reading = _Drawing()
    try:
        reading.parser.Parse(content, True)
    except _Done:
        # A hosted badge has its address as `verify` and itself inside: itself tells more.
        return "".join(reading.inside or ()).strip() or reading.verify or None
    except expat.ExpatError:
        raise BadBadge(_("This picture is cut off or damaged. Download it again.")) from None
    return None


class _Done(Exception):  # noqa: N818 - stops the reading
    pass


class _Drawing:
    """Reads an SVG as it streams by, until its badge element ends."""

    def __init__(self) -> None:
        self.inside: list[str] | None = None
        self.verify = ""
        self.depth = self.elements = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.started, self.ended
        parser.CharacterDataHandler = self.said
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self.defined

    def started(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST_ELEMENT or self.elements > MOST_ELEMENTS:
            raise BadBadge(_("This picture has far more parts than a badge has. It was not read."))
        if _is_badge(name):
            self.inside, self.verify = [], attributes.get("verify", "")

    def said(self, text: str) -> None:
        if self.inside is not None:
            self.inside.append(text)

    def ended(self, name: str) -> None:
        self.depth -= 1
        if _is_badge(name):
            raise _Done

    def defined(self, *_what: object) -> None:
        raise BadBadge(_("This SVG defines a language of its own, which no badge needs. It was not read."))


def _is_badge(name: str) -> bool:
    space, _gap, local = name.rpartition(" ")
    return _SPACES.get(space) == local
