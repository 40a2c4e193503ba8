"""The types of a person's record: plain and frozen. `rxladder.career.file` checks what comes from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

from rxladder.career.achievements import Achievement
from rxladder.career.duties import Responsibilities, Skill
from rxladder.career.gatherings import Gathering, Letter, Membership
from rxladder.career.projects import Project
from rxladder.career.reading import Reading
from rxladder.career.relationships import Acquaintance
from rxladder.career.resume import Resume
from rxladder.career.studies import Studies
from rxladder.career.teams import Team
from rxladder.career.workplaces import Exploring
from rxladder.facts.cpe_monitor import Cause

CreditStatus = Literal["done", "booked", "planned"]
StepKind = Literal["training", "exam", "holding", "work", "renewal", "study", "ask"]
PathName = Literal["fastest", "cheapest", "balanced"]
Answer = bool | str | date | tuple[str, ...] | Mapping[str, Any]
_EMPTY: Mapping[str, Any] = MappingProxyType({})
_Day = date  # where a field is called `date`
_NO_RESPONSIBILITIES = Responsibilities()
_NOTHING_EXPLORED = Exploring()
_NOTHING_READ = Reading()


@dataclass(frozen=True, slots=True)
class Person:
    """Who the record is about. `state` is the jurisdiction's id (`us-tx`)."""

    name: str = ""
    birthday: date | None = None
    state: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class HeldTerm:
    """An earlier term of a holding; `ends` is inclusive."""

    starts: date | None
    ends: date


@dataclass(frozen=True, slots=True)
class Holding:
    """A credential that the person has.

    `issued` is the first issue, `expires` the date printed on the certificate (inclusive), `filed` the day
    on which the renewal was handed in, `terms` the earlier terms, oldest first.
    `not_renewing` is the day from which the person's decision holds to let it run out.
    """

    credential: str
    issued: date | None = None
    expires: date | None = None
    number: str = ""
    filed: date | None = None
    terms: tuple[HeldTerm, ...] = ()
    held_without_break_since: date | None = None
    probation_until: date | None = None
    not_renewing: date | None = None

    def let_go(self, on: date) -> bool:
        """Whether the person has decided, by a day, not to renew it."""
        return self.not_renewing is not None and self.not_renewing <= on

    @property
    def first_issued(self) -> date | None:
        """The earliest day on which it was issued, by its own date and its earlier terms."""
        if not self.terms:
            return self.issued
        days = [self.issued, *(term.starts for term in self.terms)]
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Credit:
    """One completion (or booking, or plan) of a CE activity. An axis that is None was not told.

    `seen_in_transcript` is the day on which a CPE Monitor transcript was first seen to have it,
    `asked_provider` the day on which its provider was asked why it is missing there; the causes are what the
    person found out about that.
    """

    date: date
    hours: Fraction
    title: str = ""
    uan: str | None = None
    topic: str | None = None
    format: str | None = None
    audience: str | None = None
    accreditation: str | None = None
    jurisdiction: str | None = None
    course: str | None = None
    activity: str | None = None
    provider: str = ""
    status: CreditStatus = "done"
    cost_usd: Decimal | None = None
    paid_by: str = ""
    seen_in_transcript: _Day | None = None
    asked_provider: _Day | None = None
    causes_ruled_out: tuple[Cause, ...] = ()
    causes_found: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Training:
    """A programme of the vocabulary, running or completed."""

    programme: str
    started: date | None = None
    completed: date | None = None
    hours: Fraction | None = None


@dataclass(frozen=True, slots=True)
class TrainingAhead(Training):
    """One that is planned for what asks for it, so that whoever asks approves of it."""


