"""Exports: any CSV or workbook, its columns known by their headings or by what stands in them."""

from __future__ import annotations

import io
from datetime import date, datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook

from rxladder.career.transcripts.read import read_file, read_pasted
from rxladder.career.transcripts.result import Reading, read_document, reading_document
from rxladder.facts.yaml_text import BadInput

UAN = "0384-0000-26-012-H07-T"
WANTED = [
    ("Sterile compounding, an update", date(2026, 3, 2), Fraction(3, 2), UAN),
    ("Texas law", date(2026, 4, 11), Fraction(1), ""),
]
PLAIN = f"""Activity Title,ACPE UAN,Completion Date,Contact Hours
"Sterile compounding, an update",{UAN},03/02/2026,1.5
Texas law,,4/11/2026,1
"""


def told(reading: Reading) -> list[tuple]:
    return [(found.title, found.date, found.hours, found.uan) for found in reading.credits]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace(",", ";").replace("compounding;", "compounding,"),
        PLAIN.replace("\n", "\r\n"),
        "sep=,\n" + PLAIN,
        "CE Broker report\nPrinted: 11/22/2026\n\n" + PLAIN + "Total hours,,,2.5\n",
        PLAIN.replace("Contact Hours", "CEUs").replace("1.5", "0.15").replace("2026,1\n", "2026,0.1\n"),
        PLAIN.replace("Contact Hours", "Minutes").replace("1.5", "90").replace("2026,1\n", "2026,60\n"),
        PLAIN.replace("Contact Hours", "Length (min)").replace("1.5", "90").replace("2026,1\n", "2026,60\n"),
        PLAIN.replace("Contact Hours", "Duration in hours").replace("1.5", "1 1/2"),
        PLAIN.replace("Contact Hours", "Hours").replace("1.5", "1½"),
        PLAIN.replace("Completion Date", "Date").replace("03/02/2026", "2026-03-02T00:00:00"),
        PLAIN.replace("Completion Date", "Date Completed").replace("03/02/2026", "20260302"),
    ],
)
def test_a_table_in_any_of_its_forms(text):
    reading = read_file(text.encode(), "export.csv")
    assert told(reading) == WANTED
    assert not reading.unread


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_a_table_in_any_encoding(encoding):
    text = PLAIN.replace("Texas law", "L’éducation à l’hôpital – law")
    assert told(read_file(text.encode(encoding), "export.csv"))[1][0] == "L’éducation à l’hôpital – law"


def test_columns_without_headings_are_known_by_what_stands_in_them():
    text = f"3/2/2026\t{UAN}\tSterile compounding update\tExample University\t1.5 hours\n" * 2
    found = read_pasted(text).credits[0]
    assert (found.title, found.provider) == ("Sterile compounding update", "Example University")
    assert (found.date, found.hours, found.uan) == (date(2026, 3, 2), Fraction(3, 2), UAN)


def test_an_hour_and_a_half_in_any_spelling():
    for amount in ("1.5", "1 1/2", "1½", "1 ½"):
        text = f"3/2/2026  {UAN}  Sterile compounding update  {amount} hours\n"
        assert read_pasted(text).credits[0].hours == Fraction(3, 2)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Pharmacy Law", "law"),
        ("Law (related to pharmacy practice)", "law"),
        ("03", "law"),
        ("03 - Law", "law"),
        ("state-law", "state-law"),
        ("Disease State Management/Drug Therapy", "disease-state-management"),
        ("HIV/AIDS therapy", "hiv-aids"),
        ("Pain management", "pain-management-opioids"),
        ("Vaccines", "immunizations"),
        ("sterile compounding", "sterile-compounding"),
        ("Legal eagles", ""),
        ("General", ""),
    ],
)
def test_a_topic_is_known_by_what_acpe_and_we_call_it(said, topic):
    text = f"Title,Date,Hours,Topic\nA talk,3/2/2026,1,{said}\n"
    assert read_file(text.encode(), "a.csv").credits[0].topic == topic


