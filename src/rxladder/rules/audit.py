"""The audit: for each holding, what its term asks, what counts toward it, and what is missing.

`audit` is the reference engine: exact, and every part of the answer explains itself. How the status follows
is told in `docs/architecture.md`; the order is lapsed, short, unknown, check, planned, met, and
not-required where nothing is owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod

from rxladder.career.record import Career, Holding
from rxladder.facts.days import ONE_DAY, add_months
from rxladder.facts.load import CredentialRef, Packs
from rxladder.rules.clause_results import clause_results
from rxladder.rules.context import Atom, Context
from rxladder.rules.credit_results import credit_results
from rxladder.rules.demands import demands
from rxladder.rules.holding_terms import term_of
from rxladder.rules.ledger import Ledger
from rxladder.rules.new_hours import Share, least_hours
from rxladder.rules.problems import ASKED_GRANTED, SURE, View, measure, posed, reading_of
from rxladder.rules.questions import asked, own_questions
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import (
    AskedQuestion,
    Audit,
    ClauseResult,
    Excluded,
    HoldingAudit,
    HoursRange,
    HoursToGo,
    Status,
    TermDates,
)
from rxladder.rules.rulebook import Rulebook, rulebook
from rxladder.rules.sheets import Instance, Sheets
from rxladder.rules.titles import full_title
from rxladder.rules.twins import Choices, Option, least_cost, ledger
from rxladder.rules.verdict import Outcome, best, joined, outcome
from rxladder.rules.wants import Demand, Reading, Want

_NONE = Fraction(0)


@dataclass(slots=True)
class Case:
    """One holding with everything that its audit is made of.

    `ledger` is the one that is shown. Where it is open which twins count (`choices`), `ledgers` are all that
    were tried: each question is answered by the best of them.
    """

    holding: Holding
    sheets: Sheets
    context: Context
    term: TermDates | None
    ledger: Ledger | None = None
    choices: Choices | None = None
    ledgers: list[Ledger] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    outcomes: list[tuple[Demand, Outcome]] = field(default_factory=list)
    open_readings: list[Reading] = field(default_factory=list)
    amounts: list[tuple[Demand, Fraction, Fraction]] = field(default_factory=list)
    excluded: tuple[Excluded, ...] = ()

    @property
    def requirement(self) -> Requirement:
        """What the credential asks of CE."""
        return self.sheets.requirement

    @property
    def ref(self) -> CredentialRef:
        """The credential held."""
        return self.requirement.ref


def audit(career: Career, packs: Packs, on: date) -> Audit:
    """Audit every holding of a career on a day."""
    book = rulebook(packs)
    cases = [case_of(holding, career, book, on) for holding in career.holdings]
    found = tuple(_holding(case, book) for case in cases)
    running = [
        case
        for case, result in zip(cases, found, strict=True)
        if case.ledger is not None and result.status != "lapsed"
    ]
    return Audit(on, found, _together(running, found, book), packs.hash)


def case_of(holding: Holding, career: Career, book: Rulebook, on: date) -> Case:
    """One holding laid open: its term, what it asks in every reading, and its credits against that."""
    sheets = book.sheets(holding.credential)
    ref = sheets.requirement.ref
    context = Context(career, book.packs, on, ref.pack.id, ref.id, holding)
    term = term_of(holding, context)
    context.term = term
    context.rules_day = term.ends if term else on
    case = Case(holding, sheets, context, term)
    if term is not None:
        _count(case)
    elif _endless(ref):
        case.demands = demands(case.requirement, context, TermDates(None, date.max))
    return case


def _endless(ref: CredentialRef) -> bool:
    """Whether there is no term at all: it never expires, or nobody issues anything that could."""
    return ref.credential.term.expires == "never" or ref.credential.term.anchor == "none"


def _count(case: Case) -> None:
    """Lay the credits against the term and judge every way that open questions may turn out."""
    assert case.term is not None
    on, context = case.context.on, case.context
    book, case.choices = ledger(case.sheets, case.holding, case.term, context.career.credits, on)
    case.ledger, case.ledgers = book, [book]
    context.counted_hours = lambda: _most_total(book, case.choices)
    book.carried = _carried(case)
    rule = case.requirement.ce.carry_over
    book.carried_surely = rule is None or rule.confidence != "low"
    case.demands = demands(case.requirement, context, case.term)
    measure(book, case.demands)
    left_out = [(i, why) for i in book.instances if (why := _why_excluded(case, i))]
    not_yet = sum(instance.bit for instance, why in left_out if why == "not-yet")
    ignored = sum(instance.bit for instance, _ in left_out)
    case.excluded = tuple(Excluded(instance.id, why) for instance, why in left_out)
    case.readings = [reading_of(one, book, not_yet) for one in case.demands]
    case.open_readings = case.readings
    if ignored != not_yet:
        case.open_readings = [reading_of(one, book, ignored) for one in case.demands]


def _most_total(book: Ledger, choices: Choices | None) -> Fraction:
    """The most hours done toward the total, before caps, whichever twins count."""
    if choices is None:
        return _plain_total(book)
    return -least_cost(choices.options, lambda chosen: -_plain_total(choices.ledger(chosen)), lambda _: False)


def _plain_total(book: Ledger) -> Fraction:
    bits = book.sheet.total_bits
    return sum((row.hours for row in book.done if row.spot.sure & bits), _NONE)


def _why_excluded(case: Case, instance: Instance) -> str | None:
    """Why a clause is left out of the hours to go, or None."""
    why = _why_not_open(instance, case.context.on)
    if why is None or all(instance.position not in demand.wants for demand in case.demands):
        return None
    return why


def _why_not_open(instance: Instance, on: date) -> str | None:
    if instance.opens_later(on):
        return "not-yet"
    if instance.closed(on):
        return "lapsed"
    return "hours-unknown" if instance.clause.hours_unknown else None


# --- Hours carried over from the term before


def _carried(case: Case) -> Fraction:
    """Hours of the last term beyond what it asked, where a source lets them serve this one."""
    rule, term = case.requirement.ce.carry_over, case.term
    months = case.ref.credential.term.months
    if rule is None or term is None or term.starts is None or months is None or term.first:
        return _NONE
    before = _term_before(case, term, months)
    if before is None:
        return _NONE
    context = case.context.on_day(before.ends)
    context.term, context.rules_day = before, before.ends
    past, choices = ledger(case.sheets, case.holding, before, case.context.career.credits, before.ends)
    needed = max(
        (want.amount for one in demands(case.requirement, context, before) for want in _totals(case, one)),
        default=_NONE,
    )
    surplus = max(_NONE, _most_total(past, choices) - needed)
    return surplus if rule.max_hours is None else min(surplus, rule.max_hours)


def _totals(case: Case, demand: Demand) -> list[Want]:
    return [want for position, want in demand.wants.items() if case.requirement.ids[position] == "total"]


def _term_before(case: Case, term: TermDates, months: int) -> TermDates | None:
    assert term.starts is not None
    ends = term.starts - ONE_DAY
    issued = case.holding.issued
    if issued is not None and issued > ends:
        return None
    starts = add_months(ends, -months) + ONE_DAY
    first = issued is not None and issued >= starts
    return TermDates(max(starts, issued) if issued and first else starts, ends, first=first)


# --- One holding's answer


def _holding(case: Case, book: Rulebook) -> HoldingAudit:
    if case.ledger is None:
        return _without_term(case)
    choices = case.choices
    judged = _best_judged(case, choices, book) if choices else _judged(case, case.ledger, book)
    case.outcomes = [(r.demand, found) for r, found in zip(case.readings, judged.planned, strict=True)]
    case.amounts = amounts = _amounts(case, judged)
    clauses = clause_results(case.ledger, case.readings, case.demands, case.context, _atoms_at_keeps(case))
    return HoldingAudit(
        holding=case.holding,
        title=full_title(case.ref),
        authority=case.ref.pack.id,
        status=_judged_status(case, judged),
        term=case.term,
        hours_needed=_needed(case, clauses),
        hours_counted=_added([clause.counted for clause in clauses if _is_total(clause)]),
        hours_to_go=_range(amounts),
        clauses=clauses,
        excluded=case.excluded,
        credits=credit_results(case.ledger, case.readings[0], book.packs),
        questions=_questions(case, clauses) if len(case.outcomes) > 1 or _unsure(case) else (),
        notes=_notes(case),
        doubts=case.ref.pack.doubts,
    )


def _is_total(clause: ClauseResult) -> bool:
    return clause.id == "total" or clause.id.startswith("total-")


def _needed(case: Case, clauses: Sequence[ClauseResult]) -> Fraction | None:
    totals = [clause.needed for clause in clauses if _is_total(clause)]
    if case.requirement.ce.duty in ("unknown-hours", "not-found") and not any(totals):
        return None
    return _added([amount for amount in totals if amount is not None])


def _added(amounts: Sequence[Fraction]) -> Fraction:
    return amounts[0] if len(amounts) == 1 else sum(amounts, _NONE)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What follows in each reading: with all that is planned, with what is done now, and the hours to go."""

    planned: Sequence[Outcome]
    now: Sequence[Outcome]
    amounts: Sequence[tuple[Fraction, Fraction]]


