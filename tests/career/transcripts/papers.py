"""Transcripts and certificates as different programs print them: three libraries, many layouts.

Nobody here has seen the print of NABP's CPE Monitor, so these are as unlike one another as can be.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fpdf import FPDF
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle


@dataclass(frozen=True)
class Entry:
    """A credit as a transcript prints it."""

    title: str
    date: date
    hours: Fraction
    uan: str = ""
    provider: str = "Example Academy of Pharmacy"


def us(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def number(hours: Fraction) -> str:
    return f"{float(hours):.2f}"


def ceu(hours: Fraction) -> str:
    return f"{float(hours / 10):.3f}"


def later(day: date) -> str:
    return us(date.fromordinal(day.toordinal() + 9))


_BODY = getSampleStyleSheet()["BodyText"]
_BODY.fontSize, _BODY.leading = 9, 11


def _platypus(*parts) -> bytes:
    buffer = io.BytesIO()

    def frame(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 770, "NABP CPE Monitor")
        canvas.drawRightString(570, 20, f"Page {document.page} of 9")

    document = SimpleDocTemplate(buffer, pagesize=letter, topMargin=50, leftMargin=30, rightMargin=30)
    document.build(list(parts), onFirstPage=frame, onLaterPages=frame)
    return buffer.getvalue()


def ruled_table(entries: Sequence[Entry]) -> bytes:
    """ReportLab: a ruled table with wrapped titles; its heading stands on each page."""
    rows = [["UAN", "Activity Title", "Provider", "Date Completed", "Date Processed", "CEUs"]]
    rows += [
        [one.uan, Paragraph(one.title, _BODY), Paragraph(one.provider, _BODY), us(one.date), later(one.date),
         ceu(one.hours)]
        for one in entries
    ]  # fmt: skip
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 9)])
    table = Table(rows, colWidths=[125, 150, 100, 70, 70, 40], repeatRows=1, style=style)
    intro = [Paragraph("Name: Sam Example", _BODY), Paragraph("e-Profile ID: 123456", _BODY)]
    return _platypus(*intro, Spacer(1, 12), table)


def plain_columns(entries: Sequence[Entry]) -> bytes:
    """ReportLab: columns without a single rule, the rows close to one another, the day first."""
    rows = [["Date", "Hours", "Activity Number", "Title"]]
    rows += [[us(one.date), number(one.hours), one.uan, one.title] for one in entries]
    style = TableStyle(
        [("FONTSIZE", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
         ("TOPPADDING", (0, 0), (-1, -1), 0)]
    )  # fmt: skip
    return _platypus(Table(rows, colWidths=[60, 40, 120, 330], repeatRows=1, style=style))


def middle_aligned(entries: Sequence[Entry]) -> bytes:
    """ReportLab: titles wrap in a narrow column, everything stands in the middle of its row, no rules."""
    rows = [["Title", "UAN", "Participation\nDate", "Contact\nHours"]]
    rows += [
        [Paragraph(one.title, _BODY), one.uan, f"{one.date:%b %d, %Y}", number(one.hours)] for one in entries
    ]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("FONTSIZE", (0, 0), (-1, -1), 9)])
    return _platypus(Table(rows, colWidths=[140, 130, 80, 60], repeatRows=1, style=style))


def fpdf_table(entries: Sequence[Entry]) -> bytes:
    """fpdf2: its own table, striped, with the number broken over two lines of a narrow column."""
    pdf = FPDF(format="letter")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    pdf.cell(0, 8, "Continuing education record", new_x="LMARGIN", new_y="NEXT")
    with pdf.table(col_widths=(34, 70, 26, 26, 18), cell_fill_color=235, cell_fill_mode="ROWS") as table:
        table.row(["UAN", "Course Name", "Completion Date", "Reported", "Hours"])
        for one in entries:
            table.row([one.uan, one.title, us(one.date), later(one.date), number(one.hours)])
    return bytes(pdf.output())


def fpdf_list(entries: Sequence[Entry]) -> bytes:
    """fpdf2: no table; each credit is a block of labelled lines."""
    pdf = FPDF(format="letter")
    pdf.add_page()
    for one in entries:
        if pdf.get_y() > 235:
            pdf.add_page()
        pdf.set_font("Helvetica", "B", size=11)
        pdf.multi_cell(0, 5, one.title, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=10)
        lines = [f"Provider: {one.provider}", f"Date completed: {one.date:%B %d, %Y}"]
        lines += [f"Contact hours: {number(one.hours)}"] + ([f"UAN: {one.uan}"] if one.uan else [])
        for line in lines:
            pdf.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(5)
    return bytes(pdf.output())


def typst_table(entries: Sequence[Entry]) -> bytes:
    """Typst: thin rules under each row, the heading repeated, days as ISO, CEUs and hours side by side."""
    import typst

    rows = "".join(
        f"[{_escaped(one.title)}], [{_escaped(one.uan)}], [{one.date}], [{number(one.hours)}], "
        f"[{ceu(one.hours)}],\n"
        for one in entries
    )
    source = f"""#set page("us-letter", margin: 1.5cm, footer: context [Page #counter(page).display() of 9])
