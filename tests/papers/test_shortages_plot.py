"""The plot of shortages over time: its drawing, words and table say the same."""

from __future__ import annotations

import re
from datetime import date

from rxladder.news.openfda import shortages
from rxladder.news.shortage_course import ShortageCourse, shortages_over_time
from rxladder.papers.shortages_plot import shortages_plot

ON = date(2026, 11, 25)
LISTED = list(
    shortages(
        [
            {"generic_name": "Morphine Injection", "status": "Current", "dosage_form": "Injection",
             "initial_posting_date": "09/15/2026"},
            {"generic_name": "Amoxicillin", "status": "Resolved", "dosage_form": "Powder, for suspension",
             "initial_posting_date": "08/01/2026", "update_date": "10/10/2026"},
            {"generic_name": "Clonazepam", "status": "Current", "dosage_form": "Tablet"},
        ]
    )
)  # fmt: skip


def test_the_table_has_every_point_and_the_words_its_ends():
    course = shortages_over_time(LISTED, ON, months=4)
    plot = shortages_plot(course)
    assert [row[1:] for row in plot.rows] == [("0", "0"), ("1", "0"), ("2", "1"), ("1", "1"), ("1", "1")]
    assert "at least 0 on 31 July 2026" in plot.label
    assert "1 package without a day is left out." in plot.label
    assert len(plot.head) == 3
    assert len(re.findall(r"<path", plot.drawing.marks)) >= 3
    assert "var(--green)" in plot.drawing.marks
    assert "style=" not in plot.drawing.marks
    counts = re.findall(r">(\d)</text>", plot.drawing.marks)
    assert counts
    assert len(counts) == len(set(counts)), "marks between two whole drugs"


def test_where_nothing_was_short_there_is_no_plot():
    assert shortages_plot(ShortageCourse((), 0)) is None
    assert shortages_plot(shortages_over_time([], ON)) is None
