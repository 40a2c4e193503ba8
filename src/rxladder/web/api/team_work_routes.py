"""A team's work over HTTP: what its people share, what is asked, signed off, badged, and reminded of."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from pydantic import FailFast, Field
from typing_extensions import TypedDict

from rxladder.career import record
from rxladder.career.dump import plain_part
from rxladder.facts.entries import Day as DayEntry
from rxladder.facts.entries import Entry, Hours, Text, UanText, one_of
from rxladder.web.api import bodies
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.lists import FIRST, Day, Id, Limit, Moment, Place, entry_sent, made, some
from rxladder.web.api.paging import USUAL
from rxladder.web.api.problems import Problem
from rxladder.web.api.team_people_routes import member_of, refusing
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
from rxladder.web.team import asking_pages, badge_pages, log, sharing, sign_offs
from rxladder.web.team.matrix import row_of
from rxladder.web.team.member_page import NO_REMINDERS, NudgeForm, remind
from rxladder.web.team.models import Assignment, IssuedBadge, SignedHere, TeamMember
from rxladder.web.team.sharing import members_of, viewer_in
from rxladder.web.team.skill_pages import NeedsForm, needs_are
from rxladder.web.team.standing import stand_of

router = TEAMS.router
SHOWN = 500
"""Credits and achievements of a member that are told, the newest first."""


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


class SignOffEntry(Entry):
    """A skill that was seen done well, when, and until when that counts."""

    skill: Text = Field(min_length=1, max_length=200)
    on: DayEntry
    until: DayEntry | None = None
    note: Text = Field("", max_length=500)


class ReminderEntry(Entry):
    """What to look at."""

    what: Text = Field(min_length=1, max_length=300)


class WhyEntry(Entry):
    """Why a badge is taken back: for the log."""

    why: Text = Field(min_length=1, max_length=300)


class NeedsEntry(Entry):
    """The skills that a team's work needs, by their ids."""

    needs: Annotated[list[Text], FailFast()] = []


class SharedDocument(MemberDocument):
    """A member with what they share with whoever asks; null: they do not share it."""

    shares: list[str]
    standing: list[StandingDocument] | None
    credits: list[dict[str, Any]] | None
    skills: list[dict[str, Any]] | None
    trainings: list[dict[str, Any]] | None
    exams: list[dict[str, Any]] | None
    achievements: list[dict[str, Any]] | None


class AskDocument(TypedDict):
    """What is asked of one member. `done` is a day; null where it is open, or not theirs to know."""

    id: Id
    member: Id
    what: str
    kind: str
    why: str
    due: Day | None
    uan: str
    topic: str
    hours: float | None
    skill: str
    items: list[str]
    asked: Day
    by: str
    told: Annotated[bool, Field(description="Whether it may be known here if it is done.")]
    done: Day | None


class AsksDocument(TypedDict):
    """What was asked of several at once."""

    asks: list[AskDocument]


class SignOffDocument(TypedDict):
    """A sign-off of the team's that stands, with the badge that was given for it."""

    id: Id
    member: Id
    skill: str
    on: Day
    badge: Id | None


class GivenBadgeDocument(TypedDict):
    """A badge by its number on the team's public list."""

    id: Id
    number: int
    skill: str
    issued: Moment
    revoked: Moment | None


class NeedsDocument(TypedDict):
    """The skills that a team's work needs."""

    needs: list[str]


class ReminderDocument(TypedDict):
    """A word to look at something, among the member's dates."""

    id: Id
    what: str
    asked: Day


# --- What a member shares


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


# --- What is asked


