"""Points from a CSV file: usual writings are read, and every mistake names its line and column."""

from contextlib import suppress
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.projects import Point
from rxladder.facts.yaml_text import BadInput
from rxladder.quality.measure import read_points, say_value
from rxladder.quality.tables import to_number
from tests.quality.series import RATE, SHARE, SINGLE

ON = date(2026, 11, 22)
JAN = date(2026, 1, 5)


def read(text: str | bytes, data="share"):
    return read_points(text, data, "late.csv", ON)


@pytest.mark.parametrize(
    ("text", "data", "expected"),
    [
        ("date,count,of\n2026-01-05,3,96\n", "share", Point(JAN, Fraction(3), Fraction(96))),
        ("Week of;Late doses;Doses\n05.01.2026;3;96\n", "share",
         Point(date(2026, 5, 1), Fraction(3), Fraction(96))),
        ("Date\tErrors\tOrders\n1/5/26\t3\t1,240.5\n", "rate", Point(JAN, Fraction(3), Fraction("1240.5"))),
        ("date;value\n2026-01-05;12,5\n", "single", Point(JAN, Fraction(25, 2))),
        ('date,value\n2026-01-05,"-18,25"\n', "single", Point(JAN, Fraction("-18.25"))),
        ("month,count\n2026-01,4\n", "count", Point(date(2026, 1, 1), Fraction(4))),
        ("month,count\nJan 2026,4\n", "count", Point(date(2026, 1, 1), Fraction(4))),
        ("2026-01-05,3,96,first week\n", "share", Point(JAN, Fraction(3), Fraction(96), "first week")),
        ("sep=;\ndate;count;of\n5 January 2026;3;96\n", "share", Point(JAN, Fraction(3), Fraction(96))),
        ("date,count,of\r\n2026-01-05,3,96\r\n,,\r\n".encode("utf-8-sig"), "share",
         Point(JAN, Fraction(3), Fraction(96))),
        ("date,count,of\n2026-01-05,3,96\n".encode("utf-16"), "share", Point(JAN, Fraction(3), Fraction(96))),
    ],
)  # fmt: skip
def test_usual_writings_are_read(text, data, expected):
    assert read(text, data) == (expected,)


def test_points_are_sorted_by_their_day():
    found = read("date,count\n2026-02-02,1\n2026-01-05,2\n", "count")
    assert [point.amount for point in found] == [2, 1]


@pytest.mark.parametrize(
    ("text", "data", "message"),
    [
        ("", "share", "late.csv:1: is not a table"),
        ("nothing here", "share", "late.csv:1: is not a table"),
        ("date,count,of\n", "share", "late.csv:1: has headings but no line below them"),
        ("date,count\n2026-01-05,3\n", "share", "late.csv:1: a column `of`"),
        ("day,date,count\n2026-01-05,3,1\n", "count", "late.csv:1: `date`: this column is there twice"),
        ("date,count,of\n2026-01-05,3,96\nsoon,3,96\n", "share", "late.csv:3: date: `soon` is not a date"),
        ("date,count,of\n2026-02-30,3,96\n", "share", "late.csv:2: date: `2026-02-30` is not a date"),
        ("date,count,of\n2026-12-30,3,96\n", "share", "late.csv:2: date: this day has not come yet"),
        ("date,count,of\n2026-01-05,,96\n", "share", "late.csv:2: count: this cell is empty"),
        ("date,count,of\n2026-01-05,three,96\n", "share", "late.csv:2: count: `three` is not a number"),
        ("date,late,of\n2026-01-05,2.5,96\n", "share", "late.csv:2: late: a count must be a whole number"),
        ("date,late,of\n2026-01-05,-1,96\n", "share", "late.csv:2: late: a count must be a whole number"),
        ("date,late,of\n2026-01-05,97,96\n", "share", "late.csv:2: late: the count cannot be more than"),
        ("date,late,all\n2026-01-05,0,0\n", "rate", "late.csv:2: all: the total it is out of must be more"),
        ('date,count,of\n2026-01-05,3,"1,240"\n', "rate", "late.csv:2: of: `1,240` could be 1240 or 1.240"),
        ("day,count,of\n" + "2026-01-05,3,96\n" * 2 + "2026-01-12,3,1,240\n", "rate", "late.csv:4: there"),
        ("date,count\n2026-01-05,99999999999\n", "single", "late.csv:2: count: this number is too large"),
        ("date,count\n" + "2026-01-05,1\n" * 2_001, "count", "late.csv:2002: has more than 2,000 lines"),
        (b"date,count\n2026-01-05,\xff\n", "count", "late.csv:2: is not UTF-8 text"),
        (b"PK\x03\x04\0\0", "count", "late.csv: is not text"),
        ("date,count\n" + "x" * 2_000_001, "count", "late.csv: is larger than the limit"),
    ],
)  # fmt: skip
def test_every_mistake_names_its_place(text, data, message):
    with pytest.raises(BadInput) as caught:
        read(text, data)
    assert str(caught.value).startswith(message), str(caught.value)


def test_patient_data_is_refused_and_not_quoted():
    with pytest.raises(BadInput) as caught:
        read("date,count,of,note\n2026-01-05,3,96,\n2026-01-12,1,90,Jane Doe DOB 3/4/1961\n")
    assert str(caught.value).startswith("late.csv:3: note: this looks like")
    assert "Jane" not in str(caught.value)
    assert "1961" not in str(caught.value)


@given(st.binary(max_size=200) | st.text(max_size=200), st.sampled_from(["share", "rate", "count", "single"]))
def test_whatever_is_sent_is_read_or_refused(content, data):
    with suppress(BadInput):
        assert read(content, data)


@given(st.fractions(-(10**6), 10**6, max_denominator=1))
def test_a_number_is_read_as_it_is_written(number):
    for text in (f"{number.numerator}", f"{number.numerator}.5", f"{number.numerator},5"):
        assert to_number(text) == Fraction(text.replace(",", "."))


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        (SHARE, Fraction(100, 3), "33.3%"),
        (SHARE, Fraction(0), "0%"),
        (SINGLE, Fraction(-1, 2), "−0.5 minutes"),
        (RATE, Fraction(17, 4), "4.2 per orders"),
        (SINGLE, Fraction(12345), "12,345 minutes"),
    ],
)
def test_a_value_is_said_with_its_unit(measure, value, said):
    assert say_value(measure, value) == said
