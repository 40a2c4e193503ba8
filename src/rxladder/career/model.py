"""The career file's shape, as Pydantic models: what a person may write, and what each part must be.

The published schema is generated from here. Every validator that needs to know which ids there are finds
them (`Ids`) in Pydantic's validation context. `rxladder.career.file` turns the models into the record.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationInfo,
    model_validator,
)

from rxladder.career.achievement_entries import AchievementEntry
from rxladder.career.duty_entries import ResponsibilitiesEntry, SkillEntry
from rxladder.career.gathering_entries import GatheringEntry, LetterEntry, MembershipEntry
from rxladder.career.ids import Ids, id_of
from rxladder.career.path_entry import PathEntry
from rxladder.career.project_entries import ProjectEntry
from rxladder.career.reading_entries import ReadingEntry
from rxladder.career.record import CreditStatus as CreditStatusName
from rxladder.career.relationship_entries import AcquaintanceEntry
from rxladder.career.resume_entries import ResumeEntry
from rxladder.career.study_entries import StudyEntry
from rxladder.career.team_entries import TeamEntry
from rxladder.career.workplace_entries import ExploringEntry
from rxladder.facts.cpe_monitor import Cause
from rxladder.facts.education_rules import clause_and_window
from rxladder.facts.entries import (
    FIRST_DAY,
    LAST_DAY,
    Accreditation,
    Amount,
    Audience,
    Day,
    Dollars,
    Entry,
    Flag,
    Format,
    Hours,
    Text,
    Topic,
    UanText,
    WeeklyHours,
    one_of,
    said,
    wrong,
)
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _


def _to_zone(value: str) -> str:
    # A zone's data is a file: it is looked for only when a record names one.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(value).key
    except (ValueError, KeyError, OSError):
        text = _("the time zone {zone} is not known; write it like America/Chicago")
        raise ValueError(text.format(zone=quoted(value))) from None


_TRAINING_HOURS = Amount("hours of a training", 20_000)

TrainingHours = Annotated[Fraction, BeforeValidator(_TRAINING_HOURS), _TRAINING_HOURS.schema()]
Credential = Annotated[Text, id_of("credential")]
State = Annotated[Text, id_of("state")]
ExamId = Annotated[Text, id_of("exam")]
Programme = Annotated[Text, id_of("programme")]
CourseId = Annotated[Text, id_of("course")]
RoleId = Annotated[Text, id_of("role")]
WorkplaceId = Annotated[Text, id_of("workplace")]
Activity = Annotated[Text, id_of("activity")]
CreditStatus = Annotated[CreditStatusName, one_of(get_args(CreditStatusName))]
_CAUSES = get_args(Cause)
Causes = Annotated[tuple[Annotated[Cause, one_of(_CAUSES)], ...], Field(max_length=len(_CAUSES))]
Zone = Annotated[Text, AfterValidator(_to_zone)]


class PersonEntry(Entry):
    """Who the record is about."""

    name: Text = ""
    birthday: Day | None = None
    state: State | None = Field(None, description="The state worked in, by its id: us-tx.")
    time_zone: Zone | None = Field(None, description="Such as America/Chicago.")


class TermEntry(Entry):
    """An earlier term of a holding; both days inclusive."""

    starts: Day | None = None
    ends: Day

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("starts", "ends")
        return self


class HoldingEntry(Entry):
    """A credential that the person has."""

    credential: Credential
    issued: Day | None = Field(None, description="The day of the first issue.")
    expires: Day | None = Field(None, description="The date printed on the certificate, inclusive.")
    number: Text = ""
    filed: Day | None = Field(None, description="The day on which the renewal was handed in.")
    terms: Annotated[list[TermEntry], FailFast()] = Field([], description="Earlier terms.")
    held_without_break_since: Day | None = None
    probation_until: Day | None = None
    not_renewing: Day | None = Field(
        None, description="The day from which it is decided not to renew it; nothing reminds of it then."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for later in ("expires", "filed", "probation_until", "not_renewing"):
            self._in_order("issued", later)
        self._in_order("held_without_break_since", "expires")
        ends = sorted(term.ends for term in self.terms)
        if len(set(ends)) < len(ends):
            raise wrong("terms", _("two earlier terms end on the same day"))
        if ends and self.expires is not None and ends[-1] >= self.expires:
            text = _("an earlier term ends ({day}) on or after `expires` ({expires})")
            raise wrong("terms", text.format(day=ends[-1], expires=self.expires))
        self._one_after_the_other()
        return self

    def _one_after_the_other(self) -> None:
        terms = sorted(self.terms, key=lambda term: term.ends)
        for before, after in pairwise(terms):
            # Cards of two terms often name one day as the last and the first.
            if after.starts is not None and after.starts < before.ends:
                text = _("an earlier term starts ({starts}) before the previous one ends ({ends})")
                raise wrong("terms", text.format(starts=after.starts, ends=before.ends))


class CreditEntry(Entry):
    """A CE activity done, booked or planned. A UAN settles topic, format and audience by itself."""

    date: Day
    title: Text = ""
    hours: Hours | None = Field(None, description="Contact hours; may be left out beside `activity`.")
    uan: UanText | None = Field(None, description="ACPE's activity number: 0384-0000-26-012-H07-T.")
    provider: Text = ""
    topic: Topic | None = None
    jurisdiction: State | None = Field(None, description="Whose law a state-law credit is about.")
    format: Format | None = None
    audience: Audience | None = None
    accreditation: Accreditation | None = None
    course: CourseId | None = Field(None, description="A course of the vocabulary.")
    activity: Activity | None = Field(None, description="An activity that counts a fixed number of hours.")
    status: CreditStatus = "done"
    cost_usd: Dollars | None = None
    paid_by: Text = ""
    seen_in_transcript: Day | None = Field(None, description="When a CPE Monitor transcript first showed it.")
    asked_provider: Day | None = Field(None, description="When its provider was asked why it is missing.")
    causes_ruled_out: Causes = Field((), description="Why it is not in the transcript: not for these.")
    causes_found: Causes = Field((), description="Why it is not in the transcript.")

    @model_validator(mode="after")
    def _hours_known(self) -> Self:
        if self.hours is None and self.activity is None:
            raise wrong("hours", _("`hours` is missing"))
        return self


class TrainingEntry(Entry):
    """A training programme, running or completed."""

    programme: Programme
    started: Day | None = None
    completed: Day | None = None
    hours: TrainingHours | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("started", "completed")
        return self


class ExamEntry(Entry):
    """One attempt at an exam."""

    exam: ExamId
    date: Day
    passed: Flag
    score: Annotated[int, Field(strict=True, ge=0, le=100_000)] | None = None


class WorkEntry(Entry):
    """Work; without `to` it goes on."""

    role: RoleId
    from_: Day = Field(alias="from")
    to: Day | None = None
    workplace: WorkplaceId | None = None
    hours_per_week: WeeklyHours | None = None
    state: State | None = None
    employer: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("from", "to")
        return self


class AvailabilityEntry(Entry):
    """What the person can spend on learning."""

    study_hours_per_week: WeeklyHours | None = None
    budget_usd_per_month: Dollars | None = None


class GoalEntry(Entry):
    """What is wanted, by a day."""

    role: RoleId | None = None
    credential: Credential | None = None
    workplace: WorkplaceId | None = None
    by: Day | None = None
    path: PathEntry | None = Field(None, description="The path to it that was accepted.")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.role is None and self.credential is None and self.workplace is None:
            raise wrong("by", _("a goal must name a `role`, a `credential` or a `workplace`"))
        return self


KEPT = "keeps"
"""What an override names as `clause` where it is about what must be kept, CE aside."""


class OverrideEntry(Entry):
    """ "My board told me otherwise": a dated correction of one's own, with its evidence."""

    credential: Credential
    told_on: Day
    evidence: Text = Field(
        min_length=1, description="Who said it and where it is written: a letter, an e-mail."
    )
    clause: Text | None = None
    waived: Flag = False
    needed: Hours | None = None
    extra_hours: Hours | None = Field(None, description="Hours that a board's order puts on top.")
    until: Day | None = None
    extended_to: Day | None = Field(
        None, description="The last day that the board gave for what must be kept (`clause: keeps`)."
    )

    @model_validator(mode="after")
    def _one_thing(self, info: ValidationInfo[Ids]) -> Self:
        self._in_order("told_on", "until")
        others = (self.needed, self.extra_hours, self.extended_to)
        if self.waived + sum(one is not None for one in others) != 1:
            text = _(
                "an override gives exactly one of `waived: true`, `needed`, `extra_hours` or `extended_to`"
            )
            raise wrong("credential", text)
        if self.extended_to is not None:
            self._of_a_deadline(info.context)
            return self
        if self.extra_hours is None and self.clause is None:
            text = _("an override that waives or changes a clause must name it in `clause`")
            raise wrong("credential", text)
        known = info.context.clauses.get(self.credential, frozenset())
        if self.clause is not None and not self._is_known(info.context, known):
            has = _("; it has {words}").format(words=", ".join(sorted(known))) if known else ""
            text = _("{credential} has no clause {clause}{hint}")
            told = {"clause": quoted(self.clause), "hint": nearest(self.clause, known) or has}
            raise wrong("clause", text.format(credential=self.credential, **told))
        return self

    def _of_a_deadline(self, ids: Ids) -> None:
        """More time is given for what has a last day of its own, and ends by itself."""
        if self.clause != KEPT:
            raise wrong(
                "extended_to", _("more time can be given only for what must be kept: write `clause: keeps`")
            )
        if self.credential not in ids.deadlines:
            text = _("nothing that must be kept for {credential} has a last day, so nothing can be extended")
            raise wrong("extended_to", text.format(credential=self.credential))
        if self.until is not None:
            raise wrong("until", _("more time ends on its own date: leave out `until`"))

    def _is_known(self, ids: Ids, known: frozenset[str]) -> bool:
        """Whether it is about a clause, or about one year of a clause, as notes were once kept."""
        if self.clause is None or self.clause in known:
            return True
        return clause_and_window(self.clause, ids.by_years.get(self.credential, frozenset())) is not None


