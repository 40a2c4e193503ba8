"""What becomes of memberships: a team begins, somebody joins, shares, leaves, is placed or removed.

Pages and programs both come here. Whoever writes several rows of a team locks people first and the team
after them, so that no two requests wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.team import log
from rxladder.web.team.models import Organisation, Role, Site, TeamMember
from rxladder.web.team.roles import AT_FIRST, MAY
from rxladder.web.team.sharing import is_last_owner, members_of, others_in_team, own_memberships

A_DAY = timedelta(days=1)


class Refused(Exception):  # noqa: N818 - what is the matter
    """Something that cannot be done to a team as it stands; the words say why."""


@contextmanager
def team_locked(organisation: UUID, *people: UUID) -> Iterator[None]:
    """A transaction in which nobody else changes these people's records or who belongs to the team."""
    with one_at_a_time(*people):
        Organisation.objects.select_for_update().filter(id=organisation).first()
        yield


def _as_it_stands(row: TeamMember) -> None:
    """Read a membership anew, once the team is locked; 404 where it ended meanwhile.

    What the page was made of may be older than what the member, or the team, has said since.
    """
    row.refresh_from_db()
    if row.left_at or row.deleted_at:
        raise Http404


def is_still_there(site: Site | None) -> None:
    """404 where a site was removed since a page offered it; asked once the team is locked."""
    if site is not None and not Site.objects.filter(id=site.id).exists():
        raise Http404


def start(person: Person, name: str, on: date) -> TeamMember:
    """Start a team; whoever starts it owns it."""
    with one_at_a_time(person.id):
        example_of = person if person.is_demo else None
        made = Organisation.objects.create(name=name, example_of=example_of)
        return join(person, made, Role.OWNER, AT_FIRST, on)


def join(
    person: Person,
    organisation: Organisation,
    role: str,
    shares: Iterable[str],
    on: date,
    *,
    site: Site | None = None,
    may_remind: bool = True,
) -> TeamMember:
    """Make somebody a member, and write it down."""
    row = TeamMember(
        person=person,
        organisation=organisation,
        role=role,
        site=site,
        shares=list(shares),
        may_remind=may_remind,
        joined_on=on,
    )
    row.save()
    log.note(organisation, person, "joined", person.id, role)
    return row


def share(row: TeamMember, shares: Iterable[str], may_remind: bool) -> None:
    """Let the team see these parts of a member's record from now on, and no others."""
    with team_locked(row.organisation_id, row.person_id):
        _as_it_stands(row)
        before = list(row.shares)
        row.shares, row.may_remind = list(shares), may_remind
        row.save(update_fields=["shares", "may_remind", "changed_at"])
        if row.shares != before:
            log.note(row.organisation, row.person, "shares", row.person_id, ", ".join(row.shares))


def leave(row: TeamMember) -> None:
    """Leave a team: from this moment on nobody there sees anything. The last owner hands it over first."""
    with team_locked(row.organisation_id, row.person_id):
        _as_it_stands(row)
        if is_last_owner(row) and others_in_team(row).exists():
            raise Refused(_("You are the only owner. Make someone else an owner first."))
        row.left_at, row.left_by_self = clock.now(), True
        row.save()
        log.note(row.organisation, row.person, "left", row.person_id)


def left_by_self(person: Person, id: UUID) -> TeamMember:
    """A membership that a person ended; 404 where there is none."""
    rows = TeamMember.objects.visible_to(person).filter(left_by_self=True)
    return get_object_or_404(rows.select_related("organisation", "person"), id=id)


def rejoin(row: TeamMember) -> bool:
    """Undo one's own leaving on the same day; whether that could be."""
    with team_locked(row.organisation_id, row.person_id):
        row.refresh_from_db()
        again = own_memberships(row.person).filter(organisation=row.organisation_id)
        if not (row.left_at and row.left_by_self) or clock.now() - row.left_at >= A_DAY or again.exists():
            return False
        row.left_at, row.left_by_self = None, False
        row.save()
        log.note(row.organisation, row.person, "joined", row.person_id, row.role)
        return True


def may_change(viewer: TeamMember, member: TeamMember) -> None:
    """404 where somebody may not change a member: owners are changed by owners alone."""
    if member.role == Role.OWNER and "change-owners" not in MAY[viewer.role]:
        raise Http404


def place(viewer: TeamMember, member: TeamMember, role: str, site: Site | None, by: Person) -> None:
    """Give a member a role and a site. Refused for the last owner's role."""
    may_change(viewer, member)
    with team_locked(viewer.organisation_id, member.person_id):
        _as_it_stands(member)
        may_change(viewer, member)
        is_still_there(site)
        if is_last_owner(member) and role != Role.OWNER:
            raise Refused(_("A team needs an owner. Make someone else an owner first."))
        before = (member.role, member.site_id)
        member.role, member.site = role, site
        member.save(update_fields=["role", "site", "changed_at"])
        if member.role != before[0]:
            log.note(member.organisation, by, "role", member.person_id, member.role)
        if member.site_id != before[1]:
            log.note(member.organisation, by, "site", member.person_id, site.name if site else "")


def remove(viewer: TeamMember, member: TeamMember, by: Person) -> None:
    """End a membership. It is taken back by a new invitation, for the person has to agree."""
    may_change(viewer, member)
    with team_locked(viewer.organisation_id, member.person_id):
        row = members_of(viewer).filter(id=member.id).first()
        if row is None or is_last_owner(row):
            raise Http404
        row.left_at = clock.now()
        row.save()
        log.note(row.organisation, by, "removed", row.person_id)
