"""Whatever program prints a list of credits, and however it lays it out, the list is read back whole."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.career.transcripts.read import read_file
from rxladder.career.transcripts.result import Reading
from tests.career.transcripts.papers import LAYOUTS, Entry, certificate

WORDS = [
    "Sterile", "compounding", "update", "for", "technicians", "COVID-19", "and", "the", "vaccines:", "new",
    "medication", "safety", "in", "USP", "<797>", "(2026)", "hazardous", "drugs", "what", "you", "need", "to",
    "know", "about", "naloxone", "Part", "II", "self-assessment", "beyond-use", "dating", "pharmacist's", "law",
    "opioids,", "hospital", "community", "&", "diabetes", "24/7", "B12", "mg/mL", "record-keeping", "DEA",
]  # fmt: skip
FIRST = date(2024, 1, 1)


def titles() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=18)
    return words.map(" ".join).filter(lambda title: any(word.isalpha() and len(word) > 2 for word in title.split()))


@st.composite
def uans(draw: st.DrawFn, place: int, old: bool) -> str:
    provider = f"{draw(st.integers(100, 999)):03}" if old else f"0{draw(st.integers(100, 999)):03}"
    joint = "000" if old else draw(st.sampled_from(["0000", "9999"]))
    design = f"{draw(st.sampled_from('LH'))}0{draw(st.integers(1, 8))}-{draw(st.sampled_from('TP'))}"
    return f"{provider}-{joint}-{draw(st.integers(14, 26)):02}-{place:03}-{design}"


@st.composite
def lists(draw: st.DrawFn, most: int = 40) -> list[Entry]:
    count = draw(st.integers(1, most))
    old = draw(st.integers(0, 3)) == 0
    return [
        Entry(
            title=draw(titles()),
            date=FIRST + timedelta(days=draw(st.integers(0, 1_000))),
            hours=Fraction(draw(st.integers(1, 40)), 4),
            uan=draw(uans(place, old)),
        )
        for place in range(count)
    ]


def told(reading: Reading) -> list[tuple]:
    return [(found.title, found.date, found.hours, found.uan) for found in reading.credits]


def written(entries: list[Entry]) -> list[tuple]:
    return [(one.title, one.date, one.hours, one.uan) for one in entries]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(entries=lists())
@settings(max_examples=25, deadline=None)
def test_a_list_in_any_layout_is_read_back_whole(layout, entries):
    reading = read_file(LAYOUTS[layout](entries), f"{layout}.pdf")
    assert told(reading) == written(entries)
    assert not reading.unread
    assert not any(found.caution for found in reading.credits)
    # Ten CEUs are printed as 1.00 in one column and hours in no other: nothing is left to doubt.
    assert not any(found.doubts for found in reading.credits)
