"""Clauses judged one by one: what each counts, what is missing, and its state under all open answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rxladder.career.record import Override
from rxladder.facts.conditions import Due, Node, walk
from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import voice
from rxladder.facts.load import CredentialRef
from rxladder.rules.conditions import deadline, extension, is_late, truth
from rxladder.rules.context import Context
from rxladder.rules.counting import Amount, in_hours
from rxladder.rules.explain import asked_now, explain
from rxladder.rules.extensions import kept_deadlines
from rxladder.rules.ledger import Ledger, Row
from rxladder.rules.problems import ALL_GRANTED, OPEN_GRANTED, SURE, View, posed, widest
from rxladder.rules.result import Because, ClauseResult, ClauseState
from rxladder.rules.sheets import Instance
from rxladder.rules.sources import source_note
from rxladder.rules.told import told_of
from rxladder.rules.told_otherwise import corrects, order_result, orders_apart, overrides_of, span_of_order
from rxladder.rules.verdict import Outcome, joined
from rxladder.rules.wants import Demand, Reading, Want

_KEPT = 5_000


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
        figures = _Figures(ledger, widest(readings))
        for instance in ledger.instances:
            wants = [demand.wants.get(instance.position) for demand in demands]
            asked = wants[0] if len(wants) == 1 else _most(wants)
            if asked is not None:
                found.append(_clause(instance, asked, wants, demands, figures, context))
    if context.career.overrides:
        orders = orders_apart(context, context.term.ends if context.term else context.on)
        found.extend([order_result(orders, context)] if orders else [])
    if keeps:
        found.append(_keeps_result(keeps, context))
    return tuple(found)


class _Figures:
    """What each instance counts by itself, for the credits done, for all of them, and read generously.

    In the ledger's unit; of a clause that counts activities, their number.
    """

    def __init__(self, ledger: Ledger, reading: Reading) -> None:
        self.ledger = ledger
        self._reading = reading
        self.done = self._counted(ledger.done, SURE)
        planned = ledger.done is not ledger.planned
        self.planned = self._counted(ledger.planned, SURE) if planned else self.done
        self.opened = self._counted(ledger.planned, OPEN_GRANTED) if ledger.uncertain else self.planned
        self.granted = self._counted(ledger.planned, ALL_GRANTED) if ledger.uncertain else self.planned

    def _counted(self, rows: Sequence[Row], view: View) -> dict[int, Amount]:
        found = dict(posed(self._reading, self.ledger, rows, view).counted.counted)
        spots = self.ledger.kinds if rows is self.ledger.done else None
        for instance in self.ledger.instances:
            if instance.of_activities:
                found[instance.bit] = view.number(rows, instance.bit, spots)
            elif instance.bit not in found:
                found[instance.bit] = sum(row.parts for row in rows if view.mask(row.spot, 0) & instance.bit)
        return found

    def of(self, instance: Instance) -> tuple[Amount, Amount, Amount, Amount]:
        """All that an instance counts: done, with what is planned, and that read generously."""
        bit = instance.bit
        return self.done[bit], self.planned[bit], self.opened[bit], self.granted[bit]

    def needed(self, instance: Instance, want: Want) -> Amount:
        """What is asked of an instance."""
        amount = want.at(instance.span)
        return amount if instance.of_activities else self.ledger.parts(amount)

    def in_hours(self, instance: Instance, amount: Amount) -> Fraction:
        """An amount as hours, or as a number of activities."""
        return in_hours(amount, 1 if instance.of_activities else self.ledger.unit)


def _clause(
    instance: Instance,
    asked: Want,
    wants: Sequence[Want | None],
    demands: Sequence[Demand],
    figures: _Figures,
    context: Context,
) -> ClauseResult:
    """A clause judged: once for all of whom it is asked as the pack has it, and who have the same amounts."""
    sheet, when = figures.ledger.sheet, instance.clause.when
    because = None if when is None else _why_asked(instance, when, asked, context, sheet.requirement.ref)
    if len(wants) > 1 or asked is not sheet.requirement.wants[instance.position]:
        return _judged(instance, asked, wants, demands, figures, context, because)
    later = instance.opens_later(context.on)
    key = (instance.bit, voice(), later, id(because), figures.ledger.unit, *figures.of(instance))
    found = sheet.results.get(key)
    if found is None:
        if len(sheet.results) > _KEPT:
            sheet.results.clear()
        # Its reason is kept with it, so that no other can take over that id.
        found = _judged(instance, asked, wants, demands, figures, context, because)
        sheet.results[key] = found
    return found


def _judged(
    instance: Instance,
    asked: Want,
    wants: Sequence[Want | None],
    demands: Sequence[Demand],
    figures: _Figures,
    context: Context,
    because: Because | None,
) -> ClauseResult:
    told = told_of(instance, asked, figures.ledger.sheet, context.packs)
    needed, done = figures.needed(instance, asked), figures.done[instance.bit]
    missing: Amount = 0
    state: ClauseState = "met"
    if not instance.is_cap:
        missing = max(0, needed - done)
        state = _state(instance, wants, demands, figures, context)
    bounded = instance.is_cap and not asked.waived_by
    return ClauseResult(
        id=instance.id,
        says=told.says,
        unit=instance.clause.unit,
        needed=told.needed,
        counted=figures.in_hours(instance, min(done, needed) if bounded else done),
        missing=figures.in_hours(instance, missing),
        state=state,
        source=told.source,
        kind=told.kind,
        planned=figures.in_hours(instance, max(0, figures.planned[instance.bit] - done)),
        window=told.window,
        separate=asked.separate,
        note=told.note,
        because=because,
        override=_override(figures.ledger.sheet.requirement.ids[instance.position], instance, wants, context),
        runs_on=instance.span.runs_on,
    )


def _most(wants: Sequence[Want | None]) -> Want | None:
    """What asks the most of a clause; None where nothing asks it."""
    asked = [want for want in wants if want is not None]
    return max(asked, key=lambda want: want.most, default=None)


def _override(
    clause: str, instance: Instance, wants: Sequence[Want | None], context: Context
) -> Override | None:
    """The person's own correction of a clause in a window; of several the one that was told last."""
    if not any(want is not None and want.is_corrected for want in wants):
        return None
    assert context.term is not None
    about = [
        one
        for one in overrides_of(context, context.term.ends)
        if corrects(one, context) == clause
        and (one.extra_hours is None or span_of_order(context, one) == instance.span)
    ]
    return max(about, key=lambda one: one.told_on, default=None)


