"""Certificates as files: what a file is by its content, and its pages as pictures.

A name or a browser's word for a file says nothing here; only its bytes do. All limits are of one file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from rxladder.facts.language import gettext as _

Kind = Literal["pdf", "jpeg", "png", "webp"]
Size = tuple[float, float]
"""Width and height; only their ratio matters."""

MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
MOST_PAGES = 50

_PICTURES: dict[str, Kind] = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
_STRIP = 32
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")

# PDFium works for one thread at a time.
_pdfium = RLock()


class BadCertificate(ValueError):  # noqa: N818 - what is wrong, in one sentence for a person
    """Why a file cannot be kept as a certificate."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a file was found to be; a picture has one page."""

    kind: Kind
    pages: int


def examine(content: bytes) -> Certificate:
    """What a file is, opened as far as shows that it is whole. BadCertificate says why it cannot be kept."""
    if not content:
        raise BadCertificate(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise BadCertificate(
            _("This file is larger than 20 MB. Save it at a smaller size, or with fewer pages.")
        )
    if b"%PDF-" in content[:1024]:
        return Certificate("pdf", _count_pages(content))
    kind = _picture_kind(content)
    with _opened_picture(content) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        _shrunk(image, 64)
    return Certificate(kind, 1)


def page_sizes(content: bytes, kind: Kind) -> list[Size]:
    """The size of each page as it is looked at: upright."""
    if kind == "pdf":
        with _opened_pdf(content) as document:
            return [page.get_size() for page in _pages(document)]
    with _opened_picture(content) as image:
        turned = image.getexif().get(0x0112, 1) >= 5
        return [(image.height, image.width) if turned else (image.width, image.height)]


def picture(content: bytes, kind: Kind, longest: int, page: int = 0) -> bytes:
    """A page as an upright JPEG, at most `longest` pixels on its longer side, without what cameras add."""
    if kind == "pdf":
        image = _drawn(content, longest, page)
    else:
        with _opened_picture(content) as opened:
            image = _shrunk(opened, longest)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=False)
    return out.getvalue()


def plain_pdf(content: bytes) -> bytes:
    """A PDF with what was filled in or stamped on it drawn into its pages, where there is such a thing.

    A form's answers lie beside the page; who places the page in another document would lose them.
    """
    with _opened_pdf(content) as document:
        document.init_forms()
        # All are looked at, so no `any`: it would stop at the first.
        if not sum([_flattened(page) for page in _pages(document)]):
            return content
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


# --- PDF


@contextmanager
def _opened_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _pdfium, closing(pypdfium2.PdfDocument(content)) as document:
        yield document


def _pages(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for number in range(len(document)):
        with closing(document[number]) as page:
            yield page


def _flattened(page: pypdfium2.PdfPage) -> bool:
    if not pdfium.FPDFPage_GetAnnotCount(page):
        return False
    # The library's own `flatten` refuses a document without a form, which may have stamps all the same.
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    return True


def _count_pages(content: bytes) -> int:
    damaged = BadCertificate(_("This PDF is cut off or damaged. Download or scan it again."))
    if b"%%EOF" not in content[-4096:]:
        raise damaged
    try:
        with _opened_pdf(content) as document:
            count = len(document)
            if not 0 < count <= MOST_PAGES:
                raise _too_long(count) if count else damaged
            for _page in _pages(document):
                pass
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise BadCertificate(
                _("This PDF asks for a password. Print it to a new PDF that asks for none, and add that.")
            ) from None
        raise damaged from None
    return count


def _too_long(count: int) -> BadCertificate:
    said = _("This PDF has {n} pages; at most {most} can be kept. Save only the certificate's own pages.")
    return BadCertificate(said.format(n=count, most=MOST_PAGES))


def _drawn(content: bytes, longest: int, number: int) -> Image.Image:
    with _opened_pdf(content) as document:
        document.init_forms()
        with closing(document[number]) as page:
            scale = longest / max(*page.get_size(), 1)
            bitmap = page.render(scale=scale, may_draw_forms=True)
            drawn: Image.Image = bitmap.to_pil().convert("RGB")
            return drawn


# --- Pictures


def _picture_kind(content: bytes) -> Kind:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise BadCertificate(
            _(
                "This is a HEIC photo, which cannot be read here. Share it as JPEG, or set the camera to "
                "“Most Compatible” and take it again."
            )
        )
    if content[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    raise BadCertificate(
        _("This is neither a PDF nor a photo (JPEG, PNG or WebP), whatever its name may say.")
    )


@contextmanager
def _opened_picture(content: bytes) -> Iterator[Image.Image]:
    # Pillow raises errors of many kinds at what is damaged, and its own limit at what is far too large.
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as image:
            yield image
    except Image.DecompressionBombError:
        raise BadCertificate(
            _("This picture has more than 60 million pixels. Save it at a smaller size.")
        ) from None
    except Exception as error:
        raise BadCertificate(_("This picture is cut off or damaged. Take or save it again.")) from error


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    """Upright, on white, in plain colours, at most so large. A JPEG is decoded small from the start."""
    share = min(1, longest / max(image.size))
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    image.draft("RGB", size)
    found = _on_white(_nearly(image, max(size)))
    if found.size != size:
        found = found.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return ImageOps.exif_transpose(found)


def _nearly(image: Image.Image, longest: int) -> Image.Image:
    """The picture at twice the size that is wanted or more, got strip by strip.

    Whole it would be there several times, each of which may take a quarter of a gigabyte.
    """
    factor = max(image.size) // (2 * longest)
    if factor < 2:
        return image
    clear, (width, height), strip = _is_clear(image), image.size, factor * _STRIP
    plain = image.mode if image.mode in ("RGB", "L", "CMYK") else "I" if image.mode[:1] == "I" else "RGB"
    # Weighed by how much of it shows, else what lies under clear parts would shine through.
    found = Image.new("RGBa" if clear else plain, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, strip):
        part = image.crop((0, top, width, min(height, top + strip)))
        part = part.convert("RGBA").convert("RGBa") if clear else part.convert(plain)
        found.paste(part.reduce(factor), (0, top // factor))
    found.info = {key: value for key, value in image.info.items() if key != "transparency"}
    return found.convert("RGBA") if clear else found


def _is_clear(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _on_white(image: Image.Image) -> Image.Image:
    if _is_clear(image):
        clear = image.convert("RGBA")
        found = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
        found.info["exif"] = image.getexif().tobytes()
        return found
    if image.mode.startswith("I"):
        # Scans of 16 bits: a plain conversion would cut all but the darkest to white.
        return image.convert("I").point(lambda value: value / 256).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")
