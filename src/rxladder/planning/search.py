"""Searching a catalogue: by words, topic, form, length and price, and by whether it can still be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rxladder.facts.activities import Activity
from rxladder.facts.plain_text import has_words
from rxladder.facts.topics import with_parents
from rxladder.facts.vocabulary import Course
from rxladder.rules.places import place_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is None or empty leaves everything in.

    `topic` takes in the topics under it. `most_usd` leaves out what costs more and what has no known price.
    `until`: it can still be taken on that day. `over` shows what can no longer be taken, too.
    """

    words: str = ""
    topic: str | None = None
    live: bool = False
    least_hours: Fraction | None = None
    most_usd: Decimal | None = None
    until: date | None = None
    over: bool = False


def search(
    activities: Iterable[Activity], wanted: Wanted, courses: Mapping[str, Course], on: date
) -> tuple[Activity, ...]:
    """The activities that are as wanted: what can be taken first, then by title."""
    found = [one for one in activities if _is_wanted(one, wanted, courses, on)]
    return tuple(sorted(found, key=lambda one: (one.days(on) is None, one.title.casefold(), one.id)))


def _is_wanted(one: Activity, wanted: Wanted, courses: Mapping[str, Course], on: date) -> bool:
    place = place_of(one, courses)
    return (
        (wanted.over or one.days(on) is not None)
        and (wanted.until is None or _lasts(one, wanted.until, on))
        and _has_words(one, wanted.words)
        and (wanted.topic is None or (place.topic is not None and wanted.topic in with_parents(place.topic)))
        and (not wanted.live or place.format == "live")
        and (wanted.least_hours is None or (one.hours is not None and one.hours >= wanted.least_hours))
        and (wanted.most_usd is None or (one.cost_usd is not None and one.cost_usd <= wanted.most_usd))
    )


def _lasts(one: Activity, until: date, on: date) -> bool:
    days = one.days(on)
    return days is not None and (days[1] is None or days[1] >= until)


def _has_words(one: Activity, words: str) -> bool:
    """Whether every word stands somewhere in what is told of an activity."""
    told = (one.title, one.provider, one.uan, one.subject, one.place, one.note)
    return has_words(" ".join(part for part in told if part), words)
