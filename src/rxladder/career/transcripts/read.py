"""The door: bytes and a file's name, or pasted text, become a reading."""

from __future__ import annotations

from rxladder.career.transcripts.assemble import read_lines
from rxladder.career.transcripts.result import Reading
from rxladder.career.transcripts.text import MOST_LINES, text_lines
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_BYTES = 10 * 1024 * 1024
MOST_CREDITS = 1_000
LONGEST_PASTE = 1_000_000


def read_pasted(text: str) -> Reading:
    """What a text tells that was copied from a page or a document. Raises BadInput where it is too long."""
    name = _("what you pasted")
    if len(text) > LONGEST_PASTE:
        raise BadInput(_("is too long; paste it in parts of at most a million letters"), name)
    return _bounded(read_text(text, name))


def read_text(text: str, file: str) -> Reading:
    """What the lines of a text tell."""
    lines = text_lines(text)
    if not lines:
        raise BadInput(_("has nothing in it"), file)
    if len(lines) > MOST_LINES:
        raise BadInput(_("has more than {n} lines").format(n=f"{MOST_LINES:,}"), file)
    return read_lines(lines, file, "text")


def _bounded(reading: Reading) -> Reading:
    if len(reading.credits) > MOST_CREDITS:
        raise BadInput(_("has more than {n} credits; split it").format(n=f"{MOST_CREDITS:,}"), reading.file)
    return reading