def _judged(case: Case, ledger: Ledger, book: Rulebook) -> _Judged:
    now = planned = [outcome(reading, ledger, ledger.planned) for reading in case.readings]
    if ledger.done is not ledger.planned:
        now = [outcome(reading, ledger, ledger.done) for reading in case.readings]
    amounts = [_to_go(case.ref.id, ledger, reading, book) for reading in case.open_readings]
    return _Judged(planned, now, amounts)


def _best_judged(case: Case, choices: Choices, book: Rulebook) -> _Judged:
    """The best of all choices between twins, for each reading; the best choice as a whole is shown."""
    first = case.ledger
    assert first is not None
    tried: list[tuple[_Judged, Ledger]] = []

    def cost(chosen: Sequence[Option]) -> tuple[int, Fraction, Fraction, int]:
        ledger = choices.ledger(chosen)
        ledger.carried, ledger.carried_surely = first.carried, first.carried_surely
        measure(ledger, case.demands)
        judged = _judged(case, ledger, book)
        tried.append((judged, ledger))
        hours = _range(_amounts(case, judged))
        least, most = (hours.min, hours.max) if isinstance(hours, HoursRange) else (hours, hours)
        return _STATUSES.index(_judged_status(case, judged)), most, least, len(tried) - 1

    *_, shown = least_cost(choices.options, cost, lambda found: _perfect(tried[found[-1]][0]))
    case.ledger, case.ledgers = tried[shown][1], [ledger for _, ledger in tried]
    return _Judged(
        [best(each) for each in zip(*(judged.planned for judged, _ in tried), strict=True)],
        [best(each) for each in zip(*(judged.now for judged, _ in tried), strict=True)],
        [
            (min(low for low, _ in each), min(high for _, high in each))
            for each in zip(*(judged.amounts for judged, _ in tried), strict=True)
        ],
    )


