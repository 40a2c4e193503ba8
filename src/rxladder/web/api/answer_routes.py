"""The answers: audit, next steps, plan, path, moving, eligibility; the same that pages and commands give."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router
from typing_extensions import TypedDict

from rxladder.career.ids import ids_of
from rxladder.facts.entries import to_day
from rxladder.facts.listing import PacksDocument, packs_document
from rxladder.facts.pack import Pack
from rxladder.facts.roles import roles
from rxladder.facts.states import state_meant
from rxladder.learning.load import forecast
from rxladder.planning.ce_model import SolverError
from rxladder.planning.documents import PlanDocument
from rxladder.planning.output import plan_document
from rxladder.planning.path import find_paths
from rxladder.planning.path_documents import PathsDocument
from rxladder.planning.path_goal import goal_named, goals_of
from rxladder.planning.path_output import paths_document
from rxladder.planning.path_problem import PathError
from rxladder.rules.documents import (
    AuditDocument,
    Day,
    EligibilityDocument,
    Number,
    QuestionDocument,
    SourceDocument,
)
from rxladder.rules.eligibility import eligible
from rxladder.rules.headline import headline
from rxladder.rules.next_steps import next_steps
from rxladder.rules.output import audit_json, eligibility_document, question_document, source_document
from rxladder.rules.relocation import all_places
from rxladder.rules.relocation import move as judge_move
from rxladder.rules.relocation_output import MoveDocument, PlacesDocument, move_document, places_document
from rxladder.rules.steps import Act, Kind, Step, Urgency
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.problems import Problem, sentence, wrong_parameter
from rxladder.web.education.ce_plan import plan_of
from rxladder.web.plan.calendar import CONTENT_TYPE, calendar_of
from rxladder.web.plan.views import with_paths
from rxladder.web.site.answer import audit_of, career_of, holdings_of
from rxladder.web.site.kept import kept
from rxladder.web.site.rules import packs
from rxladder.web.study.decks import deck_of
from rxladder.web.study.keeping import schedule_of
from rxladder.web.study.load_plot import DAYS
from rxladder.web.study.models import Preparation
from rxladder.web.study.preparing import preparation_of

router = Router()
SCOPE, TAG = "read:answers", "answers"
DEAR = 10
"""What a plan or a path counts as: it takes a good part of a second."""
Asked = Annotated[
    str | None,
    Query(description="The day that the answer is for, as YYYY-MM-DD; without it, the person's today."),
]
"""What `--on` is to a command."""


class NextStepDocument(TypedDict):
    """One thing to do; what would be regretted most comes first."""

    kind: Kind
    act: Act
    what: str
    why: str
    urgency: Urgency
    by: Day | None
    not_before: Day | None
    source: SourceDocument | None
    authority: str | None
    credential: str | None
    holding: str | None
    clause: str | None
    questions: list[QuestionDocument]
    goal: str | None


class NextStepsDocument(TypedDict):
    """What to do next, by when, and why: the home page."""

    on: Day
    answer: str
    below: str
    steps: list[NextStepDocument]
    packs: str


class DayLoadDocument(TypedDict):
    """One day ahead, as a mean over courses that may be: cards due, done within the limit, left for later."""

    day: Day
    due: Number
    done: Number
    left: Number
    seconds: int


class StudyLoadDocument(TypedDict):
    """What the coming days ask of whoever prepares for an exam."""

    on: Day
    exam: str
    cards: int
    met: int
    days: list[DayLoadDocument]


def _get(
    path: str, name: str, summary: str, of: Any, *, cost: int = 1, problems: tuple[int, ...] = ()
) -> Any:
    """The address of an answer whose document is `of`."""
    schema = described.type_named(getattr(of, "__name__", name), of)
    return call(
        router,
        "get",
        path,
        f"get-{name}",
        tag=TAG,
        scope=SCOPE,
        summary=summary,
        good={200: described.in_json(schema)},
        problems=problems,
        unchanged=True,
        cost=cost,
    )


def _cached_answer(request: TokenRequest, name: str, make: Any, on: str | None = None) -> HttpResponse:
    """An answer, the same while record, rules, day and language are; 304 to who has it costs no thinking.

    From here on the request is about the day that is asked for.
    """
    if on is not None:
        try:
            request.on = to_day(on)
        except ValueError as error:
            raise wrong_parameter("on", str(error)) from None
    person = request.person
    tag = bodies.tag_of(name, person.id, person.revision, request.on, packs().hash, get_language())
    return bodies.unchanged(request, tag) or bodies.answer(make(), tag=tag)


def _nothing_named(why: str) -> Problem:
    """The problem where an address names something that there is not."""
    return Problem(404, sentence(why))


@_get("/answers/audit", "audit", "What each renewal asks, what counts, what is missing", AuditDocument)
def audit(request: TokenRequest, on: Asked = None) -> HttpResponse:
    return _cached_answer(request, "audit", lambda: audit_json(audit_of(request)), on)


@_get("/answers/next-steps", "next-steps", "What to do next, by when, and why", NextStepsDocument)
def steps(request: TokenRequest) -> HttpResponse:
    return _cached_answer(request, "next-steps", lambda: _next_steps(request))


def _next_steps(request: TokenRequest) -> NextStepsDocument:
    found = audit_of(request)
    steps = next_steps(career_of(request), found, packs(), request.on)
    answer, below = headline(career_of(request), found, steps, packs())
    return {
        "on": request.on.isoformat(),
        "answer": answer,
        "below": below,
        "steps": [_step(request, step) for step in with_paths(request, steps)],
        "packs": found.packs,
    }


def _step(request: TokenRequest, step: Step) -> NextStepDocument:
    held = None if step.holding is None else holdings_of(request)[step.holding].id
    return {
        "kind": step.kind,
        "act": step.act,
        "what": step.what,
        "why": step.why,
        "urgency": step.urgency,
        "by": step.by.isoformat() if step.by else None,
        "not_before": step.from_.isoformat() if step.from_ else None,
        "source": source_document(step.source) if step.source else None,
        "authority": step.authority,
        "credential": step.credential,
        "holding": str(held) if held else None,
        "clause": step.clause,
        "questions": [question_document(one) for one in step.questions],
        "goal": step.goal,
    }


@_get(
    "/answers/plan-ce",
    "plan-ce",
    "The cheapest education that closes every term in time",
    PlanDocument,
    cost=DEAR,
    problems=(503,),
)
def plan_ce(request: TokenRequest, on: Asked = None) -> HttpResponse:
    def make() -> PlanDocument:
        try:
            return plan_document(plan_of(request)[0])
        except SolverError as error:
            raise Problem(
                503, _("No plan could be proven (%(why)s).") % {"why": error}, code="not-proven"
            ) from None

    return _cached_answer(request, "plan-ce", make, on)


@_get(
    "/answers/path",
    "path",
    "The dated steps to a goal",
    PathsDocument,
    cost=DEAR,
    problems=(404, 503),
)
def path(request: TokenRequest, goal: str | None = None, on: Asked = None) -> HttpResponse:
    """`goal` is the id of a role, a credential or a workplace; without it: the first of one's own goals."""
    career = career_of(request)
    own = goals_of(career)
    wanted = goal_named(goal, packs(), roles()) if goal is not None else own[0] if own else None
    if wanted is None:
        raise Problem(404, _("There is no such goal: name a role, a credential or a workplace by its id."))

    def make() -> PathsDocument:
        try:
            found = kept(request, f"path {wanted}", lambda: find_paths(career, packs(), request.on, wanted))
        except PathError as error:
            raise Problem(
                503, _("No path could be proven (%(why)s).") % {"why": error}, code="not-proven"
            ) from None
        return paths_document(found)

    return _cached_answer(request, f"path {wanted}", make, on)


