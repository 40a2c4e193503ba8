"""Clauses judged one by one: what each counts, what is missing, and its state under all open answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from rxladder.facts.says import say_clause
from rxladder.rules.conditions import Context
from rxladder.rules.demands import OVERRIDE, Demand, Want, overrides_of
from rxladder.rules.explain import explain
from rxladder.rules.ledger import Instance, Ledger, Row
from rxladder.rules.problems import ALL_GRANTED, OPEN_GRANTED, SURE, Reading, View, posed
from rxladder.rules.result import Because, ClauseResult, ClauseState
from rxladder.rules.sources import source_note
from rxladder.rules.verdict import Outcome, joined

_NONE = Fraction(0)


def clause_results(
    ledger: Ledger | None,
    readings: Sequence[Reading],
    demands: Sequence[Demand],
    context: Context,
    keeps: Sequence[tuple[Demand, Outcome]],
) -> tuple[ClauseResult, ...]:
    """Every clause that is asked, in the order of the pack, then what must be kept."""
    found: list[ClauseResult] = []
    if ledger is not None and ledger.instances:
        figures = _Figures(ledger, _widest(readings, ledger))
        for instance in ledger.instances:
            wants = [demand.wants.get(instance.position) for demand in demands]
            if any(want is not None for want in wants):
                found.append(_clause(instance, wants, demands, figures, context))
    if keeps:
        found.append(_kept(keeps, context))
    return tuple(found)


class _Figures:
    """What each instance counts by itself, for the credits done, for all of them, and read generously."""

    def __init__(self, ledger: Ledger, reading: Reading) -> None:
        self.ledger = ledger
        self._reading = reading
        done = [row for row in ledger.rows if row.done]
        self.done = self._counted(done, SURE)
        planned = len(done) < len(ledger.rows)
        self.planned = self._counted(ledger.rows, SURE) if planned else self.done
        self.opened = self._counted(ledger.rows, OPEN_GRANTED) if ledger.uncertain else self.planned
        self.granted = self._counted(ledger.rows, ALL_GRANTED) if ledger.uncertain else self.planned

    def _counted(self, rows: Sequence[Row], view: View) -> dict[int, Fraction]:
        counted = posed(self._reading, self.ledger, rows, view).counted.counted
        unit = self.ledger.unit
        hours = {
            bit: Fraction(parts, unit) if type(parts) is int else parts / unit
            for bit, parts in counted.items()
        }
        for instance in self.ledger.instances:
            if instance.clause.unit == "activities":
                number = sum(1 for row in rows if view.mask(row, 0) & instance.bit)
                hours[instance.bit] = Fraction(number)
            elif instance.bit not in hours:
                hours[instance.bit] = self._plain(rows, view, instance.bit)
        return hours

    def _plain(self, rows: Sequence[Row], view: View, bit: int) -> Fraction:
        return sum((row.hours for row in rows if view.mask(row, 0) & bit), _NONE)


def _widest(readings: Sequence[Reading], ledger: Ledger) -> Reading:
    """One reading that asks the most of every clause that any leaf asks."""
    if len(readings) == 1:
        return readings[0]
    wants: dict[int, Want] = {}
    for reading in readings:
        for position, want in reading.demand.wants.items():
            known = wants.get(position)
            if known is None or want.amount > known.amount:
                wants[position] = want
    widest = replace(readings[0], demand=replace(readings[0].demand, wants=wants))
    for name in ("minimums", "caps", "separate", "activities", "on_top"):
        merged: dict[int, Fraction] = {}
        for reading in readings:
            for bit, amount in getattr(reading, name).items():
                merged[bit] = max(amount, merged.get(bit, amount))
        setattr(widest, name, merged)
    return widest


def _clause(
    instance: Instance,
    wants: Sequence[Want | None],
    demands: Sequence[Demand],
    figures: _Figures,
    context: Context,
) -> ClauseResult:
    clause, ref = instance.clause, figures.ledger.requirement.ref
    asked = max((want for want in wants if want is not None), key=lambda want: want.amount)
    cap = instance.is_cap
    counted = figures.done[instance.bit]
    state: ClauseState
    if cap:
        state, missing, counted = "met", _NONE, min(counted, asked.amount)
    else:
        missing = max(_NONE, asked.amount - counted)
        state = _state(instance, wants, demands, figures, context)
    override = next(iter(overrides_of(context, instance.span.ends)), None) if _overridden(wants) else None
    return ClauseResult(
        id=instance.id,
        says=say_clause(instance.id, clause, None if clause.hours_unknown else asked.amount, context.packs),
        unit=clause.unit,
        needed=None if clause.hours_unknown and not asked.waived_by else asked.amount,
        counted=counted,
        missing=missing,
        state=state,
        source=figures.ledger.requirement.source(instance.position),
        kind="at-most" if cap else "at-least",
        planned=max(_NONE, figures.planned[instance.bit] - figures.done[instance.bit]),
        window=(instance.span.starts, instance.span.ends),
        separate=asked.separate,
        note=clause.note or clause.contradicts,
        because=_why_asked(instance, asked, context, figures.ledger),
        override=override,
    )


def _overridden(wants: Sequence[Want | None]) -> bool:
    return any(want is not None and OVERRIDE in (want.waived_by, want.lowered_by) for want in wants)


def _state(
    instance: Instance,
    wants: Sequence[Want | None],
    demands: Sequence[Demand],
    figures: _Figures,
    context: Context,
) -> ClauseState:
    if instance.opens_later(context.on):
        return "not-yet"
    outcomes = [
        (demand, _outcome(want, figures, instance.bit)) for demand, want in zip(demands, wants, strict=True)
    ]
    return joined(outcomes)


def _outcome(want: Want | None, figures: _Figures, bit: int) -> Outcome:
    if want is None:
        return "met"
    if want.uncomputed:
        return "check"
    if figures.done[bit] >= want.amount:
        return "met"
    if figures.opened[bit] > figures.planned[bit] and figures.opened[bit] >= want.amount:
        return "check"
    if figures.granted[bit] > figures.planned[bit] and figures.granted[bit] >= want.amount:
        return "unknown"
    return "short"


def _why_asked(instance: Instance, want: Want, context: Context, ledger: Ledger) -> Because | None:
    """Why a clause is asked at all, where that hangs on a condition."""
    when = instance.clause.when
    if when is None or want.waived_by:
        return None
    ref = ledger.requirement.ref
    return explain(when, context, ref, instance.clause.sources or ref.credential.ce.sources)


def _kept(keeps: Sequence[tuple[Demand, Outcome]], context: Context) -> ClauseResult:
    ref = context.packs.credentials[context.credential]
    node = ref.credential.keeps
    assert node is not None
    state = joined(keeps)
    because = explain(node, context, ref, ref.credential.sources)
    have = Fraction(1 if state == "met" else 0)
    return ClauseResult(
        id="keeps",
        says=because.says,
        unit="activities",
        needed=Fraction(1),
        counted=have,
        missing=1 - have,
        state=state,
        source=because.source or source_note(ref, tuple(ref.pack.sources)),
        kind="keeps",
        note=node.note,
        because=because,
    )
