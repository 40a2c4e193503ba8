"""One holding laid open: its term, what that asks in every reading, and the credits against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from rxladder.career.record import Career, Holding
from rxladder.facts.load import CredentialRef
from rxladder.rules.carried import carried
from rxladder.rules.context import Context
from rxladder.rules.demands import demands
from rxladder.rules.holding_terms import term_of
from rxladder.rules.ledger import Ledger
from rxladder.rules.problems import measure, reading_of
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import Excluded, TermDates
from rxladder.rules.rulebook import Rulebook
from rxladder.rules.sheets import Instance, Sheets
from rxladder.rules.twins import Choices, ledger, most_total
from rxladder.rules.verdict import Outcome
from rxladder.rules.wants import Demand, Reading

_NOTHING: Mapping[int, bool] = MappingProxyType({})


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
    days_decide: bool = False
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


def case_of(
    holding: Holding, career: Career, book: Rulebook, on: date, settled: Mapping[int, bool] = _NOTHING
) -> Case:
    """One holding laid open: its term, what it asks in every reading, and its credits against that.

    `settled` are states of conditions, by the id of the node, that are taken as found.
    """
    sheets = book.sheets(holding.credential)
    ref = sheets.requirement.ref
    context = Context(career, book.packs, on, ref.pack.id, ref.id, holding)
    context.settled.update(settled)
    term = term_of(holding, context)
    context.term = term
    context.rules_day = term.ends if term else on
    case = Case(holding, sheets, context, term)
    if term is not None:
        _count(case)
    elif endless(ref):
        case.demands = demands(case.requirement, context, TermDates(None, date.max))
    return case


def endless(ref: CredentialRef) -> bool:
    """Whether there is no term at all: it never expires, or nobody issues anything that could."""
    return ref.credential.term.expires == "never" or ref.credential.term.anchor == "none"


def _count(case: Case) -> None:
    """Lay the credits against the term and judge every way that open questions may turn out."""
    assert case.term is not None
    on, context = case.context.on, case.context
    book, choices = ledger(case.sheets, case.holding, case.term, context.career.credits, on)
    case.ledger, case.ledgers, case.choices = book, [book], choices
    # It does not name the case: a ring of names would leave all of an audit to the collector of rubbish.
    context.counted_hours = lambda: most_total(book, choices)
    book.carried = carried(case.sheets, context)
    rule = case.requirement.ce.carry_over
    book.carried_surely = rule is None or rule.confidence != "low"
    case.demands = demands(case.requirement, context, case.term)
    measure(book, case.demands)
    left_out = [(i, why) for i, why in book.sheet.not_open(on) if _is_left_out(i, why, case)]
    not_yet = sum(instance.bit for instance, why in left_out if why == "not-yet")
    ignored = sum(instance.bit for instance, _ in left_out)
    case.excluded = tuple(Excluded(instance.id, why) for instance, why in left_out)
    case.readings = [reading_of(one, book, not_yet) for one in case.demands]
    case.open_readings = case.readings
    if ignored != not_yet:
        case.open_readings = [reading_of(one, book, ignored) for one in case.demands]


def _is_left_out(instance: Instance, why: str, case: Case) -> bool:
    """Whether a clause that is not open is asked here, and nobody told the person its hours."""
    wants = [demand.wants[instance.position] for demand in case.demands if instance.position in demand.wants]
    return any(why != "hours-unknown" or not one.is_told for one in wants)
