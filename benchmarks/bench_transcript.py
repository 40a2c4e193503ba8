"""A transcript of 200 lines as a PDF, from its bytes to the preview, against bare text extraction.

The goal is a preview in under a second. The baseline only takes the text out of the same PDF, by pdfplumber.
What is shown are seconds of the processor, those of the reading process among them: nothing here waits for
anything, and a busy neighbour does not count.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory(prefix="rxladder-bench-")
os.environ["RXLADDER_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "rxladder.web.site.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

import pdfplumber  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.rounds import medians, table  # noqa: E402
from rxladder.career.transcripts.apart import read_files  # noqa: E402
from rxladder.career.transcripts.read import read_file  # noqa: E402
from tests.career.transcripts.papers import LAYOUTS, Entry  # noqa: E402

LINES, GOAL_SECONDS = 200, 1.0


def entries() -> Sequence[Entry]:
    """A transcript's lines; every other title wraps."""
    long = ": what a technician needs to know about garbing and beyond-use dates"
    return [
        Entry(
            f"Compounding update {n}{long if n % 2 else ''}",
            date(2026, 1 + n % 11, 1 + n % 28),
            Fraction(1 + n % 5, 2),
            f"0384-0000-26-{n:03}-H07-T",
        )
        for n in range(LINES)
    ]


def spent(work: Callable[[], object]) -> float:
    """The processor's seconds that one call takes, with those of the processes that it starts."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def extract(data: bytes) -> int:
    """The letters of a PDF, by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def preview(client: Client, data: bytes) -> None:
    """From the file to the page that shows every line."""
    upload = SimpleUploadedFile("transcript.pdf", data)
    answer = client.post("/ce/import/", {"documents": [upload], "text": ""}, headers={"host": "127.0.0.1"})
    page = client.get(answer["Location"], headers={"host": "127.0.0.1"})
    assert page.content.count(b'type="checkbox"') == LINES, page.status_code


def main() -> None:
    """Measure each layout and print."""
    Path(FOLDER.name, "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    client = Client()
    rows = []
    for name in ("ruled_table", "plain_columns", "typst_table"):
        data = LAYOUTS[name](entries())
        assert len(read_file(data, name).credits) == LINES
        found = medians(
            {
                "pdfplumber": lambda data=data: spent(lambda: extract(data)),
                "read": lambda data=data: spent(lambda: read_file(data, "a.pdf")),
                "apart": lambda data=data: spent(lambda: read_files([("a.pdf", data)])),
                "preview": lambda data=data: spent(lambda: preview(client, data)),
            },
            rounds=3,
        )
        base = found["pdfplumber"]
        cells = [
            f"{found[kind] * 1000:.0f} ms ({found[kind] / base:.0%})" for kind in ("read", "apart", "preview")
        ]
        met = "yes" if found["preview"] < GOAL_SECONDS else "no"
        rows.append([name.replace("_", " "), f"{base * 1000:.0f} ms", *cells, met])
    head = ["layout", "pdfplumber's text", "read", "read apart", "preview", f"under {GOAL_SECONDS:g} s"]
    table(f"A transcript of {LINES} lines (PDF)", head, rows)


main()