CHAPTERS = frozenset(
    (
        "relationships", "organisations", "events", "responsibilities", "skills", "projects", "achievements",
        "letters", "resume", "study", "workplaces", "reading", "teams",
    )
)  # fmt: skip
# Every chapter has told its shape; the next one reserves its key here first.
RESERVED: tuple[str, ...] = ()


def _to_version(value: Any) -> Any:
    if type(value) is int and value == 1:
        return value
    if value in ("1", 1.0) and value is not True:
        raise ValueError(_("write the version as a plain 1: `rxladder: 1`"))
    text = _("version {value} of the career file is not known here; only version 1 is")
    raise ValueError(text.format(value=said(value)))


class Spell(Protocol):
    """A time for which something is held."""

    @property
    def issued(self) -> date | None:
        """The first day, if told."""

    @property
    def expires(self) -> date | None:
        """The last day, if told."""


def _say_empty(schema: dict[str, Any]) -> None:
    """Let a published schema take an empty list or mapping for a chapter, whichever of both it is."""
    # Schemas are seldom made; what makes them is loaded then.
    from rxladder.facts.json_schemas import or_else

    for key in CHAPTERS:
        schema["properties"][key] = or_else(schema["properties"][key], {"enum": [[], {}]})


class CareerFile(Entry):
    """One person's whole record."""

    model_config = ConfigDict(title="RxLadder career file", json_schema_extra=_say_empty)
    untouched: ClassVar[frozenset[str]] = frozenset(RESERVED)

    rxladder: Annotated[Literal[1], BeforeValidator(_to_version)] = Field(description="The format's version.")
    person: PersonEntry = PersonEntry()
    facts: dict[str, Any] = Field({}, description="Answers to the packs' questions, by the question's id.")
    holdings: Annotated[list[HoldingEntry], FailFast()] = []
    credits: Annotated[list[CreditEntry], FailFast()] = []
    trainings: Annotated[list[TrainingEntry], FailFast()] = []
    exams: Annotated[list[ExamEntry], FailFast()] = []
    experience: Annotated[list[WorkEntry], FailFast()] = []
    availability: AvailabilityEntry = AvailabilityEntry()
    goals: Annotated[list[GoalEntry], FailFast()] = []
    overrides: Annotated[list[OverrideEntry], FailFast()] = []
    relationships: Annotated[list[AcquaintanceEntry], FailFast()] = []
    organisations: Annotated[list[MembershipEntry], FailFast()] = []
    events: Annotated[list[GatheringEntry], FailFast()] = []
    responsibilities: ResponsibilitiesEntry = ResponsibilitiesEntry()
    skills: Annotated[list[SkillEntry], FailFast()] = []
    projects: Annotated[list[ProjectEntry], FailFast()] = []
    achievements: Annotated[list[AchievementEntry], FailFast()] = []
    letters: Annotated[list[LetterEntry], FailFast()] = []
    resume: ResumeEntry | None = None
    study: StudyEntry | None = None
    workplaces: ExploringEntry = ExploringEntry()
    reading: ReadingEntry = ReadingEntry()
    teams: Annotated[list[TeamEntry], FailFast()] = []
    answered_on: dict[str, Any] = Field(
        {}, description="The days on which answers were given, by the question's id, or by id and authority."
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_chapters(cls, value: Any) -> Any:
        """A chapter's key that holds nothing says nothing, be it a list or a mapping."""
        if not isinstance(value, dict):
            return value
        return {key: part for key, part in value.items() if key not in CHAPTERS or part not in ([], {})}

    @model_validator(mode="after")
    def _once_at_a_time(self) -> Self:
        seen: dict[str, list[HoldingEntry]] = {}
        for held in self.holdings:
            for other in seen.setdefault(held.credential, []):
                if overlap(held, other):
                    text = _("{id} is there twice for the same time; earlier terms go under `terms`")
                    raise wrong("holdings", text.format(id=held.credential))
            seen[held.credential].append(held)
        return self


def overlap(one: Spell, other: Spell) -> bool:
    """Whether two holdings are held at the same time."""
    return (one.issued or FIRST_DAY) <= (other.expires or LAST_DAY) and (other.issued or FIRST_DAY) <= (
        one.expires or LAST_DAY
    )