def test_commas_inside_of_days_part_no_cells():
    (found,) = read_pasted(f"{UAN}  Sterile compounding  1.5 hours  March 2, 2026").credits
    assert (found.title, found.date, found.hours) == ("Sterile compounding", date(2026, 3, 2), Fraction(3, 2))
    text = 'Title,Date,Hours\nSterile compounding,"March 2, 2026",1.5\nLaw,"April 3, 2026",1\n'
    assert [one.date for one in read_pasted(text).credits] == [date(2026, 3, 2), date(2026, 4, 3)]


def test_columns_that_do_not_stand_under_their_headings_lose_nothing():
    text = (
        f"Date  Title  UAN  Hours\n3/2/2026  Law  {UAN}  1.5\n3/3/2026  Safety  0384-0000-26-013-H05-T  1.0\n"
    )
    found = read_pasted(text).credits
    assert [(one.title, one.hours) for one in found] == [("Law", Fraction(3, 2)), ("Safety", Fraction(1))]


def test_of_two_days_that_of_completion_is_taken():
    text = f"UAN,Title,Date Processed,Date Completed,Hours\n{UAN},Sterile,03/20/2026,03/02/2026,1\n"
    found = read_file(text.encode(), "a.csv").credits[0]
    assert found.date == date(2026, 3, 2)
    assert not found.doubts


def test_a_row_whose_day_and_hours_cannot_be_read_is_told_as_such():
    text = PLAIN + "Insulin pens,,last spring,two\nTotal,,,2.5\n"
    reading = read_file(text.encode(), "a.csv")
    assert [(left.line.number, left.why) for left in reading.unread] == [
        (4, "“last spring” is not a date. “two” is not a number of hours.")
    ]
    assert [left.line.number for left in reading.passed_over] == [1, 5]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (["03/04/2026", "13/04/2026"], [date(2026, 4, 3), date(2026, 4, 13)]),
        (["03/04/2026", "04/13/2026"], [date(2026, 3, 4), date(2026, 4, 13)]),
        (
            ["03/04/2026", "13/04/2026", "04/13/2026"],
            [date(2026, 3, 4), date(2026, 4, 13), date(2026, 4, 13)],
        ),
    ],
)
def test_a_day_that_can_be_read_one_way_only_tells_how_the_others_of_its_table_are_read(days, wanted):
    text = "Title,Date,Hours\n" + "".join(f"Course {number},{day},1\n" for number, day in enumerate(days))
    assert [found.date for found in read_file(text.encode(), "a.csv").credits] == wanted


@pytest.mark.parametrize(
    ("heading", "taken"), [("Duration", None), ("", None), ("Credits", 60), ("Hours", 60)]
)
def test_sixty_without_a_unit_are_not_taken_for_hours_where_they_may_be_minutes(heading, taken):
    text = f"UAN,Title,Date,{heading}\n{UAN},Sterile,3/2/2026,60\n"
    found = read_file(text.encode(), "a.csv").credits[0]
    assert found.hours == taken
    assert taken or found.doubts == ("60 may be hours or minutes.",)


def test_two_days_that_nothing_tells_apart_are_in_doubt():
    text = f"{UAN}  Sterile  03/20/2026  03/02/2026  1 hour\n"
    found = read_pasted(text).credits[0]
    assert found.date == date(2026, 3, 2)
    assert "2 March 2026 and 20 March 2026; we used 2 March 2026" in found.doubts[0]


@pytest.mark.parametrize("status", ["Withdrawn", "Expired", "No Credit", "In Progress", "Registered"])
def test_a_status_that_speaks_against_a_credit_is_a_caution(status):
    text = f"UAN,Title,Date,Hours,Status\n{UAN},Sterile,3/2/2026,1,{status}\n"
    assert status in read_file(text.encode(), "a.csv").credits[0].caution
    assert status in read_pasted(f"{UAN}  Sterile  3/2/2026  1 hour  {status}").credits[0].caution


def test_a_good_status_says_nothing():
    text = f"UAN,Title,Date,Hours,Status\n{UAN},Sterile,3/2/2026,1,Completed\n"
    assert read_file(text.encode(), "a.csv").credits[0].caution == ""


def test_what_is_not_told_stays_open_and_is_never_guessed():
    text = f"UAN,Title,Date,Credits\n{UAN},Sterile,,0.5\n"
    found = read_file(text.encode(), "a.csv").credits[0]
    assert (found.date, found.hours) == (None, None)
    assert "0.5 may be hours or CEUs" in found.doubts[0]


