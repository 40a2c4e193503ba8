"""The one home of "may this person see that part of that member's record".

A person's own pages read through `visible_to(person)`. A team reads through here and nowhere else: each read
asks the database anew who belongs to the team now, and what they share now, so that whatever is switched off
or left is gone with the next page. Nothing here trusts what a page was told before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from rxladder.career import duties
from rxladder.career.teams import Shared
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import ExamTaken, Training
from rxladder.web.education.models import Credit
from rxladder.web.responsibilities.duty_rows import skill_of
from rxladder.web.responsibilities.models import Achievement, Skill, SkillSignOff
from rxladder.web.site import clock
from rxladder.web.team.models import Assignment, Role, Site, TeamMember
from rxladder.web.team.roles import LOOKS_AT, MAY, Act


class NotShared(Http404):
    """The member does not share this with the viewer. For a page it is as if it was not there."""


_OF_A_LIST = (
    *("id", "organisation", "role", "shares", "may_remind", "joined_on", "site", "site__name"),
    *("person__id", "person__name", "person__revision", "person__time_zone", "person__email"),
)
"""What a page of five hundred needs of each; the rest stays in the database."""


# --- Who belongs


def own_memberships(person: Person) -> QuerySet[TeamMember]:
    """The teams that a person belongs to now."""
    rows = TeamMember.objects.visible_to(person).filter(left_at=None)
    return rows.select_related("organisation", "site").order_by("joined_on", "created_at")


def viewer_in(person: Person, organisation: UUID, act: Act) -> TeamMember:
    """Someone as the member of a team who may do something there; 404 for everyone else."""
    row = own_memberships(person).filter(organisation=organisation).first()
    if row is None or act not in MAY[row.role]:
        raise Http404
    return row


def members_of(viewer: TeamMember) -> QuerySet[TeamMember]:
    """Everyone whom a viewer may see by name: of their site where they have one, else of the whole team."""
    rows = TeamMember.objects.filter(
        organisation=viewer.organisation_id, left_at=None, deleted_at=None, person__is_active=True
    )
    if "see-people" not in MAY[viewer.role]:
        return rows.none()
    if viewer.site_id is not None and viewer.role != Role.OWNER:
        rows = rows.filter(site=viewer.site_id)
    return rows.select_related("person", "site")


def member_in_sight(person: Person, member: UUID, act: Act) -> tuple[TeamMember, TeamMember]:
    """A viewer who may do something to a member, and that member; 404 for everyone else."""
    row = TeamMember.objects.filter(id=member, left_at=None, deleted_at=None).first()
    if row is None:
        raise Http404
    viewer = viewer_in(person, row.organisation_id, act)
    found = get_object_or_404(members_of(viewer), id=member)
    return viewer, found


def others_in_team(member: TeamMember) -> QuerySet[TeamMember]:
    """Everyone else who belongs to a member's team now."""
    rows = TeamMember.objects.filter(organisation=member.organisation_id, left_at=None, deleted_at=None)
    return rows.exclude(id=member.id)


def may_be_at(site: Site) -> QuerySet[TeamMember]:
    """Everyone whose site it is, also who may still undo their leaving, or come back from the trash."""
    gone = Q(left_at__lte=clock.now() - timedelta(days=1)) | Q(left_at__isnull=False, left_by_self=False)
    return TeamMember.objects.filter(site=site).exclude(gone)


def is_last_owner(member: TeamMember) -> bool:
    """Whether a team would have no owner without this one."""
    return member.role == Role.OWNER and not others_in_team(member).filter(role=Role.OWNER).exists()


def who_sees(member: TeamMember) -> list[tuple[TeamMember, list[Shared]]]:
    """Everyone who can look at something of a member's, with the parts that they see now."""
    others = others_in_team(member).filter(person__is_active=True).exclude(role=Role.MEMBER)
    others = others.select_related("person", "site")
    found = [(other, parts_seen(other, member)) for other in others if _in_reach(other, member)]
    return sorted(found, key=lambda one: (Role.values.index(one[0].role), one[0].person.name))


# --- What is shared


def parts_seen(viewer: TeamMember, member: TeamMember) -> list[Shared]:
    """The parts of a member's record that a viewer may look at."""
    if viewer.organisation_id != member.organisation_id or not _in_reach(viewer, member):
        return []
    return [part for part in member.shares if part in LOOKS_AT[viewer.role]]


