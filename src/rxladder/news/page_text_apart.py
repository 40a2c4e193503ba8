"""The words of a page that other people's servers sent, a PDF opened in a process of its own.

Whoever runs a server that a rule's source stands on can send anything. PDFium knows no bounds of time and
memory, and works for one thread at a time, while several pages are read at once.
"""

from __future__ import annotations

import json
import sys

from rxladder.facts.apart import MEMORY, SECONDS, bound, told_by
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, speaking
from rxladder.news.fetching import Unreadable
from rxladder.news.page_text import is_pdf, page_text

_COMMAND = [sys.executable, "-m", "rxladder.news.page_text_apart"]


def page_text_apart(
    content: bytes, url: str, content_type: str, *, seconds: int = SECONDS, memory: int = MEMORY
) -> tuple[str, ...]:
    """`page_text`, where a PDF can do no harm. Unreadable also for one that takes far too long or much."""
    if not is_pdf(content):
        return page_text(content, url, content_type)
    told = told_by([*_COMMAND, language(), str(seconds), str(memory)], content, 2.0 * seconds)
    try:
        found = json.loads(told)
    except ValueError:
        raise Unreadable(_("It is a PDF that takes far too much time or memory to read.")) from None
    if "refused" in found:
        raise Unreadable(found["refused"])
    return tuple(found["lines"])


def main(speaks: str, seconds: str, memory: str) -> None:
    """Read the PDF that stands on standard input, and write its lines as JSON."""
    bound(int(seconds), int(memory))
    with speaking(speaks):
        try:
            told: dict[str, object] = {"lines": page_text(sys.stdin.buffer.read(), "", "")}
        except Unreadable as error:
            told = {"refused": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:4])