@_get(
    "/answers/eligible/{credential}",
    "eligible",
    "Whether a credential can be had, and from when on",
    EligibilityDocument,
    problems=(404,),
)
def can_be_had(request: TokenRequest, credential: str, on: Asked = None) -> HttpResponse:
    try:
        credential = ids_of(packs()).resolve("credential", credential)
    except ValueError as error:
        raise _nothing_named(str(error)) from None
    return _cached_answer(
        request,
        f"eligible {credential}",
        lambda: eligibility_document(eligible(career_of(request), packs(), credential, request.on)),
        on,
    )


@_get("/answers/move", "move-all", "Every state by ease", PlacesDocument, cost=2)
def places(request: TokenRequest, on: Asked = None) -> HttpResponse:
    return _cached_answer(
        request,
        "move",
        lambda: places_document(all_places(career_of(request), packs(), request.on), request.on),
        on,
    )


@_get("/answers/move/{state}", "move", "What working in another state takes", MoveDocument, problems=(404,))
def place(request: TokenRequest, state: str, on: Asked = None) -> HttpResponse:
    """`state` is its id, its two letters or its name: us-tx, TX or Texas."""
    meant = state_meant(state)
    if meant is None or meant not in packs().packs:
        raise _nothing_named(_("There is no such state: write it as us-tx, TX or Texas."))
    return _cached_answer(
        request,
        f"move {meant}",
        lambda: move_document(judge_move(career_of(request), packs(), meant, request.on)),
        on,
    )


