"""The one place that asks what day it is. Everything else is handed the day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings


def today(person) -> date:
    """The person's own day: in their time zone, else in the machine's."""
    told: date | None = settings.TODAY
    if told is not None:
        return told
    try:
        zone = ZoneInfo(person.time_zone) if person and person.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return datetime.now().astimezone(zone).date()
