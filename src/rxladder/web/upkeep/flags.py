"""What people flag: who may read a flag, how many one may raise, and how it goes out as a text or a draft."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404

from rxladder import __version__
from rxladder.facts.overlay_draft import overlay_draft, place_of
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.keepers import is_keeper
from rxladder.web.site.request import PersonRequest
from rxladder.web.upkeep.models import Flag

MOST_OPEN, MOST_A_DAY = 40, 15


def may_read(request: PersonRequest) -> QuerySet[Flag]:
    """The flags that a person may read: their own, and for a keeper all that anyone raised."""
    return to_answer() if is_keeper(request) else Flag.objects.visible_to(request.person)


def to_answer() -> QuerySet[Flag]:
    """All flags, for the keepers; those of made-up people are an example and go to nobody."""
    return Flag.objects.filter(deleted_at=None).exclude(person__kind=Person.Kind.DEMO)


def flag_of(request: PersonRequest, id_: UUID | str) -> Flag:
    """A flag that the person may read; 404 where there is none."""
    try:
        found = may_read(request).filter(id=id_).first()
    except ValidationError:  # no id at all
        found = None
    if found is None:
        raise Http404
    return found


def too_many(person: Person) -> bool:
    """Whether a person has flagged so much that the next one has to wait."""
    since = clock.now() - timedelta(days=1)
    lately = Flag.objects.kept_of(person).filter(created_at__gt=since).count()
    waiting = Flag.objects.visible_to(person).filter(answered_at=None).count()
    return lately >= MOST_A_DAY or waiting >= MOST_OPEN


def as_text(flag: Flag) -> str:
    """A flag as a text that can be sent to the project. It says nothing of who raised it."""
    lines = [
        f"A rule that may be wrong: {flag.pack}",
        "",
        f"Place: {flag.pack}, {flag.rule or 'the whole pack'}",
        f"It says: {flag.says}",
        "",
        "What is wrong:",
        flag.wrong,
    ]
    lines += ["", f"Source: {flag.link}"] if flag.link else []
    if flag.outcome:
        lines += ["", f"Answered: {flag.outcome}. {flag.answer}".rstrip()]
    return "\n".join([*lines, "", f"RxLadder {__version__}, {flag.created_at.date()}", ""])


def as_draft(flag: Flag) -> str:
    """The correction to begin with; 404 where its place is no longer there."""
    try:
        return overlay_draft(
            flag.pack,
            place_of(flag.rule),
            wrong=flag.wrong,
            link=flag.link,
            overlays=Path(settings.DATA) / "rules",
        )
    except KeyError:
        raise Http404 from None
