"""The audit: for each holding, what its term asks, what counts toward it, and what is missing.

`audit` is the reference engine: exact, and every part of the answer explains itself. How the status follows
is told in `docs/architecture.md`; the order is lapsed, short, unknown, check, planned, met, and
not-required where nothing is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rxladder.career.record import Career
from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.load import Packs
from rxladder.rules.case import Case, case_of, endless
from rxladder.rules.clause_results import clause_results
from rxladder.rules.credit_results import credit_results
from rxladder.rules.judged import amounts_of, hours_range, judge, status_of
from rxladder.rules.open_questions import questions_of
from rxladder.rules.questions import own_questions
from rxladder.rules.result import Audit, ClauseResult, HoldingAudit, Status
from rxladder.rules.rulebook import Rulebook, rulebook
from rxladder.rules.titles import full_title
from rxladder.rules.together import hours_together
from rxladder.rules.told_otherwise import ending_notes, orders_apart
from rxladder.rules.verdict import Outcome, hangs_on_days, joined
from rxladder.rules.wants import Demand

_NONE = Fraction(0)


def audit(career: Career, packs: Packs, on: date) -> Audit:
    """Audit every holding of a career on a day."""
    book = rulebook(packs)
    cases = [case_of(holding, career, book, on) for holding in career.holdings]
    found = tuple(audit_case(case, book) for case in cases)
    running = [
        case
        for case, result in zip(cases, found, strict=True)
        if case.ledger is not None and result.status != "lapsed"
    ]
    return Audit(on, found, hours_together(running, book), packs.hash)


def audit_each(career: Career, packs: Packs, on: date) -> tuple[HoldingAudit, ...]:
    """Audit every holding by itself: `audit` without the hours that serve several, which take it longest."""
    book = rulebook(packs)
    return tuple(audit_case(case_of(holding, career, book, on), book) for holding in career.holdings)


def audit_case(case: Case, book: Rulebook) -> HoldingAudit:
    """The audit of one holding that is laid open."""
    if case.ledger is None:
        return _without_term(case)
    judged = judge(case, book)
    case.outcomes = [(r.demand, found) for r, found in zip(case.readings, judged.planned, strict=True)]
    case.amounts = amounts = amounts_of(case, judged)
    case.days_decide = any(hangs_on_days(r, case.ledger, case.ledger.planned) for r in case.readings)
    clauses = clause_results(case.ledger, case.readings, case.demands, case.context, _atoms_at_keeps(case))
    if case.days_decide:
        clauses = tuple(_with_its_days_open(clause, case.requirement.ce) for clause in clauses)
    totals = [clause for clause in clauses if clause.is_total]
    return HoldingAudit(
        holding=case.holding,
        title=full_title(case.ref),
        authority=case.ref.pack.id,
        status=status_of(case, judged),
        term=case.term,
        hours_needed=_needed(case, totals),
        hours_counted=_added([total.counted for total in totals]),
        hours_to_go=hours_range(amounts),
        clauses=clauses,
        excluded=case.excluded,
        credits=credit_results(case.ledger, case.readings[0], book.packs),
        questions=questions_of(case, clauses),
        notes=_notes(case),
        doubts=case.ref.pack.doubts,
        renewable=case.ref.credential.term.renewable is not False,
    )


def _with_its_days_open(clause: ClauseResult, ce: ContinuingEducation) -> ClauseResult:
    """A cap by the day where it decides that two days side by side may share it; all else as it is."""
    rule = ce.clauses.get(clause.id)
    return clause._replace(state="check") if rule is not None and rule.per_day else clause


def _needed(case: Case, totals: Sequence[ClauseResult]) -> Fraction | None:
    needed = [total.needed for total in totals]
    if case.requirement.ce.duty in ("unknown-hours", "not-found") and (None in needed or not needed):
        return None
    return _added([amount for amount in needed if amount is not None])


def _added(amounts: Sequence[Fraction]) -> Fraction:
    return amounts[0] if len(amounts) == 1 else sum(amounts, _NONE)


def _without_term(case: Case) -> HoldingAudit:
    """A holding whose term no date tells, or one that never ends."""
    never = endless(case.ref)
    case.outcomes = _atoms_at_keeps(case)
    case.amounts = [(demand, _NONE, _NONE) for demand, _ in case.outcomes]
    clauses = kept_clauses(case)
    return HoldingAudit(
        holding=case.holding,
        title=full_title(case.ref),
        authority=case.ref.pack.id,
        status=_status_without_term(case) if never else "unknown",
        term=None,
        hours_needed=None if case.requirement.ce.duty in ("unknown-hours", "not-found") else _own_total(case),
        hours_counted=_NONE,
        hours_to_go=_NONE,
        clauses=clauses,
        excluded=(),
        credits=(),
        questions=questions_of(case, clauses) if never else (own_questions()["expires"],),
        notes=_notes(case),
        doubts=case.ref.pack.doubts,
        renewable=case.ref.credential.term.renewable is not False,
    )


def _own_total(case: Case) -> Fraction:
    total = case.requirement.ce.clauses.get("total")
    return total.at_least if total and total.at_least else _NONE


def _status_without_term(case: Case) -> Status:
    kept = joined(case.outcomes) if case.outcomes else "met"
    if kept in ("short", "unknown"):
        return kept
    if kept == "check" or orders_apart(case.context, case.context.on):
        return "check"
    if case.requirement.ce.duty == "none":
        return "met" if case.outcomes else "not-required"
    return "check"


def _notes(case: Case) -> tuple[str, ...]:
    doubt = (case.term.doubt,) if case.term and case.term.doubt else ()
    return (*doubt, *ending_notes(case.context), *case.requirement.ce.notes, *case.ref.credential.notes)


def kept_clauses(case: Case) -> tuple[ClauseResult, ...]:
    """What must be kept beside all hours, as a clause, if anything must."""
    return clause_results(None, [], case.demands, case.context, _atoms_at_keeps(case))


def _atoms_at_keeps(case: Case) -> list[tuple[Demand, Outcome]]:
    """Each leaf with what it says of that which must be kept."""
    return [
        (demand, "met" if demand.keeps is not False else "short")
        for demand in case.demands
        if case.ref.credential.keeps is not None
    ]
