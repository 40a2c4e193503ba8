"""Stock figures: worked by hand, held equal to an independent reckoning, and errors by line."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.yaml_text import BadInput
from rxladder.quality.inventory import Assumptions, Movement, figures
from rxladder.quality.stock_file import read_movements
from tests.quality.movements import HEPARIN

ON = date(2026, 11, 22)
SEP = date(2026, 9, 1)


def read(text: str):
    return read_movements(text, "stock.csv", ON)


def made(text: str, **assumed):
    return figures(read(text), Assumptions(**assumed))


def test_the_figures_of_one_item_by_hand():
    found = made(HEPARIN)
    (item,) = found.items
    assert (found.first, found.last, found.days) == (SEP, date(2026, 9, 10), 10)
    assert (item.used, item.expired, item.on_hand) == (12, 3, 15)
    # 10 units at $5 and 2 at $6; 3 at $6.
    assert (found.cost_of_use, found.expired_value) == (62, 18)
    # 20, 18, 16, 14, 12, 10 at $5, then 20, 17, 17, 15 at $6.
    assert found.mean_value == Fraction(90 * 5 + 69 * 6, 10) == Fraction("86.4")
    assert found.turnover == Fraction(62) / Fraction("86.4")
    assert found.turnover_a_year == found.turnover * Fraction(365, 10)
    assert item.days_on_hand == Fraction(15) / Fraction(12, 10)
    assert found.days_on_hand == Fraction(90) / Fraction(62, 10)
    # 1.2 a day: times 1 + 2 days, and 7 more.
    assert (item.par_least, item.par_most) == (4, 12)
    assert item.abc == "A"


def test_par_levels_follow_the_assumptions():
    (item,) = made(HEPARIN, lead_days=5, safety_days=0, review_days=5).items
    assert (item.par_least, item.par_most) == (6, 12)


def test_an_item_without_a_cost_stays_out_of_values_and_is_named():
    found = made(HEPARIN + "2026-09-05,Gauze,used,4,\n")
    assert found.unpriced == ("Gauze",)
    assert found.cost_of_use == 62
    gauze = found.items[-1]
    assert (gauze.item, gauze.used, gauze.mean_value, gauze.turnover, gauze.abc) == (
        "Gauze",
        4,
        None,
        None,
        None,
    )
    assert gauze.par_least == 2


def test_what_went_out_before_anything_was_there_is_taken_as_there_at_the_start_and_said():
    found = made(
        "date,item,kind,quantity\n2026-09-01,A,used,5\n2026-09-03,A,received,2\n2026-09-04,A,used,4\n"
    )
    (item,) = found.items
    assert (item.raised, item.on_hand) == (7, 0)
    assert found.raised == (item,)


def test_a_count_of_a_day_comes_before_its_other_movements_and_ends_what_was_reckoned():
    text = "date,item,kind,quantity\n2026-09-01,A,used,5\n2026-09-01,A,counted,20\n2026-09-03,A,counted,9\n"
    (item,) = made(text).items
    assert (item.on_hand, item.raised) == (9, 0)


def classes(costs: dict[str, int]) -> dict[str, str]:
    rows = "".join(f"2026-09-01,{name},used,1,{cost}\n" for name, cost in costs.items())
    found = made("date,item,kind,quantity,unit cost\n" + rows)
    return {item.item: item.abc for item in found.items}


def test_classes_by_cost_of_use():
    # a 50, b 79, d 93, e 98, c 100: the item that passes the mark still belongs above it.
    found = classes({"a": 50, "b": 29, "c": 2, "d": 14, "e": 5, "f": 0})
    assert found == {"a": "A", "b": "A", "d": "A", "e": "B", "c": "C", "f": "C"}
    # Exactly at the marks, the next item is below them.
    assert classes({"a": 80, "b": 15, "c": 5}) == {"a": "A", "b": "B", "c": "C"}


def test_nothing_used_has_no_turnover_in_days_and_nothing_there_none_at_all():
    (item,) = made("date,item,kind,quantity,unit cost\n2026-09-01,A,counted,5,2\n").items
    assert (item.days_on_hand, item.turnover, item.par_least) == (None, 0, 0)
    found = made("date,item,kind,quantity,unit cost\n2026-09-01,A,counted,0,2\n")
    assert found.turnover is None
    assert figures((), Assumptions()) is None


# --- Against pandas

COSTS = st.none() | st.integers(0, 500)
MOVES = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from("ABC"),
        st.sampled_from(["received", "used", "expired", "returned"]),
        st.integers(0, 30),
        COSTS,
    ),
    min_size=1,
    max_size=25,
)


@given(MOVES)
def test_figures_are_what_pandas_computes(drawn):
    # An opening count with a cost for each item, so that nothing is missing.
    opening = [(0, item, "counted", 1_000, 100) for item in sorted({one[1] for one in drawn})]
    rows = [*opening, *sorted(drawn, key=lambda one: one[0])]
    moves = [
        Movement(
            SEP + timedelta(day),
            item,
            kind,
            Fraction(quantity),
            None if cost is None else Fraction(cost, 100),
        )
        for day, item, kind, quantity, cost in rows
    ]
    found = figures(moves, Assumptions())
    frame = pd.DataFrame(rows, columns=["day", "item", "kind", "quantity", "cost"])
    frame["cost"] = frame.groupby("item")["cost"].ffill() / 100
    frame["signed"] = frame["quantity"].where(frame["kind"].isin(["received", "counted"]), -frame["quantity"])
    days = range(frame["day"].max() + 1)
    worth = 0
    for _item, own in frame.groupby("item"):
        ends = own.assign(stock=own["signed"].cumsum()).groupby("day").last().reindex(days).ffill()
        worth = worth + ends["stock"] * ends["cost"]
    used = frame[frame["kind"] == "used"]
    assert [float(value) for _day, value in found.value_by_day] == pytest.approx(worth.tolist())
    assert float(found.cost_of_use) == pytest.approx((used["quantity"] * used["cost"]).sum())
    assert float(found.mean_value) == pytest.approx(worth.mean())
    assert sum(item.used for item in found.items) == used["quantity"].sum()


@given(MOVES)
def test_the_order_of_the_lines_of_different_days_is_no_matter(drawn):
    by_day = {day: [one for one in drawn if one[0] == day] for day in {one[0] for one in drawn}}
    moves = [
        [Movement(SEP + timedelta(day), item, kind, Fraction(n), None if cost is None else Fraction(cost))
         for day, item, kind, n, cost in rows]
        for rows in by_day.values()
    ]  # fmt: skip
    forward = [one for rows in moves for one in rows]
    backward = [one for rows in moves[::-1] for one in rows]
    assert figures(forward, Assumptions()) == figures(backward, Assumptions())


# --- The file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("item,kind,quantity\nA,used,1\n", "stock.csv:1: there is no column `date`"),
        ("date,item,kind,qty\n2026-09-01,A,lent,1\n", "stock.csv:2: kind: `lent` is not one of received"),
        ("date,item,kind,qty\n2026-09-01,A,dispens,1\n",
         "stock.csv:2: kind: `dispens` is not one of received, used, expired, returned, counted, "
         "adjusted; d"),
        ("date,item,kind,quantity\n2026-09-01,A,used,-1\n", "stock.csv:2: quantity: only an adjustment"),
        ("date,item,kind,quantity\n2026-09-01,,used,1\n", "stock.csv:2: item: this cell is empty"),
        ("date,item,kind,qty,price\n2026-09-01,A,used,1,-2\n", "stock.csv:2: price: a cost must be 0"),
        ("date,item,kind,qty\n2026-09-01,A,used,1\n2022-09-01,A,used,1\n", "stock.csv: covers more"),
        ("date,item,kind,qty\n2027-09-01,A,used,1\n", "stock.csv:2: date: this day has not come yet"),
        ("date,item,kind,qty\n", "stock.csv:1: has headings but no line below them"),
        ("date,item,kind,qty,patient\n2026-09-01,A,used,1,JD\n", "stock.csv:2: patient: this looks like a"),
        (f"date,item,kind,qty\n2026-09-01,{'A' * 201},used,1\n", "stock.csv:2: item: this name is longer"),
    ],
)  # fmt: skip
def test_every_mistake_names_its_place(text, message):
    with pytest.raises(BadInput) as caught:
        read(text)
    assert str(caught.value).startswith(message), str(caught.value)


def test_usual_spellings_are_read():
    text = "Transaction Date;Drug Name;Transaction Type;Qty;Unit Price\n"
    text += "9/1/2026;Heparin 5,000 units;Dispensed;2,5;$1,50\n"
    assert read(text) == (
        Movement(SEP, "Heparin 5,000 units", "used", Fraction(5, 2), Fraction(Decimal("1.50"))),
    )


@pytest.mark.parametrize(
    "day", ["9/1/2026 08:15 AM", "2026-09-01T08:15:00Z", "2026-09-01 8:15", "9/1/2026, 20:15:30"]
)
def test_a_cabinets_export_tells_the_time_and_uses_its_own_words(day):
    text = "Trans Date,Item Name,Trans Type,Qty\n"
    text += "".join(f'"{day}",Heparin,{kind},2\n' for kind in ("Refill", "Removed", "Outdated"))
    kinds = ("received", "used", "expired")
    assert read(text) == tuple(Movement(SEP, "Heparin", kind, Fraction(2)) for kind in kinds)


def test_a_time_that_is_no_time_is_no_day():
    with pytest.raises(BadInput, match="is not a date"):
        read("date,item,kind,quantity\n2026-09-01 at noon,Heparin,used,2\n")
