"""Tables that people open in spreadsheets: read back as they were, and nothing in them runs."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.papers.table import csv_table

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    '=HYPERLINK("http://evil","x")',
]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_is_text(text):
    assert read(csv_table(["A"], [[text]])) == [["A"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["", "Law", "a=b", "3-4", "O'Neil", 'say "hi", twice'])
def test_other_texts_stay_as_they_are(text):
    assert read(csv_table(["A", "B"], [[text, "x"]]))[1] == [text, "x"]


def test_numbers_and_what_is_not_there():
    assert read(csv_table(["A", "B"], [[-1.5, None]]))[1] == ["-1.5", ""]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=2),
        max_size=5,
    )
)
def test_every_table_is_read_back_with_no_cell_that_runs(rows):
    text = csv_table(["A", "B"], rows)
    found = read(text)[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in found for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@"))]
