"""Texts as numbers: where ten million rows pass, to compare them is a matter of moments."""

from __future__ import annotations

from functools import reduce
from operator import add, xor
from typing import Any

import ibis
from ibis.expr import datatypes as dt
from ibis.expr.types import DecimalValue, IntegerValue, StringValue, Value


@ibis.udf.scalar.builtin(name="hash", signature=((dt.string,) * 7, dt.uint64))  # type: ignore[untyped-decorator]
def _of_seven(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
    """DuckDB's own, of all texts at once."""


@ibis.udf.scalar.builtin(name="hash", signature=((dt.string,) * 2, dt.uint64))  # type: ignore[untyped-decorator]
def _of_two(a: Any, b: Any) -> None:
    """DuckDB's own, of both texts at once."""


def is_duckdb(table: ibis.Table) -> bool:
    """Whether a table is one of DuckDB's."""
    return bool(table.get_backend().name == "duckdb")


def of_seven(table: ibis.Table, texts: list[StringValue]) -> Value:
    """A number of 64 bits that seven columns of a table make together; an empty text is as none.

    That no two of the combinations that occur share it must be looked at.
    """
    filled = [ibis.coalesce(text, "") for text in texts]
    if is_duckdb(table):
        return _of_seven(*filled)
    # Moved, so that one word in two columns is not lost.
    return reduce(xor, (text.hash() >> moved for moved, text in enumerate(filled)))


def of_pair(table: ibis.Table, one: StringValue, other: StringValue) -> Value:
    """What two texts make together, to tell them from those of other rows of the same person.

    On DuckDB a number of 64 bits: of a nation's people one in ten milliards would have two different pairs
    that share it. Elsewhere, where numbers made of texts are shorter, a text.
    """
    if is_duckdb(table):
        return _of_two(one, other)
    return reduce(add, [one, ibis.literal("|"), other])


@ibis.udf.scalar.builtin(name="hash", signature=((dt.int64,) * 7, dt.uint64))  # type: ignore[untyped-decorator]
def _of_seven_numbers(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
    """DuckDB's own, of all numbers at once."""


def of_numbers(numbers: list[IntegerValue]) -> DecimalValue:
    """What seven numbers make together, so wide that a group's can be added up; DuckDB only."""
    return _of_seven_numbers(*numbers).cast("decimal(38, 0)")
