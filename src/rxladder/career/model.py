"""The career file's shape, as Pydantic models: what a person may write, and what each part must be.

The published schema is generated from here. Every validator that needs to know which ids there are finds
them (`Ids`) in Pydantic's validation context. `rxladder.career.file` turns the models into the record.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rxladder.career.ids import Ids, Kind, nearest, quoted
from rxladder.career.record import CreditStatus as CreditStatusName
from rxladder.facts import matches
from rxladder.facts.uan import UanError, parse_uan

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
LONGEST_TEXT = 5_000

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,15})?(/\d{1,9})?", re.ASCII)


def to_day(value: Any) -> date:
    """A day written YYYY-MM-DD; a ValueError that says what is wrong with it."""
    if isinstance(value, date):
        day = value
    elif not isinstance(value, str) or not _ISO.fullmatch(value):
        raise ValueError(f"{quoted(value)} is not a date; write it as YYYY-MM-DD")
    else:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value} is a day that does not exist") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} lies outside the years {FIRST_DAY.year} to {LAST_DAY.year}")
    return day


def to_flag(value: Any) -> bool:
    """A yes or no, written as YAML's and JSON's true or false and nothing else."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"{quoted(value)} is neither true nor false; write true or false, without quotes")


def _to_text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"{_said(value)} is not text; put it in quotes")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"this text is longer than {LONGEST_TEXT:,} characters")
    return value


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return quoted(value)


class _Amount:
    """Reads an amount exactly: a number as written, or a text such as "10/3"."""

    def __init__(self, what: str, most: int) -> None:
        self.what = what
        self.most = most

    def __call__(self, value: Any) -> Fraction:
        if isinstance(value, (Fraction, Decimal)):
            amount = Fraction(value)
        elif isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError(f"{_said(value)} is not a number")
        else:
            amount = self._read(value)
        if not 0 <= amount <= self.most:
            raise ValueError(f"{self.what} must be from 0 to {self.most:,}; {quoted(value)} is not")
        return amount

    def _read(self, value: float | str) -> Fraction:
        if not isinstance(value, str):
            return Fraction(str(value))
        try:
            if _AMOUNT.fullmatch(value):
                whole, _, parts = value.partition("/")
                return Fraction(whole) / int(parts or 1)
        except ZeroDivisionError:
            pass
        raise ValueError(f"{quoted(value)} is not a number")

    def schema(self) -> WithJsonSchema:
        number = {"type": "number", "minimum": 0, "maximum": self.most}
        return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": rf"^{_AMOUNT.pattern}$"}]})


def _to_money(value: Any) -> Decimal:
    amount = _MONEY(value)
    cents = amount * 100
    if cents.denominator != 1:
        raise ValueError(f"{quoted(value)} is not an amount of dollars and cents")
    return Decimal(int(cents)) / 100


def _is(kind: Kind) -> AfterValidator:
    def resolve(value: str, info: ValidationInfo[Ids]) -> str:
        return info.context.resolve(kind, value)

    return AfterValidator(resolve)


def _one_of(choices: tuple[str, ...]) -> BeforeValidator:
    def choose(value: Any) -> str:
        if isinstance(value, str) and value in choices:
            return value
        few = f"; it must be one of {', '.join(choices)}" if len(choices) <= 10 else ""
        raise ValueError(f"{quoted(value)} is not known here{few or nearest(str(value), choices)}")

    return BeforeValidator(choose)


def _to_uan(value: str) -> str:
    try:
        return parse_uan(value).text
    except UanError as error:
        raise ValueError(f"the UAN {quoted(value)} is wrong: {error}") from None


def _to_zone(value: str) -> str:
    # A zone's data is a file: it is looked for only when a record names one.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(value).key
    except (ValueError, KeyError, OSError):
        raise ValueError(f"the time zone {quoted(value)} is not known; write it as America/Chicago") from None


_HOURS = _Amount("hours", 1_000)
_TRAINING_HOURS = _Amount("hours of a training", 20_000)
_WEEKLY = _Amount("hours a week", 168)
_MONEY = _Amount("dollars", 1_000_000)

