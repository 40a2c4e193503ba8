"""What other rules change in a person's answers: what was, what is now, clause by clause with its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from rxladder.career.record import Career, Holding
from rxladder.facts.load import Packs
from rxladder.rules.audit import audit
from rxladder.rules.result import ClauseResult, HoldingAudit, HoursToGo, SourceNote, Status


@dataclass(frozen=True, slots=True)
class Stand:
    """How a holding stands: its status, the hours to go, and the day on which its term ends, if known."""

    status: Status
    hours_to_go: HoursToGo
    ends: date | None


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that differs; `was` is None where it is new, `becomes` where it is gone."""

    id: str
    was: str | None
    becomes: str | None
    source: SourceNote | None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A holding whose answer is another under other rules."""

    holding: Holding
    was: Stand
    becomes: Stand
    clauses: tuple[ClauseChange, ...]


def compare(career: Career, before: Packs, after: Packs, on: date) -> tuple[AnswerChange, ...]:
    """The holdings whose answers differ on a day, of those that both sets of rules know.

    Only what is asked, and how it stands, counts: a sentence that is put in other words changes nothing.
    """
    held = tuple(
        one
        for one in career.holdings
        if one.credential in before.credentials and one.credential in after.credentials
    )
    career = replace(career, holdings=held)
    old, new = (audit(career, packs, on).holdings for packs in (before, after))
    pairs = zip(held, old, new, strict=True)
    found = (AnswerChange(one, _stand(was), _stand(now), _clauses(was, now)) for one, was, now in pairs)
    return tuple(one for one in found if one.was != one.becomes or one.clauses)


def _stand(found: HoldingAudit) -> Stand:
    return Stand(found.status, found.hours_to_go, found.term.ends if found.term else None)


def _clauses(was: HoldingAudit, now: HoldingAudit) -> tuple[ClauseChange, ...]:
    """The clauses that differ, those of now first in their order, then those that are gone."""
    old, new = _by_id(was), _by_id(now)
    found = []
    for id_ in dict.fromkeys((*new, *old)):
        pairs = zip_longest(old.get(id_, ()), new.get(id_, ()))
        found += [_change(id_, a, b) for a, b in pairs if a is None or b is None or _asks(a) != _asks(b)]
    return tuple(found)


def _by_id(found: HoldingAudit) -> dict[str, list[ClauseResult]]:
    """Clauses by id; one that is judged in several years stands there several times."""
    clauses: dict[str, list[ClauseResult]] = {}
    for clause in found.clauses:
        clauses.setdefault(clause.id, []).append(clause)
    return clauses


def _asks(clause: ClauseResult) -> tuple[object, ...]:
    return clause.kind, clause.unit, clause.needed, clause.separate, clause.state


def _change(id_: str, was: ClauseResult | None, now: ClauseResult | None) -> ClauseChange:
    source = (now.source if now else None) or (was.source if was else None)
    return ClauseChange(id_, was.says if was else None, now.says if now else None, source)