def _state(
    instance: Instance,
    wants: Sequence[Want | None],
    demands: Sequence[Demand],
    figures: _Figures,
    context: Context,
) -> ClauseState:
    if instance.opens_later(context.on):
        return "not-yet"
    return joined(
        [(demand, _outcome(want, instance, figures)) for demand, want in zip(demands, wants, strict=True)]
    )


def _outcome(want: Want | None, instance: Instance, figures: _Figures) -> Outcome:
    if want is None:
        return "met"
    if want.uncomputed:
        return "check"
    needed, bit = figures.needed(instance, want), instance.bit
    if figures.done[bit] >= needed:
        return "met"
    if figures.opened[bit] > figures.planned[bit] and figures.opened[bit] >= needed:
        return "check"
    if figures.granted[bit] > figures.planned[bit] and figures.granted[bit] >= needed:
        return "unknown"
    return "short"


def _why_asked(
    instance: Instance, when: Node, want: Want, context: Context, ref: CredentialRef
) -> Because | None:
    """Why a clause is asked at all, where that hangs on a condition."""
    if want.waived_by:
        return None
    return explain(when, context, ref, instance.clause.sources or ref.credential.ce.sources)


def _keeps_result(keeps: Sequence[tuple[Demand, Outcome]], context: Context) -> ClauseResult:
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
        note=node.note or (_note_of_late(node, context) if state == "check" else None),
        because=because,
        override=_more_time(context),
        open_until=_open_until(node, context) if state == "met" else None,
        asked=asked_now(node, context),
    )


def _more_time(context: Context) -> Override | None:
    """The board's word that gives more time for what must be kept."""
    if not context.career.overrides:
        return None
    told = (extension(due, context) for due in kept_deadlines(context))
    return next((one for one in told if one is not None), None)


def _note_of_late(node: Node, context: Context) -> str | None:
    """What the pack says of a last day that something done was late for, such as what becomes of a permit."""
    return next((one.note for one in walk(node) if one.note and is_late(one, context)), None)


def _open_until(node: Node, context: Context) -> date | None:
    """The last day on which what must be kept is so for the time that there is, and not for being done."""
    alone = replace(context, atoms={})
    days = (deadline(one.due, alone) for one in walk(node) if isinstance(one, Due))
    for day in sorted({day for day in days if day is not None and day >= alone.on}):
        if truth(node, alone.on_day(day + ONE_DAY)) is not True:
            return day
    return None
