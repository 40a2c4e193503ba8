"""The career file's shape of what one reads."""

from __future__ import annotations

from typing import Annotated, Self, TypeVar, get_args

from pydantic import FailFast, Field, model_validator

from rxladder.career.ids import id_of
from rxladder.career.reading import Article, DigestChoice, Reading, Subscription, Weekday
from rxladder.facts.entries import Day, Entry, Flag, Text, one_of, wrong
from rxladder.facts.language import gettext as _

Made = TypeVar("Made")
WeekdayName = Annotated[Weekday, one_of(get_args(Weekday))]
Mark = Annotated[Text, Field(pattern=r"^(source|topic|setting):[^\n]+$", max_length=2_100)]


class SubscriptionEntry(Entry):
    """A feed that is read."""

    url: Annotated[Text, Field(pattern=r"^https?://[^\s/]+\S*$", max_length=2_000)]
    title: Annotated[Text, Field(max_length=400)] = ""
    folder: Annotated[Text, Field(max_length=200)] = ""
    board: Annotated[Text, id_of("state")] | None = Field(None, description="Whose board speaks there.")


class ArticleEntry(Entry):
    """Something that was read and kept."""

    title: Text = ""
    url: Text = ""
    source: Text = Field("", description="Who published it.")
    published: Day | None = None
    note: Text = ""


class DigestEntry(Entry):
    """Whether and when the week comes by mail."""

    wanted: Flag = False
    weekday: WeekdayName = "monday"
    hour: Annotated[int, Field(strict=True, ge=0, le=23)] = Field(8, description="Not before this hour.")
    quiet_weeks: Flag = Field(False, description="A week without anything that matters is told, too.")


class ReadingEntry(Entry):
    """News of the field."""

    subscriptions: Annotated[list[SubscriptionEntry], FailFast()] = []
    saved: Annotated[list[ArticleEntry], FailFast()] = []
    starred: Annotated[list[ArticleEntry], FailFast()] = []
    less: Annotated[list[Mark], FailFast()] = Field([], description="What is to be shown less.")
    digest: DigestEntry = DigestEntry()

    @model_validator(mode="after")
    def _once(self) -> Self:
        urls = [one.url for one in self.subscriptions]
        if len(set(urls)) < len(urls):
            raise wrong("subscriptions", _("two subscriptions have the same address"))
        return self

    def record(self) -> Reading:
        """The record that this entry writes down."""
        return Reading(
            tuple(_made(Subscription, one) for one in self.subscriptions),
            tuple(_made(Article, one) for one in self.saved),
            tuple(_made(Article, one) for one in self.starred),
            tuple(self.less),
            _made(DigestChoice, self.digest),
        )


def _made(record: type[Made], entry: Entry) -> Made:
    return record(**entry.plain())
