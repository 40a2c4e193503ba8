"""A PDF that unfolds far, or kills its reader, is refused in one sentence, and takes nothing with it."""

from __future__ import annotations

import io
import sys

import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject

from rxladder.papers import certificates_apart
from rxladder.papers.certificates import BadCertificate, Certificate
from rxladder.papers.certificates_apart import examine_apart
from tests.certificates import certificate_pdf, locked_pdf, photo

MEGABYTE = 1 << 20


def unfolds_to(megabytes: int) -> bytes:
    """A PDF of some kilobytes whose page is nothing but spaces."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = StreamObject()
    stream.set_data(b" " * (megabytes * MEGABYTE))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode(1))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_good_file_is_what_it_is_and_a_bad_one_is_told():
    assert examine_apart(certificate_pdf("Two", 2)) == Certificate("pdf", 2)
    assert examine_apart(photo()) == Certificate("jpeg", 1)
    with pytest.raises(BadCertificate, match="asks for a password"):
        examine_apart(locked_pdf("secret"))


def test_one_that_unfolds_far_is_refused_before_it_does():
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        examine_apart(unfolds_to(200), memory=300 * MEGABYTE)


def test_one_that_kills_its_reader_is_refused(monkeypatch):
    monkeypatch.setattr(certificates_apart, "_COMMAND", [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        examine_apart(certificate_pdf("Evil"))
