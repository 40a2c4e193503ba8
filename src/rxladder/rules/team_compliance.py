"""How each person of a team stands with each credential, and what is due in the next 30, 60 and 90 days.

It tells a team no more than that: no licence number, no title of a credit, no answer to a question. Audit and
steps are to be worked out within `facts.of_them.speaking_of_them`, so that they speak of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.career.record import Career
from rxladder.rules.due_days import hours_due
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import Audit, HoldingAudit, Status
from rxladder.rules.steps import Step
from rxladder.rules.terms import last_day

Span = Literal["over", "30", "60", "90", "later", "no-date", "done"]
"""When a renewal is due: `over` is past, `no-date` is not known, `done` is handed in or never due."""
Concern = Literal["act", "ask", "fine"]
"""`act`: something is missing or over; `ask`: only an authority can tell; `fine`: nothing is missing."""

SPANS: tuple[Span, ...] = ("over", "30", "60", "90", "later", "no-date", "done")
_DAYS: tuple[tuple[Span, int], ...] = (("30", 30), ("60", 60), ("90", 90))
_CONCERNS: dict[Status, Concern] = {
    "lapsed": "act", "short": "act", "unknown": "act", "check": "ask", "planned": "fine", "met": "fine",
    "not-required": "fine",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that a person has to do about a credential, in words, and its last day."""

    what: str
    why: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class CredentialStanding:
    """One credential of one person. `due` is the last day on which its renewal is in time.

    `ends` is the last day of the term; `filed` tells that the renewal is handed in; `only_ends` that it
    ends for good, and nothing is to be asked; `not_renewing` that its person lets it run out.
    `position` is the holding's place in the audit.
    """

    position: int
    credential: str
    status: Status
    ends: date | None
    due: date | None
    filed: bool = False
    steps: tuple[NextStep, ...] = ()
    only_ends: bool = False
    not_renewing: bool = False

    @property
    def concern(self) -> Concern:
        """Whether somebody has to act; of what only ends for good its day tells all."""
        return "fine" if self.only_ends else _CONCERNS[self.status]


def credential_standings(audit: Audit, steps: Sequence[Step], on: date) -> tuple[CredentialStanding, ...]:
    """Every holding of an audit with its steps, the first to act on first."""
    found = [
        _standing(position, held, [step for step in steps if step.holding == position], on)
        for position, held in enumerate(audit.holdings)
    ]
    return tuple(sorted(found, key=lambda one: urgency(one, on)))


def other_steps(steps: Iterable[Step]) -> tuple[NextStep, ...]:
    """What a person has to get before they may work, which is about nothing that they hold."""
    return tuple(_step(step) for step in steps if step.holding is None and step.act == "get")


def tells_nothing(career: Career) -> bool:
    """Whether a record is empty: what its person holds is then not known, and not known to be nothing."""
    told = (career.holdings, career.credits, career.trainings, career.exams, career.experience, career.facts)
    return not any(told)


def _standing(position: int, held: HoldingAudit, steps: Iterable[Step], on: date) -> CredentialStanding:
    term = held.term
    filed = term is not None and filed_on(held.holding, term) is not None
    due = None if filed else _due(held, on)
    told = () if filed else tuple(_step(step) for step in steps)
    ends = term.ends if term else None
    status = held.status
    if status == "lapsed" and not told and not filed:
        # Over for good, and another credential stands in its place: nobody has to act.
        status, due = "not-required", None
    let_go = held.holding.let_go(on)
    if let_go:
        status, due = "not-required", None
    return CredentialStanding(
        position, held.holding.credential, status, ends, due, filed, told, held.ends_for_good, let_go
    )


def _due(held: HoldingAudit, on: date) -> date | None:
    """The first day to keep: for missing hours, or for the renewal itself."""
    days = (hours_due(held, on), last_day(held.term, on) if held.term else None)
    return min((day for day in days if day is not None), default=None)


def _step(step: Step) -> NextStep:
    return NextStep(step.what, step.why, step.by)


def span_of(one: CredentialStanding, on: date) -> Span:
    """In which span of days a credential is due, counted from a day."""
    if one.status == "lapsed" or (one.due is not None and one.due < on):
        return "over"
    if one.filed:
        return "done"
    if one.due is None:
        return "done" if one.status == "not-required" else "no-date"
    left = (one.due - on).days
    return next((name for name, days in _DAYS if left <= days), "later")


def urgency(one: CredentialStanding, on: date) -> tuple[int, int, date]:
    """What sorts the credential to act on first to the front."""
    span = span_of(one, on)
    first = ("over", "30", "60", "90", "no-date", "later", "done").index(span)
    return first, ("act", "ask", "fine").index(one.concern), one.due or date.max


def counted(standings: Iterable[CredentialStanding], on: date) -> dict[Span, dict[Concern, int]]:
    """How many credentials are due in each span, by whether somebody has to act."""
    found: dict[Span, dict[Concern, int]] = {span: {"act": 0, "ask": 0, "fine": 0} for span in SPANS}
    for one in standings:
        found[span_of(one, on)][one.concern] += 1
    return found