_STATUSES: tuple[Status, ...] = ("not-required", "met", "planned", "check", "unknown", "short", "lapsed")


def _perfect(judged: _Judged) -> bool:
    return {*judged.planned, *judged.now} == {"met"} and not any(high for _, high in judged.amounts)


def _judged_status(case: Case, judged: _Judged) -> Status:
    demands = [reading.demand for reading in case.readings]
    planned = joined(list(zip(demands, judged.planned, strict=True)))
    now = planned if judged.now is judged.planned else joined(list(zip(demands, judged.now, strict=True)))
    return _status(case, planned, now)


def _amounts(case: Case, judged: _Judged) -> list[tuple[Demand, Fraction, Fraction]]:
    return [(reading.demand, *each) for reading, each in zip(case.open_readings, judged.amounts, strict=True)]


def _to_go(credential: str, ledger: Ledger, reading: Reading, book: Rulebook) -> tuple[Fraction, Fraction]:
    """The hours to go in one reading: if what credits are silent on speaks for them, and if it does not."""
    high = least_hours([_share(credential, ledger, reading, SURE)], book)
    if not high or not ledger.silent:
        return high, high
    return least_hours([_share(credential, ledger, reading, ASKED_GRANTED)], book), high


def _share(credential: str, ledger: Ledger, reading: Reading, view: View) -> Share:
    return Share(credential, ledger, posed(reading, ledger, ledger.done, view))


