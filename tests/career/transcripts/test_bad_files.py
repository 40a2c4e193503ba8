"""Bad files: one clear message that names the file, and nothing else happens."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from contextlib import suppress
from datetime import date
from fractions import Fraction

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from rxladder.career.transcripts.apart import read_files
from rxladder.career.transcripts.read import MOST_BYTES, read_file, read_pasted
from rxladder.career.transcripts.result import Reading, reading_document
from rxladder.facts.yaml_text import BadInput
from tests.career.transcripts.papers import LAYOUTS, Entry

ENTRIES = [
    Entry(f"About law {n}", date(2026, 3, 2), Fraction(1), f"0384-0000-26-{n:03}-H03-T") for n in range(5)
]
PDF = LAYOUTS["ruled_table"](ENTRIES)


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PDF))
    writer.encrypt("secret", algorithm="AES-256")
    return _saved(writer)


def empty_pages(count: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(count):
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(["UAN", "Title", "Date", "Hours"])
    book.active.append(["0384-0000-26-001-H03-T", "Law", "3/2/2026", 1])
    return _saved(book)


def _saved(book) -> bytes:
    buffer = io.BytesIO()
    book.write(buffer) if isinstance(book, pypdf.PdfWriter) else book.save(buffer)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def gigabyte() -> bytes:
    """A workbook of some kilobytes that unfolds into a gigabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("xl/workbook.xml", "")
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(1024 * 1024))
    return buffer.getvalue()


def liar() -> bytes:
    """An archive whose part declares ten bytes, with their checksum, and unfolds into far more."""
    real, told = bytes(110 * 1024 * 1024), bytes(10)
    data = archive(**{"xl__workbook.xml": real})
    for true, false in ((len(real), len(told)), (zlib.crc32(real), zlib.crc32(told))):
        data = data.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))
    return data


BAD = {
    "empty.pdf": (b"", "is empty"),
    "spaces.csv": (b" \r\n ", "is empty"),
    "cut.pdf": (PDF[: len(PDF) // 2], "cut off"),
    "locked.pdf": (locked_pdf(), "password"),
    "junk.pdf": (b"%PDF-1.7\n" + b"junk " * 100 + b"%%EOF", "not a readable PDF"),
    "long.pdf": (empty_pages(3_000), "3,000 pages"),
    "large.csv": (b"a" * (MOST_BYTES + 1), "larger than 10 MB"),
    "photos.zip": (archive(a=b"x"), "unpack it"),
    "cut.xlsx": (xlsx()[:2_000], "damaged or was cut off"),
    "broken.xlsx": (
        archive(xl__workbook=b"", **{"xl__workbook.xml": b"<a>"}),
        "not a readable workbook",
    ),
    "program.exe": (b"MZ\x90\x00" + bytes(range(256)) * 8, "is not a PDF, a table or text"),
    "half.csv": ("UAN,Title\n".encode("utf-16")[:-1], "not complete"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_line_that_names_it(name):
    data, says = BAD[name]
    with pytest.raises(BadInput) as refused:
        read_file(data, name)
    assert str(refused.value).startswith(f"{name}: ")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("make", [gigabyte, liar])
def test_an_archive_that_unfolds_too_far_is_refused_before_it_does(make):
    with pytest.raises(BadInput, match="unpacks into far too much"):
        read_file(make(), "bomb.xlsx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\xff\xd8\xff\xe0" + bytes(100), "picture"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
     (empty_pages(2), "scan")],
)  # fmt: skip
def test_a_picture_is_not_guessed_at(data, kind):
    reading = read_file(data, "certificate.jpg")
    assert (reading.kind, reading.credits) == (kind, ())
    assert "We do not guess" in reading.notes[1]


def test_a_pdf_without_a_password_to_open_it_is_read():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PDF))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    assert len(read_file(_saved(writer), "a.pdf").credits) == 5


# --- apart


def test_files_are_read_apart_in_their_order_and_one_bad_one_harms_no_other():
    found = read_files([("a.pdf", PDF), ("b.pdf", PDF[:100]), ("c.xlsx", xlsx()), ("d.csv", b"")])
    assert [type(one) for one in found] == [Reading, BadInput, Reading, BadInput]
    assert [len(found[0].credits), len(found[2].credits)] == [5, 1]
    assert str(found[1]).startswith("b.pdf: ")


def test_a_file_that_kills_the_reader_is_named_and_the_rest_is_read(monkeypatch):
    from rxladder.career.transcripts import apart

    # A reader that dies of one file by name, as one in C may.
    program = (
        "import os, sys; from rxladder.career.transcripts import apart, read as door\n"
        "real = door.read_file\n"
        "apart.read_file = lambda data, name: os.abort() if name == 'evil.pdf' else real(data, name)\n"
        "apart.main()"
    )
    monkeypatch.setattr(apart, "_COMMAND", [apart._COMMAND[0], "-c", program])
    found = read_files([("a.pdf", PDF), ("evil.pdf", PDF), ("c.pdf", PDF)])
    assert [type(one) for one in found] == [Reading, BadInput, Reading]
    assert "takes far too long" in str(found[1])


@pytest.mark.parametrize("steps", [5_000_000, pytest.param(300_000_000, marks=pytest.mark.long)])
def test_a_stream_that_unfolds_far_does_not_take_time_and_memory_with_it(steps):
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = pypdf.generic.StreamObject()
    stream.set_data(b"q Q " * steps)
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode(1))
    (found,) = read_files([("bomb.pdf", _saved(writer))])
    assert isinstance(found, (BadInput, Reading))
    assert not getattr(found, "credits", ())


# --- fuzz


def read_or_refuse(data: bytes) -> None:
    refused = None
    try:
        json.dumps(reading_document(read_file(data, "any.bin")))
    except BadInput as error:
        refused = str(error)
    assert refused is None or (refused.startswith("any.bin") and "\n" not in refused)


@given(st.binary(max_size=3_000))
@settings(deadline=None)
def test_any_bytes(data):
    read_or_refuse(data)


@pytest.mark.parametrize(
    "whole", [PDF, xlsx(), b"UAN,Title,Date,Hours\n0384-0000-26-001-H03-T,Law,3/2/2026,1\n"]
)
@given(places=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6))
@settings(deadline=None)
def test_any_bytes_in_the_place_of_others(whole, places):
    data = bytearray(whole)
    for place, piece in places:
        start = int(place * len(data))
        data[start : start + len(piece)] = piece
    read_or_refuse(bytes(data))


@given(st.text(max_size=2_000))
@settings(deadline=None)
def test_any_text_pasted(text):
    try:
        reading = read_pasted(text)
    except BadInput:
        return
    for found in reading.credits:
        assert found.hours is None or 0 < found.hours <= 1_000


@pytest.mark.parametrize(
    "piece", ["| ", " ", "0-", "1/", "9", "0384-0000-26-001-H03-T ", "1.5 hours ", "\t", "a:"]
)
def test_no_text_makes_it_slow(piece):
    with suppress(BadInput):
        read_pasted(piece * (400_000 // len(piece)))
