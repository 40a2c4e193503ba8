"""The credits that leave open what they are: a person can complete them, so that they count for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rxladder.career.record import Credit
from rxladder.facts.education_rules import Clause
from rxladder.facts.load import Packs
from rxladder.facts.matches import Match
from rxladder.rules.places import place_of
from rxladder.rules.requirement import Requirement
from rxladder.rules.result import ClauseResult, HoldingAudit
from rxladder.rules.rulebook import rulebook

_OPEN = ("short", "unknown", "check")


def untold(found: HoldingAudit, packs: Packs) -> tuple[Credit, ...]:
    """The credits that may serve a clause which is still open, by what the log does not tell of them.

    Also those on law, where a state's own law is asked and nobody told whose law it is.
    """
    requirement = rulebook(packs).sheets(found.holding.credential).requirement
    asked = [
        (1 << position, clause, [one for one in found.clauses if _is_open(one, id_)])
        for position, (id_, clause) in enumerate(zip(requirement.ids, requirement.clauses, strict=True))
    ]
    return tuple(
        result.credit
        for result in found.credits
        if any(
            _in_window(results, result.credit) and _may_serve(requirement, bit, clause, result.credit)
            for bit, clause, results in asked
        )
    )


def courses_asked(found: HoldingAudit, packs: Packs) -> tuple[str, ...]:
    """The courses by which clauses ask that are still open: a credit that names none may be one of them."""
    ce = rulebook(packs).sheets(found.holding.credential).requirement.ce
    asked = [
        clause.of
        for id_, clause in ce.clauses.items()
        if clause.of is not None and any(_is_open(one, id_) for one in found.clauses)
    ]
    return tuple(dict.fromkeys(course for match in asked for course in _courses_of(match)))


def _courses_of(match: Match) -> Iterator[str]:
    yield from match.course
    for part in match.any_of:
        yield from _courses_of(part)


def _is_open(result: ClauseResult, clause: str) -> bool:
    return (
        result.state in _OPEN
        and result.kind == "at-least"
        and (result.id == clause or result.id.startswith(f"{clause}-"))
    )


def _in_window(results: Sequence[ClauseResult], credit: Credit) -> bool:
    return any(
        (starts is None or starts <= credit.date) and (ends is None or credit.date <= ends)
        for starts, ends in (one.window or (None, None) for one in results)
    )


def _may_serve(requirement: Requirement, bit: int, clause: Clause, credit: Credit) -> bool:
    stands = requirement.standing(credit)
    if stands.asked & bit:
        return True
    place = place_of(credit, requirement.courses)
    states_own = clause.of is not None and "state-law" in clause.of.topic
    return bool(states_own and place.topic == "law" and stands.accepted)
