"""What a team asks of its people over HTTP: said, taken back, asked again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpResponse
from pydantic import FailFast, Field
from typing_extensions import TypedDict

from rxladder.facts.entries import Day as DayEntry
from rxladder.facts.entries import Entry, Hours, Text, UanText, one_of
from rxladder.web.api import bodies
from rxladder.web.api.ask_documents import AnyAskDocument, ask_document
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import FIRST, Day, Id, Limit, Place, entry_sent, made
from rxladder.web.api.paging import USUAL
from rxladder.web.api.team_routes import TEAMS
from rxladder.web.api.writing import changing
from rxladder.web.team import asking_pages, sharing
from rxladder.web.team.models import Assignment, TeamMember
from rxladder.web.team.sharing import members_of, viewer_in

router = TEAMS.router


class AskEntry(Entry):
    """What is asked, of whom, and by when. Each kind has its own keys: a course, a skill, or a list."""

    what: Text = Field(min_length=1, max_length=200)
    kind: Annotated[str, one_of(tuple(Assignment.Kind.values))]
    members: Annotated[list[Text], FailFast()] = Field(min_length=1, description="Their ids.")
    uan: UanText | None = None
    topic: Text | None = None
    hours: Hours | None = None
    skill: Text | None = Field(None, max_length=200)
    items: Annotated[list[Text], FailFast()] = []
    due: DayEntry | None = None
    why: Text = Field("", max_length=500)


class AskDocument(AnyAskDocument):
    """What is asked of one member. `done` is a day; null where it is open, or not theirs to know."""

    member: Id
    told: Annotated[bool, Field(description="Whether it may be known here if it is done.")]
    done: Day | None


class AsksDocument(TypedDict):
    """What was asked of several at once."""

    asks: list[AskDocument]


def _ask(row: Assignment, viewer: TeamMember, request: TokenRequest) -> AskDocument:
    line = asking_pages.line_of(row, viewer, request.on)["told"]
    return {
        **ask_document(row),
        "member": str(row.member_id),
        "told": line is not None,
        "done": line.done.isoformat() if line and line.done else None,
    }


@TEAMS.lists("/teams/{uuid:id}/asks", "teams-asks", "List what a team asks", AskDocument)
def asks(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "assign")
    rows = sharing.asked_of(viewer, members_of(viewer)).select_related("person")
    found = list(rows.order_by("-created_at", "id")[cursor : cursor + limit + 1])
    following = str(cursor + limit) if len(found) > limit else None
    items = [_ask(row, viewer, request) for row in found[:limit]]
    return bodies.answer({"items": items, "next": following})


@TEAMS.changes(
    "post", "/teams/{uuid:id}/asks", "add-teams-asks", "Ask something of one or many",
    gives=AsksDocument,
    sent=entry_sent(
        AskEntry,
        {"what": "An hour on safety", "kind": "education", "topic": "safety", "hours": 1, "members": ["…"]},
    ),
)  # fmt: skip
def ask(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "assign")
    entry = bodies.entry_of(AskEntry, bodies.json_of(request), None)
    data = form_data(entry) | {"items": "\n".join(entry.items)}
    form = asking_pages.AskForm(data, viewer=viewer, today=request.on)
    members = list(checked(form, entry)["members"])

    def act() -> HttpResponse:
        rows = asking_pages.ask(viewer, members, form.values(), request.person, request.on)
        return made({"asks": [_ask(row, viewer, request) for row in rows]}, f"teams/{id}/asks")

    return changing(request, act, *(row.person_id for row in members))


def _asked(request: TokenRequest, id: UUID, ask_id: UUID, *, deleted: bool) -> tuple[Assignment, TeamMember]:
    row, viewer = asking_pages.asked_by_team(request.person, ask_id, deleted=deleted)
    if viewer.organisation_id != id:
        raise Http404
    return row, viewer


@TEAMS.changes(
    "delete", "/teams/{uuid:id}/asks/{uuid:ask_id}", "delete-teams-asks", "Take back what was asked"
)
def unask(request: TokenRequest, id: UUID, ask_id: UUID) -> HttpResponse:
    row, _viewer = _asked(request, id, ask_id, deleted=False)

    def act() -> HttpResponse:
        found, viewer = _asked(request, id, ask_id, deleted=False)
        asking_pages.take_ask_back(found, viewer, request.person)
        return HttpResponse(status=204)

    return changing(request, act, row.person_id)


@TEAMS.changes(
    "post",
    "/teams/{uuid:id}/asks/{uuid:ask_id}/restore",
    "restore-teams-asks",
    "Ask again what was taken back",
    gives=AskDocument,
)
def ask_again(request: TokenRequest, id: UUID, ask_id: UUID) -> HttpResponse:
    row, _viewer = _asked(request, id, ask_id, deleted=True)

    def act() -> HttpResponse:
        found, viewer = _asked(request, id, ask_id, deleted=True)
        asking_pages.bring_ask_back(found, viewer, request.person)
        return bodies.answer(_ask(found, viewer, request))

    return changing(request, act, row.person_id)