Text = Annotated[str, BeforeValidator(_to_text)]
Day = Annotated[date, BeforeValidator(to_day)]
Flag = Annotated[bool, BeforeValidator(to_flag)]
Hours = Annotated[Fraction, BeforeValidator(_HOURS), _HOURS.schema()]
TrainingHours = Annotated[Fraction, BeforeValidator(_TRAINING_HOURS), _TRAINING_HOURS.schema()]
WeeklyHours = Annotated[Fraction, BeforeValidator(_WEEKLY), _WEEKLY.schema()]
Dollars = Annotated[Decimal, BeforeValidator(_to_money), _MONEY.schema()]
Credential = Annotated[Text, _is("credential")]
State = Annotated[Text, _is("state")]
ExamId = Annotated[Text, _is("exam")]
Programme = Annotated[Text, _is("programme")]
CourseId = Annotated[Text, _is("course")]
RoleId = Annotated[Text, _is("role")]
WorkplaceId = Annotated[Text, _is("workplace")]
Activity = Annotated[Text, _is("activity")]
Topic = Annotated[matches.Topic, _one_of(get_args(matches.Topic))]
Format = Annotated[matches.Format, _one_of(get_args(matches.Format))]
Audience = Annotated[matches.Audience, _one_of(get_args(matches.Audience))]
Accreditation = Annotated[matches.Accreditation, _one_of(get_args(matches.Accreditation))]
CreditStatus = Annotated[CreditStatusName, _one_of(get_args(CreditStatusName))]
UanText = Annotated[Text, AfterValidator(_to_uan)]
Zone = Annotated[Text, AfterValidator(_to_zone)]


class Entry(BaseModel):
    """What every part of the file has in common: no unknown keys, and null is as good as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    untouched: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        droppable = {field.alias or name for name, field in cls.model_fields.items()} - cls.untouched
        return {key: item for key, item in value.items() if item is not None or key not in droppable}

    def _in_order(self, earlier: str, later: str) -> None:
        """The day of one key is not after that of another, where both are given."""
        first, second = getattr(self, _attribute(earlier)), getattr(self, _attribute(later))
        if first is not None and second is not None and second < first:
            raise wrong(later, f"`{later}` ({second}) is before `{earlier}` ({first})")


def _attribute(key: str) -> str:
    return "from_" if key == "from" else key


def wrong(key: str, message: str) -> PydanticCustomError:
    """An error of the whole entry that is best shown at the line of one key."""
    return PydanticCustomError("career", "{message}", {"message": message, "key": key})


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

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for later in ("expires", "filed", "probation_until"):
            self._in_order("issued", later)
        self._in_order("held_without_break_since", "expires")
        ends = sorted(term.ends for term in self.terms)
        if len(set(ends)) < len(ends):
            raise wrong("terms", "two earlier terms end on the same day")
        if ends and self.expires is not None and ends[-1] >= self.expires:
            raise wrong(
                "terms", f"an earlier term ends ({ends[-1]}) no earlier than `expires` ({self.expires})"
            )
        return self


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

    @model_validator(mode="after")
    def _hours_known(self) -> Self:
        if self.hours is None and self.activity is None:
            raise wrong("hours", "`hours` is missing")
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

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.role is None and self.credential is None and self.workplace is None:
            raise wrong("by", "a goal names a `role`, a `credential` or a `workplace`")
        return self


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

    @model_validator(mode="after")
    def _one_thing(self, info: ValidationInfo[Ids]) -> Self:
        self._in_order("told_on", "until")
        said = (self.waived, self.needed is not None, self.extra_hours is not None)
        if sum(said) != 1:
            raise wrong("credential", "an override says one of `waived: true`, `needed` or `extra_hours`")
        if self.extra_hours is None and self.clause is None:
            raise wrong("credential", "an override that waives or changes a clause names it in `clause`")
        known = info.context.clauses.get(self.credential, frozenset())
        if self.clause is not None and self.clause not in known:
            more = nearest(self.clause, known) or (f"; it has {', '.join(sorted(known))}" if known else "")
            raise wrong("clause", f"{self.credential} has no clause {quoted(self.clause)}{more}")
        return self


RESERVED = (
    "relationships", "organisations", "events", "responsibilities", "skills", "projects", "achievements",
    "letters", "study", "reading", "teams",
)  # fmt: skip


def _to_version(value: Any) -> Any:
    if type(value) is int and value == 1:
        return value
    raise ValueError(f"version {_said(value)} of the career file is not known here, only version 1 is")


class CareerFile(Entry):
    """One person's whole record."""

    model_config = ConfigDict(title="RxLadder career file")
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
    relationships: Any = None
    organisations: Any = None
    events: Any = None
    responsibilities: Any = None
    skills: Any = None
    projects: Any = None
    achievements: Any = None
    letters: Any = None
    study: Any = None
    reading: Any = None
    teams: Any = None

    @model_validator(mode="after")
    def _once_at_a_time(self) -> Self:
        seen: dict[str, list[HoldingEntry]] = {}
        for held in self.holdings:
            for other in seen.setdefault(held.credential, []):
                if _overlap(held, other):
                    text = f"{held.credential} stands twice for the same time; earlier terms go under `terms`"
                    raise wrong("holdings", text)
            seen[held.credential].append(held)
        return self


def _overlap(one: HoldingEntry, other: HoldingEntry) -> bool:
    return (one.issued or FIRST_DAY) <= (other.expires or LAST_DAY) and (other.issued or FIRST_DAY) <= (
        one.expires or LAST_DAY
    )
