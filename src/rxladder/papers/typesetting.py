"""Documents set by Typst on US Letter, with the fonts that it brings.

Words go to it as JSON, as text and never as markup; nothing of the machine or the clock goes in, so that the
same input gives the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import typst

FONT = "Libertinus Serif"
"""The face of the text, for what is drawn beside it."""
_LONGEST_LINE = 300
_FIRST_DAY = date(1970, 1, 1)


def typeset(template: Path, document: Mapping[str, Any], folder: Path, made: date) -> bytes:
    """The PDF that a template makes of a document; `made` is the day that it bears.

    What else the template shows (pictures, other PDFs) stands in `folder`, which is of this document alone.
    Raises typst.TypstError where one of these cannot be placed.
    """
    place = folder / "document.typ"
    place.write_bytes(template.read_bytes())
    place.with_suffix(".json").write_text(json.dumps(document), encoding="utf-8")
    pdf: bytes = typst.compile(
        place, root=folder, ignore_system_fonts=True, timestamp=(made - _FIRST_DAY).days * 86_400
    )
    return pdf


def plain_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """A text without signs that show nothing or turn the writing around, and no longer than fits."""
    seen = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    flat = " ".join(seen.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
