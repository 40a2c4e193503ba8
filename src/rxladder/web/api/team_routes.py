"""Teams over HTTP, for who manages or teaches one: who belongs to it, how they stand, what they can do.

Everything is read through `team/sharing.py`, so a program sees what its person's pages show at that moment
and nothing else, and each look goes into the team's log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career.dump import plain_part
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.paging import MOST, USUAL
from rxladder.web.team import log
from rxladder.web.team.matrix import Row, matching, row_of
from rxladder.web.team.models import TeamMember
from rxladder.web.team.sharing import members_of, own_memberships, skills_of_team, viewer_in
from rxladder.web.team.standing import stands

router = Router()
SCOPE, TAG = "read:team", "teams"
SECONDS = 5.0
"""As long as an answer may work out what is not kept yet; the rest comes with a later one."""

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


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


def _paged(path: str, name: str, summary: str, of: Any, *, cost: int = 1) -> Any:
    """The address of a list of which each item is an `of`; the cursor is a place in it."""
    item = described.type_named(of.__name__, of)
    shape = described.page_of(f"{of.__name__.removesuffix('Document')}Page", item)
    return call(
        router,
        "get",
        path,
        f"list-{name}",
        tag=TAG,
        scope=SCOPE,
        summary=summary,
        good={200: described.in_json(shape)},
        problems=(404,),
        cost=cost,
    )


def _page(items: Sequence[Any], cursor: int, limit: int) -> HttpResponse:
    following = str(cursor + limit) if len(items) > cursor + limit else None
    return bodies.answer({"items": items[cursor : cursor + limit], "next": following})


def _site(member: TeamMember) -> str | None:
    return member.site.name if member.site else None


@_paged("/teams", "teams", "List my teams", TeamDocument)
def teams(
    request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: int = Query(0, ge=0, le=100_000)
) -> HttpResponse:
    found = [
        {
            "id": str(row.organisation_id),
            "name": row.organisation.name,
            "role": row.role,
            "site": _site(row),
        }
        for row in own_memberships(request.person)
    ]
    return _page(found, cursor, limit)


@_paged("/teams/{uuid:id}/members", "teams-members", "List who belongs to a team", MemberDocument)
def members(
    request: TokenRequest,
    id: UUID,
    limit: int = Query(USUAL, ge=1, le=MOST),
    cursor: int = Query(0, ge=0, le=100_000),
) -> HttpResponse:
    rows = members_of(viewer_in(request.person, id, "see-people")).order_by("person__name", "id")
    found = [
        {
            "id": str(row.id),
            "name": row.person.name,
            "role": row.role,
            "site": _site(row),
            "joined": row.joined_on.isoformat(),
        }
        for row in rows
    ]
    return _page(found, cursor, limit)


@_paged("/teams/{uuid:id}/compliance", "teams-compliance", "How a team stands", ComplianceDocument, cost=5)
def compliance(
    request: TokenRequest,
    id: UUID,
    limit: int = Query(USUAL, ge=1, le=MOST),
    cursor: int = Query(0, ge=0, le=100_000),
) -> HttpResponse:
    viewer = viewer_in(request.person, id, "report")
    log.note_look(viewer, request.person, "saw-team")
    rows = [row_of(stand) for stand in stands(viewer, seconds=SECONDS)]
    return _page([_compliance(row) for row in matching(rows, "", "", "")], cursor, limit)


def _compliance(row: Row) -> ComplianceDocument:
    return {
        "member": str(row.member.id),
        "name": row.member.person.name,
        "site": _site(row.member),
        "known": row.known,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "credentials": [
            {
                "credential": cell.credential,
                "status": cell.status,
                "says": cell.words,
                "due": cell.due.isoformat() if cell.due else None,
                "ends": cell.ends.isoformat() if cell.ends else None,
                "span": cell.span,
                "filed": cell.filed,
            }
            for cell in row.cells
        ],
        "next": row.step.what if row.step else None,
    }


@_paged("/teams/{uuid:id}/skills", "teams-skills", "What a team can do", SkillsDocument)
def skills(
    request: TokenRequest,
    id: UUID,
    limit: int = Query(USUAL, ge=1, le=MOST),
    cursor: int = Query(0, ge=0, le=100_000),
) -> HttpResponse:
    viewer = viewer_in(request.person, id, "sign-off")
    log.note_look(viewer, request.person, "saw-skills")
    found = [
        {"member": str(member.id), "name": member.person.name, "skills": [plain_part(one) for one in told]}
        for member, told in skills_of_team(viewer).items()
    ]
    return _page(sorted(found, key=lambda one: (one["name"], one["member"])), cursor, limit)
