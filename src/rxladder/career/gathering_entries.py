"""The career file's shape of memberships, events and letters."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import FailFast, Field, model_validator

from rxladder.career.gatherings import Gathering, Going, Letter, Membership, ToDo
from rxladder.facts.entries import Day, Dollars, Entry, Flag, Hours, Text, one_of

Named = Annotated[Text, Field(min_length=1)]
GoingName = Annotated[Going, one_of(get_args(Going))]


class MembershipEntry(Entry):
    """Belonging to an organisation."""

    organisation: Named = Field(description="Its id, such as aapt, or its name.")
    since: Day | None = None
    renews: Day | None = Field(None, description="When dues are owed next.")
    dues_usd: Dollars | None = None
    number: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("since", "renews")
        return self

    def record(self) -> Membership:
        """The record that this entry writes down."""
        return Membership(**self.plain())


class ToDoEntry(Entry):
    """Something to do before an event, or after it."""

    what: Named
    done: Flag = False


class GatheringEntry(Entry):
    """A conference, a meeting or a webinar."""

    name: Named
    starts: Day
    ends: Day | None = Field(None, description="The last day, inclusive.")
    uid: Text = Field("", description="The id of the calendar entry that it came from.")
    organisation: Text = ""
    where: Text = ""
    url: Text = ""
    going: GoingName = "maybe"
    cost_usd: Dollars | None = None
    ce_hours: Hours | None = Field(None, description="The hours of CE on offer.")
    people: Annotated[list[Text], FailFast()] = Field([], description="Who will be there.")
    before: Annotated[list[ToDoEntry], FailFast()] = Field([], description="What to prepare.")
    after: Annotated[list[ToDoEntry], FailFast()] = Field([], description="What to follow up.")
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("starts", "ends")
        return self

    def record(self) -> Gathering:
        """The record that this entry writes down."""
        plain = self.plain()
        for name in ("before", "after"):
            plain[name] = tuple(ToDo(one.what, one.done) for one in plain[name])
        return Gathering(**plain | {"people": tuple(self.people)})


class LetterEntry(Entry):
    """A recommendation."""

    writer: Named
    about: Text = Field("", description="What it is for.")
    needed_by: Day | None = None
    asked: Day | None = None
    reminded: Annotated[list[Day], FailFast()] = []
    received: Day | None = None
    declined: Day | None = None
    evidence: Text = Field(
        "",
        pattern=r"^([0-9a-f]{64})?$",
        description="The fingerprint (SHA-256) of the letter kept as a file.",
    )
    note: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for later in ("received", "declined"):
            self._in_order("asked", later)
        return self

    def record(self) -> Letter:
        """The record that this entry writes down, its reminders oldest first."""
        return Letter(**self.plain() | {"reminded": tuple(sorted(self.reminded))})
