"""Hours added up by slot and by view: credits done or with those planned, read strictly or generously."""

from __future__ import annotations

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerValue

from rxladder.rules.bulk.counted import sums
from rxladder.rules.bulk.day_math import case_of

DONE, DONE_OPEN, DONE_ALL, ALL, ALL_OPEN, ALL_ALL = range(6)
"""The views: credits done or with those planned; read strictly, for the board, or generously in all."""


def strict_sums(holders: ibis.Table, g: ibis.Table, width: int) -> ibis.Table:
    """By holding the hours that surely count and are done, and what its credits leave open."""
    found = g.group_by("hid").agg(
        **sums(g, g.strict, width, g.done == 1),
        planned=(1 - g.done).max(),
        unsure=g.unsure.max(),
        torn=g.torn.max(),
        inexact=g.inexact.max(),
        unread=g.unread.max(),
    )
    names = [*(f"c{k}" for k in range(width)), "planned", "unsure", "torn", "inexact", "unread"]
    kept_of = ("hid", "template", "unit", "carry_slot", "carry_total", "carry_asked", "carry_most")
    joined = holders.select(*kept_of).left_join(found, "hid").drop("hid_right")
    filled = {name: ibis.coalesce(joined[name], 0).cast("int64") for name in names}
    # Amounts are in the template's own unit from here on.
    filled |= {f"c{k}": filled[f"c{k}"] * joined.unit for k in range(width)}
    v = joined.mutate(**filled, look=ibis.literal(DONE).cast("int8"))
    before = case_of(v.carry_slot, {k: v[f"c{k}"] for k in range(width)}, ibis.literal(0))
    carried = ibis.greatest(ibis.least(before - v.carry_asked, v.carry_most), 0)
    v = v.mutate(carried=ibis.ifelse(v.carry_slot >= 0, carried, 0))
    return v.mutate(unsure=ibis.ifelse(v.carried > 0, 1, v.unsure))


def generous_sums(wanted: ibis.Table, g: ibis.Table, width: int) -> ibis.Table:
    """The same in the other views, for holdings (`wanted`) that these may decide otherwise."""
    views = ibis.memtable(
        pa.table({"look": pa.array([DONE_OPEN, DONE_ALL, ALL, ALL_OPEN, ALL_ALL], pa.int8())})
    )
    names = ["hid", "template", "unit", "w_planned", "w_unsure", "carried", "carry_total"]
    rows = wanted.select(*names).cross_join(views)
    rows = rows.filter(
        ibis.ifelse(rows.look >= ALL, rows.w_planned == 1, True)
        & ibis.ifelse(rows.look == ALL, True, rows.w_unsure == 1)
    )
    g = rows.inner_join(g.drop("template", "unit"), "hid")
    g = g.mutate(mask=mask_of(g))
    mask = g.mask
    counts = (g.look >= ALL) | (g.done == 1)
    found = rows.left_join(
        g.group_by("hid", "look").agg(**sums(g, mask, width, counts)).rename(s_hid="hid", s_look="look"),
        [("hid", "s_hid"), ("look", "s_look")],
    )
    # What carries over by a board's word alone counts where credits are read generously for the board.
    extra = ibis.ifelse((found.look != ALL), found.carried, 0)
    return found.select(
        "hid", "look", "template", "unit",
        **{
            f"c{k}": ibis.coalesce(found[f"c{k}"], 0) * found.unit
            + ibis.ifelse(found.carry_total == k, extra, 0)
            for k in range(width)
        },
    )  # fmt: skip


def mask_of(g: ibis.Table) -> IntegerValue:
    """The slots under which a class falls in the view of the row."""
    return ibis.cases(
        ((g.look == DONE) | (g.look == ALL), g.strict),
        ((g.look == DONE_OPEN) | (g.look == ALL_OPEN), g.opened),
        else_=g.every,
    )
