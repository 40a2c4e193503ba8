"""One holding judged: its status and its hours to go, over all readings, and whichever twins count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rxladder.rules.case import Case
from rxladder.rules.ledger import Ledger
from rxladder.rules.new_hours import Share, least_hours
from rxladder.rules.problems import ASKED_GRANTED, SURE, View, measure, posed
from rxladder.rules.result import HoursRange, HoursToGo, Status
from rxladder.rules.rulebook import Rulebook
from rxladder.rules.told_otherwise import orders_apart
from rxladder.rules.twins import Choices, Option, least_cost
from rxladder.rules.verdict import Outcome, best, joined, outcome
from rxladder.rules.wants import Demand, Reading

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows in each reading: with all that is planned, with what is done now, and the hours to go."""

    planned: Sequence[Outcome]
    done: Sequence[Outcome]
    amounts: Sequence[tuple[Fraction, Fraction]]


def judge(case: Case, book: Rulebook) -> Judged:
    """Judge a holding by its ledger; where it is open which twins count, by the best choice for each reading.

    Then the ledger that is best as a whole becomes the one that is shown.
    """
    assert case.ledger is not None
    if case.choices is None:
        return _judged(case, case.ledger, book)
    return _best_judged(case, case.ledger, case.choices, book)


def _judged(case: Case, ledger: Ledger, book: Rulebook) -> Judged:
    now = planned = [outcome(reading, ledger, ledger.planned) for reading in case.readings]
    if ledger.done is not ledger.planned:
        now = [outcome(reading, ledger, ledger.done) for reading in case.readings]
    amounts = [_to_go(case.ref.id, ledger, reading, book) for reading in case.open_readings]
    return Judged(planned, now, amounts)


def _best_judged(case: Case, first: Ledger, choices: Choices, book: Rulebook) -> Judged:
    tried: list[tuple[Judged, Ledger]] = []

    def cost(chosen: Sequence[Option]) -> tuple[int, Fraction, Fraction, int]:
        ledger = choices.ledger(chosen)
        ledger.carried, ledger.carried_surely = first.carried, first.carried_surely
        measure(ledger, case.demands)
        found = _judged(case, ledger, book)
        tried.append((found, ledger))
        hours = hours_range(amounts_of(case, found))
        least, most = (hours.min, hours.max) if isinstance(hours, HoursRange) else (hours, hours)
        return _STATUSES.index(status_of(case, found)), most, least, len(tried) - 1

    *_, shown = least_cost(choices.options, cost, lambda found: _perfect(tried[found[-1]][0]))
    case.ledger, case.ledgers = tried[shown][1], [ledger for _, ledger in tried]
    return _best([found for found, _ in tried])


def _best(tried: Sequence[Judged]) -> Judged:
    """The best in each reading."""
    return Judged(
        [best(each) for each in zip(*(one.planned for one in tried), strict=True)],
        [best(each) for each in zip(*(one.done for one in tried), strict=True)],
        [
            (min(low for low, _ in each), min(high for _, high in each))
            for each in zip(*(one.amounts for one in tried), strict=True)
        ],
    )


_STATUSES: tuple[Status, ...] = ("not-required", "met", "planned", "check", "unknown", "short", "lapsed")


def _perfect(found: Judged) -> bool:
    return {*found.planned, *found.done} == {"met"} and not any(high for _, high in found.amounts)


def status_of(case: Case, found: Judged) -> Status:
    """The status that follows from all readings: of those that apply the first, from lapsed to met."""
    demands = [reading.demand for reading in case.readings]
    planned = joined(list(zip(demands, found.planned, strict=True)))
    now = planned if found.done is found.planned else joined(list(zip(demands, found.done, strict=True)))
    return _status(case, planned, now)


def _status(case: Case, planned: Outcome, now: Outcome) -> Status:
    term = case.term
    if is_over(case):
        return "lapsed"
    if planned in ("short", "unknown"):
        return planned
    if case.requirement.ce.duty in ("not-found",) or planned == "check" or (term and term.doubt):
        return "check"
    if term and orders_apart(case.context, term.ends):
        return "check"
    if nothing_owed(case):
        return "not-required"
    return "met" if now == "met" else "planned"


def is_over(case: Case) -> bool:
    """Whether the term has ended, as far as a printed date tells, or for good."""
    term = case.term
    if term is None or case.context.on <= term.ends:
        return False
    return term.printed or case.ref.credential.term.renewable is False


def nothing_owed(case: Case) -> bool:
    """Whether no clause asks anything, and nothing must be kept."""
    if case.ref.credential.keeps is not None:
        return False
    return all(
        want.most == 0 or not _is_duty(case, position)
        for demand in case.demands
        for position, want in demand.wants.items()
    )


def _is_duty(case: Case, position: int) -> bool:
    clause = case.requirement.clauses[position]
    return clause.at_most is None and clause.at_most_share is None


def amounts_of(case: Case, found: Judged) -> list[tuple[Demand, Fraction, Fraction]]:
    """The hours to go, least and most, with the leaf of the demands that each belongs to."""
    return [(reading.demand, *each) for reading, each in zip(case.open_readings, found.amounts, strict=True)]


def _to_go(credential: str, ledger: Ledger, reading: Reading, book: Rulebook) -> tuple[Fraction, Fraction]:
    """The hours to go in one reading: if what credits are silent on speaks for them, and if it does not."""
    high = least_hours([share(credential, ledger, reading, SURE)], book)
    if not high or not ledger.silent:
        return high, high
    return least_hours([share(credential, ledger, reading, ASKED_GRANTED)], book), high


def share(credential: str, ledger: Ledger, reading: Reading, view: View) -> Share:
    """What a holding's credits, those done, leave open in a reading."""
    return Share(credential, ledger, posed(reading, ledger, ledger.done, view))


def hours_range(amounts: Sequence[tuple[Demand, Fraction, Fraction]]) -> HoursToGo:
    """One figure, or a range over the answers that persons may give; what is for the board counts in full."""
    if len(amounts) == 1:
        _demand, least, most = amounts[0]
        return least if least is most or least == most else HoursRange(least, most)
    groups: dict[object, tuple[Fraction, Fraction]] = {}
    for demand, low, high in amounts:
        known = groups.get(demand.sure(), (_NONE, _NONE))
        groups[demand.sure()] = max(known[0], low), max(known[1], high)
    least = min((low for low, _ in groups.values()), default=_NONE)
    most = max((high for _, high in groups.values()), default=_NONE)
    return least if least == most else HoursRange(least, most)
