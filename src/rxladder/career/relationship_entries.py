"""The career file's shape of the people one knows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self, get_args

from pydantic import BeforeValidator, FailFast, Field, WithJsonSchema, model_validator

from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm
from rxladder.facts.days import MonthDay
from rxladder.facts.entries import Day, Entry, Text, one_of, said, to_day, wrong
from rxladder.facts.language import gettext as _


def _to_rhythm(value: Any) -> Rhythm:
    if isinstance(value, Rhythm):
        return value
    return Rhythm.parse(value if isinstance(value, str) else said(value))


def to_birthday(value: Any) -> date | MonthDay:
    """A birthday written YYYY-MM-DD or, without its year, MM-DD; a ValueError that says what is wrong."""
    if isinstance(value, str) and len(value) == len("MM-DD"):
        try:
            return MonthDay.parse(value)
        except ValueError:
            text = _('"{value}" is not a birthday; write it as MM-DD or YYYY-MM-DD')
            raise ValueError(text.format(value=value)) from None
    return to_day(value)


RhythmText = Annotated[
    Rhythm, BeforeValidator(_to_rhythm), WithJsonSchema({"type": "string", "examples": ["2 months"]})
]
Birthday = Annotated[
    date | MonthDay,
    BeforeValidator(to_birthday),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{4}-)?\d\d-\d\d$"}),
]
MentoringName = Annotated[Mentoring, one_of(get_args(Mentoring))]
Texts = Annotated[list[Text], FailFast()]


class ReachEntry(Entry):
    """An e-mail address or a telephone number, and what it is called."""

    address: Text = Field(min_length=1)
    label: Text = ""


class ContactEntry(Entry):
    """One time of being in touch."""

    on: Day
    note: Text = ""
    follow_up: Day | None = Field(None, description="A day that was promised then.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("on", "follow_up")
        return self


class AcquaintanceEntry(Entry):
    """Somebody one knows."""

    name: Text = Field(min_length=1)
    uid: Text = Field("", description="The id of their address card.")
    known_from: Text = ""
    employer: Text = ""
    role: Text = ""
    topics: Texts = []
    emails: Annotated[list[ReachEntry], FailFast()] = []
    phones: Annotated[list[ReachEntry], FailFast()] = []
    birthday: Birthday | None = Field(None, description="With or without its year.")
    rhythm: RhythmText | None = Field(None, description="How often to be in touch: 2 months.")
    mentoring: MentoringName | None = Field(None, description="Whether they are my mentor or my mentee.")
    mentoring_goals: Texts = []
    introduced_by: Text = ""
    added: Day | None = None
    note: Text = ""
    card: Texts = Field([], description="Lines of their address card that have no key here.")
    contacts: Annotated[list[ContactEntry], FailFast()] = []

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.name.strip():
            raise wrong("name", _("`name` is empty"))
        return self

    def record(self) -> Acquaintance:
        """The record that this entry writes down, its contacts oldest first."""
        plain = self.plain()
        for name in ("topics", "mentoring_goals", "card"):
            plain[name] = tuple(plain[name])
        for name in ("emails", "phones"):
            plain[name] = tuple(Reach(one.address, one.label) for one in plain[name])
        contacts = (Contact(one.on, one.note, one.follow_up) for one in self.contacts)
        return Acquaintance(**plain | {"contacts": tuple(sorted(contacts, key=lambda one: one.on))})
