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
    """The rows of all holdings that are decided."""
    v = found.verdicts
    clauses = _clauses(found, sheets)
    h = v.filter(v.why == "").select("person", "starts", "ends", "status", "to_go", "unit", "stand_in")
    clauses = clauses.rename({f"c_{name}": name for name in _CLAUSE})
    r = h.inner_join(clauses, h.stand_in == clauses.hid)
    return r.select(
        "person",
        "credential",
        term_starts=r.starts.cast("date"),
        term_ends=r.ends.cast("date"),
        status="status",
        hours_to_go=_up(r.to_go, r.unit),
        **{name: r[f"c_{name}"] for name in _CLAUSE},
    )


_CLAUSE = ("clause", "unit", "needed", "counted", "missing", "state")


def _clauses(found: Judgement, sheets: Sheets) -> ibis.Table:
    """Every clause of each holding that stands in for others."""
    figures = _figures(found.strict, found.lost, sheets.width).drop("look")
    v = found.verdicts.filter(found.verdicts.hid == found.verdicts.stand_in)
    v = v.select("hid", "template", "unit", "more").left_join(figures, "hid").drop("hid_right")
    r = v.inner_join(sheets.clauses, v.template == sheets.clauses.r_template)
    done = case_of(r.slot, {k: r[f"c{k}"] for k in range(sheets.width)}, ibis.literal(0))
    r = r.mutate(done=ibis.coalesce(done, 0).cast("int64"))
    r = r.drop("r_template", *(f"c{k}" for k in range(sheets.width))).pipe(kept)
    more = _figures(found.generous, found.lost_generously, sheets.width)
    return _written(_with_states(r, more, sheets)).pipe(kept)


def _figures(v: ibis.Table, x: Losses, width: int) -> ibis.Table:
    """What each slot counts by itself: its hours less those that caps take."""
    losses = cap_losses(x.beside, x.spent, width)
    joined = v.left_join(losses, [v.hid == losses.x_hid, v.look == losses.x_look])
    counts = {f"c{k}": joined[f"c{k}"] - ibis.coalesce(joined[f"loss{k}"], 0) for k in range(width)}
    return joined.select("hid", "look", **counts)


def _with_states(r: ibis.Table, more: ibis.Table, sheets: Sheets) -> ibis.Table:
    """The state of each clause: of most what is done tells it, of those that are short now also the rest."""
    open_ = (r.slot >= 0) & (r.fixed == "") & ((r.entries > 1) | r.unsettled | (r.done < r.need))
    r = r.mutate(asks_more=open_ & ((r.entries > 1) | r.more))
    keys = ["hid", "at", "template", "done", "entries", "need", "unsettled"]
    seen = _seen(r.filter(r.asks_more).select(*keys, "slot"), more, sheets.width)
    single = seen.filter(seen.entries == 1)
    plain = single.select(s_hid="hid", s_at="at", found=outcome(single.need, single.unsettled, _four(single)))
    entries = sheets.entries
    several = seen.filter(seen.entries > 1)
    several = several.inner_join(
        entries, [several.template == entries.e_template, several["at"] == entries.e_at]
    )
    several = several.mutate(found=outcome(several.e_need, several.e_unsettled, _four(several)))
    groups = several.group_by("hid", "at", "group").agg(low=several.found.min(), high=several.found.max())
    together = groups.group_by("hid", "at").agg(found=joined(groups.low, groups.high))
    states = plain.union(together.select(s_hid="hid", s_at="at", found="found"))
    asked = r.filter(r.asks_more)
    asked = asked.inner_join(states, [asked.hid == states.s_hid, asked["at"] == states.s_at])
    told = r.filter(~r.asks_more)
    told = told.mutate(found=outcome(told.need, told.unsettled, [told.done] * 4))
    names = [*r.columns, "found"]
    both = told.select(names).cast({"found": "int8"}).union(asked.select(names).cast({"found": "int8"}))
    return both.mutate(state=ibis.ifelse(both.fixed != "", both.fixed, rank_name(both.found)))


def _seen(clauses: ibis.Table, more: ibis.Table, width: int) -> ibis.Table:
    """Clauses with what they count in each of the other views (`v1`…`v5`; null where nothing is told)."""
    seen = clauses.left_join(more.rename(m_hid="hid"), [("hid", "m_hid")])
    seen = seen.mutate(figure=case_of(seen.slot, {k: seen[f"c{k}"] for k in range(width)}, ibis.literal(0)))
    views = {
        f"v{view}": ibis.ifelse(seen.look == view, seen.figure, ibis.null("int64")).max()
        for view in range(1, 6)
    }
    return seen.group_by([name for name in clauses.columns if name != "slot"]).agg(**views)


def _four(seen: ibis.Table) -> Sequence[Any]:
    """What a clause counts: done; with what is planned; that read by the board; and in all ways."""
    planned = ibis.coalesce(seen.v3, seen.done)
    opened = ibis.coalesce(seen.v4, seen.v3, seen.v1, seen.done)
    every = ibis.coalesce(seen.v5, seen.v3, seen.v2, seen.done)
    return seen.done, planned, opened, every


def _written(r: ibis.Table) -> ibis.Table:
    """The rows with hours to two decimals: counted cut, missing raised."""
    still = r.slot < 0
    counted_ = ibis.ifelse(r.is_cap, ibis.least(r.done, r.asked), r.done)
    missing = ibis.ifelse(r.is_cap, 0, ibis.greatest(r.asked - r.done, 0))
    state = ibis.ifelse(r.clause.isnull(), ibis.null("string"), r.state)
    return r.select(
        "hid",
        "credential",
        clause="clause",
        unit="c_unit",
        needed="needed",
        counted=ibis.ifelse(still, r.still_counted, _down(counted_, r.unit)),
        missing=ibis.ifelse(still, r.still_missing, _up(missing, r.unit)),
        state=state,
    )


def _down(parts: IntegerValue, unit: IntegerValue) -> Any:
    """Parts as hours, cut to hundredths."""
    return ((parts - parts % unit) / unit).cast("int64").cast("float64") / PARTS


def _up(parts: IntegerValue, unit: IntegerValue) -> Any:
    """Parts as hours, raised to hundredths."""
    return _down(parts + unit - 1, unit)
