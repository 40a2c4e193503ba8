"""The windows of holdings: when a credit must have been taken to count for a clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from rxladder.career.record import Holding
from rxladder.facts.education_rules import WindowRule
from rxladder.rules.bulk.compiled import Compiled, by_code, table
from rxladder.rules.bulk.day_math import NO_DAY, add_months, case_of, is_so, plus_days, told
from rxladder.rules.bulk.kept import listed
from rxladder.rules.bulk.slots import BEFORE, Slots
from rxladder.rules.result import TermDates
from rxladder.rules.windows import spans


def with_windows(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """The windows of each holding's clauses, `w0_starts`, `w0_ends` and so on; null where there is none.

    `opens` and `closes`: no day outside of them lies in a window; without a window they are null.
    `first_ends` is when the holding's first term ended, as far as this one's dates tell.
    """
    cyclic = {one.code for one in compiled.slots if one.slots and not one.calendar_only}
    plain = [one for one in compiled.slots if one.slots and one.calendar_only]
    cycles = _cycles(h, compiled, cyclic) if cyclic else None
    h = _with_term_before(h, compiled)
    found: dict[str, dict[int, Any]] = {}
    for at in range(compiled.windows):
        spans_of = {one.code: _span(one, at, h, compiled.on) for one in plain if at < len(one.spans)}
        found[f"w{at}_starts"] = {code: span[0] for code, span in spans_of.items()}
        found[f"w{at}_ends"] = {code: span[1] for code, span in spans_of.items()}
    h = by_code(h, found, dict.fromkeys(found, ibis.null("date")))
    h = h.mutate(first_ends=ibis.ifelse(h["first"], h.ends, plus_days(h.starts, -1)))
    if cycles is not None:
        h = _with_cycles(h, cycles, compiled, cyclic)
    ends = [h[f"w{at}_ends"] for at in range(compiled.windows)]
    starts = [
        ibis.ifelse(h[f"w{at}_ends"].notnull(), told(h[f"w{at}_starts"]), ibis.null("date"))
        for at in range(compiled.windows)
    ]
    return h.mutate(opens=_least(starts), closes=_greatest(ends))


def _least(days: Sequence[Any]) -> Any:
    """The first of some days, of which any may be null; not every database passes over nulls by itself."""
    known = [ibis.coalesce(day, *days) for day in days]
    return ibis.least(*known)


def _greatest(days: Sequence[Any]) -> Any:
    known = [ibis.coalesce(day, *days) for day in days]
    return ibis.greatest(*known)


def _with_term_before(h: ibis.Table, compiled: Compiled) -> ibis.Table:
    """The term before, where hours may carry over from it: as `rules.carried` has it."""
    months = {one.code: compiled.rule(one.code).months for one in compiled.slots if one.carries}
    nothing = ibis.null("date")
    ends = ibis.ifelse(h.code.isin(sorted(months) or [-1]) & ~h["first"], plus_days(h.starts, -1), nothing)
    h = h.mutate(before_ends=ibis.ifelse(is_so(h.issued > ends), nothing, ends))
    starts = {
        code: plus_days(add_months(h.before_ends, -(step or 0)), 1) for code, step in months.items() if step
    }
    h = h.mutate(before_plain=case_of(h.code, starts, nothing))
    is_first = is_so(h.issued >= h.before_plain)
    return h.mutate(
        before_first=is_first, before_starts=ibis.ifelse(is_first, h.issued, h.before_plain)
    ).drop("before_plain")


def _span(slots: Slots, at: int, h: ibis.Table, on: date) -> tuple[Any, Any]:
    number, j = slots.spans[at]
    if number == BEFORE:
        return h.before_starts, h.before_ends
    rule, today = slots.rules[number], ibis.literal(on)
    nothing = ibis.null("date")
    match rule.kind:
        case "term":
            return h.starts, h.ends
        case "record":
            return nothing, ibis.greatest(h.ends, today)
        case "last-months":
            return plus_days(add_months(today, -(rule.months or 0)), 1), ibis.greatest(h.ends, today)
        case "calendar-years":
            return _year(rule, j, h)
    grace = slots.requirement.ref.credential.term.after_end if rule.in_grace else None
    days = (grace.grace_days if grace else None) or 0
    return plus_days(add_months(h.ends, -(rule.months or 0)), 1), plus_days(h.ends, days)


def _year(rule: WindowRule, j: int, h: ibis.Table) -> tuple[Any, Any]:
    # A year that is over by the term's end; the running one where none ends within the term.
    over = (
        (h.ends.month() == 12) & (h.ends.day() == 31) | h.starts.isnull() | (h.starts.year() == h.ends.year())
    )
    last = h.ends.year() - ibis.ifelse(is_so(over), 0, 1)
    begun = ibis.ifelse(h["first"], ibis.coalesce(h.starts.year(), 1), 1)
    year = ibis.greatest(last - (rule.calendar_years or 1) + 1, begun) + j
    there = year <= last
    nothing = ibis.null("date")
    year = year.cast("int32")
    return (
        ibis.ifelse(there, ibis.date(year, ibis.literal(1), ibis.literal(1)), nothing),
        ibis.ifelse(there, ibis.date(year, ibis.literal(12), ibis.literal(31)), nothing),
    )


def _cycles(h: ibis.Table, compiled: Compiled, cyclic: set[int]) -> ibis.Table:
    """Windows that end in cycles of their own, by credential and term."""
    keys = ["code", "starts", "ends", "first"]
    wanted = h.filter(h.code.isin(sorted(cyclic)) & h.ends.notnull()).select(*keys).distinct()
    rows = [_cycled(one, compiled) for one in listed(wanted)]
    names = [f"c{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    schema = [("k_code", pa.int32()), ("k_starts", pa.date32()), ("k_ends", pa.date32())]
    schema += [("k_first", pa.bool_()), ("too_many", pa.bool_())]
    schema += [(name, pa.date32()) for name in names]
    return table(rows, pa.schema(schema))


def _with_cycles(h: ibis.Table, cycles: ibis.Table, compiled: Compiled, cyclic: set[int]) -> ibis.Table:
    h = h.mutate(k_code=h.code, k_starts=told(h.starts), k_ends=told(h.ends), k_first=h["first"])
    joined = h.left_join(cycles, ["k_code", "k_starts", "k_ends", "k_first"])
    looked_up = joined.code.isin(sorted(cyclic))
    names = [f"c{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    windows = {f"w{name[1:]}": ibis.ifelse(looked_up, joined[name], joined[f"w{name[1:]}"]) for name in names}
    why = ibis.ifelse(is_so(joined.too_many) & (joined.why == ""), "more cycles than a term has", joined.why)
    return joined.mutate(why=why, **windows).select(*h.columns[: h.columns.index("k_code")])


def _cycled(row: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    slots = compiled.slots[row["code"]]
    term = TermDates(row["starts"], row["ends"], first=row["first"])
    holding, too_many = Holding(compiled.ids[row["code"]]), False
    found: dict[str, Any] = {}
    for number, rule in enumerate(slots.rules):
        places = [at for at, (k, _) in enumerate(slots.spans) if k == number]
        own = spans(rule, term, holding, compiled.rule(row["code"]), compiled.on)
        too_many = too_many or len(own) > len(places)
        for at, span in zip(places, own, strict=False):
            found |= {f"c{at}_starts": span.starts, f"c{at}_ends": span.ends}
    return found | {
        "k_code": row["code"],
        "k_starts": row["starts"] or NO_DAY,
        "k_ends": row["ends"],
        "k_first": row["first"],
        "too_many": too_many,
    }
