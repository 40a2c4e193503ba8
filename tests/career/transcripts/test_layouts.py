"""Whatever program prints a list of credits, and however it lays it out, the list is read back whole."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings

from rxladder.career.transcripts.pdf import pdf_lines
from rxladder.career.transcripts.read import read_file
from tests.career.transcripts.drawn_lists import FIRST, lists, told, written
from tests.career.transcripts.papers import LAYOUTS, Entry, certificate

# Each example is a document to print: shrinking one takes minutes.
NO_SHRINKING = (Phase.explicit, Phase.generate)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(entries=lists())
@settings(max_examples=8, deadline=None, phases=NO_SHRINKING)
def test_a_list_in_any_layout_is_read_back_whole(layout, entries):
    read_back(layout, entries)


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS)
@given(entries=lists(120))
@settings(deadline=None, phases=NO_SHRINKING)
def test_many_long_lists_in_any_layout_are_read_back_whole(layout, entries):
    read_back(layout, entries)


def read_back(layout: str, entries: list[Entry]) -> None:
    """A list printed and read is the list, and nothing of it is in doubt or left."""
    reading = read_file(LAYOUTS[layout](entries), f"{layout}.pdf")
    assert told(reading) == written(entries)
    assert not reading.unread
    assert not any(found.caution or found.doubts for found in reading.credits)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_is_in_one_place_and_known_by_its_page(layout):
    numbers = [f"0384-0000-26-{n:03}-H07-T" for n in range(60)]
    entries = [Entry(f"About compounding, part {uan[13:16]}", FIRST, Fraction(3, 2), uan) for uan in numbers]
    data = LAYOUTS[layout](entries)
    reading = read_file(data, "a.pdf")
    lines = [line for found in reading.credits for line in found.lines]
    lines += [left.line for left in (*reading.unread, *reading.passed_over)]
    assert Counter(lines) == Counter(line.line for line in pdf_lines(data, "a.pdf")[0])
    assert {line.page for line in lines} >= {1, 2}


ALL_WITHOUT_NUMBERS = [layout for layout in LAYOUTS if layout != "typst_two_lines"]


@pytest.mark.parametrize("layout", ALL_WITHOUT_NUMBERS)
def test_credits_without_a_number_stand_among_the_others(layout):
    entries = [
        Entry(
            f"About compounding number {n}, and what a technician needs to know about it today",
            date(2026, 1 + n % 11, 2 + n % 20),
            Fraction(1 + n % 4, 2),
            f"0384-0000-26-{n:03}-H07-T" if n % 3 else "",
        )
        for n in range(40)
    ]
    read_back(layout, entries)


def test_a_title_that_breaks_before_its_last_mark_is_read_whole():
    title = (
        "About compounding record-keeping USP need <797> drugs need Part <797> the & & and mg/mL the B12 &"
    )
    read_back("fpdf_list", [Entry(title, FIRST, Fraction(7), "0162-0000-23-068-L05-T")])


def test_a_heading_repeated_on_the_next_page_is_no_credit():
    entries = [Entry(f"About law {n}", FIRST, Fraction(1), f"0384-0000-26-{n:03}-H03-T") for n in range(80)]
    reading = read_file(LAYOUTS["ruled_table"](entries), "a.pdf")
    assert len(reading.credits) == 80
    headings = [left for left in reading.passed_over if left.line.text.startswith("UAN")]
    assert len(headings) >= 2
    assert {left.why for left in headings} == {"A heading."}


@given(entries=lists(1))
@settings(max_examples=25, deadline=None, phases=NO_SHRINKING)
def test_a_certificate_tells_its_credit(entries):
    reading = read_file(certificate(entries[0]), "certificate.pdf")
    assert reading.kind == "certificate"
    assert told(reading) == written(entries)
    assert not reading.credits[0].doubts
    assert reading.credits[0].provider == entries[0].provider


def test_a_cpe_monitor_print_is_said_to_be_of_an_unconfirmed_layout():
    entries = [Entry("About law", FIRST, Fraction(1), "0384-0000-26-001-H03-T")]
    reading = read_file(LAYOUTS["ruled_table"](entries), "a.pdf")
    assert reading.kind == "cpe-monitor"
    assert "unconfirmed" in reading.notes[0]
