"""Writing and reading a team's log: each line holds the hash of the one before, so that tampering shows.

The database refuses updates and deletions (a migration puts the triggers there). Whoever can take the
triggers away can still not change a line unnoticed, unless they write all later lines anew; the number and
hash of the last line, which the page shows and the monthly report prints, would differ then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.disk import written_or_not_shown
from rxladder.web.team.models import LogEntry, Organisation, Role, TeamMember

SAME_LOOK = timedelta(minutes=10)
"""Looks of one person at the same thing within this time are one line."""
LOOKS = ("saw-team", "saw-skills", "saw-person", "exported", "reported")


def note(
    organisation: Organisation, actor: Person, act: str, about: UUID | None = None, detail: str = ""
) -> None:
    """Write one line. In the transaction of what it tells, so that neither is there without the other."""
    with transaction.atomic():
        # Lines of one team are written one after the other; the lock is on its row.
        Organisation.objects.select_for_update().filter(id=organisation.id).first()
        last = LogEntry.objects.filter(organisation=organisation.id).order_by("-number").first()
        line = LogEntry(
            organisation=organisation.id,
            number=last.number + 1 if last else 1,
            at=clock.now(),
            actor=actor.id,
            act=act,
            about=about,
            detail=detail[:300],
            example=organisation.example_of_id is not None,
            before=last.hash if last else "",
        )
        line.hash = hash_of(line)
        line.save(force_insert=True)


def note_look(viewer: TeamMember, actor: Person, act: str, about: UUID | None = None) -> None:
    """Write that somebody looked, unless the same look was written a moment ago.

    Raises NotShown where it cannot be written: who is looked at was promised to be told.
    """
    since = clock.now() - SAME_LOOK
    where = "" if about or not _one_site(viewer) else str(viewer.site)
    same = LogEntry.objects.filter(
        organisation=viewer.organisation_id, actor=actor.id, act=act, about=about, detail=where, at__gte=since
    )
    if actor.id != about and not same.exists():
        promised = _(
            "Every look at a team is logged first: its members were promised that they can see who looked."
        )
        with written_or_not_shown(promised):
            note(viewer.organisation, actor, act, about, where)


def hash_of(line: LogEntry) -> str:
    """What a line's own content and the hash of the line before it make."""
    told = {
        "organisation": str(line.organisation),
        "number": line.number,
        "at": line.at.astimezone(UTC).isoformat(),
        "actor": str(line.actor),
        "act": line.act,
        "about": str(line.about) if line.about else "",
        "detail": line.detail,
        "before": line.before,
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def first_broken(lines: Iterable[LogEntry]) -> int | None:
    """The number at which a whole log, in order, was tampered with; None where it holds."""
    before, expected = "", 1
    for line in lines:
        if line.number != expected or line.before != before or line.hash != hash_of(line):
            return min(line.number, expected)
        before, expected = line.hash, expected + 1
    return None


def lines_of(organisation: Organisation) -> QuerySet[LogEntry]:
    """The whole log, in order."""
    return LogEntry.objects.filter(organisation=organisation.id).order_by("number")


def seen_by(viewer: TeamMember) -> QuerySet[LogEntry]:
    """The lines that a member may read. A manager of one site does not see what concerns others' people."""
    lines = lines_of(viewer.organisation)
    return lines.filter(actor=viewer.person_id) if _one_site(viewer) else lines


def _one_site(viewer: TeamMember) -> bool:
    """Whether somebody sees the people of one site alone."""
    return viewer.site_id is not None and viewer.role != Role.OWNER


def looks_at(member: TeamMember) -> QuerySet[LogEntry]:
    """Who looked at a member, or at the whole team with them in it, since they joined; the newest first."""
    since = datetime.combine(member.joined_on, datetime.min.time(), UTC)
    lines = LogEntry.objects.filter(organisation=member.organisation_id, at__gte=since)
    joined = lines.filter(act="joined", about=member.person_id).order_by("number").first()
    if joined is not None:  # looks of the same day, but before, were not at them
        lines = lines.filter(number__gt=joined.number)
    lines = lines.filter(act__in=LOOKS)
    whole, alone = lines.filter(about=None), lines.filter(about=member.person_id)
    return (whole | alone).exclude(actor=member.person_id).order_by("-number")