_TOLD_WITH: dict[str, tuple[Shared, ...]] = {
    Assignment.Kind.EDUCATION: ("compliance", "credits"),
    Assignment.Kind.SKILL: ("compliance", "skills"),
    Assignment.Kind.LIST: ("compliance", "skills"),
}


def tells_done(viewer: TeamMember, member: TeamMember, kind: str) -> bool:
    """Whether a viewer may know if what was asked of a member is done."""
    seen = parts_seen(viewer, member)
    return any(part in seen for part in _TOLD_WITH[kind])


def _in_reach(viewer: TeamMember, member: TeamMember) -> bool:
    if "see-people" not in MAY[viewer.role]:
        return False
    return viewer.role == Role.OWNER or viewer.site_id is None or viewer.site_id == member.site_id


def person_who_shares(viewer: TeamMember, member: TeamMember, part: Shared) -> Person:
    """Whose record may be read for a part; NotShared where it may not, as it stands in the database now."""
    now = members_of(viewer).filter(id=member.id).first()
    if now is None or part not in parts_seen(viewer, now):
        raise NotShared
    return now.person


def sharing(viewer: TeamMember, part: Shared) -> list[TeamMember]:
    """Everyone in sight who shares a part with the viewer."""
    if part not in LOOKS_AT[viewer.role]:
        return []
    return [row for row in members_of(viewer).only(*_OF_A_LIST) if part in row.shares]


# --- Reading a part


def credits_of(viewer: TeamMember, member: TeamMember) -> QuerySet[Credit]:
    """A member's CE log, the newest first."""
    person = person_who_shares(viewer, member, "credits")
    return Credit.objects.visible_to(person).order_by("-date", "-created_at")


def trainings_of(viewer: TeamMember, member: TeamMember) -> tuple[QuerySet[Training], QuerySet[ExamTaken]]:
    """A member's programmes and exams."""
    person = person_who_shares(viewer, member, "training")
    exams = ExamTaken.objects.visible_to(person).order_by("-date")
    return Training.objects.visible_to(person), exams


def achievements_of(viewer: TeamMember, member: TeamMember) -> QuerySet[Achievement]:
    """What a member achieved, the newest first."""
    person = person_who_shares(viewer, member, "achievements")
    return Achievement.objects.visible_to(person).order_by("-on", "-created_at")


def skills_of_team(viewer: TeamMember) -> dict[TeamMember, tuple[duties.Skill, ...]]:
    """The skills of everyone who shares them, with sign-offs; two queries whatever their number."""
    members = sharing(viewer, "skills")
    by_person = _skills({row.person_id for row in members})
    return {row: by_person.get(row.person_id, ()) for row in members}


def skills_of(viewer: TeamMember, member: TeamMember) -> tuple[duties.Skill, ...]:
    """One member's skills, with sign-offs."""
    person = person_who_shares(viewer, member, "skills")
    return _skills({person.id}).get(person.id, ())


def _skills(people: Iterable[UUID]) -> Mapping[UUID, tuple[duties.Skill, ...]]:
    rows = list(Skill.objects.filter(person__in=people, deleted_at=None))
    signed: dict[UUID, list[duties.SignOff]] = defaultdict(list)
    found = SkillSignOff.objects.filter(person__in=people, deleted_at=None, skill__deleted_at=None)
    columns = ("skill", "on", "by", "until", "note")
    for skill, on, by, until, note in found.order_by("on", "created_at", "place", "id").values_list(*columns):
        signed[skill].append(duties.SignOff(on, by, until, note))
    by_person: dict[UUID, list[duties.Skill]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(skill_of(row, signed.get(row.id, ())))
    return {person: tuple(skills) for person, skills in by_person.items()}


def asked_of(viewer: TeamMember, members: Iterable[TeamMember]) -> QuerySet[Assignment]:
    """What the viewer's team asks of some members, as far as they are in sight."""
    seen = members_of(viewer).filter(id__in=[row.id for row in members])
    rows = Assignment.objects.filter(member__in=seen, deleted_at=None).select_related("member")
    return rows.order_by("due", "created_at", "id")


def ask_by_id(id_: UUID) -> Assignment | None:
    """An ask, deleted or not. Whoever uses it must see its member: `member_in_sight`."""
    return Assignment.objects.filter(id=id_).select_related("person", "member").first()
