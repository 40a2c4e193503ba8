"""The one place that asks what day and what time it is. Everything else is handed them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def today(person) -> date:
    """The person's own day: in their time zone, else in the machine's."""
    told: date | None = settings.TODAY
    return told if told is not None else local_time(person, now()).date()


def local_time(person, moment: datetime) -> datetime:
    """A moment as the person's own clock shows it."""
    try:
        zone = ZoneInfo(person.time_zone) if person and person.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return moment.astimezone(zone)
