"""A line of a team's log in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.skills import skill_name
from rxladder.web.accounts.invitation_models import Invitation
from rxladder.web.accounts.models import Person
from rxladder.web.team.models import LogEntry, Offer, Role
from rxladder.web.team.roles import PART_NAMES

ACTS = {
    "started": gettext_lazy("started the team"),
    "joined": gettext_lazy("joined"),
    "left": gettext_lazy("left"),
    "shares": gettext_lazy("changed what is shared"),
    "invited": gettext_lazy("made an invitation"),
    "invited-again": gettext_lazy("sent an invitation again"),
    "uninvited": gettext_lazy("took an invitation back"),
    "role": gettext_lazy("changed a role"),
    "site": gettext_lazy("changed a site"),
    "removed": gettext_lazy("removed a member"),
    "saw-team": gettext_lazy("looked at where the team stands"),
    "saw-skills": gettext_lazy("looked at the team’s skills"),
    "saw-person": gettext_lazy("looked at a person’s page"),
    "exported": gettext_lazy("downloaded the team’s table"),
    "reported": gettext_lazy("made the monthly report"),
    "assigned": gettext_lazy("asked for something"),
    "unassigned": gettext_lazy("withdrew a request"),
    "reminded": gettext_lazy("sent a reminder"),
    "signed-off": gettext_lazy("signed off a skill"),
    "unsigned": gettext_lazy("took a sign-off back"),
    "badge": gettext_lazy("gave a badge"),
    "revoked": gettext_lazy("took a badge back"),
    "needs": gettext_lazy("changed the skills that the team needs"),
    "renamed": gettext_lazy("renamed the team"),
    "renamed-site": gettext_lazy("renamed a site"),
    "removed-site": gettext_lazy("removed a site"),
    "restored-site": gettext_lazy("brought a site back"),
}

INVITING = ("invited", "invited-again", "uninvited")
"""Acts about a place that is offered. The line has the id of the place: whom it was offered to can go."""


class Line(NamedTuple):
    """A line for a page: its number, when, who did what to whom, and what more there is to tell."""

    line: LogEntry
    who: str
    what: str
    whom: str
    detail: str


def names_of(lines: Iterable[LogEntry]) -> Mapping[UUID, str]:
    """The names of everyone in some lines, as they are now; a query, and two more where some invite."""
    lines = list(lines)
    people = {line.actor for line in lines}
    people |= {one.about for one in lines if one.about and one.act not in INVITING}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name"))
    return names | _invited({one.about for one in lines if one.about and one.act in INVITING})


def _invited(places: set[UUID]) -> dict[UUID, str]:
    """Whom places were offered to: who joined, else as the team called them, else where it was written to."""
    if not places:
        return {}
    rows = Offer.objects.filter(id__in=places).select_related("taken_by")
    known = Invitation.objects.in_bulk([row.invitation for row in rows if row.invitation])

    def called(row: Offer) -> str:
        if row.joined_at:
            return row.taken_by.name if row.taken_by else ""
        # Where somebody accepted and has not joined, the address may be one that the team is not to see.
        found = known.get(row.invitation) if row.invitation and not row.taken_by else None
        return row.name or (found.email if found else "")

    return {row.id: called(row) for row in rows}


def say_line(line: LogEntry, names: Mapping[UUID, str]) -> Line:
    """A line in words. Whose account is gone has no name any more."""
    gone = _("someone whose account is gone")
    unnamed = _("someone without a name")

    def name(id_: UUID) -> str:
        return (names[id_] or unnamed) if id_ in names else gone

    whom = ""
    if line.act in INVITING:
        whom = names.get(line.about, "") if line.about else ""
    elif line.about and line.about != line.actor:
        whom = name(line.about)
    return Line(line, name(line.actor), str(ACTS.get(line.act, line.act)), whom, _detail(line))


def _detail(line: LogEntry) -> str:
    if line.act in ("joined", "role", *INVITING) and line.detail in Role.values:
        return str(Role(line.detail).label)
    if line.act == "shares":
        parts = [part for part in line.detail.split(", ") if part]
        told = [str(PART_NAMES[part]) for part in parts if part in PART_NAMES]
        return "; ".join(told) or _("nothing")
    if line.act in ("signed-off", "unsigned", "badge"):
        return skill_name(line.detail)
    return line.detail
