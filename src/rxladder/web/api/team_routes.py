"""Teams over HTTP, for who manages or teaches one: who belongs to it, how they stand, what they can do.

Everything is read through `team/sharing.py`, so a program sees what its person's pages show at that moment
and nothing else, and each look goes into the team's log.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.dump import plain_part
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.lists import FIRST, Day, Limit, Part, Place, some
from rxladder.web.api.paging import USUAL
from rxladder.web.team import log
from rxladder.web.team.matrix import Row, matching, row_of
from rxladder.web.team.models import TeamMember
from rxladder.web.team.sharing import members_of, own_memberships, skills_of_team, viewer_in
from rxladder.web.team.standing import stands

router = Router()
TEAMS = Part(router, "teams", "read:team", "write:team")
SECONDS = 5.0
"""As long as an answer may work out what is not kept yet; the rest comes with a later one."""


class TeamDocument(TypedDict):
    """A team that the person belongs to, and as what."""

    id: str
    name: str
    role: str
    site: str | None


class MemberDocument(TypedDict):
    """Somebody who belongs to a team."""

    id: str
    name: str
    role: str
    site: str | None
    joined: Day


class StandingDocument(TypedDict):
    """How one credential of somebody stands."""

    credential: str
    status: str
    says: str
    due: Day | None
    ends: Day | None
    span: Annotated[str, Field(description="over, 30, 60, 90 (days at most), later, no-date, done")]
    filed: bool
    not_renewing: bool


class ComplianceDocument(TypedDict):
    """How somebody stands who shares it; who has to act first comes first."""

    member: str
    name: str
    site: str | None
    known: Annotated[bool, Field(description="false: not worked out yet; ask again.")]
    as_of: Annotated[Day | None, Field(description="null: today.")]
    credentials: list[StandingDocument]
    next: Annotated[str | None, Field(description="The step to take first, in words.")]


class SkillsDocument(TypedDict):
    """What somebody can do who shares it."""

    member: str
    name: str
    skills: list[dict[str, Any]]


def site_of(member: TeamMember) -> str | None:
    """The name of the site that a member has."""
    return member.site.name if member.site else None


@TEAMS.lists("/teams", "teams", "List my teams", TeamDocument)
def teams(request: TokenRequest, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    return some([team_document(row) for row in own_memberships(request.person)], cursor, limit)


def team_document(row: TeamMember) -> TeamDocument:
    """A team, as one of its members has it."""
    return {
        "id": str(row.organisation_id),
        "name": row.organisation.name,
        "role": row.role,
        "site": site_of(row),
    }


@TEAMS.lists("/teams/{uuid:id}/members", "teams-members", "List who belongs to a team", MemberDocument)
def members(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    rows = members_of(viewer_in(request.person, id, "see-people")).order_by("person__name", "id")
    return some([member_document(row) for row in rows], cursor, limit)


def member_document(row: TeamMember) -> MemberDocument:
    """Somebody who belongs to a team."""
    return {
        "id": str(row.id),
        "name": row.person.name,
        "role": row.role,
        "site": site_of(row),
        "joined": row.joined_on.isoformat(),
    }


@TEAMS.lists(
    "/teams/{uuid:id}/compliance", "teams-compliance", "How a team stands", ComplianceDocument, cost=5
)
def compliance(
    request: TokenRequest,
    id: UUID,
    limit: Limit = USUAL,
    cursor: Place = FIRST,
) -> HttpResponse:
    viewer = viewer_in(request.person, id, "report")
    log.note_look(viewer, request.person, "saw-team")
    rows = [row_of(stand) for stand in stands(viewer, seconds=SECONDS)]
    return some([_compliance(row) for row in matching(rows, "", "", "")], cursor, limit)


def _compliance(row: Row) -> ComplianceDocument:
    return {
        "member": str(row.member.id),
        "name": row.member.person.name,
        "site": site_of(row.member),
        "known": row.known,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "credentials": standings_of(row),
        "next": row.step.what if row.step else None,
    }


def standings_of(row: Row) -> list[StandingDocument]:
    """How each credential of somebody stands."""
    return [
        {
            "credential": cell.credential,
            "status": cell.status,
            "says": cell.words,
            "due": cell.due.isoformat() if cell.due else None,
            "ends": cell.ends.isoformat() if cell.ends else None,
            "span": cell.span,
            "filed": cell.filed,
            "not_renewing": cell.not_renewing,
        }
        for cell in row.cells
    ]


@TEAMS.lists("/teams/{uuid:id}/skills", "teams-skills", "What a team can do", SkillsDocument)
def skills(
    request: TokenRequest,
    id: UUID,
    limit: Limit = USUAL,
    cursor: Place = FIRST,
) -> HttpResponse:
    viewer = viewer_in(request.person, id, "sign-off")
    log.note_look(viewer, request.person, "saw-skills")
    found = [
        {"member": str(member.id), "name": member.person.name, "skills": [plain_part(one) for one in told]}
        for member, told in skills_of_team(viewer).items()
    ]
    return some(sorted(found, key=lambda one: (one["name"], one["member"])), cursor, limit)