def _range(amounts: Sequence[tuple[Demand, Fraction, Fraction]]) -> HoursToGo:
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


def _status(case: Case, planned: Outcome, now: Outcome) -> Status:
    term, on = case.term, case.context.on
    if term is not None and on > term.ends and (term.printed or case.ref.credential.term.renewable is False):
        return "lapsed"
    if planned in ("short", "unknown"):
        return planned
    if case.requirement.ce.duty in ("not-found",) or planned == "check" or (term and term.doubt):
        return "check"
    if _nothing_owed(case):
        return "not-required"
    return "met" if now == "met" else "planned"


def _nothing_owed(case: Case) -> bool:
    if case.ref.credential.keeps is not None:
        return False
    return all(
        want.amount == 0 or not _is_duty(case, position)
        for demand in case.demands
        for position, want in demand.wants.items()
    )


def _is_duty(case: Case, position: int) -> bool:
    clause = case.requirement.clauses[position]
    return clause.at_most is None and clause.at_most_share is None


def _without_term(case: Case) -> HoldingAudit:
    """A holding whose term no date tells, or one that never ends."""
    never = _endless(case.ref)
    keeps = clause_results(None, [], case.demands, case.context, _atoms_at_keeps(case))
    return HoldingAudit(
        holding=case.holding,
        title=full_title(case.ref),
        authority=case.ref.pack.id,
        status=_status_without_term(case) if never else "unknown",
        term=None,
        hours_needed=None if case.requirement.ce.duty in ("unknown-hours", "not-found") else _own_total(case),
        hours_counted=_NONE,
        hours_to_go=_NONE,
        clauses=keeps,
        excluded=(),
        credits=(),
        questions=() if never else (own_questions()["expires"],),
        notes=_notes(case),
        doubts=case.ref.pack.doubts,
    )


def _own_total(case: Case) -> Fraction:
    total = case.requirement.ce.clauses.get("total")
    return total.at_least if total and total.at_least else _NONE


def _status_without_term(case: Case) -> Status:
    states = [demand.keeps for demand in case.demands]
    if False in states:
        return "short"
    if case.requirement.ce.duty == "none":
        return "met" if case.ref.credential.keeps is not None else "not-required"
    return "check"


def _notes(case: Case) -> tuple[str, ...]:
    doubt = (case.term.doubt,) if case.term and case.term.doubt else ()
    return (*doubt, *case.requirement.ce.notes, *case.ref.credential.notes)


# --- Questions


def _questions(case: Case, clauses: Sequence[ClauseResult]) -> tuple[AskedQuestion, ...]:
    """The questions of which some answer changes the outcome, the hours, or the state of a clause."""
    matter = [atom for atom, (yes, no) in _answered(case, clauses).items() if yes != no]
    if any(found == "unknown" for _, found in case.outcomes):
        matter.append(Atom("person", "credit-details"))
    if case.term is not None and case.term.doubt:
        matter.append(Atom("person", "expires"))
    return asked(matter, case.context.packs, ce=case.requirement.ce)


def _unsure(case: Case) -> bool:
    """Whether credits or the term's end leave something open, though no rule does."""
    return case.outcomes[0][1] == "unknown" or bool(case.term and case.term.doubt)


