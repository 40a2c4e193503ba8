"""The questions that a holding's answer leaves open: those of which some answer changes it."""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts.language import noop
from rxladder.rules.case import Case
from rxladder.rules.context import Atom
from rxladder.rules.questions import asked
from rxladder.rules.result import AskedQuestion, ClauseResult

_SIDE_BY_SIDE = noop("whether all hours of two days in a row count, though some may fall within 24 hours")


def questions_of(case: Case, clauses: Sequence[ClauseResult]) -> tuple[AskedQuestion, ...]:
    """The questions of which some answer changes the outcome, the hours, or the state of a clause."""
    if len(case.outcomes) == 1 and not _unsure(case):
        return ()
    matter = [atom for atom, (yes, no) in _answered(case, clauses).items() if yes != no]
    if _hangs_on_credits(case):
        matter.append(Atom("person", "credit-details"))
    if case.days_decide:
        matter.append(Atom("authority", _SIDE_BY_SIDE))
    if case.term is not None and case.term.doubt and not case.term.printed:
        matter.append(Atom("person", "expires"))
    return asked(matter, case.context.packs, ce=case.requirement.ce)


def _unsure(case: Case) -> bool:
    """Whether credits or the term's end leave something open, though no rule does."""
    return _hangs_on_credits(case) or case.days_decide or bool(case.term and case.term.doubt)


def _hangs_on_credits(case: Case) -> bool:
    """Whether it is open what credits are silent on: in some reading, for the outcome or the hours to go."""
    silent = any(found == "unknown" for _, found in case.outcomes)
    return silent or any(least != most for _, least, most in case.amounts)


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
