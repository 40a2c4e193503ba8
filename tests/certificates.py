"""Certificates as people have them: PDFs of several makers, photos of phones, and files that are none."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import cache

from fpdf import FPDF
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NumberObject
from pypdf.generic import NameObject as N
from reportlab.pdfgen.canvas import Canvas

ORIENTATION = 0x0112


@cache
def certificate_pdf(says: str = "Certificate", pages: int = 1, landscape: bool = False) -> bytes:
    """A certificate on US Letter, each page with its words."""
    paper = FPDF(orientation="landscape" if landscape else "portrait", format="letter")
    paper.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    for number in range(1, pages + 1):
        paper.add_page()
        paper.set_line_width(1.5)
        paper.rect(10, 10, paper.w - 20, paper.h - 20)
        paper.set_font("times", size=28)
        paper.set_y(40)
        paper.multi_cell(0, 14, "Statement of Credit", align="C", new_x="LMARGIN", new_y="NEXT")
        paper.set_font("times", size=18)
        paper.multi_cell(0, 10, f"{says}, page {number}", align="C", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def form_pdf(name: str = "Olivia Example") -> bytes:
    """A certificate whose name is the answer of a form field, as some providers make them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(792, 612))
    canvas.setFont("Times-Roman", 24)
    canvas.drawString(100, 450, "This certifies that")
    canvas.acroForm.textfield(name="name", value=name, x=100, y=380, width=400, height=36)
    canvas.save()
    return out.getvalue()


def stamped_pdf() -> bytes:
    """A certificate with a link and a red stamp that lie beside its page, and no form."""
    paper = FPDF(format="letter")
    paper.add_page()
    paper.set_font("times", size=18)
    paper.cell(text="See the provider's page", link="https://example.org/")
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(bytes(paper.output()))))
    drawn = DecodedStreamObject()
    drawn.set_data(b"1 0 0 rg 0 0 200 40 re f")
    box = ArrayObject(FloatObject(each) for each in (0, 0, 200, 40))
    drawn.update({N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"), N("/BBox"): box})
    stamp = {
        N("/Type"): N("/Annot"),
        N("/Subtype"): N("/Stamp"),
        N("/F"): NumberObject(4),
        N("/Rect"): ArrayObject(FloatObject(each) for each in (200, 400, 400, 440)),
        N("/AP"): DictionaryObject({N("/N"): writer._add_object(drawn)}),
    }
    writer.pages[0][N("/Annots")].append(writer._add_object(DictionaryObject(stamp)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_pdf(password: str, says: str = "Locked") -> bytes:
    """A PDF that asks for a password; with an empty one it only forbids changes."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(certificate_pdf(says))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def photo(
    kind: str = "JPEG", size: tuple[int, int] = (1200, 900), turned: int = 1, mark: str = "red"
) -> bytes:
    """A photo with a mark in its upper left corner as the sensor saw it; `turned` is EXIF's orientation."""
    image = Image.new("RGB", size, "ivory")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=mark)
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bomb(side: int = 15_000) -> bytes:
    """A small file that is an enormous picture."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def zipped(bytes_: int = 1_000_000) -> bytes:
    """A ZIP of nothing but zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * bytes_)
    return out.getvalue()


WHOLE = certificate_pdf("Whole", 2)
BAD = {
    "empty": (b"", "empty"),
    "truncated.pdf": (WHOLE[: len(WHOLE) // 2], "cut off or damaged"),
    "without-end.pdf": (WHOLE[:-60], "cut off or damaged"),
    "only-a-head.pdf": (b"%PDF-1.7\n%%EOF", "cut off or damaged"),
    "password.pdf": (locked_pdf("secret"), "asks for a password"),
    "long.pdf": (certificate_pdf("Long", 51), "at most 50"),
    "zip.pdf": (zipped(), "neither a PDF nor a photo"),
    "picture.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "neither"),
    "page.pdf": (b"<!doctype html><script>alert(1)</script>", "neither"),
    "text.jpg": (b"just words", "neither"),
    "truncated.jpg": (photo()[:3000], "cut off or damaged"),
    "truncated.png": (photo("PNG")[:2000], "cut off or damaged"),
    "head.webp": (photo("WEBP")[:60], "cut off or damaged"),
    "bomb.png": (bomb(), "more than 60 million pixels"),
    "iphone.heic": (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
}
