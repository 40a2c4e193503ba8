"""Looking into a PDF that somebody sent, in a process of its own.

A PDF of some kilobytes may unfold into gigabytes. Whether it does shows only when its pages are opened, which
the library does without any bound; so what is sent is opened, drawn and filled in once where that harms
nobody. What comes through is no worse the next time. Pictures tell their size first and are looked at here.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256

from rxladder.facts.apart import MEMORY, SECONDS, bound, told_by
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, speaking
from rxladder.papers.certificates import MOST_BYTES, BadCertificate, Certificate, examine, picture, plain_pdf

_COMMAND = [sys.executable, "-m", "rxladder.papers.certificates_apart"]
_TRIAL_PIXELS = 480
_known: dict[bytes, int] = {}
_MOST_KNOWN = 1_000


def examine_apart(content: bytes, *, seconds: int = SECONDS, memory: int = MEMORY) -> Certificate:
    """`examine`, where a PDF can do no harm. BadCertificate also for one that takes far too long or much."""
    if len(content) > MOST_BYTES or b"%PDF-" not in content[:1024]:
        return examine(content)
    name = sha256(content).digest()
    if name not in _known:
        pages = _pages(content, seconds, memory)
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[name] = pages
    return Certificate("pdf", _known[name])


def _pages(content: bytes, seconds: int, memory: int) -> int:
    command = [*_COMMAND, language(), str(seconds), str(memory)]
    told = told_by(command, content, 2.0 * seconds)
    try:
        found = json.loads(told)
    except ValueError:
        said = _("This PDF takes far too much time or memory to open. Print it to a new PDF, and add that.")
        raise BadCertificate(said) from None
    if "refused" in found:
        raise BadCertificate(found["refused"])
    pages: int = found["pages"]
    return pages


def main(speaks: str, seconds: str, memory: str) -> None:
    """Look at what stands on standard input, and write a line about it."""
    bound(int(seconds), int(memory))
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    with speaking(speaks):
        try:
            found = examine(content)
            plain_pdf(content)
            picture(content, found.kind, _TRIAL_PIXELS)
            told: dict[str, object] = {"pages": found.pages}
        except BadCertificate as error:
            told = {"refused": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:4])
