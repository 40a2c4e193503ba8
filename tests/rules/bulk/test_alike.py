"""Holdings stand in for each other only where all of their credits come to the same."""

from __future__ import annotations

import duckdb
import ibis
import pytest

from rxladder.rules.bulk.alike import stand_ins

COLUMNS = "hid, kind, within, done, parts, number, inexact, least"
PLAIN = [(19, 15, 1, 950, 8, 0, 100), (52, 15, 1, 200, 2, 0, 100)]
"""Two classes of credits: kind, windows, done, hundredths of hours, how many, inexact, the least."""


def stood_in(
    holdings: dict[int, list[tuple[int, ...]]], template: dict[int, int], singly: int
) -> dict[int, int]:
    rows = [(hid, *one) for hid, classes in holdings.items() for one in classes]
    heads = [(hid, template.get(hid, 7), "") for hid in holdings]
    con = duckdb.connect()
    con.execute(f"CREATE TABLE classes AS SELECT * FROM (VALUES {', '.join(map(str, rows))}) t({COLUMNS})")
    con.execute(
        f"CREATE TABLE heads AS SELECT * FROM (VALUES {', '.join(map(str, heads))}) t(hid, template, why)"
    )
    con.execute(f"CREATE TABLE kinds AS SELECT DISTINCT kind, {singly} AS singly FROM classes")
    backend = ibis.duckdb.from_connection(con)
    found = stand_ins(backend.table("heads"), backend.table("classes"), backend.table("kinds"))
    return {row["hid"]: row["stand_in"] for row in found.to_pyarrow().to_pylist()}


def test_those_alike_share_one():
    holdings = {4: PLAIN, 2: PLAIN[::-1], 9: PLAIN}
    assert stood_in(holdings, {9: 8}, singly=1) == {2: 2, 4: 2, 9: 9}, "what is asked of 9 is another thing"


@pytest.mark.parametrize("column", range(7))
def test_those_that_differ_in_all_of_their_classes_share_none(column: int):
    other = [tuple(value + (at == column) for at, value in enumerate(one)) for one in PLAIN]
    assert stood_in({1: PLAIN, 2: other}, {}, singly=1) == {1: 1, 2: 2}


def test_how_many_credits_there_are_matters_only_where_activities_count():
    other = [(19, 15, 1, 950, 3, 0, 50), (52, 15, 1, 200, 1, 0, 50)]
    assert stood_in({1: PLAIN, 2: other}, {}, singly=0) == {1: 1, 2: 1}
    assert stood_in({1: PLAIN, 2: other}, {}, singly=1) == {1: 1, 2: 2}
