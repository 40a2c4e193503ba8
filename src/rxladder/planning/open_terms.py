"""What a plan has to meet: the open terms of a career, their last days, and all ways to read their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import islice, product

from rxladder.career.record import Career
from rxladder.facts.load import Packs
from rxladder.planning.ce_result import LeftOut, LeftOutWhy
from rxladder.rules.case import Case, case_of
from rxladder.rules.ledger import Ledger
from rxladder.rules.problems import SURE, measure, posed
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import TermDates
from rxladder.rules.rulebook import rulebook
from rxladder.rules.twins import MOST_CHOICES
from rxladder.rules.verdict import satisfied
from rxladder.rules.wants import Reading, Want


@dataclass(frozen=True, slots=True, eq=False)
class OpenTerm:
    """One term to be met: its case, the last day on which hours for it may be taken, and its readings.

    `readings` are those that differ, without any that another one already takes in; all must be met.
    `late`: the day to apply by is over, so that the term's end counts. Where it is open which of several
    twins count, `ledgers` are all the ways, the best first; else there is the one `ledger`.
    """

    case: Case
    ledger: Ledger
    term: TermDates
    deadline: date
    late: bool
    readings: tuple[Reading, ...]
    ledgers: tuple[Ledger, ...]

    @property
    def credential(self) -> str:
        """The id of the credential held."""
        return self.case.ref.id

    @property
    def daily(self) -> bool:
        """Whether some cap is by the day."""
        return self.ledger.sheet.daily

    def met(self) -> bool:
        """Whether its credits, done and registered, meet every reading beyond doubt."""
        return all(any(is_met(reading, ledger) for ledger in self.ledgers) for reading in self.readings)


def is_met(reading: Reading, ledger: Ledger) -> bool:
    """Whether all credits, done and registered, surely meet a reading, two days side by side included."""
    rows = ledger.planned
    return satisfied(reading, ledger, rows, SURE) and (
        not ledger.sheet.daily or satisfied(reading, ledger, rows, SURE, edge=True)
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """All holdings of a career on a day: those with an open term, those left out, and what no hours close."""

    career: Career
    packs: Packs
    on: date
    open: tuple[OpenTerm, ...]
    left_out: tuple[LeftOut, ...]
    lost: tuple[Case, ...] = field(default=())


def open_terms(career: Career, packs: Packs, on: date) -> Terms:
    """Lay every holding open. `lost` are those that must keep something which they surely do not have."""
    book = rulebook(packs)
    found: list[OpenTerm] = []
    left_out: list[LeftOut] = []
    lost: list[Case] = []
    for holding in career.holdings:
        case = case_of(holding, career, book, on)
        why = _why_left_out(case, on)
        if why is not None:
            left_out.append(LeftOut(holding.credential, why))
        elif case.term is not None and case.ledger is not None:
            found.append(_open(case, case.term, case.ledger, on))
        if why is None and case.demands and all(demand.keeps is False for demand in case.demands):
            lost.append(case)
    return Terms(career, packs, on, tuple(found), tuple(left_out), tuple(lost))


def _why_left_out(case: Case, on: date) -> LeftOutWhy | None:
    if case.holding.let_go(on):
        return "not-renewing"
    if case.term is None:
        return None if case.demands else "no-date"
    return "lapsed" if on > case.term.ends else None


def _open(case: Case, term: TermDates, ledger: Ledger, on: date) -> OpenTerm:
    apply_by = None if filed_on(case.holding, term) else term.apply_by
    late = apply_by is not None and apply_by < on
    deadline = apply_by if apply_by is not None and not late else term.ends
    cycles = [instance.span for instance in ledger.instances if not instance.is_cap]
    if cycles and all(span.runs_on for span in cycles):
        late, deadline = False, min(span.ends for span in cycles)
    readings = _distinct(case.open_readings, ledger)
    ledgers = _ledgers(case, ledger, readings)
    return OpenTerm(case, ledgers[0], term, deadline, late, readings, ledgers)


def _ledgers(case: Case, first: Ledger, readings: Sequence[Reading]) -> tuple[Ledger, ...]:
    """Every way to count twins, the one that leaves the least missing first."""
    if case.choices is None:
        return (first,)
    found = [first]
    for chosen in islice(product(*case.choices.options), 1, MOST_CHOICES):
        ledger = case.choices.ledger(chosen)
        ledger.carried, ledger.carried_surely = first.carried, first.carried_surely
        measure(ledger, case.demands)
        found.append(ledger)
    return tuple(sorted(found, key=lambda ledger: _lacking(ledger, readings)))


def _lacking(ledger: Ledger, readings: Sequence[Reading]) -> Fraction:
    counted = [posed(reading, ledger, ledger.planned, SURE).counted for reading in readings]
    return ledger.hours(sum((sum(one.lacking.values()) for one in counted), 0))


def _distinct(readings: Sequence[Reading], ledger: Ledger) -> tuple[Reading, ...]:
    """The readings that ask something of their own: one that another takes in is left out."""
    kept: list[Reading] = []
    for reading in readings:
        if any(_takes_in(other, reading, ledger) for other in kept):
            continue
        kept = [other for other in kept if not _takes_in(reading, other, ledger)]
        kept.append(reading)
    return tuple(kept)


def _takes_in(strict: Reading, other: Reading, ledger: Ledger) -> bool:
    """Whether whoever meets the strict reading meets the other one, too, clause by clause."""
    same_caps = strict.caps == other.caps and _per_day(strict, ledger) == _per_day(other, ledger)
    return (
        same_caps
        and _positive(strict.separate) == _positive(other.separate)
        and _positive(strict.on_top) == _positive(other.on_top)
        and _covers(strict.minimums, other.minimums)
        and _covers(strict.activities, other.activities)
    )


def _positive(amounts: Mapping[int, Fraction]) -> dict[int, Fraction]:
    return {bit: amount for bit, amount in amounts.items() if amount > 0}


def _covers(larger: Mapping[int, Fraction], smaller: Mapping[int, Fraction]) -> bool:
    return all(amount <= larger.get(bit, 0) for bit, amount in smaller.items())


def _per_day(reading: Reading, ledger: Ledger) -> list[Fraction]:
    """The caps by the day, which no sum over bits shows."""
    wants = reading.demand.wants
    return [wants[position].amount for position in daily_caps(ledger, wants)]


def daily_caps(ledger: Ledger, wants: Mapping[int, Want]) -> list[int]:
    """The positions of the caps by the day that hold for the person."""
    found = [i.position for i in ledger.instances if i.clause.per_day and i.position in wants]
    return [position for position in found if not wants[position].waived_by]


def readings_of_twins(terms: Terms, most: int) -> Iterator[Terms]:
    """The same terms once for each way to count twins, so many ways at most, the best ones first."""
    for ledgers in islice(product(*(term.ledgers for term in terms.open)), most):
        pairs = zip(terms.open, ledgers, strict=True)
        yield replace(terms, open=tuple(replace(term, ledger=ledger) for term, ledger in pairs))
