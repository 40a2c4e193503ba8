"""Looking into a PDF that somebody sent, and drawing a page of it, in a process of its own.

A PDF of some kilobytes may unfold into gigabytes. Whether it does shows only when its pages are opened, which
the library does without any bound; so what is sent is opened, drawn and filled in once where that harms
nobody. That one page was drawn says nothing of the others, or of a larger size: each drawing that is shown is
made apart, too. Pictures tell their size first and are looked at here.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256

from rxladder.facts.apart import MEMORY, SECONDS, bound, told_by
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, speaking
from rxladder.papers.certificates import (
    MOST_BYTES,
    BadCertificate,
    Certificate,
    Kind,
    examine,
    picture,
    plain_pdf,
)

_COMMAND = [sys.executable, "-m", "rxladder.papers.certificates_apart"]
_TRIAL_PIXELS = 480
_JPEG = b"\xff\xd8\xff"
_known: dict[bytes, int] = {}
_MOST_KNOWN = 1_000


def examine_apart(content: bytes, *, seconds: int = SECONDS, memory: int = MEMORY) -> Certificate:
    """`examine`, where a PDF can do no harm. BadCertificate also for one that takes far too long or much."""
    if len(content) > MOST_BYTES or b"%PDF-" not in content[:1024]:
        return examine(content)
    name = sha256(content).digest()
    pages = _known.get(name)
    if pages is None:
        pages = _pages(content, seconds, memory)
        # Other threads look here, too: nothing is read again that one of them may have cleared.
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[name] = pages
    return Certificate("pdf", pages)


def picture_apart(
    content: bytes, kind: Kind, longest: int, page: int = 0, *, seconds: int = SECONDS, memory: int = MEMORY
) -> bytes:
    """`picture`, where a PDF can do no harm. BadCertificate also for one that takes far too much."""
    if kind != "pdf":
        return picture(content, kind, longest, page)
    drawn = _told(content, seconds, memory, longest, page)
    if not drawn.startswith(_JPEG):
        raise _too_much()
    return drawn


def _told(content: bytes, seconds: int, memory: int, *asked: int) -> bytes:
    command = [*_COMMAND, language(), *map(str, (seconds, memory, *asked))]
    return told_by(command, content, 2.0 * seconds)


def _too_much() -> BadCertificate:
    said = _("This PDF takes far too much time or memory to open. Print it to a new PDF, and add that.")
    return BadCertificate(said)


def _pages(content: bytes, seconds: int, memory: int) -> int:
    try:
        found = json.loads(_told(content, seconds, memory))
    except ValueError:
        raise _too_much() from None
    if "refused" in found:
        raise BadCertificate(found["refused"])
    pages: int = found["pages"]
    return pages


def main(speaks: str, seconds: str, memory: str, *asked: str) -> None:
    """Look at what stands on standard input, and write a line about it; or one page of it, where asked."""
    bound(int(seconds), int(memory))
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if asked:
        longest, page = map(int, asked)
        sys.stdout.buffer.write(picture(content, "pdf", longest, page))
        return
    with speaking(speaks):
        sys.stdout.write(json.dumps(_looked(content)))


def _looked(content: bytes) -> dict[str, object]:
    try:
        found = examine(content)
        plain_pdf(content)
        picture(content, found.kind, _TRIAL_PIXELS)
    except BadCertificate as error:
        return {"refused": str(error)}
    return {"pages": found.pages}


if __name__ == "__main__":
    main(*sys.argv[1:])
