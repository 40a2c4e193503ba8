"""The catalogue of one person: the activities that come with the program, and those that they brought."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

from django.http import Http404

from rxladder.facts.activities import Activity, built_in_catalogue
from rxladder.web.education.models import ActivityChoice, OwnActivity
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs

_STORED = [field.name for field in OwnActivity._meta.fields]
# A record's `place` is its place in a file, an activity's where it is given.
_ELSE = ("id", "place")
COLUMNS = tuple(field.name for field in fields(Activity) if field.name in _STORED and field.name not in _ELSE)


def built_in() -> tuple[Activity, ...]:
    """The activities that come with the program."""
    return _built_in(packs().hash)


@lru_cache(maxsize=2)
def _built_in(_rules: str) -> tuple[Activity, ...]:
    return built_in_catalogue(packs())


def catalogue_of(request: PersonRequest) -> tuple[Activity, ...]:
    """Everything that the request's person can look through."""
    own = OwnActivity.objects.visible_to(request.person)
    return (*built_in(), *(activity_of(row) for row in own))


def activity_of(row: OwnActivity) -> Activity:
    """A stored activity as the engines know it: what was not told is None."""
    texts = ("title", "provider", "url")
    values = {name: getattr(row, name) for name in COLUMNS}
    told: dict[str, Any] = {
        name: value if name in texts or value != "" else None for name, value in values.items()
    }
    return Activity(id=str(row.id), **told)


def row_of(activity: Activity) -> OwnActivity:
    """An activity of a file as a row of its own, not saved yet; `price_usd` and the like are not stored."""
    row = OwnActivity()
    for name in COLUMNS:
        value = getattr(activity, name)
        untold = value is None and not OwnActivity._meta.get_field(name).null
        setattr(row, name, "" if untold else value)
    return row


def activity_in(request: PersonRequest, activity_id: str) -> Activity:
    """One activity of the person's catalogue; 404 where there is none."""
    found = next((one for one in catalogue_of(request) if one.id == activity_id), None)
    if found is None:
        raise Http404
    return found


def own_row(request: PersonRequest, activity: Activity) -> OwnActivity | None:
    """The row behind an activity that the person brought; None for one that comes with the program."""
    rows = OwnActivity.objects.visible_to(request.person)
    return next((row for row in rows if str(row.id) == activity.id), None)


def choices_of(request: PersonRequest) -> dict[str, ActivityChoice]:
    """What the person decided, by the activity's id."""
    return {row.activity: row for row in ActivityChoice.objects.visible_to(request.person)}