@_get(
    "/answers/study-load",
    "study-load",
    "How much of the exam's cards comes up each day",
    StudyLoadDocument,
    cost=DEAR,
    problems=(404,),
)
def study_load(request: TokenRequest) -> HttpResponse:
    row = preparation_of(request.person)
    if row is None:
        raise Problem(404, _("You are not preparing for an exam: name one with PUT /preparation."))
    return _cached_answer(request, "study-load", lambda: _load(request, row))


def _load(request: TokenRequest, row: Preparation) -> StudyLoadDocument:
    deck, schedule = deck_of(request.person, row, request.on), schedule_of(request.person)
    days = forecast(deck, schedule, request.on, DAYS, row.daily_limit)
    return {
        "on": request.on.isoformat(),
        "exam": row.exam,
        "cards": len(deck.cards),
        "met": int((~deck.new).sum()),
        "days": [
            {
                "day": one.day.isoformat(),
                "due": round(one.due, 2),
                "done": round(one.done, 2),
                "left": round(one.left, 2),
                "seconds": round(one.seconds),
            }
            for one in days
        ],
    }


@_get("/packs", "packs", "The packs of rules that are in force here", PacksDocument)
def all_packs(request: TokenRequest, on: Asked = None) -> HttpResponse:
    return _cached_answer(request, "packs", lambda: packs_document(packs(), request.on), on)


@_get("/packs/{pack}", "pack", "One pack of rules, with its sources", Pack, problems=(404,))
def one_pack(request: TokenRequest, pack: str) -> HttpResponse:
    found = packs().packs.get(pack)
    if found is None:
        raise _nothing_named(_("There is no such pack of rules; /packs lists them."))
    return _cached_answer(
        request,
        f"pack {pack}",
        lambda: found.model_dump(mode="json", by_alias=True, exclude_defaults=True),
    )


@call(
    router,
    "get",
    "/calendar",
    "get-calendar",
    tag=TAG,
    scope=SCOPE,
    summary="Every date as an iCalendar",
    good={200: {"text/calendar": {"schema": {"type": "string"}}}},
    unchanged=True,
)
def calendar(request: TokenRequest) -> HttpResponse:
    content = calendar_of(request)
    tag = bodies.tag_of(content)
    return bodies.unchanged(request, tag) or HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"ETag": tag}
    )
