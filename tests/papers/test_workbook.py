"""A workbook opens in other programs as it was meant: text is text, days are days, nothing runs."""

import io
import zipfile
from datetime import date
from fractions import Fraction

import openpyxl
from python_calamine import CalamineWorkbook

from rxladder.papers.workbook import workbook

HEAD = ["Name", "Due", "Hours"]
ROWS = [
    ['=HYPERLINK("http://evil.example")', date(2027, 6, 30), Fraction(3, 2)],
    ["Ana & <Ben> \x07\ud800 'quoted'", None, 0],
    ["+1", "", 12],
    [" two\nlines ", date(1900, 1, 1), None],
]


def test_another_library_reads_what_was_written():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("How the [team]: stands?", HEAD, ROWS))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == HEAD
    assert cells[1][0] == ROWS[0][0]
    assert sheet["A2"].data_type == "s", "no formula"
    assert cells[1][1].date() == date(2027, 6, 30)
    assert sheet["B2"].is_date
    assert cells[1][2] == 1.5
    assert cells[2] == ["Ana & <Ben>    'quoted'", None, 0]
    assert cells[4][0] == " two\nlines "
    assert sheet.auto_filter.ref == f"A1:C{len(ROWS) + 1}", "whom one looks for is found in the sheet, too"
    assert (sheet.title, sheet.freeze_panes) == ("How the  team   stands", "A2")


def test_a_second_library_reads_the_same():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook("Team", HEAD, ROWS)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == HEAD
    assert rows[1][:2] == [ROWS[0][0], date(2027, 6, 30)]


def test_equal_tables_make_equal_files_that_name_no_machine():
    assert workbook("Team", HEAD, ROWS) == workbook("Team", HEAD, ROWS)
    with zipfile.ZipFile(io.BytesIO(workbook("", HEAD, []))) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    wide = openpyxl.load_workbook(io.BytesIO(workbook("Wide", [f"C{n}" for n in range(60)], [])))
    assert wide.active.cell(1, 60).value == "C59"
