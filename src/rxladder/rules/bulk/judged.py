"""Every holding judged: status, hours to go and the state of each clause, by inequalities over sums.

The sums are laid against a template's leaves. Caps that bind, and hours on top of the total, take hours away
from what lies beside them; as long as at most one clause must choose among them, what each can reach is
reached by all at once, and the hours to go are the most that a set of clauses lacks of which no new hour
serves two. Where more would have to be weighed, the holding is left to the reference engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add, or_
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from rxladder.rules.bulk.day_math import case_of
from rxladder.rules.bulk.sheets import Sheets
from rxladder.rules.bulk.views import ALL, DONE

_RANKS = {"met": 0, "check": 1, "unknown": 2, "short": 3}
_NAMES = {rank: name for name, rank in _RANKS.items()}


# --- Leaves judged


def leaf_rows(v: ibis.Table, losses: ibis.Table, sheets: Sheets) -> ibis.Table:
    """Every leaf in every view: is it satisfied, and the parts that it lacks at least (`to_go`).

    `alone`: one clause at most is short, and nothing that it could take is taken from another.
    """
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
    tops = {f"more{k}": ibis.greatest(rows[f"top{k}"] - rows[f"c{k}"], 0) for k in sheets.on_top}
    rows = rows.mutate(
        hard=ibis.coalesce(rows.hard, 0),
        **{f"lack{k}": one for k, one in enumerate(lacks)},
        **tops,
    )
    gaps = _sum(ibis.ifelse(rows[f"lack{k}"] > 0, 1, 0) for k in range(width))
    more = _sum(rows[name] for name in tops)
    satisfied = (gaps == 0) & (more == 0) & ~rows.fails
    alone = (gaps <= 1) & (more == 0) & (rows.spent < 0)
    return rows.select(
        "hid",
        "look",
        "template",
        "leaf",
        "group",
        "fails",
        "uncomputed",
        ok=ibis.ifelse(satisfied, 1, 0),
        alone=ibis.ifelse(alone, 1, 0),
        to_go=_to_go(rows, sheets),
        hard=ibis.ifelse((rows.hard == 1) | _open_end(rows, sheets), 1, 0),
    )


def _is_open(rows: ibis.Table, slot: int) -> BooleanValue:
    return (rows.open_slots & ibis.literal(1 << slot).cast("int64")) != 0


def _sum(numbers: Iterable[IntegerValue]) -> IntegerValue:
    return reduce(add, numbers, ibis.literal(0))


def _to_go(rows: ibis.Table, sheets: Sheets) -> IntegerValue:
    """The most that a set of clauses lacks of which no new hour serves two, and what lacks on top."""
    sets = []
    for number in range(sheets.covers):
        cover = rows[f"cover{number}"]
        lacks = _sum(ibis.ifelse((cover & (1 << k)) != 0, rows[f"lack{k}"], 0) for k in range(sheets.width))
        # Most have few sets: what is not there need not be added up.
        sets.append(ibis.ifelse(cover != 0, lacks, 0))
    return ibis.greatest(*sets) + _sum(
        ibis.ifelse(_is_open(rows, k), rows[f"more{k}"], 0) for k in sheets.on_top
    )


def _open_end(rows: ibis.Table, sheets: Sheets) -> BooleanValue:
    """Whether hours are lacking of which no sets of clauses tell how many new ones do."""
    columns = [("lack", k) for k in range(sheets.width)] + [("more", k) for k in sheets.on_top]
    lacking = [_is_open(rows, k) & (rows[f"{name}{k}"] > 0) for name, k in columns]
    return ~rows.has_covers & (rows.look == DONE) & reduce(or_, lacking)


def ranked(rows: ibis.Table) -> ibis.Table:
    """By holding, what follows from all leaves: `rank` with all planned, `rank_now` with what is done."""
    found = rows.group_by("hid", "leaf", "group", "fails", "uncomputed").agg(
        **{
            f"ok{view}": ibis.ifelse(rows.look == view, rows.ok, ibis.null("int8")).max() for view in range(6)
        },
        **{
            f"alone{view}": ibis.ifelse(rows.look == view, rows.alone, ibis.null("int8")).max()
            for view in (DONE, ALL)
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
    # Where one clause alone is short of what surely counts, all can be where they serve that one.
    by_done, by_planned = (done_all == 1) & (done_open == 0), (planned_all == 1) & (planned_open == 0)
    alone, alone_planned = found[f"alone{DONE}"], ibis.coalesce(found[f"alone{ALL}"], found[f"alone{DONE}"])
    several = (by_done & (alone == 0)) | (by_planned & (alone_planned == 0))
    leaves = found.mutate(
        hanging=ibis.cases((several, 2), (by_done | by_planned, 1), else_=0),
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
