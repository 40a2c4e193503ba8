"""Lists of credits drawn at random, and what was read of one."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from rxladder.career.transcripts.result import Reading
from tests.career.transcripts.papers import Entry

WORDS = [
    "Sterile", "compounding", "update", "for", "technicians", "COVID-19", "and", "the", "vaccines:", "new",
    "medication", "safety", "in", "USP", "<797>", "(2026)", "hazardous", "drugs", "what", "you", "need", "to",
    "know", "about", "naloxone", "Part", "II", "self-assessment", "beyond-use", "dating",
    "pharmacist's", "law", "opioids,", "hospital", "community", "&", "diabetes", "24/7", "B12", "mg/mL",
    "record-keeping", "DEA",
]  # fmt: skip
FIRST = date(2024, 1, 1)


def titles() -> st.SearchStrategy[str]:
    """Titles of any length; one begins with a word and does not end with a colon."""
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=17)
    return words.map(lambda found: " ".join(["About", *found]).rstrip(":,"))


@st.composite
def uans(draw: st.DrawFn, place: int, old: bool, day: date) -> str:
    provider = f"{draw(st.integers(100, 999)):03}" if old else f"0{draw(st.integers(100, 999)):03}"
    joint = "000" if old else draw(st.sampled_from(["0000", "9999"]))
    design = f"{draw(st.sampled_from('LH'))}0{draw(st.integers(1, 8))}-{draw(st.sampled_from('TP'))}"
    return f"{provider}-{joint}-{(day.year - draw(st.integers(0, 3))) % 100:02}-{place:03}-{design}"


@st.composite
def credits(draw: st.DrawFn, place: int, old: bool) -> Entry:
    day = FIRST + timedelta(days=draw(st.integers(0, 1_000)))
    hours = Fraction(draw(st.integers(1, 40)), 4)
    return Entry(draw(titles()), day, hours, draw(uans(place, old, day)))


@st.composite
def lists(draw: st.DrawFn, most: int = 40) -> list[Entry]:
    count = draw(st.integers(1, most))
    old = draw(st.integers(0, 3)) == 0
    return [draw(credits(place, old)) for place in range(count)]


def told(reading: Reading) -> list[tuple]:
    return [(found.title, found.date, found.hours, found.uan) for found in reading.credits]


def written(entries: list[Entry]) -> list[tuple]:
    return [(one.title, one.date, one.hours, one.uan) for one in entries]
