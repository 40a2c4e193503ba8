"""Texts as numbers: where ten million rows pass, to compare them is a matter of moments."""

from __future__ import annotations

from functools import reduce
from operator import add, xor
from typing import Any

import ibis
from ibis.expr import datatypes as dt
from ibis.expr.types import IntegerValue, StringValue, Value


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
    """A number of 63 bits that seven columns of a table make together.

    That no two of the combinations that occur share it must be looked at.
    """
    if is_duckdb(table):
        # No bit more: what an Arrow table is asked for must be no larger than that. The database's number has
        # no sign, though Ibis thinks so once it is shifted: beside one that has, it becomes one of 128 bits.
        return (_of_seven(*texts) >> 1).cast("uint64").cast("int64")
    filled = [ibis.coalesce(text, "") for text in texts]
    # Moved, so that one word in two columns is not lost.
    return reduce(xor, (text.hash() >> moved for moved, text in enumerate(filled)))


@ibis.udf.scalar.builtin(name="left", signature=((dt.string, dt.int64), dt.string))  # type: ignore[untyped-decorator]
def _left(text: Any, length: Any) -> None:
    """DuckDB's own; where the length is negative, all but so many."""


@ibis.udf.scalar.builtin(name="substring", signature=((dt.string, dt.int64, dt.int64), dt.string))  # type: ignore[untyped-decorator]
def _substring(text: Any, first: Any, length: Any) -> None:
    """DuckDB's own; where the first is negative, counted from the end."""


def of_activity(table: ibis.Table, uan: StringValue) -> tuple[StringValue, StringValue]:
    """Of a number all but its last six letters, and the two letters of its topic.

    DuckDB tells them once for each different number of a block, if they hang on nothing else of a row.
    """
    if is_duckdb(table):
        return _left(uan, -6), _substring(uan, -4, 2)
    return uan.left(uan.length() - 6), uan.substr(uan.length() - 4, 2)


def of_pair(table: ibis.Table, one: StringValue, other: StringValue) -> Value:
    """What two texts make together, to tell them from those of other rows of the same person.

    On DuckDB a number of 64 bits: in fewer than one of ten billion nations somebody would have two different
    pairs that share it. Elsewhere, where numbers made of texts are shorter, a text.
    """
    if is_duckdb(table):
        return _of_two(one, other)
    return reduce(add, [one, ibis.literal("|"), other])


@ibis.udf.scalar.builtin(name="hash", signature=((dt.int64,) * 7, dt.uint64))  # type: ignore[untyped-decorator]
def _of_seven_numbers(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
    """DuckDB's own, of all numbers at once."""


@ibis.udf.scalar.builtin(name="hash", signature=((dt.uint64,), dt.uint64))  # type: ignore[untyped-decorator]
def _of_number(number: Any) -> None:
    """DuckDB's own, of one number."""


def of_numbers(numbers: list[IntegerValue]) -> IntegerValue:
    """What seven numbers make together, fit for `bit_xor` over the different ones of a group; DuckDB only.

    Mixed once more: of several numbers the last goes into DuckDB's own by a mere XOR, so that two rows in
    which it is another would cancel each other out.
    """
    return _of_number(_of_seven_numbers(*numbers))