@dataclass(frozen=True, slots=True)
class ExamTaken:
    """One attempt at an exam of the vocabulary."""

    exam: str
    date: date
    passed: bool
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Work in a role at a kind of workplace; without `to` it goes on."""

    role: str
    from_: date
    to: date | None = None
    workplace: str | None = None
    hours_per_week: Fraction | None = None
    state: str | None = None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """'My board told me otherwise': a person's own, dated correction of one clause of one holding.

    Either the clause is waived, or it needs another number; `extra_hours` are hours that a board's order
    puts on top; `extended_to` is the last day that was given for what must be kept (the clause `keeps`).
    """

    credential: str
    told_on: date
    evidence: str
    clause: str | None = None
    waived: bool = False
    needed: Fraction | None = None
    extra_hours: Fraction | None = None
    until: date | None = None
    extended_to: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an accepted path, dated as it was accepted.

    `says` is what it is about, in the words of then; `cost_usd` is None where no price was known. The days of
    study end before `study_until`. `doubt`: it hangs on what only an authority could tell.
    """

    id: str
    kind: StepKind
    what: str
    starts: date
    ends: date
    says: str = ""
    cost_usd: Decimal | None = None
    study_hours: Fraction = Fraction(0)
    study_from: date | None = None
    study_until: date | None = None
    needs: tuple[str, ...] = ()
    authority: str = ""
    workplace: str | None = None
    hours_per_week: Fraction | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What an accepted path takes to be otherwise than the record had it; `skip` is what it does without."""

    study_hours_per_week: Fraction | None = None
    budget_usd_per_month: Decimal | None = None
    state: str | None = None
    skip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Premises:
    """What an accepted path was made from: the rules by their hash, and what the record had on that day.

    `facts` is the hash of the roles and assumptions, which are no rules. `had` names what was held, passed,
    completed and worked as steps are named (`holding:ptcb-cpht`); `work_hours_per_week` are those of all
    posts together.
    """

    packs: str = ""
    facts: str = ""
    state: str | None = None
    study_hours_per_week: Fraction | None = None
    budget_usd_per_month: Decimal | None = None
    work_hours_per_week: Fraction | None = None
    had: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptedPath:
    """A path that the person took for theirs on a day (`accepted`), as it was shown.

    `kept` names the changes in its premises in spite of which it was kept.
    """

    name: PathName
    accepted: date
    finish: date
    steps: tuple[PlannedStep, ...] = ()
    otherwise: Otherwise = Otherwise()
    premises: Premises = Premises()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A role, credential or workplace wanted by a day, and the path to it that was accepted."""

    role: str | None = None
    credential: str | None = None
    workplace: str | None = None
    by: date | None = None
    path: AcceptedPath | None = None


@dataclass(frozen=True, slots=True)
class Availability:
    """What the person can spend."""

    study_hours_per_week: Fraction | None = None
    budget_usd_per_month: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Career:
    """One person's whole record.

    `facts` holds the answers to the packs' questions; an answer good for one authority only may be a
    mapping from authority to answer. `answered_on` are the days on which answers were given,
    as far as they were kept. Achievements stand the oldest first. `reserved` keeps the later
    chapters' parts untouched.
    """

    person: Person = Person()
    facts: Mapping[str, Answer] = field(default_factory=lambda: _EMPTY)
    holdings: tuple[Holding, ...] = ()
    credits: tuple[Credit, ...] = ()
    trainings: tuple[Training, ...] = ()
    exams: tuple[ExamTaken, ...] = ()
    experience: tuple[Work, ...] = ()
    availability: Availability = Availability()
    goals: tuple[Goal, ...] = ()
    overrides: tuple[Override, ...] = ()
    relationships: tuple[Acquaintance, ...] = ()
    organisations: tuple[Membership, ...] = ()
    events: tuple[Gathering, ...] = ()
    responsibilities: Responsibilities = _NO_RESPONSIBILITIES
    skills: tuple[Skill, ...] = ()
    projects: tuple[Project, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    letters: tuple[Letter, ...] = ()
    resume: Resume | None = None
    study: Studies | None = None
    workplaces: Exploring = _NOTHING_EXPLORED
    reading: Reading = _NOTHING_READ
    teams: tuple[Team, ...] = ()
    answered_on: Mapping[str, date | Mapping[str, date]] = field(default_factory=lambda: _EMPTY)
    reserved: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
