"""The audit packet with 50 certificates, against the bare concatenation of the same PDFs.

The goal is under five seconds for 50 files. Both start with the files' bytes in memory and end with one PDF
there. Photos have no baseline of their own: they stand beside to be watched.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from benchmarks.proof_files import concatenated, file
from benchmarks.rounds import medians, table, timed
from rxladder.career.record import Career, Credit, Holding, Person
from rxladder.facts.load import load_packs
from rxladder.papers.audit_packet import Packet, audit_packet
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.rules.audit import audit
from tests.certificates import certificate_pdf, photo

GOAL_SECONDS = 5
FILES = 50
ON = date(2026, 11, 22)


def packet(files: list[CertificateFile]) -> Packet:
    """A packet in which each file proves a credit of its own."""
    credits = tuple(
        Credit(
            ON - timedelta(days=n),
            Fraction(1, 2),
            f"Course number {n}",
            uan=f"0384-0000-26-{n:03}-H07-T",
        )
        for n in range(1, len(files) + 1)
    )
    held = Holding("us-tx-technician", expires=date(2027, 6, 30))
    found = audit(Career(Person("Sam Example"), holdings=(held,), credits=credits), load_packs(), ON)
    counting = [result for result in found.holdings[0].credits if result.serves]
    proved = [(result, (file,)) for result, file in zip(counting, files, strict=True)]
    return Packet(found.holdings[0], proved, "Sam Example", "Texas State Board", ON, ON, found.packs)


def contestants(
    pdfs: list[CertificateFile], photos: list[CertificateFile]
) -> dict[str, Callable[[], object]]:
    """What is timed."""
    with_pdfs, with_photos, bare = packet(pdfs), packet(photos), packet(pdfs[:1])
    return {
        "concatenated": lambda: concatenated(pdfs),
        "packet, 50 PDFs": lambda: audit_packet(with_pdfs),
        "packet, 50 photos": lambda: audit_packet(with_photos),
        "packet, 1 PDF": lambda: audit_packet(bare),
    }


def main() -> None:
    """Measure and print."""
    numbers = range(FILES)
    pdfs = [file(certificate_pdf(f"Course number {n}", 1 + n % 2), "pdf", n) for n in numbers]
    photos = [file(photo(size=(4000, 3000), mark=f"#{n:02}4080"), "jpeg", n) for n in numbers]
    works = contestants(pdfs, photos)
    found = medians({name: lambda work=work: timed(work) for name, work in works.items()}, rounds=5)
    bare = found["concatenated"]
    rows = [
        [name, f"{seconds * 1000:.0f} ms", f"{seconds / bare:.1f}", f"{seconds / GOAL_SECONDS:.0%}"]
        for name, seconds in found.items()
    ]
    table(
        f"Audit packet of {FILES} certificates",
        ["", "time", "of concatenating", f"of the {GOAL_SECONDS} s goal"],
        rows,
    )


main()
