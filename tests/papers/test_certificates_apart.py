"""A PDF that unfolds far, or kills its reader, is refused in one sentence, and takes nothing with it.

So with what is sent, with each drawing of what is kept, and with what other people's servers answer.
"""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject

from rxladder.facts import apart
from rxladder.facts.apart import AT_ONCE, told_by
from rxladder.news import page_text_apart
from rxladder.news.fetching import Unreadable
from rxladder.news.page_text import page_text
from rxladder.papers import certificates_apart
from rxladder.papers.certificates import BadCertificate, Certificate, picture
from rxladder.papers.certificates_apart import examine_apart, picture_apart
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


def test_apart_it_is_drawn_and_read_as_it_is_here():
    two = certificate_pdf("Two", 2)
    assert picture_apart(two, "pdf", 200, 1) == picture(two, "pdf", 200, 1)
    assert page_text_apart.page_text_apart(two, "", "") == page_text(two, "", "")
    with pytest.raises(Unreadable, match="cannot be read"):
        page_text_apart.page_text_apart(two[:300], "", "")


def test_one_that_unfolds_far_is_refused_before_it_does():
    far, most = unfolds_to(100), 200 * MEGABYTE
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        examine_apart(far, memory=most)
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        picture_apart(far, "pdf", 200, memory=most)
    with pytest.raises(Unreadable, match="far too much time or memory"):
        page_text_apart.page_text_apart(far, "", "", memory=most)


def test_many_at_once_wait_for_each_other():
    count = "import time; begun = time.time(); time.sleep(0.3); print(begun, time.time())"
    command = [sys.executable, "-S", "-c", count]
    with ThreadPoolExecutor(3 * AT_ONCE) as pool:
        told = list(pool.map(lambda _n: told_by(command, b"", 60), range(2 * AT_ONCE)))
    spans = [tuple(map(float, one.split())) for one in told]
    at_once = [sum(begun <= at < ended for begun, ended in spans) for at, _ended in spans]
    assert max(at_once) <= AT_ONCE
    with ExitStack() as busy:
        for _n in range(AT_ONCE):
            busy.enter_context(apart._free)
        assert told_by(command, b"", 0.05) == b"", "nobody waits for ever"


def test_one_that_kills_its_reader_is_refused(monkeypatch):
    for one in (certificates_apart, page_text_apart):
        monkeypatch.setattr(one, "_COMMAND", [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        examine_apart(certificate_pdf("Evil"))
    with pytest.raises(BadCertificate, match="far too much time or memory"):
        picture_apart(certificate_pdf("Evil"), "pdf", 200)
    with pytest.raises(Unreadable, match="far too much time or memory"):
        page_text_apart.page_text_apart(certificate_pdf("Evil"), "", "")
