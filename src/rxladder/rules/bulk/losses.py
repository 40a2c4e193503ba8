"""The hours that caps, clauses on top of the total, and activities that serve nothing else take away."""

from __future__ import annotations

from functools import reduce
from operator import add, or_

import ibis
from ibis.expr.types import IntegerValue

from rxladder.rules.bulk.counted import sums
from rxladder.rules.bulk.day_math import case_of
from rxladder.rules.bulk.sheets import Sheets
from rxladder.rules.bulk.views import ALL, mask_of


def taken(v: ibis.Table, g: ibis.Table, sheets: Sheets) -> ibis.Table:
    """For each view of a holding, the caps that bind and the clauses on top, with the hours beside them.

    `away`: hours that no longer count there. `x0`...: hours of the set that lie under each slot as well.
    """
    width = sheets.width
    s = v.inner_join(sheets.specials, v.template == sheets.specials.s_template)
    own = case_of(s.s_slot, {k: s[f"c{k}"] for k in range(width)}, ibis.literal(0))
    s = s.mutate(own=own)
    s = s.filter((s.s_leaf >= 0) | (s.own > s.s_amount))
    s = s.select("hid", "look", "template", "s_leaf", "s_slot", "s_amount", "own")
    rows = s.inner_join(g.drop("template"), "hid")
    rows = rows.mutate(
        mask=mask_of(rows),
        slot_bit=case_of(rows.s_slot, {k: ibis.literal(1 << k) for k in range(width)}, ibis.literal(0)),
    )
    mask = rows.mask
    rows = rows.filter(((rows.look >= ALL) | (rows.done == 1)) & ((mask & rows.slot_bit) != 0))
    beside = {name.replace("c", "x"): one for name, one in sums(rows, mask, width).items()}
    keys = ["hid", "look", "template", "s_leaf", "s_slot", "s_amount", "own", "unit"]
    found = rows.group_by(*keys).agg(**beside)
    found = found.mutate(**{f"x{k}": found[f"x{k}"] * found.unit for k in range(width)})
    away = ibis.ifelse(found.s_leaf >= 0, ibis.least(found.s_amount, found.own), found.own - found.s_amount)
    return found.mutate(away=away).drop("unit")


def _loss(x: ibis.Table, slot: int) -> IntegerValue:
    """The hours that a clause loses at least: what is taken away beyond what lies outside of it."""
    return ibis.greatest(x.away - (x.own - x[f"x{slot}"]), 0)


def cap_losses(x: ibis.Table, spent: ibis.Table | None, width: int) -> ibis.Table:
    """By view of a holding, what caps and spent activities take from what each clause counts by itself."""
    caps = x.filter(x.s_leaf < 0)
    losses = {
        f"loss{k}": ibis.ifelse(caps.s_slot == k, caps.away, _loss(caps, k)).sum() for k in range(width)
    }
    found = caps.group_by("hid", "look").agg(**losses).rename(x_hid="hid", x_look="look")
    if spent is None:
        return found
    # All readings are shown by one figure: that of the widest.
    own = spent.group_by("y_hid", "y_look").agg(**{f"loss{k}": spent[f"lost{k}"].max() for k in range(width)})
    both = found.union(own.rename(x_hid="y_hid", x_look="y_look").select(*found.columns).cast(found.schema()))
    names = [f"loss{k}" for k in range(width)]
    return both.group_by("x_hid", "x_look").agg(**{name: both[name].sum() for name in names})


def leaf_losses(x: ibis.Table, v: ibis.Table, sheets: Sheets) -> ibis.Table:
    """By view and leaf, what caps and clauses on top take, and whether it is too hard to tell."""
    width = sheets.width
    leaves = sheets.leaves
    rows = x.inner_join(leaves, [x.template == leaves.l_template, (x.s_leaf < 0) | (x.s_leaf == leaves.leaf)])
    sums_of = v.select(v_hid="hid", v_look="look", **{f"c{k}": f"c{k}" for k in range(width)})
    rows = rows.inner_join(sums_of, [rows.hid == sums_of.v_hid, rows.look == sums_of.v_look])
    by = ibis.window(group_by=["hid", "look", "leaf"])
    rows = rows.mutate(**{f"all_x{k}": rows[f"x{k}"].sum().over(by) for k in range(width)})
    torn, crossing = [], []
    for k in range(width):
        beside, need = rows[f"x{k}"], rows[f"need{k}"]
        partly = (beside > 0) & (beside < rows.own)
        torn.append(ibis.ifelse(partly & (rows[f"c{k}"] - rows[f"all_x{k}"] < need), 1, 0))
        other = (rows.special & (1 << k)) != 0
        crossing.append(other & (rows.s_slot != k) & (beside > 0))
    hard = (reduce(add, torn) > 1) | reduce(or_, crossing)
    rows = rows.mutate(hard=ibis.ifelse(hard, 1, 0), on_top=ibis.ifelse(rows.s_leaf >= 0, 1, 0))
    # What a clause on top takes away is nothing that the clause itself would lose.
    losses = {f"lost{k}": ibis.ifelse(rows.s_slot == k, 0, _loss(rows, k)).sum() for k in range(width)}
    found = rows.group_by("hid", "look", "leaf").agg(
        hard=rows.hard.max(), top=rows.on_top.max(), capped=(1 - rows.on_top).max(), **losses
    )
    both = ibis.ifelse((found.top == 1) & (found.capped == 1), 1, found.hard)
    return found.mutate(hard=both).drop("top", "capped").rename(y_hid="hid", y_look="look", y_leaf="leaf")


def spent_losses(v: ibis.Table, g: ibis.Table, sheets: Sheets) -> ibis.Table:
    """By view and leaf, what is lost where the hours of one activity serve nothing else: the least there is.

    Where credits as short fall under different clauses, which of them it is would matter.
    """
    width = sheets.width
    leaves = sheets.leaves.filter(sheets.leaves.spent >= 0).select("l_template", "leaf", "spent", "hours")
    rows = v.select("hid", "look", "template").inner_join(leaves, v.template == leaves.l_template)
    rows = rows.inner_join(g.drop("template"), "hid")
    rows = rows.mutate(
        mask=mask_of(rows),
        bit=case_of(rows.spent, {k: ibis.literal(1 << k) for k in range(width)}, ibis.literal(0)),
    )
    rows = rows.filter(((rows.look >= ALL) | (rows.done == 1)) & ((rows.strict & rows.bit) != 0))
    rows = rows.mutate(mask=rows["mask"] & rows.hours)
    rows = rows.mutate(cost=ibis.ifelse(rows["mask"] != 0, rows.least, 0))
    by = ibis.window(group_by=["hid", "look", "leaf"])
    rows = rows.mutate(cheapest=rows.cost.min().over(by))
    rows = rows.filter(rows.cost == rows.cheapest)
    mask = rows["mask"]
    lost = {
        f"lost{k}": ibis.ifelse((mask & (1 << k)) != 0, rows.cost * rows.unit, 0).max() for k in range(width)
    }
    differ = (rows.cheapest.min() > 0) & (mask.max() != mask.min())
    found = rows.group_by("hid", "look", "leaf").agg(
        hard=ibis.ifelse(differ | (rows.cheapest.min() < 0), 1, 0), **lost
    )
    return found.rename(y_hid="hid", y_look="look", y_leaf="leaf")
