"""The promotion packet with 50 files behind it, against the bare concatenation of the same PDFs.

The goal is under five seconds for 50 files. Both start with the files' bytes in memory and end with one PDF
there. The packet without files, its words alone, and photos stand beside to be watched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from benchmarks.proof_files import concatenated, file
from benchmarks.rounds import medians, table, timed
from rxladder.career.achievements import Achievement
from rxladder.career.record import Career, Credit, Holding, Person, Work
from rxladder.facts.load import load_packs
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.papers.promotion_layout import Laid, lay_out
from rxladder.papers.promotion_packet import PromotionPacket, promotion_packet
from tests.certificates import certificate_pdf, photo

GOAL_SECONDS = 5
FILES = 50
ON = date(2026, 11, 22)
PACKS = load_packs()


def laid(files: Sequence[CertificateFile]) -> Laid:
    """A packet in which half of the files prove a course each, and half an achievement each."""
    courses, rest = files[: len(files) // 2], files[len(files) // 2 :]
    credits = tuple(
        Credit(ON - timedelta(days=n), Fraction(1, 2), f"Course number {n}", uan=f"0384-0000-26-{n:03}-H07-T")
        for n in range(1, len(courses) + 1)
    )
    proofs = {credit: (file.sha256,) for credit, file in zip(credits, courses, strict=True)}
    done = tuple(
        Achievement(ON - timedelta(days=n), f"Achievement {n}", "12 a day", evidence=file.sha256)
        for n, file in enumerate(rest, 1)
    )
    career = Career(
        Person("Sam Example", state="us-tx"),
        holdings=(Holding("ptcb-cpht", issued=date(2023, 5, 10), expires=date(2027, 5, 31)),),
        credits=credits,
        experience=(Work("technician", date(2023, 5, 15), hours_per_week=Fraction(40)),),
        achievements=done,
    )
    return lay_out(career, PACKS, "supervisor", ON, proofs=lambda credit: proofs.get(credit, ()))


def main() -> None:
    """Measure and print."""
    numbers = range(FILES)
    pdfs = [file(certificate_pdf(f"Number {n}", 1 + n % 2), "pdf", n) for n in numbers]
    photos = [file(photo(size=(4000, 3000), mark=f"#{n:02}4080"), "jpeg", n) for n in numbers]
    works = {
        "concatenated": lambda: concatenated(pdfs),
        "words alone": lambda: laid(pdfs),
        "packet without files": lambda: promotion_packet(PromotionPacket(laid(pdfs))),
        "packet, 50 PDFs": lambda: promotion_packet(PromotionPacket(laid(pdfs), pdfs)),
        "packet, 50 photos": lambda: promotion_packet(PromotionPacket(laid(photos), photos)),
    }
    found = medians({name: lambda work=work: timed(work) for name, work in works.items()}, rounds=5)
    bare = found["concatenated"]
    rows = [
        [name, f"{seconds * 1000:.0f} ms", f"{seconds / bare:.1f}", f"{seconds / GOAL_SECONDS:.0%}"]
        for name, seconds in found.items()
    ]
    head = ["", "time", "of concatenating", f"of the {GOAL_SECONDS} s goal"]
    table(f"Promotion packet with {FILES} files", head, rows)


main()
