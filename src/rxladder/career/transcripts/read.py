"""The door: bytes and a file's name, or pasted text, become a reading."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import groupby

from rxladder.career.transcripts.assemble import finished, named, read_lines
from rxladder.career.transcripts.certificate import is_certificate, read_certificate
from rxladder.career.transcripts.kinds import kind_of
from rxladder.career.transcripts.marked_lines import TextLine
from rxladder.career.transcripts.result import FoundCredit, Reading
from rxladder.career.transcripts.table import delimited_rows, read_table
from rxladder.career.transcripts.text import LONGEST_LINE, MOST_LINES, text_lines, too_long
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_BYTES = 10 * 1024 * 1024
MOST_CREDITS = 1_000
LONGEST_PASTE = 1_000_000


def read_file(data: bytes, file: str) -> Reading:
    """What a file tells. Raises BadInput, which names the file, for what cannot be read."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("is larger than {n} MB").format(n=MOST_BYTES // 1024 // 1024), file)
    match kind_of(data, file):
        case "pdf":
            reading = _read_pdf(data, file)
        case "picture":
            reading = _without_text(file, picture=True)
        case "text":
            reading = read_text(decoded(data, file), file)
        case kind:
            reading = _read_workbook(data, file, archive=kind == "workbook")
    return _bounded(reading)


def read_pasted(text: str) -> Reading:
    """What a text tells that was copied from a page or a document. Raises BadInput where it is too long."""
    name = _("what you pasted")
    if len(text) > LONGEST_PASTE:
        raise BadInput(_("is too long; paste it in parts of at most a million characters"), name)
    return _bounded(read_text(text, name))


def read_text(text: str, file: str) -> Reading:
    """What a text tells: a table, a certificate or lines."""
    lines = text_lines(text)
    if not lines:
        raise BadInput(_("has nothing in it"), file)
    if len(lines) > MOST_LINES:
        raise BadInput(_("has more than {n} lines").format(n=f"{MOST_LINES:,}"), file)
    for line in lines:
        if len(line.line.text) > LONGEST_LINE:
            raise too_long(file, line.line.number)
    rows = delimited_rows(text, file)
    if rows:
        return read_table(rows, file)
    return _certificates(lines, file) or read_lines(lines, file, "text")


def decoded(data: bytes, file: str) -> str:
    """Text of bytes in UTF-8, UTF-16 (with a mark or without) or Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _in(data, encoding, file)
    if data[1:200:2].count(0) * 3 > len(data[1:200:2]) * 2:
        return _in(data, "utf-16-le", file)
    if data[0:200:2].count(0) * 3 > len(data[0:200:2]) * 2:
        return _in(data, "utf-16-be", file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _in(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            _("is not complete: its text breaks off at byte {n}").format(n=error.start), file
        ) from error


def _read_pdf(data: bytes, file: str) -> Reading:
    # Only where one is read: PDFium takes a tenth of a second to load.
    from rxladder.career.transcripts.pdf import pdf_lines

    lines, empty = pdf_lines(data, file)
    if not lines:
        return _without_text(file, picture=False)
    reading = _certificates(lines, file) or read_lines(lines, file, "text")
    if empty:
        pages = ", ".join(map(str, empty))
        reading = reading.with_notes(
            _("No text on page {pages}: a picture? Check there yourself.").format(pages=pages)
        )
    return reading


def _certificates(lines: Sequence[TextLine], file: str) -> Reading | None:
    """A document whose every page is a certificate; None where one is not."""
    credits: list[FoundCredit] = []
    for _page, group in groupby(lines, key=lambda line: line.line.page):
        page = list(group)
        found = read_certificate(page) if is_certificate(page) else None
        if found is None or not (found.uan or found.title):
            return None
        credits.append(found)
    kind = named("certificate", "\n".join(line.line.text for line in lines))
    return finished(file, "certificate" if kind == "cpe-monitor" else kind, credits, [], [])


def _read_workbook(data: bytes, file: str, *, archive: bool) -> Reading:
    from rxladder.career.transcripts.workbook import workbook_rows

    rows, notes = workbook_rows(data, file, archive=archive)
    if not any(any(row.cells) for row in rows):
        raise BadInput(_("has nothing in it"), file)
    return read_table(rows, file).with_notes(*notes)


def _without_text(file: str, *, picture: bool) -> Reading:
    what = _("This is a picture.") if picture else _("This PDF has no text: it is a picture of a page.")
    note = _("We do not guess what a picture shows. Type in its credit.")
    return Reading(file, "picture" if picture else "scan", notes=(what, note))


def _bounded(reading: Reading) -> Reading:
    if len(reading.credits) > MOST_CREDITS:
        raise BadInput(_("has more than {n} credits; split it").format(n=f"{MOST_CREDITS:,}"), reading.file)
    return reading
