"""Reading back what a paper says."""

from __future__ import annotations

import io

from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page with single spaces; what only lets a line break is left out."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [" ".join(text.replace("\u200b", "").split()) for text in texts]
