"""A person's study days: this moment, where their day ends, and on which days they studied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rxladder.web.accounts.models import Person
from rxladder.web.site.clock import local_time, now, today
from rxladder.web.study.models import Review

LOOKED_BACK = 60
WEEK = 7


def this_moment(person: Person) -> datetime:
    """Now; on an installation that pretends another day, this time of that day."""
    real = now()
    return real + (today(person) - local_time(person, real).date())


def start_of(person: Person, day: date) -> datetime:
    """The moment at which a person's day begins."""
    noon = local_time(person, datetime.combine(day, time(12), UTC))
    begins = datetime.combine(day, time(), noon.tzinfo)
    return begins.astimezone(UTC)


def end_of(person: Person, day: date) -> datetime:
    """The moment at which a person's day is over."""
    return start_of(person, day + timedelta(days=1))


def answered_on(person: Person, day: date) -> int:
    """How many questions a person answered on a day."""
    return _of_day(person, day).count()


def cards_answered_on(person: Person, day: date) -> set[str]:
    """The cards that a person answered on a day."""
    return set(_of_day(person, day).values_list("card", flat=True))


def _of_day(person: Person, day: date):
    return Review.objects.visible_to(person).filter(at__gte=start_of(person, day), at__lt=end_of(person, day))


@dataclass(frozen=True)
class Regularity:
    """How regularly a person studies: days of the last seven, days in a row, days since the last."""

    of_week: int
    in_a_row: int
    away: int | None


def regularity(person: Person, on: date) -> Regularity:
    """Told from the answers alone. A day that is not over yet breaks no row."""
    days = _studied(person, on)
    of_week = sum(1 for day in days if (on - day).days < WEEK)
    run, expected = 0, on
    for day in days:
        if day == on - timedelta(days=1) and not run:
            expected = day
        if day != expected:
            break
        run, expected = run + 1, expected - timedelta(days=1)
    return Regularity(of_week, run, (on - days[0]).days if days else _away(person, on))


def _studied(person: Person, on: date) -> list[date]:
    """The days on which a person studied, the latest first, no further back than `LOOKED_BACK` days."""
    since = start_of(person, on - timedelta(days=LOOKED_BACK))
    told = Review.objects.visible_to(person).filter(at__gte=since, at__lt=end_of(person, on))
    days = {local_time(person, at).date() for at in told.order_by().values_list("at", flat=True).distinct()}
    return sorted(days, reverse=True)


def _away(person: Person, on: date) -> int | None:
    told = Review.objects.visible_to(person).filter(at__lt=end_of(person, on)).order_by("-at")
    latest = told.values_list("at", flat=True).first()
    return (on - local_time(person, latest).date()).days if latest else None
