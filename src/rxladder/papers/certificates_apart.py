"""Looking into a PDF that somebody sent, and drawing a page of it, in a process of its own.

A PDF of some kilobytes may unfold into gigabytes. Whether it does shows only when its pages are opened, which
the library does without any bound; so what is sent is opened, drawn and filled in once where that harms
nobody. That one page was drawn says nothing of the others, or of a larger size: each drawing that is shown is
made apart, too. Pictures tell their size first and are looked at here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
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
_TOGETHER = 25
_EACH = "each"


def examine_apart(content: bytes, *, seconds: int = SECONDS, memory: int = MEMORY) -> Certificate:
    """`examine`, where a PDF can do no harm. BadCertificate also for one that takes far too long or much."""
    if not _is_pdf(content):
        return examine(content)
    name = sha256(content).digest()
    pages = _known.get(name)
    if pages is None:
        pages = _pages(content, seconds, memory)
        _remember(name, pages)
    return Certificate("pdf", pages)


def look_ahead(contents: Iterable[bytes]) -> None:
    """Look into many PDFs, several in one process, so that `examine_apart` knows those that do no harm.

    Of one that does, and of those behind it in its process, nothing is known by that: each has its own turn.
    """
    some: dict[bytes, bytes] = {}
    for content in contents:
        name = sha256(content).digest()
        if _is_pdf(content) and name not in _known:
            some[name] = content
        if len(some) >= _TOGETHER or sum(map(len, some.values())) > MOST_BYTES:
            _look_at(some)
            some = {}
    if len(some) > 1:
        _look_at(some)


def _look_at(some: dict[bytes, bytes]) -> None:
    head = json.dumps([len(content) for content in some.values()]).encode()
    told = _run_apart(b"".join([head, b"\n", *some.values()]), SECONDS, MEMORY, _EACH)
    for name, line in zip(some, told.split(b"\n")[:-1], strict=False):
        if "pages" in (found := json.loads(line)):
            _remember(name, found["pages"])


def _is_pdf(content: bytes) -> bool:
    return len(content) <= MOST_BYTES and b"%PDF-" in content[:1024]


def _remember(name: bytes, pages: int) -> None:
    # Other threads look here, too: nothing is read again that one of them may have cleared.
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[name] = pages


def picture_apart(
    content: bytes, kind: Kind, longest: int, page: int = 0, *, seconds: int = SECONDS, memory: int = MEMORY
) -> bytes:
    """`picture`, where a PDF can do no harm. BadCertificate also for one that takes far too much."""
    if kind != "pdf":
        return picture(content, kind, longest, page)
    drawn = _run_apart(content, seconds, memory, longest, page)
    if not drawn.startswith(_JPEG):
        raise _too_much()
    return drawn


def _run_apart(content: bytes, seconds: int, memory: int, *asked: int | str) -> bytes:
    command = [*_COMMAND, language(), *map(str, (seconds, memory, *asked))]
    return told_by(command, content, 2.0 * seconds)


def _too_much() -> BadCertificate:
    said = _("This PDF takes far too much time or memory to open. Print it to a new PDF, and add that.")
    return BadCertificate(said)


def _pages(content: bytes, seconds: int, memory: int) -> int:
    try:
        found = json.loads(_run_apart(content, seconds, memory))
    except ValueError:
        raise _too_much() from None
    if "refused" in found:
        raise BadCertificate(found["refused"])
    pages: int = found["pages"]
    return pages


def main(speaks: str, seconds: str, memory: str, *asked: str) -> None:
    """Look at what stands on standard input, and write a line about it, or about each of several.

    Or one page of it, where that is asked for.
    """
    bound(int(seconds), int(memory))
    if asked == (_EACH,):
        for size in json.loads(sys.stdin.buffer.readline()):
            print(json.dumps(_examined(sys.stdin.buffer.read(size))), flush=True)
        return
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if asked:
        longest, page = map(int, asked)
        sys.stdout.buffer.write(picture(content, "pdf", longest, page))
        return
    with speaking(speaks):
        sys.stdout.write(json.dumps(_examined(content)))


def _examined(content: bytes) -> dict[str, object]:
    try:
        found = examine(content)
        plain_pdf(content)
        picture(content, found.kind, _TRIAL_PIXELS)
    except BadCertificate as error:
        return {"refused": str(error)}
    return {"pages": found.pages}


if __name__ == "__main__":
    main(*sys.argv[1:])
