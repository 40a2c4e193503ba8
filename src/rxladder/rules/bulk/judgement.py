"""From the pairs of credits and holdings to every holding's verdict."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from rxladder.rules.bulk import counted
from rxladder.rules.bulk.alike import stand_ins
from rxladder.rules.bulk.compiled import Compiled
from rxladder.rules.bulk.judged import leaf_rows, ranked, status_of
from rxladder.rules.bulk.kept import kept
from rxladder.rules.bulk.laid import Laid
from rxladder.rules.bulk.left_open import crowded_days, of_all, one_reason, why_not_alone, why_not_decided
from rxladder.rules.bulk.losses import leaf_losses, spent_losses, taken
from rxladder.rules.bulk.sheets import OWN, Sheets
from rxladder.rules.bulk.twins import without_twins
from rxladder.rules.bulk.views import generous_sums, strict_sums


@dataclass(frozen=True)
class Losses:
    """What caps and clauses on top take away (`beside`), and activities whose hours serve nothing else."""

    beside: ibis.Table
    spent: ibis.Table | None


def judged_leaves(v: ibis.Table, g: ibis.Table, sheets: Sheets) -> tuple[ibis.Table, Losses]:
    """Every leaf in every view of `v`, and what caps and clauses on top take away in it."""
    x = taken(v, g, sheets).pipe(kept)
    losses, spent = leaf_losses(x, v, sheets), None
    if any(leaf.spent >= 0 for one in sheets.templates for leaf in one.leaves):
        spent = spent_losses(v, g, sheets).pipe(kept)
        both = losses.union(spent.select(*losses.columns).cast(losses.schema()))
        names = [f"lost{k}" for k in range(sheets.width)]
        losses = both.group_by("y_hid", "y_look", "y_leaf").agg(
            hard=both.hard.max(), **{name: both[name].sum() for name in names}
        )
    return leaf_rows(v, losses, sheets), Losses(x, spent)


@dataclass(frozen=True)
class Judgement:
    """What came of the holdings: `verdicts`, and what the figures of the clauses are made of.

    The figures are those of the holdings that stand in for others.
    """

    verdicts: ibis.Table
    strict: ibis.Table
    generous: ibis.Table
    lost: Losses
    lost_generously: Losses


def judge(h: ibis.Table, assigned: ibis.Table, laid: Laid, sheets: Sheets, compiled: Compiled) -> Judgement:
    """Judge all holdings; `assigned` tells their templates, `h` their windows."""
    width, heads = sheets.width, sheets.heads
    counting = assigned.inner_join(heads.filter(heads.counts), assigned.template == heads.t_template)
    counting = counting.select("hid", "code", *OWN)
    windows = _windows_of(h, counting, compiled)
    found, open_twins = without_twins(laid.pairs, windows, laid.by_kind, compiled)
    found = found.semi_join(counting, "hid").pipe(kept)
    alike = stand_ins(assigned, found, laid.by_kind).pipe(kept)
    own = counting.semi_join(alike.select(hid="stand_in"), "hid")
    g = counted.with_views(found.inner_join(laid.by_kind, "kind").inner_join(own, "hid")).pipe(kept)
    v0 = strict_sums(own, g, width).pipe(kept)
    first, x0 = judged_leaves(v0, g, sheets)
    first = first.pipe(kept)
    wanted = _wanted(first, v0).pipe(kept)
    more = generous_sums(wanted, g, width).pipe(kept)
    rest, x1 = judged_leaves(more, g, sheets)
    ranks = ranked(first.union(rest)).pipe(kept)
    why_not = of_all(why_not_decided(v0, wanted, ranks), alike)
    crowded = crowded_days(laid, counting, sheets)
    why_not = one_reason(why_not, *why_not_alone(open_twins, crowded))
    verdicts = _verdicts(assigned, alike, ranks, why_not, wanted, heads).pipe(kept)
    return Judgement(verdicts, v0, more, x0, x1)


def _windows_of(h: ibis.Table, own: ibis.Table, compiled: Compiled) -> ibis.Table:
    windows = [f"w{at}_{end}" for at in range(compiled.windows) for end in ("starts", "ends")]
    return own.select("hid", "code", "all_caps", "spent", "daily").inner_join(
        h.select("hid", *windows), "hid"
    )


def _wanted(first: ibis.Table, v0: ibis.Table) -> ibis.Table:
    """The holdings of which the other views are asked: those that these may decide otherwise."""
    lacking = first.group_by("hid").agg(ok=first.ok.min(), hard=first.hard.max())
    lacking = lacking.filter(lacking.ok == 0).select("hid")
    wanted = v0.filter((v0.planned == 1) | (v0.unsure == 1)).semi_join(lacking, "hid")
    return wanted.select(
        "hid",
        "template",
        "unit",
        w_planned="planned",
        w_unsure="unsure",
        w_torn="torn",
        carried="carried",
        carry_total="carry_total",
    )


def _verdicts(
    assigned: ibis.Table,
    alike: ibis.Table,
    ranks: ibis.Table,
    why_not: ibis.Table,
    wanted: ibis.Table,
    heads: ibis.Table,
) -> ibis.Table:
    """The status and the hours to go of every holding, or why they cannot be told."""
    h = assigned.left_join(alike.rename(a_hid="hid"), [("hid", "a_hid")]).drop("a_hid")
    h = h.left_join(heads, h.template == heads.t_template)
    h = h.left_join(ranks, h.stand_in == ranks.j_hid)
    h = h.left_join(why_not, h.hid == why_not.n_hid)
    h = h.left_join(wanted.select(w_hid="hid"), [("stand_in", "w_hid")])
    return h.select(
        "hid", "person", "code", "starts", "ends", "template", "unit", "stand_in",
        why=ibis.ifelse((h.why == "") & h.n_why.notnull(), h.n_why, h.why),
        status=status_of(h),
        to_go=ibis.coalesce(h.to_go, 0),
        more=h.w_hid.notnull(),
    )  # fmt: skip
