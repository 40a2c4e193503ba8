"""The audit of a whole workforce, in the database that holds its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import IntegerValue

from rxladder.rules.bulk import counted, judged
from rxladder.rules.bulk.day_math import case_of, plus_days
from rxladder.rules.bulk.kept import kept, listed
from rxladder.rules.bulk.profiles import Profiles
from rxladder.rules.bulk.templates import PARTS
from rxladder.rules.bulk.twins import without_twins
from rxladder.rules.bulk.workforce import Compiled, beside, numbered, with_terms, with_windows
from rxladder.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Audited:
    """What the query found.

    `rows`: one for each person, credential and clause (columns `ROW_COLUMNS`), each equal to what
    `rules.audit` finds. `undecided`: (person, credential, reason) of the holdings of which the query cannot
    tell; all of their rows must come from `rules.audit`, and none is among `rows`.
    """

    rows: ibis.Table
    undecided: ibis.Table


def audit_workforce(
    people: ibis.Table, holdings: ibis.Table, credits: ibis.Table, *, on: date, rulebook: Rulebook
) -> Audited:
    """Audit every holding of the tables on a day, in the database that they belong to.

    The columns are those of the contract (see `records`); `hours` is a number, `date`, `birthday`, `issued`
    and `expires` are dates, all others texts; `person` is of any type and stands in `people` once. No Python
    function runs inside the database. Intermediate results are kept there in temporary tables for as long as
    the answer is.
    """
    with _plain_selects():
        return _audit(people, holdings, credits, Compiled(rulebook, on))


@contextmanager
def _plain_selects() -> Iterator[None]:
    """Steps stay steps: folded into one, what several columns share would be written out for each."""
    before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def _audit(people: ibis.Table, holdings: ibis.Table, credits: ibis.Table, compiled: Compiled) -> Audited:
    given = numbered(holdings, people, compiled).pipe(kept)
    h = with_terms(given, compiled).pipe(kept)
    others = beside(h, compiled)
    h = _without_doubles(with_windows(h, compiled), given)
    h = h.left_join(others, "person").drop("person_right")
    profiles = Profiles(compiled)
    h = profiles.keyed(h, credits).pipe(kept)
    occurring = profiles.occurring(h, given, people, credits)
    with ThreadPoolExecutor(1) as beside_it:
        # The reference engine tells what profiles ask while the database lays credits against windows.
        telling = beside_it.submit(profiles.told, occurring)
        laid = _laid(h, credits, compiled)
        told = telling.result()
    assigned = profiles.assigned(h, told).pipe(kept)
    sheets = judged.Sheets(profiles.templates, compiled)
    judgement = _judge(h, assigned, laid, sheets, compiled)
    verdicts = judgement.verdicts
    undecided = verdicts.filter(verdicts.why != "").inner_join(given.select("hid", "credential"), "hid")
    return Audited(_rows(judgement, sheets), undecided.select("person", "credential", reason="why"))


def _without_doubles(h: ibis.Table, given: ibis.Table) -> ibis.Table:
    """Persons of whom one credential is told twice are left to the reference engine."""
    twice = given.group_by("person", "credential").agg(times=given.count())
    twice = twice.filter(twice.times > 1).select(twice_person="person").distinct()
    joined = h.left_join(twice, h.person == twice.twice_person)
    why = ibis.ifelse(
        (joined.why == "") & joined.twice_person.notnull(), "a credential held twice", joined.why
    )
    return joined.mutate(why=why).drop("twice_person")


@dataclass(frozen=True)
class _Laid:
    """Credits against the windows of holdings: the pairs, and what is known of each kind of credits."""

    pairs: ibis.Table
    by_kind: ibis.Table


def _laid(h: ibis.Table, credits: ibis.Table, compiled: Compiled) -> _Laid:
    asked = [code for code, slots in enumerate(compiled.slots) if slots.slots]
    holders = h.filter((h.why == "") & h.code.isin(asked))
    codes = sorted(one["code"] for one in listed(holders.select("code").distinct()))
    places = counted.places_of(credits)
    kinds = counted.kinds(places, codes, compiled)
    pairs = counted.laid(counted.prepared(credits, places), holders, kinds, compiled)
    return _Laid(pairs.pipe(kept), kinds.select("kind", *counted.KIND).distinct())


@dataclass(frozen=True)
class _Judgement:
    """What came of the holdings: `verdicts`, and what the figures of the clauses are made of."""

    verdicts: ibis.Table
    strict: ibis.Table
    generous: ibis.Table
    lost: _Losses
    lost_generously: _Losses


def _judge(
    h: ibis.Table, assigned: ibis.Table, laid: _Laid, sheets: judged.Sheets, compiled: Compiled
) -> _Judgement:
    width, heads = sheets.width, sheets.heads
    own = assigned.inner_join(heads.filter(heads.counts), assigned.template == heads.t_template)
    own = own.select("hid", "code", *judged.OWN)
    found, open_twins = without_twins(laid.pairs, _windows_of(h, own, compiled), laid.by_kind, compiled)
    g = counted.with_views(found.inner_join(laid.by_kind, "kind").inner_join(own, "hid")).pipe(kept)
    v0 = judged.strict_sums(own, g, width).pipe(kept)
    first, x0 = _leaves(v0, g, sheets)
    first = first.pipe(kept)
    wanted = _wanted(first, v0).pipe(kept)
    more = judged.generous_sums(wanted, g, width).pipe(kept)
    rest, x1 = _leaves(more, g, sheets)
    ranks = judged.ranked(first.union(rest)).pipe(kept)
    crowded = _crowded_days(laid, own, sheets)
    why_not = _why_not(v0, wanted, ranks, open_twins, crowded)
    verdicts = _verdicts(assigned, ranks, why_not, wanted, heads).pipe(kept)
    return _Judgement(verdicts, v0, more, x0, x1)


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
    assigned: ibis.Table, ranks: ibis.Table, why_not: ibis.Table, wanted: ibis.Table, heads: ibis.Table
) -> ibis.Table:
    """The status and the hours to go of every holding, or why they cannot be told."""
    h = assigned.left_join(heads, assigned.template == heads.t_template)
    h = h.left_join(ranks, h.hid == ranks.j_hid)
    h = h.left_join(why_not, h.hid == why_not.n_hid)
    h = h.left_join(wanted.select(w_hid="hid"), [("hid", "w_hid")])
    return h.select(
        "hid", "person", "code", "starts", "ends", "template", "unit",
        why=ibis.ifelse((h.why == "") & h.n_why.notnull(), h.n_why, h.why),
        status=judged.status_of(h),
        to_go=ibis.coalesce(h.to_go, 0),
        more=h.w_hid.notnull(),
    )  # fmt: skip


@dataclass(frozen=True)
class _Losses:
    """What caps and clauses on top take away (`beside`), and activities whose hours serve nothing else."""

    beside: ibis.Table
    spent: ibis.Table | None


def _leaves(v: ibis.Table, g: ibis.Table, sheets: judged.Sheets) -> tuple[ibis.Table, _Losses]:
    x = judged.taken(v, g, sheets).pipe(kept)
    losses, spent = judged.leaf_losses(x, v, sheets), None
    if any(leaf.spent >= 0 for one in sheets.templates for leaf in one.leaves):
        spent = judged.spent_losses(v, g, sheets).pipe(kept)
        both = losses.union(spent.select(*losses.columns).cast(losses.schema()))
        names = [f"lost{k}" for k in range(sheets.width)]
        losses = both.group_by("y_hid", "y_look", "y_leaf").agg(
            hard=both.hard.max(), **{name: both[name].sum() for name in names}
        )
    return judged.leaf_rows(v, losses, sheets), _Losses(x, spent)


# --- What the query cannot tell


def _why_not(
    v0: ibis.Table,
    wanted: ibis.Table,
    ranks: ibis.Table,
    open_twins: ibis.Table,
    crowded: ibis.Table | None,
) -> ibis.Table:
    """The holdings of which the query cannot tell, by what their credits are; one reason each."""
    found = [
        _why(v0.filter(v0.unread == 1), "a credit that cannot be read"),
        _why(v0.filter(v0.inexact == 1), "hours finer than hundredths"),
        _why(
            wanted.filter(wanted.w_torn == 1).semi_join(
                ranks.filter(ranks.hanging == 1).select(hid="j_hid"), "hid"
            ),
            "a credit that may have several places",
        ),
        _why(open_twins, "an activity taken twice in different ways"),
        _why(ranks.filter(ranks.hard == 1).rename(hid="j_hid"), "clauses that compete for the same hours"),
    ]
    if crowded is not None:
        found.append(_why(crowded, "more hours on a day than may count"))
    whole = found[0].union(*found[1:])
    return whole.group_by("hid").agg(n_why=whole.n_why.min()).rename(n_hid="hid")


def _why(holdings: ibis.Table, reason: str) -> ibis.Table:
    return holdings.select("hid", n_why=ibis.literal(reason))


def _crowded_days(laid: _Laid, holders: ibis.Table, sheets: judged.Sheets) -> ibis.Table | None:
    """Holdings with more hours on a day, or on two side by side, than a cap by the day allows."""
    caps: dict[int, int] = {}
    slots: dict[int, int] = {}
    for one in sheets.templates:
        for slot, amount in one.daily:
            hundredths = amount // one.unit
            caps[one.code] = min(hundredths, caps.get(one.code, hundredths))
            slots[one.code] = slots.get(one.code, 0) | 1 << slot
    if not caps:
        return None
    own = holders.filter(holders.code.isin(sorted(caps))).select("hid", "code")
    kinds = laid.by_kind.select("kind", "sure", "told", "open")
    mine = laid.pairs.inner_join(own, "hid").inner_join(kinds, "kind")
    bits = case_of(mine.code, {code: ibis.literal(mask) for code, mask in slots.items()}, ibis.literal(0))
    mine = mine.filter(((mine.sure | mine.told | mine.open) & mine.within & bits) != 0)
    days = mine.group_by("hid", "code", "date").agg(parts=mine.parts.sum())
    by = ibis.window(group_by="hid", order_by="date")
    days = days.mutate(before=days.date.lag().over(by), parts_before=days.parts.lag().over(by))
    beside = plus_days(days.before, 1) == days.date
    both = days.parts + ibis.ifelse(ibis.coalesce(beside, False), days.parts_before, 0)
    cap = case_of(days.code, {code: ibis.literal(cap) for code, cap in caps.items()}, ibis.literal(0))
    return days.filter(both > cap).select("hid").distinct()


# --- The rows


def _rows(found: _Judgement, sheets: judged.Sheets) -> ibis.Table:
    """The rows of all holdings that are decided."""
    figures = _figures(found.strict, found.lost, sheets.width).drop("look")
    h = found.verdicts.filter(found.verdicts.why == "").left_join(figures, "hid").drop("hid_right")
    r = h.inner_join(sheets.clauses, h.template == sheets.clauses.r_template)
    done = case_of(r.slot, {k: r[f"c{k}"] for k in range(sheets.width)}, ibis.literal(0))
    r = r.mutate(done=ibis.coalesce(done, 0).cast("int64"))
    r = r.drop("r_template", *(f"c{k}" for k in range(sheets.width)))
    more = _figures(found.generous, found.lost_generously, sheets.width)
    return _written(_with_states(r, more, sheets))


def _figures(v: ibis.Table, x: _Losses, width: int) -> ibis.Table:
    """What each slot counts by itself: its hours less those that caps take."""
    losses = judged.cap_losses(x.beside, x.spent, width)
    joined = v.left_join(losses, [v.hid == losses.x_hid, v.look == losses.x_look])
    counts = {f"c{k}": joined[f"c{k}"] - ibis.coalesce(joined[f"loss{k}"], 0) for k in range(width)}
    return joined.select("hid", "look", **counts)


def _with_states(r: ibis.Table, more: ibis.Table, sheets: judged.Sheets) -> ibis.Table:
    """The state of each clause: of most what is done tells it, of those that are short now also the rest."""
    open_ = (r.slot >= 0) & (r.fixed == "") & ((r.entries > 1) | r.unsettled | (r.done < r.need))
    r = r.mutate(asks_more=open_ & ((r.entries > 1) | r.more))
    keys = ["hid", "at", "template", "done", "entries", "need", "unsettled"]
    seen = _seen(r.filter(r.asks_more).select(*keys, "slot"), more, sheets.width)
    single = seen.filter(seen.entries == 1)
    plain = single.select(
        s_hid="hid", s_at="at", found=judged.outcome(single.need, single.unsettled, _four(single))
    )
    entries = sheets.entries
    several = seen.filter(seen.entries > 1)
    several = several.inner_join(
        entries, [several.template == entries.e_template, several["at"] == entries.e_at]
    )
    several = several.mutate(found=judged.outcome(several.e_need, several.e_unsettled, _four(several)))
    groups = several.group_by("hid", "at", "group").agg(low=several.found.min(), high=several.found.max())
    joined = groups.group_by("hid", "at").agg(found=judged.joined(groups.low, groups.high))
    states = plain.union(joined.select(s_hid="hid", s_at="at", found="found"))
    asked = r.filter(r.asks_more)
    asked = asked.inner_join(states, [asked.hid == states.s_hid, asked["at"] == states.s_at])
    told = r.filter(~r.asks_more)
    told = told.mutate(found=judged.outcome(told.need, told.unsettled, [told.done] * 4))
    names = [*r.columns, "found"]
    both = told.select(names).cast({"found": "int8"}).union(asked.select(names).cast({"found": "int8"}))
    return both.mutate(state=ibis.ifelse(both.fixed != "", both.fixed, judged.rank_name(both.found)))


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
    """The rows with hours to two decimals: counted cut, missing and to go raised."""
    still = r.slot < 0
    counted_ = ibis.ifelse(r.is_cap, ibis.least(r.done, r.asked), r.done)
    missing = ibis.ifelse(r.is_cap, 0, ibis.greatest(r.asked - r.done, 0))
    state = ibis.ifelse(r.clause.isnull(), ibis.null("string"), r.state)
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
