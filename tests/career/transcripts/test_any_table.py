"""A list of credits as a table with any columns in any order, delimiter and encoding is read back whole."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rxladder.career.transcripts.read import read_file
from tests.career.transcripts.drawn_lists import lists, told, written
from tests.career.transcripts.papers import Entry

TITLES = ["Title", "Activity Title", "Course Name", "Program", "Name of Activity", "Description"]
UANS = ["UAN", "ACPE UAN", "Activity Number", "Universal Activity Number", "ACPE #", "Course ID"]
DATES = ["Date", "Date Completed", "Completion Date", "Participation Date", "Completed On", "End Date"]
HOURS = [("Hours", 1), ("Contact Hours", 1), ("CEUs", Fraction(1, 10)), ("Minutes", 60), ("Credit Hours", 1)]
FORMS = ["%m/%d/%Y", "%Y-%m-%d", "%b %d, %Y", "%d %B %Y", "%Y%m%d", "%d-%b-%Y"]
OTHERS = [("Status", "Completed"), ("Date Processed", "01/31/2030"), ("Cost", "$12.50"), ("Format", "Live"),
          ("License Number", "123456"), ("Row", "7")]  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Entry], list[list[str]]]:
    entries = draw(lists(12))
    form = draw(st.sampled_from(FORMS))
    hours, times = draw(st.sampled_from(HOURS))
    columns = [
        [draw(st.sampled_from(TITLES)), *(one.title for one in entries)],
        [draw(st.sampled_from(UANS)), *(one.uan for one in entries)],
        [draw(st.sampled_from(DATES)), *(one.date.strftime(form) for one in entries)],
        [hours, *(f"{float(one.hours * times):g}" for one in entries)],
        *(
            [head, *[text] * len(entries)]
            for head, text in draw(st.lists(st.sampled_from(OTHERS), unique=True))
        ),
    ]
    return entries, [list(row) for row in zip(*draw(st.permutations(columns)), strict=True)]


@given(
    made=tables(), delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"])
)
@settings(deadline=None)
def test_any_csv(made, delimiter, encoding):
    entries, rows = made
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    reading = read_file(stream.getvalue().encode(encoding), "export.csv")
    assert told(reading) == written(entries)
    assert not any(found.caution or found.doubts for found in reading.credits)


@given(made=tables())
@settings(deadline=None)
def test_any_workbook(made):
    entries, rows = made
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    assert told(read_file(buffer.getvalue(), "export.xlsx")) == written(entries)
