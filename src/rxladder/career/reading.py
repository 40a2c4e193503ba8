"""What one reads of the news of the field, and what one keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that one reads, by its address; `title` and `folder` are one's own words.

    `board` is the jurisdiction whose board speaks there, where one said so.
    """

    url: str
    title: str = ""
    folder: str = ""
    board: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Something that was read: kept with a note, or starred. `published` is its day as it was told."""

    title: str = ""
    url: str = ""
    source: str = ""
    published: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """Whether and when the week comes by mail: on which day, not before which hour of one's own clock.

    `quiet_weeks`: a week without anything that matters is told, too.
    """

    wanted: bool = False
    weekday: Weekday = "monday"
    hour: int = 8
    quiet_weeks: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All of it; `less` are the marks of what is to be shown less (`source:…`, `topic:…`, `setting:…`)."""

    subscriptions: tuple[Subscription, ...] = ()
    saved: tuple[Article, ...] = ()
    starred: tuple[Article, ...] = ()
    less: tuple[str, ...] = ()
    digest: DigestChoice = DigestChoice()