def _ask(row: Assignment, viewer: TeamMember, request: TokenRequest) -> AskDocument:
    line = asking_pages.line_of(row, viewer, request.on)["told"]
    return {
        "id": str(row.id),
        "member": str(row.member_id),
        "what": row.what,
        "kind": row.kind,
        "why": row.why,
        "due": row.due.isoformat() if row.due else None,
        "uan": row.uan,
        "topic": row.topic,
        "hours": plain_part(row.hours),
        "skill": row.skill,
        "items": row.items,
        "asked": row.asked_on.isoformat(),
        "by": row.asked_by_name,
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


# --- Sign-offs and badges


def _sign_off(row: SignedHere, badge: IssuedBadge | None) -> SignOffDocument:
    return {
        "id": str(row.id),
        "member": str(row.member_id),
        "skill": row.skill,
        "on": row.signed_on.isoformat(),
        "badge": str(badge.id) if badge else None,
    }


@TEAMS.lists("/teams/{uuid:id}/sign-offs", "teams-sign-offs", "List a team's sign-offs", SignOffDocument)
def signed(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    found = sign_offs.signed_in_sight(viewer_in(request.person, id, "sign-off"))
    return some([_sign_off(row, badge) for row, badge in found], cursor, limit)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/members/{uuid:member_id}/sign-offs", "add-teams-sign-offs",
    "Sign off a member's skill: it stands in their record at once",
    gives=SignOffDocument, sent=entry_sent(SignOffEntry, {"skill": "aseptic-mixing", "on": "2026-11-20"}),
)  # fmt: skip
def sign(request: TokenRequest, id: UUID, member_id: UUID) -> HttpResponse:
    viewer, found = member_of(request, id, member_id, "sign-off")
    sign_offs.may_sign_for(viewer, found)
    entry = bodies.entry_of(SignOffEntry, bodies.json_of(request), None)
    told = checked(sign_offs.SignForm(form_data(entry), today=request.on), entry)

    def act() -> HttpResponse:
        viewer, member = member_of(request, id, member_id, "sign-off")
        row = sign_offs.sign_for(viewer, member, told, request.person)
        return made(_sign_off(row, None), f"teams/{id}/sign-offs")

    return changing(request, act, found.person_id)


@TEAMS.changes(
    "delete",
    "/teams/{uuid:id}/sign-offs/{uuid:signed_id}",
    "delete-teams-sign-offs",
    "Take one's own sign-off back, as long as no badge was given for it",
)
def unsign(request: TokenRequest, id: UUID, signed_id: UUID) -> HttpResponse:
    _row, viewer, member = sign_offs.own_signature(request.person, signed_id)
    if viewer.organisation_id != id:
        raise Http404

    def act() -> HttpResponse:
        row, viewer, member = sign_offs.own_signature(request.person, signed_id)
        refusing(lambda: sign_offs.take_signature_back(row, viewer, member, request.person))
        return HttpResponse(status=204)

    return changing(request, act, member.person_id)


def _badge(row: IssuedBadge) -> GivenBadgeDocument:
    return {
        "id": str(row.id),
        "number": row.number,
        "skill": row.skill,
        "issued": row.issued_at.isoformat(),
        "revoked": row.revoked_at.isoformat() if row.revoked_at else None,
    }


@TEAMS.lists("/teams/{uuid:id}/badges", "teams-badges", "List badges that a team gave", GivenBadgeDocument)
def badges(request: TokenRequest, id: UUID, limit: Limit = USUAL, cursor: Place = FIRST) -> HttpResponse:
    viewer = viewer_in(request.person, id, "revoke-badge")
    rows = IssuedBadge.objects.filter(organisation=viewer.organisation_id)
    return some([_badge(row) for row in rows], cursor, limit)


@TEAMS.changes(
    "post", "/teams/{uuid:id}/sign-offs/{uuid:signed_id}/badge", "add-teams-badges",
    "Give a badge for a sign-off; the member keeps it", gives=GivenBadgeDocument, cost=5,
)  # fmt: skip
def give_badge(request: TokenRequest, id: UUID, signed_id: UUID) -> HttpResponse:
    _row, viewer, member = badge_pages.signature_for(request.person, signed_id)
    if viewer.organisation_id != id:
        raise Http404

    def act() -> HttpResponse:
        found, viewer, member = badge_pages.signature_for(request.person, signed_id)
        row = refusing(lambda: badge_pages.give_for(found, viewer, member, request.person))
        return made(_badge(row), f"teams/{id}/badges")

    return changing(request, act, member.person_id)


@TEAMS.changes(
    "put", "/teams/{uuid:id}/badges/{uuid:badge_id}/revoked", "put-teams-badges",
    "Take a badge back: it stands on the public list from then on, for good",
    gives=GivenBadgeDocument, sent=entry_sent(WhyEntry, {"why": "Signed by mistake"}),
)  # fmt: skip
def revoke(request: TokenRequest, id: UUID, badge_id: UUID) -> HttpResponse:
    _row, viewer = badge_pages.badge_to_revoke(request.person, badge_id)
    if viewer.organisation_id != id:
        raise Http404
    entry = bodies.entry_of(WhyEntry, bodies.json_of(request), None)
    told = checked(badge_pages.RevokeForm(form_data(entry)), entry)

    def act() -> HttpResponse:
        row, _viewer = badge_pages.badge_to_revoke(request.person, badge_id)
        badge_pages.take_badge_back(row, told["why"], request.person)
        row.refresh_from_db()
        return bodies.answer(_badge(row))

    return changing(request, act)


# --- What the work needs


@TEAMS.reads("/teams/{uuid:id}/needs", "teams-needs", "The skills that a team's work needs", NeedsDocument)
def needs(request: TokenRequest, id: UUID) -> HttpResponse:
    return bodies.answer({"needs": viewer_in(request.person, id, "sign-off").organisation.needs})


@TEAMS.changes(
    "put", "/teams/{uuid:id}/needs", "put-teams-needs", "Say which skills a team's work needs",
    gives=NeedsDocument, sent=entry_sent(NeedsEntry, {"needs": ["aseptic-mixing"]}),
)  # fmt: skip
def write_needs(request: TokenRequest, id: UUID) -> HttpResponse:
    viewer = viewer_in(request.person, id, "change-people")
    entry = bodies.entry_of(NeedsEntry, bodies.json_of(request), None)
    told = checked(NeedsForm(form_data(entry)), entry)

    def act() -> HttpResponse:
        needs_are(viewer, told["needs"], request.person)
        return bodies.answer({"needs": told["needs"]})

    return changing(request, act)
