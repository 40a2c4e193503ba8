"""An achievement from one line: when, how much, what came of it; and not a word more than was written."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.achievement_line import read_achievement_line
from rxladder.career.achievements import Achievement
from rxladder.career.coaching import prompts, put_together, strength

ON = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("line", "day", "figure", "result"),
    [
        (
            "Trained 3 new technicians on the cabinet last month; wrong pulls fell by half",
            date(2026, 10, 26),
            "3 new technicians",
            "wrong pulls fell by half",
        ),
        ("Cut outdates from $4,200 to $900 a month", ON, "from $4,200 to $900 a month", ""),
        ("Found 12 expired vials yesterday", date(2026, 11, 25), "12 expired vials", ""),
        ("Cleared 45 prior authorizations in two weeks", ON, "45 prior authorizations", ""),
        (
            "A sheet for 340B claims - saves 2 hours a week",
            ON,
            "2 hours a week",
            "saves 2 hours a week",
        ),
        ("Labelled 98% of bins, so that nobody asks", ON, "98%", "nobody asks"),
        ("On 3 Nov I passed the USP 797 competency", date(2026, 11, 3), "", ""),
        ("GS 7 since Monday", date(2026, 11, 23), "", ""),
        ("On call 24/7", ON, "", ""),
        ("helped with inventory", ON, "", ""),
        ("Cut wait times 12 min to 7 min since March", ON, "12 min to 7 min", ""),
        ("Compounded 1,200+ doses in 2026 without an error", ON, "1,200+ doses", ""),
        ("Barcode scanning in 2025, 99.2% scan rate", ON, "99.2% scan rate", ""),
        ("Saved $30k on a contract", ON, "$30k", ""),
        ("Answered 40-50 calls a day", ON, "40-50 calls a day", ""),
        ("Caught a 10-fold error before it reached 3 West", ON, "10-fold error", ""),
        ("Employee of August 2026", ON, "", ""),
        (
            "Capacité a 3 técnicos nuevos en el gabinete el mes pasado; los errores bajaron a la mitad",
            date(2026, 10, 26),
            "3 técnicos nuevos",
            "los errores bajaron a la mitad",
        ),
        ("Reduje los vencidos de $4,200 a $900 al mes", ON, "de $4,200 a $900 al mes", ""),
        ("Hice la lista, así que los nuevos empiezan antes", ON, "", "los nuevos empiezan antes"),
    ],
)
def test_what_a_line_tells(line, day, figure, result):
    read = read_achievement_line(line, ON)
    assert (read.on, read.figure, read.result) == (day, figure, result)
    assert not read.problems


@pytest.mark.parametrize("line", ["Done on 2026-02-30", "Will be done on 12/24/2026"])
def test_a_day_that_cannot_be_is_told(line):
    read = read_achievement_line(line, ON)
    assert read.on == ON
    assert len(read.problems) == 1


WORDS = st.lists(
    st.sampled_from(
        [
            "Trained",
            "3",
            "people",
            "yesterday",
            ";",
            "so that",
            "by 40 %",
            "$1,200",
            "in",
            "USP 797",
            ".",
            "→",
        ]
    )
    | st.text(max_size=8),
    max_size=12,
).map(" ".join)


@given(WORDS)
def test_nothing_is_added_and_no_word_is_lost(line):
    read = read_achievement_line(line, ON)
    kept = _words(f"{read.what} {read.result}")
    assert kept <= _words(line)
    assert _words(line) - kept <= {"so", "that", "and", "as", "a", "result", "which", "resulting", "in",
                                   "leading", "to", "now"}  # fmt: skip
    assert read.figure in line or not read.figure or read.figure in " ".join(line.split())


@given(WORDS, WORDS, WORDS)
def test_the_line_put_together_has_the_persons_words_and_no_others(what, figure, result):
    one = Achievement(ON, what, figure, result)
    assert _words(put_together(one)) <= _words(f"{what} {figure} {result}")
    assert _words(put_together(one)) >= _words(what) | _words(result)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", text)}


# --- The coach


@pytest.mark.parametrize(
    ("one", "asks", "how"),
    [
        (Achievement(ON, "helped with the inventory"), ["what", "figure", "result", "proof"], "plain"),
        (Achievement(ON, "Counted the fridge", "340 items"), ["result", "proof"], "better"),
        (Achievement(ON, "Counted 340 items"), ["result", "proof"], "better"),
        (Achievement(ON, "Counted the fridge", result="nothing expired"), ["figure", "proof"], "better"),
        (Achievement(ON, "We cut calls", "by half", "fewer delays"), ["what", "proof"], "strong"),
        (Achievement(ON, "Improved flow", result="less waiting"), ["figure", "figure", "proof"], "better"),
        (Achievement(ON, "Passed the USP 797 competency"), ["figure", "result", "proof"], "plain"),
        (Achievement(ON, "Earned: CSPT", of="holding:ptcb-cspt"), ["result", "proof"], "better"),
        (Achievement(ON, "Cut 5 steps", result="faster", evidence="0a" * 32), [], "strong"),
    ],
)
def test_the_coach_asks_for_what_lacks(one, asks, how):
    assert [prompt.about for prompt in prompts(one)] == asks
    assert strength(one) == how


def test_the_coach_asks_about_the_thing_itself():
    texts = [prompt.text for prompt in prompts(Achievement(ON, "trained the newcomers"))]
    assert any("How many people did you train" in text for text in texts)


def test_the_figure_is_not_said_twice():
    one = Achievement(ON, "trained 3 people", "3 people", "all passed.")
    assert put_together(one) == "Trained 3 people: all passed."
