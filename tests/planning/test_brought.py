"""What a copied page tells of activities: titles, hours and prices, and never a price that is not there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.transcripts.read import read_pasted
from rxladder.planning.brought import activities_in

LINE = "Pharmacy Law Update  0384-0000-26-012-H03-T  1.5 contact hours"


def only(text: str):
    (found,) = activities_in(read_pasted(text))
    return found


@pytest.mark.parametrize(
    ("more", "cost"),
    [
        ("$24.95", Decimal("24.95")),
        ("$1250", Decimal(1250)),
        # A comma may have been taken for the edge of a column.
        ("$ 1,250", None),
        ("$15  0204-0000-26-090-H03-T", Decimal(15)),
        ("Free", Decimal(0)),
        ("", None),
        ("$69 members $99 others", None),
        ("carefree", None),
    ],
)
def test_one_price_is_the_price_and_anything_else_is_unknown(more, cost):
    assert only(f"{LINE}  {more}").activity.cost_usd == cost


def test_several_prices_are_told():
    assert only(f"{LINE}  $69 members $99 others").doubts == (
        "Several prices: $69 and $99. Enter the one you would pay.",
    )


def test_the_parts_of_a_line_are_told_apart():
    one = only(f"{LINE}  $24.95  expires 12/31/2027").activity
    assert (one.title, one.uan) == ("Pharmacy Law Update", "0384-0000-26-012-H03-T")
    assert (one.hours, one.available_until) == (Fraction(3, 2), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("last", "until"),
    [("Expires", "12/31/2027"), ("Available through", "2027-12-31"), ("End date", "31 Dec 2027")],
)
def test_the_columns_of_a_table_tell_days_and_axes(last, until):
    text = (
        f"Title,Hours,Price,Topic,Format,Accredited by,Audience,Link,Available from,{last}\n"
        f"Board law,2,$25,Law,Home,Texas State Board,Technicians,https://example.org/a,1/5/2026,{until}\n"
        f"Law live,1,Free,Law,Live,ACPE,,,,\n"
    )
    one, two = (found.activity for found in activities_in(read_pasted(text)))
    assert (one.available_from, one.available_until) == (date(2026, 1, 5), date(2027, 12, 31))
    assert (one.topic, one.format, one.accreditation) == ("law", "home-study", "board-approved")
    assert (one.audience, one.url) == ("technician", "https://example.org/a")
    assert (two.accreditation, two.available_until, two.live_on) == ("acpe", None, None)
    assert not any(found.doubts for found in activities_in(read_pasted(text)))


def test_a_live_activity_is_taken_on_its_day_and_a_day_tells_nothing_of_another():
    live = only("Naloxone  0384-0000-26-078-L08-T  1 hour  live on March 3, 2027").activity
    home = only("Naloxone  0384-0000-26-078-H08-T  1 hour  3/3/2027").activity
    assert (live.live_on, home.live_on) == (date(2027, 3, 3), None)


def test_a_title_may_stand_above_its_number():
    one = only("Vaccine Storage\nUAN 0384-0000-26-013-H06-T   1 contact hour   Free").activity
    assert (one.title, one.hours, one.cost_usd) == ("Vaccine Storage", Fraction(1), Decimal(0))


def test_words_that_fit_every_activity_are_no_title():
    text = (
        "Naloxone in the Pharmacy\nUAN 0384-0000-26-078-L08-T | 1 hour | $15\nLive webinar on March 3, 2027"
    )
    one = only(text).activity
    assert (one.title, one.live_on, one.cost_usd) == (
        "Naloxone in the Pharmacy",
        date(2027, 3, 3),
        Decimal(15),
    )
