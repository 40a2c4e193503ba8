"""The API itself: version 1, with all its addresses."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.errors import HttpError, ValidationError
from pydantic_core import ErrorDetails

from rxladder.facts.messages import what_is_wrong
from rxladder.web.api import (
    answer_routes,
    badge_routes,
    career_file_routes,
    catalogue_kind,
    chapter_kinds,
    choice_kinds,
    date_routes,
    deleted_routes,
    evidence_routes,
    mail_kinds,
    membership_routes,
    news_routes,
    own_card_routes,
    reading_kinds,
    record_kinds,
    single_routes,
    stock_routes,
    team_ask_routes,
    team_people_routes,
    team_routes,
    team_shared_routes,
    team_skill_routes,
    webhook_routes,
)
from rxladder.web.api.described import OwnApi
from rxladder.web.api.kind_routes import routes_of
from rxladder.web.api.problems import Problem, in_words, problem, wrong_parameter
from rxladder.web.api.single_kinds import SINGLES as OF_THE_RECORD
from rxladder.web.site.disk import STATUS, NotShown, words_not_shown

SINGLES = (*OF_THE_RECORD, *mail_kinds.SINGLES)
KINDS = (
    *record_kinds.KINDS,
    *chapter_kinds.KINDS,
    *reading_kinds.KINDS,
    *choice_kinds.KINDS,
    catalogue_kind.OWN,
)

api = OwnApi(
    title="RxLadder",
    version="1",
    description="Your record and its answers for your own programs.",
    docs_url=None,
    urls_namespace="api",
    servers=[],
)


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, found: Problem) -> HttpResponse:
    return found.response()


@api.exception_handler(Http404)
def _nothing(_request: HttpRequest, _found: Http404) -> HttpResponse:
    return problem(404, in_words(404))


@api.exception_handler(NotShown)
def _not_shown(_request: HttpRequest, found: NotShown) -> HttpResponse:
    return problem(STATUS[found.trouble], " ".join(words_not_shown(found)))


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, found: HttpError) -> HttpResponse:
    return problem(found.status_code, in_words(found.status_code))


@api.exception_handler(ValidationError)
def _parameters(request: HttpRequest, found: ValidationError) -> HttpResponse:
    name = str(found.errors[0]["loc"][-1])
    # What was sent is not in the complaint any more.
    error = cast("ErrorDetails", found.errors[0] | {"input": request.GET.get(name, "")})
    return wrong_parameter(name, what_is_wrong(error)).response()


def _record() -> Router:
    router = Router()
    for single in SINGLES:
        single_routes.routes_of(router, single)
    for kind in KINDS:
        routes_of(router, kind)
    return router


api.add_router("", _record())
RECORD = (
    catalogue_kind,
    stock_routes,
    date_routes,
    answer_routes,
    news_routes,
    deleted_routes,
    own_card_routes,
)
FILES = (career_file_routes, evidence_routes, badge_routes)
TEAMS = (
    team_routes,
    team_people_routes,
    team_shared_routes,
    team_ask_routes,
    team_skill_routes,
    membership_routes,
)
for more in dict.fromkeys(module.router for module in (*RECORD, *FILES, *TEAMS, webhook_routes)):
    api.add_router("", more)