#set text(9pt)
= CPE Monitor transcript
Report period: 2025-01-01 to 2026-11-22

#table(columns: (1fr, auto, auto, auto, auto), stroke: (bottom: 0.5pt),
table.header[Activity][ACPE UAN][Date of Completion][Contact Hours][CEU],
{rows})
"""
    return typst.compile(source.encode())


def typst_two_lines(entries: Sequence[Entry]) -> bytes:
    """Typst: two lines an entry and nothing to tell them apart but a little room."""
    import typst

    rows = "".join(
        f"#grid(columns: (1fr, auto, 5em), column-gutter: 1em, [{_escaped(one.title)}], [{us(one.date)}], "
        f"align(right)[{number(one.hours)} h])\n"
        f"#v(-0.5em) ACPE {_escaped(one.uan)} · {_escaped(one.provider)}\n#v(0.4em)\n"
        for one in entries
    )
    return typst.compile(f'#set page("us-letter")\n#set text(10pt)\n{rows}'.encode())


def _escaped(text: str) -> str:
    for char in "\\#$*_`<>@=[]-/~\"'":
        text = text.replace(char, "\\" + char)
    return text


def certificate(one: Entry) -> bytes:
    """ReportLab: a certificate, centred, with days of other things on it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter)

    def line(y: float, text: str, size: int = 12, font: str = "Helvetica") -> None:
        canvas.setFont(font, size)
        canvas.drawCentredString(306, y, text)

    line(700, "Certificate of Completion", 28, "Helvetica-Bold")
    line(650, "This is to certify that")
    line(620, "Sam Example", 20)
    line(590, "has successfully completed the continuing pharmacy education activity")
    line(555, one.title, 16, "Helvetica-Bold")
    line(520, f"ACPE Universal Activity Number: {one.uan}")
    line(500, f"and is awarded {float(one.hours):g} contact hours ({ceu(one.hours)} CEUs)")
    line(480, f"Completed on {one.date:%B %d, %Y}")
    line(440, f"Release date: {us(date(2025, 1, 1))}   Expiration date: {us(date(2028, 1, 1))}", 9)
    line(420, f"{one.provider} is accredited by the Accreditation Council for Pharmacy Education", 9)
    line(408, "as a provider of continuing pharmacy education.", 9)
    canvas.save()
    return buffer.getvalue()


LAYOUTS: dict[str, Callable[[Sequence[Entry]], bytes]] = {
    build.__name__: build
    for build in (
        ruled_table,
        plain_columns,
        middle_aligned,
        fpdf_table,
        fpdf_list,
        typst_table,
        typst_two_lines,
    )
}