def _answered(case: Case, clauses: Sequence[ClauseResult]) -> dict[Atom, tuple[set[object], set[object]]]:
    """What follows where each open question is answered with yes, and where with no."""
    unsure = {clause.id for clause in clauses if clause.state in ("unknown", "check")}
    positions = [i.position for i in case.ledger.instances if i.id in unsure] if case.ledger else []
    found: dict[Atom, tuple[set[object], set[object]]] = {}
    for (demand, outcome_), (_, *amounts) in zip(case.outcomes, case.amounts, strict=True):
        follows = outcome_, *amounts, demand.keeps, *(demand.wants.get(position) for position in positions)
        for atom, yes in demand.assumed.items():
            found.setdefault(atom, (set(), set()))[0 if yes else 1].add(follows)
    return found


def _atoms_at_keeps(case: Case) -> list[tuple[Demand, Outcome]]:
    """Each leaf with what it says of that which must be kept."""
    return [
        (demand, "met" if demand.keeps is not False else "short")
        for demand in case.demands
        if case.ref.credential.keeps is not None
    ]


# --- All holdings together


def _together(cases: Sequence[Case], found: Sequence[HoldingAudit], book: Rulebook) -> HoursToGo:
    """The least new hours over all open terms at once; one hour may serve every authority that accepts it."""
    if not cases:
        return _NONE
    if len(cases) == 1:
        return _range(cases[0].amounts)
    silent = any(ledger.silent for case in cases for ledger in case.ledgers)
    lows, highs = [], []
    for combined in _combined([_groups(case) for case in cases]):
        high = [_joint(readings, cases, book, SURE) for readings in combined]
        low = high
        if silent and any(high):
            low = [_joint(readings, cases, book, ASKED_GRANTED) for readings in combined]
        lows.append(max(low))
        highs.append(max(high))
    least, most = min(lows), max(highs)
    return least if least == most else HoursRange(least, most)


_MOST_COMBINED = 64
_Ranked = tuple[Fraction, Fraction, int, Reading]
"""A reading after its hours to go, least and most, and its place among the leaves."""


def _combined(held: Sequence[Sequence[Sequence[_Ranked]]]) -> Iterator[list[tuple[Reading, ...]]]:
    """Every way to read the holdings' rules side by side: readings alike alone may differ beside others.

    Together come those that only boards tell apart: of these the strictest counts. Where there are too many,
    the hardest alone of these stands for all; if need be, each holding's easiest and hardest readings do.
    """
    if prod(sum(map(len, groups)) for groups in held) <= _MOST_COMBINED:
        for chosen in product(*held):
            yield [tuple(one[-1] for one in each) for each in product(*chosen)]
        return
    hardest = [[max(group, key=lambda one: one[:2]) for group in groups] for groups in held]
    if prod(map(len, hardest)) <= _MOST_COMBINED:
        yield from ([tuple(one[-1] for one in each)] for each in product(*hardest))
        return
    yield [tuple(min(one)[-1] for one in hardest)]
    yield [tuple(max(one, key=lambda each: each[1:])[-1] for one in hardest)]


def _groups(case: Case) -> list[list[_Ranked]]:
    """The readings, by what persons and readings settle; of those in a group that ask the same, one."""
    groups: dict[object, dict[object, _Ranked]] = {}
    for k, (reading, (_, *amounts)) in enumerate(zip(case.open_readings, case.amounts, strict=True)):
        asked = frozenset((at, want.amount, want.separate) for at, want in reading.demand.wants.items())
        same = groups.setdefault(reading.demand.sure(), {})
        same.setdefault(asked, (amounts[0], amounts[1], k, reading))
    return [list(group.values()) for group in groups.values()]


def _joint(readings: Sequence[Reading], cases: Sequence[Case], book: Rulebook, view: View) -> Fraction:
    """The least new hours in one reading of each holding, whichever twins count at each."""

    def cost(ledgers: Sequence[Ledger]) -> Fraction:
        held = zip(cases, ledgers, readings, strict=True)
        return least_hours([_share(case.ref.id, ledger, one, view) for case, ledger, one in held], book)

    return least_cost([case.ledgers for case in cases], cost, lambda hours: not hours)
