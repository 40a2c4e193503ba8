"""What a team's people share with whoever asks over HTTP, and a word to one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field
from typing_extensions import TypedDict

from rxladder.career import record
from rxladder.career.dump import plain_part
from rxladder.facts.entries import Entry, Text
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import Day, Id, entry_sent
from rxladder.web.api.problems import Problem
from rxladder.web.api.team_people_routes import member_of
from rxladder.web.api.team_routes import (
    TEAMS,
    MemberDocument,
    StandingDocument,
    member_document,
    standings_of,
)
from rxladder.web.api.writing import changing
from rxladder.web.responsibilities.duty_rows import achievement_of
from rxladder.web.site.career_rows import parts_of
from rxladder.web.team import log, sharing
from rxladder.web.team.matrix import row_of
from rxladder.web.team.member_page import NO_REMINDERS, NudgeForm, remind
from rxladder.web.team.models import TeamMember
from rxladder.web.team.standing import stand_of

router = TEAMS.router
SHOWN = 500
"""Credits and achievements of a member that are told, the newest first."""


class SharedDocument(MemberDocument):
    """A member with what they share with whoever asks; null: they do not share it."""

    shares: list[str]
    standing: list[StandingDocument] | None
    credits: list[dict[str, Any]] | None
    skills: list[dict[str, Any]] | None
    trainings: list[dict[str, Any]] | None
    exams: list[dict[str, Any]] | None
    achievements: list[dict[str, Any]] | None


class ReminderEntry(Entry):
    """What to look at."""

    what: Text = Field(min_length=1, max_length=300)


class ReminderDocument(TypedDict):
    """A word to look at something, among the member's dates."""

    id: Id
    what: str
    asked: Day


@TEAMS.reads(
    "/teams/{uuid:id}/members/{uuid:member_id}", "teams-members", "What a member shares", SharedDocument
)
def member(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    viewer, found = member_of(request, id, member_id, "see-people")
    log.note_look(viewer, request.person, "saw-person", found.person_id)
    return bodies.answer(member_document(found) | _shared(viewer, found))


def _shared(viewer: TeamMember, found: TeamMember) -> dict[str, Any]:
    parts = sharing.parts_seen(viewer, found)
    told: dict[str, Any] = {"shares": parts}
    told |= dict.fromkeys(("standing", "credits", "skills", "trainings", "exams", "achievements"))
    if "compliance" in parts:
        told["standing"] = standings_of(row_of(stand_of(viewer, found)))
    if "credits" in parts:
        rows = sharing.credits_of(viewer, found)[:SHOWN]
        told["credits"] = [plain_part(one) for one in parts_of(record.Credit, rows)]
    if "skills" in parts:
        told["skills"] = [plain_part(one) for one in sharing.skills_of(viewer, found)]
    if "training" in parts:
        trainings, exams = sharing.trainings_of(viewer, found)
        told["trainings"] = [plain_part(one) for one in parts_of(record.Training, trainings)]
        told["exams"] = [plain_part(one) for one in parts_of(record.ExamTaken, exams)]
    if "achievements" in parts:
        done = sharing.achievements_of(viewer, found)[:SHOWN]
        told["achievements"] = [plain_part(achievement_of(row)) for row in done]
    return told


@TEAMS.changes(
    "post", "/teams/{uuid:id}/members/{uuid:member_id}/reminders", "add-teams-reminders",
    "Have a member look at something",
    gives=ReminderDocument, sent=entry_sent(ReminderEntry, {"what": "Your registration ends in May"}),
    about="It stands among their dates. Whether it also goes out as a mail is for them to say.",
)  # fmt: skip
def reminded(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    _viewer, found = member_of(request, id, member_id, "remind")
    entry = bodies.entry_of(ReminderEntry, bodies.json_of(request), None)
    told = checked(NudgeForm(form_data(entry)), entry)

    def act() -> HttpResponse:
        viewer, member = member_of(request, id, member_id, "remind")
        if not member.may_remind:
            raise Problem(409, str(NO_REMINDERS))
        row = remind(viewer, member, told["what"], request.person)
        document = {"id": str(row.id), "what": row.what, "asked": row.asked_on.isoformat()}
        return bodies.answer(document, status=201)

    return changing(request, act, found.person_id)
