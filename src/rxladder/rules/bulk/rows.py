"""The rows of the holdings that are decided: one for each clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
from ibis.expr.types import IntegerValue

from rxladder.rules.bulk.day_math import case_of
from rxladder.rules.bulk.judged import joined, outcome, rank_name
from rxladder.rules.bulk.judgement import Judgement, Losses
from rxladder.rules.bulk.kept import kept
from rxladder.rules.bulk.losses import cap_losses
from rxladder.rules.bulk.sheets import Sheets
from rxladder.rules.bulk.templates import PARTS


def rows_of_all(found: Judgement, sheets: Sheets) -> ibis.Table:
    """The rows of all holdings that are decided; those of a holding go in the order of their `row`."""
    v = found.verdicts
    h = v.filter(v.why == "").select("person", "starts", "ends", "status", "to_go", "unit", "stand_in")
    clauses = _with_ranks(_counted(found, sheets), found, sheets).rename(c_hid="hid", c_row="row")
    r = h.inner_join(clauses, h.stand_in == clauses.c_hid)
    told = sheets.clauses.select("row", "credential", "clause", "c_unit", "needed", "fixed")
    r = r.inner_join(told, r.c_row == told.row)
    state = ibis.ifelse(r.fixed != "", r.fixed, rank_name(r["rank"]))
    return r.select(
        "person",
        "credential",
        term_starts=r.starts.cast("date"),
        term_ends=r.ends.cast("date"),
        status="status",
        hours_to_go=_up(r.to_go, r.unit),
        clause="clause",
        unit="c_unit",
        needed="needed",
        counted="counted",
        missing="missing",
        state=ibis.ifelse(r.clause.isnull(), ibis.null("string"), state),
        row="c_row",
    )


def _counted(found: Judgement, sheets: Sheets) -> ibis.Table:
    """Every clause (`row`) of each holding that stands in for others: what is done, and what that makes it.

    Hours have two decimals: those counted are cut, those missing raised.
    """
    figures = _figures(found.strict, found.lost, sheets.width).drop("look")
    v = found.verdicts.filter(found.verdicts.hid == found.verdicts.stand_in)
    v = v.select("hid", "template", "unit", "more").left_join(figures, "hid").drop("hid_right")
    r = v.inner_join(sheets.clauses, v.template == sheets.clauses.r_template)
    done = case_of(r.slot, {k: r[f"c{k}"] for k in range(sheets.width)}, ibis.literal(0))
    r = r.mutate(done=ibis.coalesce(done, 0).cast("int64"))
    still = r.slot < 0
    open_ = ~still & (r.fixed == "") & ((r.entries > 1) | r.unsettled | (r.done < r.need))
    counted = ibis.ifelse(r.is_cap, ibis.least(r.done, r.asked), r.done)
    missing = ibis.ifelse(r.is_cap, 0, ibis.greatest(r.asked - r.done, 0))
    return r.select(
        "hid",
        "row",
        "done",
        counted=ibis.ifelse(still, r.still_counted, _down(counted, r.unit)),
        missing=ibis.ifelse(still, r.still_missing, _up(missing, r.unit)),
        by_done=outcome(r.need, r.unsettled, [r.done] * 4).cast("int8"),
        asks_more=open_ & ((r.entries > 1) | r.more),
    ).pipe(kept)


def _figures(v: ibis.Table, x: Losses, width: int) -> ibis.Table:
    """What each slot counts by itself: its hours less those that caps take."""
    losses = cap_losses(x.beside, x.spent, width)
    joined = v.left_join(losses, [v.hid == losses.x_hid, v.look == losses.x_look])
    counts = {f"c{k}": joined[f"c{k}"] - ibis.coalesce(joined[f"loss{k}"], 0) for k in range(width)}
    return joined.select("hid", "look", **counts)


def _with_ranks(r: ibis.Table, found: Judgement, sheets: Sheets) -> ibis.Table:
    """The clauses with their rank: what is done tells most, of those short now also the rest."""
    more = _figures(found.generous, found.lost_generously, sheets.width)
    seen = _seen(r.filter(r.asks_more).select("hid", "row", "done"), more, sheets)
    single = seen.filter(seen.entries == 1)
    plain = single.select(
        s_hid="hid", s_row="row", found=outcome(single.need, single.unsettled, _four(single))
    )
    entries = sheets.entries
    several = seen.filter(seen.entries > 1)
    several = several.inner_join(entries, several["row"] == entries.e_row)
    several = several.mutate(found=outcome(several.e_need, several.e_unsettled, _four(several)))
    groups = several.group_by("hid", "row", "group").agg(low=several.found.min(), high=several.found.max())
    together = groups.group_by("hid", "row").agg(found=joined(groups.low, groups.high))
    ranks = plain.union(together.select(s_hid="hid", s_row="row", found="found"))
    r = r.left_join(ranks, [r.hid == ranks.s_hid, r["row"] == ranks.s_row])
    return r.select("hid", "row", "counted", "missing", rank=ibis.coalesce(r.found, r.by_done).cast("int8"))


def _seen(asked: ibis.Table, more: ibis.Table, sheets: Sheets) -> ibis.Table:
    """Clauses with what they count in each of the other views (`v1`…`v5`; null where nothing is told)."""
    told = sheets.clauses.select("row", "slot", "entries", "need", "unsettled")
    seen = asked.inner_join(told.select("row", "slot"), "row")
    seen = seen.left_join(more.rename(m_hid="hid"), [("hid", "m_hid")])
    slots = {k: seen[f"c{k}"] for k in range(sheets.width)}
    seen = seen.mutate(figure=case_of(seen.slot, slots, ibis.literal(0)))
    views = {
        f"v{view}": ibis.ifelse(seen.look == view, seen.figure, ibis.null("int64")).max()
        for view in range(1, 6)
    }
    found = seen.group_by("hid", "row").agg(done=seen.done.max(), **views)
    return found.inner_join(told.drop("slot"), "row").pipe(kept)


def _four(seen: ibis.Table) -> Sequence[Any]:
    """What a clause counts: done; with what is planned; that read by the board; and in all ways."""
    planned = ibis.coalesce(seen.v3, seen.done)
    opened = ibis.coalesce(seen.v4, seen.v3, seen.v1, seen.done)
    every = ibis.coalesce(seen.v5, seen.v3, seen.v2, seen.done)
    return seen.done, planned, opened, every


def _down(parts: IntegerValue, unit: IntegerValue) -> Any:
    """Parts as hours, cut to hundredths."""
    return ((parts - parts % unit) / unit).cast("int64").cast("float64") / PARTS


def _up(parts: IntegerValue, unit: IntegerValue) -> Any:
    """Parts as hours, raised to hundredths."""
    return _down(parts + unit - 1, unit)
