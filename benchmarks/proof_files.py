"""Files that prove something, for packets with many of them, and the least to be done with the same files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

import pypdfium2

from rxladder.papers.certificates import Kind
from rxladder.papers.packet_sheets import CertificateFile


def file(content: bytes, kind: Kind, number: int) -> CertificateFile:
    """A file as the store gives it."""
    return CertificateFile(f"{number}.{kind}", kind, hashlib.sha256(content).hexdigest(), content)


def concatenated(files: Sequence[CertificateFile]) -> bytes:
    """The same PDFs one behind the other, and nothing else."""
    whole = pypdfium2.PdfDocument.new()
    for each in files:
        whole.import_pages(pypdfium2.PdfDocument(each.content))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()