@pytest.mark.parametrize(
    ("uan", "says"),
    [
        ("0384-0000-26-012-H09-T", "There is no topic 09"),
        ("O384-0000-26-012-H07-T", "letter O"),
    ],
)
def test_a_number_that_cannot_be_right_is_a_caution(uan, says):
    found = read_file(f"UAN,Title,Date,Hours\n{uan},Sterile,3/2/2026,1\n".encode(), "a.csv").credits[0]
    assert says in found.caution
    assert found.uan == ""


def test_the_older_number_of_fifteen_digits():
    text = "UAN,Title,Date,CEU\n197-000-15-001-L05-T,Safety,3/2/2015,0.1\n"
    found = read_file(text.encode(), "a.csv").credits[0]
    assert (found.uan, found.format, found.hours) == ("197-000-15-001-L05-T", "live", 1)


def test_a_total_that_does_not_agree_is_told():
    text = PLAIN + "Total hours,,,4\n"
    assert "add up to 2.5 hours" in read_file(text.encode(), "a.csv").notes[0]


# --- workbooks


def workbook(rows: list[list], *more_sheets: list[list]) -> bytes:
    book = Workbook()
    for number, sheet_rows in enumerate((rows, *more_sheets)):
        sheet = book.active if number == 0 else book.create_sheet(f"Sheet {number + 1}")
        for row in sheet_rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEAD = ["Course Name", "Activity Number", "Date Completed", "Credit Hours"]


def test_a_workbook_with_real_days_and_numbers():
    rows = [["My CE"], [], HEAD, ["Sterile compounding, an update", UAN, datetime(2026, 3, 2), 1.5],
            ["Texas law", None, date(2026, 4, 11), 1]]  # fmt: skip
    reading = read_file(workbook(rows), "export.xlsx")
    assert told(reading) == WANTED
    assert reading.credits[0].lines[0].number == 4
    assert reading.credits[0].lines[0].sheet == "Sheet"


def test_every_sheet_is_read_with_its_own_headings():
    other = [["Hours", "Title", "Date"], [2, "In-service", "5/1/2026"]]
    reading = read_file(workbook([HEAD, ["Sterile", UAN, date(2026, 3, 2), 1]], other), "export.xlsx")
    assert [found.title for found in reading.credits] == ["Sterile", "In-service"]


def test_the_wrong_ending_does_not_matter():
    data = workbook([HEAD, ["Sterile", UAN, date(2026, 3, 2), 1]])
    assert len(read_file(data, "export.csv").credits) == 1
    assert len(read_file(PLAIN.encode(), "export.xlsx").credits) == 2


def far(column: int, row: int, value: str | None) -> bytes:
    """A workbook of one credit, and a cell far from it."""
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(["Sterile", UAN, date(2026, 3, 2), 1])
    book.active.cell(row, column, value).number_format = "0.00"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("column", "row"), [(16_384, 1_048_576), (201, 2), (1, 20_001), (30, 100_000)])
def test_a_word_far_out_is_told_before_room_is_made_for_all_between(column, row):
    with pytest.raises(BadInput, match="more than 20,000 rows or 200 columns"):
        read_file(far(column, row, "x"), "export.xlsx")


@pytest.mark.parametrize(
    ("column", "row", "value"), [(200, 2, "x"), (1, 20_000, "x"), (16_384, 1_048_576, None)]
)
def test_a_cell_at_the_end_or_one_beyond_with_nothing_but_a_format_is_no_matter(column, row, value):
    assert [found.title for found in read_file(far(column, row, value), "export.xlsx").credits] == ["Sterile"]


def test_a_formula_is_not_run_and_its_missing_value_is_told():
    reading = read_file(workbook([HEAD, ["Sterile", UAN, date(2026, 3, 2), "=1+1"]]), "export.xlsx")
    assert reading.credits[0].hours is None
    assert "formulas without their values" in " ".join(reading.notes)


def test_a_reading_survives_as_json():
    reading = read_file(PLAIN.encode(), "export.csv")
    assert read_document(reading_document(reading)) == reading
