"""A résumé as a PDF, in one of two designs; both are read by programs from top to bottom."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Literal, get_args

from rxladder.facts.language import gettext as _
from rxladder.facts.language import language
from rxladder.papers.resume_parts import Block, Entry, LaidResume
from rxladder.papers.typesetting import plain_line, typeset

Design = Literal["classic", "margin"]
"""classic: headings over the text, the name in the middle; margin: headings beside the text."""
DESIGNS: tuple[Design, ...] = get_args(Design)
_LONGEST = 1_000


def resume_pdf(laid: LaidResume, design: Design) -> bytes:
    """The résumé on US Letter."""
    with tempfile.TemporaryDirectory(prefix="rxladder-resume-") as name:
        template = Path(__file__).with_name(f"resume_{design}.typ")
        return typeset(template, _document(laid), Path(name), laid.on)


def _document(laid: LaidResume) -> dict[str, Any]:
    return {
        "language": language(),
        "title": _("Résumé of {name}").format(name=plain_line(laid.name)),
        "name": plain_line(laid.name, 80),
        "label": plain_line(laid.label),
        "contact": [plain_line(one, 120) for one in laid.contact],
        "summary": plain_line(laid.summary, _LONGEST),
        "date": [laid.on.year, laid.on.month, laid.on.day],
        "blocks": [_block(one) for one in laid.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "title": block.title,
        "short": block.short,
        "entries": [_entry(one) for one in block.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": plain_line(entry.title),
        "where": plain_line(entry.where),
        "when": plain_line(entry.when, 80),
        "lines": [plain_line(line, _LONGEST) for line in entry.lines],
    }
