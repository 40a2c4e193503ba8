"""Every holding judged: status, hours to go and the state of each clause, by inequalities over sums.

The sums are laid against a template's leaves. Caps that bind, and hours on top of the total, take hours away
from what lies beside them; as long as at most one clause must choose among them, what each can reach is
reached by all at once, and the hours to go are the most that a set of clauses lacks of which no new hour
serves two. Where more would have to be weighed, the holding is left to the reference engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, or_
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue

from rxladder.rules.bulk.counted import sums
from rxladder.rules.bulk.day_math import case_of
from rxladder.rules.bulk.templates import MOST_COVERS, NOTHING, Template
from rxladder.rules.bulk.workforce import Compiled, table

DONE, DONE_OPEN, DONE_ALL, ALL, ALL_OPEN, ALL_ALL = range(6)
"""The views: credits done or with those planned; read strictly, for the board, or generously in all."""
_RANKS = {"met": 0, "check": 1, "unknown": 2, "short": 3}
_NAMES = {rank: name for name, rank in _RANKS.items()}
_HARD = "clauses that compete for the same hours"


OWN = (
    "template",
    "unit",
    "caps",
    "all_caps",
    "activities",
    "spent",
    "daily",
    "carry_slot",
    "carry_total",
    "carry_asked",
    "carry_most",
)
"""What a template tells of each of its holdings."""


@dataclass(frozen=True)
class Sheets:
    """The templates as small tables."""

    templates: Sequence[Template]
    compiled: Compiled

    @property
    def width(self) -> int:
        """How many slots there are at most."""
        return self.compiled.width

    @cached_property
    def heads(self) -> ibis.Table:
        """Each template by its number."""
        rows = []
        for number, one in enumerate(self.templates):
            slots = self.compiled.slots[one.code]
            rows.append(
                {
                    "t_template": number,
                    "status_told": one.status or "",
                    "lapsed": one.lapsed,
                    "base": one.base,
                    "unit": one.unit,
                    "caps": sum(1 << slot for slot, _ in one.caps),
                    "all_caps": slots.cap_mask,
                    "activities": slots.activity_mask,
                    "counts": bool(one.leaves),
                    "spent": slots.spent_mask,
                    "daily": int(bool(slots.daily_slots)),
                    "carry_slot": one.carry.slot if one.carry else -1,
                    "carry_total": one.carry.total if one.carry else -1,
                    "carry_asked": one.carry.asked if one.carry else 0,
                    "carry_most": one.carry.most if one.carry else 0,
                }
            )
        schema = [("t_template", pa.int32()), ("status_told", pa.string()), ("lapsed", pa.bool_())]
        schema += [
            ("base", pa.string()),
            ("unit", pa.int64()),
            ("caps", pa.int64()),
            ("all_caps", pa.int64()),
        ]
        schema += [("activities", pa.int64()), ("counts", pa.bool_())]
        schema += [("spent", pa.int64()), ("daily", pa.int64()), ("carry_slot", pa.int32())]
        schema += [("carry_total", pa.int32()), ("carry_asked", pa.int64()), ("carry_most", pa.int64())]
        return table(rows, pa.schema(schema))

    @cached_property
    def leaves(self) -> ibis.Table:
        """Every leaf of every template: what it needs by slot, and the sets that tell the hours to go."""
        rows: list[dict[str, Any]] = []
        for number, one in enumerate(self.templates):
            for leaf_number, leaf in enumerate(one.leaves):
                row: dict[str, Any] = {
                    "l_template": number,
                    "leaf": leaf_number,
                    "group": leaf.group,
                    "fails": leaf.fails,
                    "uncomputed": leaf.uncomputed,
                    "open_slots": leaf.open,
                    "has_covers": leaf.covers is not None,
                    "spent": leaf.spent,
                    "hours": leaf.hours,
                    "special": sum(1 << slot for slot, _ in (*one.caps, *leaf.separate)),
                }
                row |= {f"need{slot}": 0 for slot in range(self.width)}
                row |= {f"need{slot}": need for slot, need in leaf.needs}
                row |= {f"top{slot}": 0 for slot in range(self.width)}
                row |= {f"top{slot}": need for slot, need in leaf.separate}
                covers = [*(leaf.covers or ()), *[0] * MOST_COVERS]
                row |= {f"cover{k}": covers[k] for k in range(MOST_COVERS)}
                rows.append(row)
        schema = [("l_template", pa.int32()), ("leaf", pa.int32()), ("group", pa.int32())]
        schema += [("fails", pa.bool_()), ("uncomputed", pa.bool_()), ("open_slots", pa.int64())]
        schema += [("has_covers", pa.bool_()), ("spent", pa.int32()), ("hours", pa.int64())]
        schema += [("special", pa.int64())]
        schema += [(f"{name}{k}", pa.int64()) for name in ("need", "top") for k in range(self.width)]
        schema += [(f"cover{k}", pa.int64()) for k in range(MOST_COVERS)]
        return table(rows, pa.schema(schema))

    @cached_property
    def specials(self) -> ibis.Table:
        """Caps (of all leaves: `s_leaf` -1) and clauses on top, with their slot and their number."""
        rows = []
        for number, one in enumerate(self.templates):
            found = [(-1, slot, amount) for slot, amount in one.caps]
            found += [(k, *each) for k, leaf in enumerate(one.leaves) for each in leaf.separate]
            rows += [
                {"s_template": number, "s_leaf": leaf, "s_slot": slot, "s_amount": amount}
                for leaf, slot, amount in found
            ]
        schema = [("s_template", pa.int32()), ("s_leaf", pa.int32()), ("s_slot", pa.int32())]
        return table(rows, pa.schema([*schema, ("s_amount", pa.int64())]))

    @cached_property
    def clauses(self) -> ibis.Table:
        """Every row of the result by template; `need` and `asks_more` where one entry tells its state."""
        rows: list[dict[str, Any]] = []
        for number, one in enumerate(self.templates):
            # Of a holding of which nothing is asked one row tells the status.
            nothing = () if one.clauses or one.static else (NOTHING,)
            credential = self.compiled.ids[one.code]
            for at, clause in enumerate(one.clauses):
                entry = clause.entries[0]
                rows.append(
                    {
                        "r_template": number, "credential": credential, "at": at,
                        "clause": clause.clause, "c_unit": clause.unit, "needed": clause.needed,
                        "slot": clause.slot, "asked": clause.asked,
                        "is_cap": clause.is_cap, "fixed": clause.fixed or "",
                        "entries": len(clause.entries) if clause.fixed is None else 1,
                        "need": -1 if entry.need is None else entry.need, "unsettled": entry.uncomputed,
                    }
                )  # fmt: skip
            for at, still in enumerate((*one.static, *nothing), len(one.clauses)):
                rows.append(
                    {
                        "r_template": number, "credential": credential, "at": at,
                        "clause": still.clause, "c_unit": still.unit, "needed": still.needed,
                        "slot": -1, "asked": 0, "is_cap": False,
                        "fixed": still.state or "", "entries": 1, "need": 0, "unsettled": False,
                        "still_counted": still.counted, "still_missing": still.missing,
                    }
                )  # fmt: skip
        schema = [("r_template", pa.int32()), ("credential", pa.string())]
        schema += [("at", pa.int32()), ("clause", pa.string())]
        schema += [("c_unit", pa.string()), ("needed", pa.float64()), ("slot", pa.int32())]
        schema += [("asked", pa.int64()), ("is_cap", pa.bool_()), ("fixed", pa.string())]
        schema += [("entries", pa.int32()), ("need", pa.int64()), ("unsettled", pa.bool_())]
        schema += [("still_counted", pa.float64()), ("still_missing", pa.float64())]
        return table(rows, pa.schema(schema))

    @cached_property
    def entries(self) -> ibis.Table:
        """What the leaves ask of the clauses that they ask different things of."""
        rows = [
            {
                "e_template": number, "e_at": at, "group": entry.group,
                "e_need": -1 if entry.need is None else entry.need, "e_unsettled": entry.uncomputed,
            }
            for number, one in enumerate(self.templates)
            for at, clause in enumerate(one.clauses)
            if len(clause.entries) > 1 and clause.fixed is None
            for entry in clause.entries
        ]  # fmt: skip
        schema = [("e_template", pa.int32()), ("e_at", pa.int32()), ("group", pa.int32())]
        return table(rows, pa.schema([*schema, ("e_need", pa.int64()), ("e_unsettled", pa.bool_())]))


# --- Sums by view


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
    g = g.mutate(mask=_mask_of(g))
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


def _mask_of(g: ibis.Table) -> IntegerValue:
    """The slots under which a class falls in the view of the row."""
    return ibis.cases(
        ((g.look == DONE) | (g.look == ALL), g.strict),
        ((g.look == DONE_OPEN) | (g.look == ALL_OPEN), g.opened),
        else_=g.every,
    )


# --- What caps and clauses on top take away


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
        mask=_mask_of(rows),
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
        mask=_mask_of(rows),
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


# --- Leaves judged


def leaf_rows(v: ibis.Table, losses: ibis.Table, sheets: Sheets) -> ibis.Table:
    """Every leaf in every view: is it satisfied, and the parts that it lacks at least (`to_go`)."""
    width = sheets.width
    leaves = sheets.leaves
    columns = ["hid", "look", "template", *(f"c{k}" for k in range(width))]
    rows = v.select(*columns).inner_join(leaves, v.template == leaves.l_template)
    rows = rows.left_join(
        losses,
        [rows.hid == losses.y_hid, rows.look == losses.y_look, rows.leaf == losses.y_leaf],
    )
    lost = [ibis.coalesce(rows[f"lost{k}"], 0) for k in range(width)]
    lacks = [
        ibis.greatest(rows[f"need{k}"] - ibis.greatest(rows[f"c{k}"] - lost[k], 0), 0) for k in range(width)
    ]
    tops = [ibis.greatest(rows[f"top{k}"] - rows[f"c{k}"], 0) for k in range(width)]
    rows = rows.mutate(
        hard=ibis.coalesce(rows.hard, 0),
        **{f"lack{k}": one for k, one in enumerate(lacks)},
        **{f"more{k}": one for k, one in enumerate(tops)},
    )
    every = [rows[f"{name}{k}"] for name in ("lack", "more") for k in range(width)]
    satisfied = (ibis.greatest(*every) == 0) & ~rows.fails
    return rows.select(
        "hid",
        "look",
        "template",
        "leaf",
        "group",
        "fails",
        "uncomputed",
        ok=ibis.ifelse(satisfied, 1, 0),
        to_go=_to_go(rows, width),
        hard=ibis.ifelse((rows.hard == 1) | _open_end(rows, width), 1, 0),
    )


def _is_open(rows: ibis.Table, slot: int) -> BooleanValue:
    return (rows.open_slots & ibis.literal(1 << slot).cast("int64")) != 0


def _to_go(rows: ibis.Table, width: int) -> IntegerValue:
    """The most that a set of clauses lacks of which no new hour serves two, and what lacks on top."""
    sets = []
    for number in range(MOST_COVERS):
        cover = rows[f"cover{number}"]
        lacks = [ibis.ifelse((cover & (1 << k)) != 0, rows[f"lack{k}"], 0) for k in range(width)]
        # Most have few sets: what is not there need not be added up.
        sets.append(ibis.ifelse(cover != 0, reduce(add, lacks), 0))
    tops = [ibis.ifelse(_is_open(rows, k), rows[f"more{k}"], 0) for k in range(width)]
    return ibis.greatest(*sets) + reduce(add, tops)


def _open_end(rows: ibis.Table, width: int) -> BooleanValue:
    """Whether hours are lacking of which no sets of clauses tell how many new ones do."""
    lacking = [_is_open(rows, k) & (rows[f"lack{k}"] + rows[f"more{k}"] > 0) for k in range(width)]
    return ~rows.has_covers & (rows.look == DONE) & reduce(or_, lacking)


def ranked(rows: ibis.Table) -> ibis.Table:
    """By holding, what follows from all leaves: `rank` with all planned, `rank_now` with what is done."""
    found = rows.group_by("hid", "leaf", "group", "fails", "uncomputed").agg(
        **{
            f"ok{view}": ibis.ifelse(rows.look == view, rows.ok, ibis.null("int8")).max() for view in range(6)
        },
        to_go=ibis.ifelse(rows.look == DONE, rows.to_go, 0).max(),
        hard=rows.hard.max(),
    )
    done = found.ok0
    done_open, done_all = ibis.coalesce(found.ok1, done), ibis.coalesce(found.ok2, done)
    planned = ibis.coalesce(found.ok3, done)
    planned_open = ibis.coalesce(found.ok4, found.ok3, done_open)
    planned_all = ibis.coalesce(found.ok5, found.ok3, done_all)
    # Met only if credits were at several places at once: whether they can be counted so is not told here.
    hanging = ((done_all == 1) & (done_open == 0)) | ((planned_all == 1) & (planned_open == 0))
    leaves = found.mutate(
        hanging=ibis.ifelse(hanging, 1, 0),
        rank=_rank(found, planned, planned_open, planned_all),
        rank_now=_rank(found, done, done_open, done_all),
    )
    groups = leaves.group_by("hid", "group").agg(
        hard=leaves.hard.max(),
        hanging=leaves.hanging.max(),
        to_go=leaves.to_go.max(),
        low=leaves.rank.min(),
        high=leaves["rank"].max(),
        low_now=leaves.rank_now.min(),
        high_now=leaves.rank_now.max(),
    )
    whole = groups.group_by("hid").agg(
        hard=groups.hard.max(),
        hanging=groups.hanging.max(),
        to_go=groups.to_go.max(),
        rank=joined(groups.low, groups.high),
        rank_now=joined(groups.low_now, groups.high_now),
    )
    return whole.rename(j_hid="hid")


def _rank(rows: ibis.Table, sure: Any, open_: Any, every: Any) -> IntegerValue:
    return ibis.cases(
        (rows.fails | (every == 0), 3), (open_ == 0, 2), ((sure == 0) | rows.uncomputed, 1), else_=0
    )


def joined(low: IntegerValue, high: IntegerValue) -> IntegerValue:
    """One rank from those of groups of leaves (their best, `low`, and worst): see `rules.verdict.joined`."""
    return ibis.cases((low.min() == high.max(), low.min()), (low.min() == 3, 3), (low.max() >= 2, 2), else_=1)


def status_of(h: ibis.Table) -> Any:
    """The status of a holding: of those that apply the first."""
    return ibis.cases(
        (h.status_told != "", h.status_told),
        (h.lapsed, "lapsed"),
        (h["rank"] == 3, "short"),
        (h["rank"] == 2, "unknown"),
        ((h.base == "check") | (h["rank"] == 1), "check"),
        (h.base == "not-required", "not-required"),
        (h.rank_now == 0, "met"),
        else_="planned",
    )


# --- Clauses judged


def outcome(need: Any, unsettled: Any, figures: Sequence[Any]) -> IntegerValue:
    """The rank of one clause: by what is done, with what is planned, and that read generously."""
    done, planned, opened, every = figures
    return ibis.cases(
        (need < 0, 0),
        (unsettled, 1),
        (done >= need, 0),
        ((opened > planned) & (opened >= need), 1),
        ((every > planned) & (every >= need), 2),
        else_=3,
    )


def rank_name(rank: IntegerValue) -> Any:
    """A rank as a state."""
    return case_of(rank, {number: ibis.literal(name) for number, name in _NAMES.items()}, ibis.literal(""))
