"""Real files of every kind that comes in, as the tests of each kind make them."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path

import genanki
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from rxladder.career.demo import demo_career, demo_text
from rxladder.career.dump import write_career
from rxladder.career.json_resume import write_json_resume
from rxladder.facts.load import DATA
from tests.badge_files import hosted_2, jwt_3, proof_3, signed_2
from tests.career.transcripts import papers
from tests.career.transcripts.papers import Entry
from tests.certificates import certificate_pdf, form_pdf, locked_pdf, photo, stamped_pdf

ON = date(2026, 11, 22)
ENTRIES = [
    Entry("Sterile Compounding: Hoods & Habits", date(2026, 3, 2), Fraction(1), "0384-0000-26-012-H07-T"),
    Entry("Pharmacy Law Update 2026", date(2026, 2, 28), Fraction(3, 2), "0202-0000-26-004-L03-T"),
    Entry("First aid", date(2025, 12, 31), Fraction(2), ""),
]

FILES = Path(__file__).parent / "files"


def files(*names: str) -> list[bytes]:
    """Files that lie beside this one, as programs export them."""
    return [(FILES / name).read_bytes() for name in names]


def lines(name: str) -> list[bytes]:
    """The lines of such a file, each for itself."""
    return files(name)[0].splitlines()


TEXTS = ("transcript.csv", "tabs.txt", "semicolons.csv", "printed.txt", "certificate.txt", "offers.txt")
PEOPLE = ("Maria Lopez", "Dr. Priya Natarajan", "Sam Lee", "Sam Okafor")


@cache
def workbooks() -> list[bytes]:
    """The same as an XLSX, once with a formula, and as an OpenDocument sheet made by hand."""
    made = []
    for hours in (1, "=1+1"):
        book = Workbook()
        book.active.append(["UAN", "Title", "Date", "Hours"])
        book.active.append(["0384-0000-26-012-H07-T", "Sterile compounding", date(2026, 3, 2), hours])
        book.create_sheet("Old").append(["Law", "3/2/2025", 1.5, True])
        out = io.BytesIO()
        book.save(out)
        made.append(out.getvalue())
    sheet = files("sheet.xml")[0]
    made.append(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": sheet}))
    return made


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def open_pdf() -> bytes:
    """A transcript whose streams are not packed, so that a change of bytes is one of what is drawn."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    canvas.setFont("Helvetica", 9)
    for number, one in enumerate(ENTRIES):
        y = 700 - 20 * number
        canvas.line(30, y - 4, 570, y - 4)
        for x, text in (
            (40, one.uan),
            (190, one.title),
            (420, papers.us(one.date)),
            (500, papers.number(one.hours)),
        ):
            canvas.drawString(x, y, text)
    canvas.saveState()
    canvas.rotate(90)
    canvas.drawString(100, -20, "turned")
    canvas.restoreState()
    canvas.save()
    return out.getvalue()


@cache
def pdfs() -> list[bytes]:
    """Transcripts and certificates of several programs."""
    return [open_pdf(), papers.certificate(ENTRIES[0]), papers.ruled_table(ENTRIES)]


@cache
def certificates() -> list[bytes]:
    """What people send as proof."""
    pictures = [photo(kind, (160, 120), turned) for kind, turned in (("JPEG", 6), ("PNG", 1), ("WEBP", 3))]
    return [*pictures, certificate_pdf(), form_pdf(), stamped_pdf(), open_pdf(), locked_pdf("")]


@cache
def feeds() -> list[bytes]:
    """Every feed that the tests of feeds read."""
    from tests.news import feed_files

    return [file.content for name in ("FORMATS",) for file in getattr(feed_files, name)]


@cache
def decks() -> list[bytes]:
    """A deck of two kinds of cards with a history, in the older form and in the newest."""
    from tests.learning.decks_of_anki import BASIC, CLOZE, as_newest, by_genanki, changed

    answers = [(1_760_000_000_000 + n, 1, 1, 3, 1, 1, 2500, 4_000, 1, 0) for n in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        old = by_genanki(
            Path(folder) / "deck.apkg",
            genanki.Note(BASIC, ["Glucophage", "metformin", "with meals"], guid="a", tags=["top200"]),
            genanki.Note(CLOZE, ["{{c1::Warfarin::which}} is watched by {{c2::INR}}", "extra"], guid="b"),
        )
    old = changed(old, "UPDATE cards SET id = 1 WHERE ord = 0 AND nid = (SELECT min(id) FROM notes)",
                  rows=[("revlog", row[:9]) for row in answers])  # fmt: skip
    return [old, as_newest(old, ("a.jpg",))]


@cache
def badges() -> list[bytes]:
    """Badges of both versions in every file that carries one."""
    made = (signed_2(), hosted_2(), jwt_3(), proof_3())
    return [one.file(kind) for one in made for kind in ("text", "png", "svg")]


@cache
def careers() -> list[bytes]:
    """The made-up person's record, as YAML and as JSON, and a small one."""
    return [
        demo_text(ON).encode(),
        write_career(demo_career(ON), "json").encode(),
        *files("small-career.yaml"),
    ]


@cache
def resumes() -> list[bytes]:
    """What a record gives as a JSON Resume, and one of another program."""
    from rxladder.facts.load import load_packs
    from tests.career.full_resume import FULL

    return [write_json_resume(FULL, load_packs(), ON).encode(), *files("resume.json")]


@cache
def whole_packs() -> list[bytes]:
    """Some packs as they stand, from the smallest to one with every kind of clause."""
    return [(DATA / "packs" / f"{id_}.yaml").read_bytes() for id_ in ("us-wi", "pacs", "us-hipaa", "us-tx")]


OVERLAYS = ("overlay-name.yaml", "overlay-null.yaml", "overlay-source.yaml")


@cache
def openfda() -> list[bytes]:
    """Answers of openFDA, a few records of each."""
    folder = Path(__file__).parents[1] / "news" / "openfda"
    found = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_bytes())
        records = told["results"] if isinstance(told, dict) else told
        found.append(json.dumps(records[:3]).encode())
    return found


@cache
def backups() -> list[bytes]:
    """A backup's file with small parts, whose database is none: it is unpacked and checked, not put back."""
    parts = {"database.sqlite3": b"x" * 300, "secret-key": b"key", "evidence/a/b": b"%PDF"}
    told = {
        "rxladder_backup": 1, "made": "2026-11-22T10:00:00+00:00", "program": "1", "database": "sqlite",
        "migrations": {"accounts": ["0001_initial"]},
        "rows": {"accounts_person": 1},
        "files": {
            name: {"size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in parts.items()
        },
    }  # fmt: skip
    return [zipped({**parts, "manifest.json": json.dumps(told).encode()})]


@cache
def everything() -> list[bytes]:
    """All of a person: a career file, a certificate and what it proves."""
    paper = photo("PNG", (20, 20))
    hash_ = sha256(paper).hexdigest()
    told = {"files": [{"sha256": hash_, "name": "law.png", "proves": [0]}]}
    return [
        zipped(
            {"career.yaml": careers()[2], "files.json": json.dumps(told).encode(), f"files/{hash_}": paper}
        )
    ]
