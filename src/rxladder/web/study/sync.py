"""Where a device fetches questions to keep, and hands in what was answered without a network."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rxladder.career.studies import MOST_SECONDS
from rxladder.career.study_entries import LONGEST_CARD
from rxladder.learning.question import Choice, Question
from rxladder.web.accounts.models import Person
from rxladder.web.site.views import of_person
from rxladder.web.study.answering import acceptable, judge
from rxladder.web.study.bank import cards, question
from rxladder.web.study.checking import check
from rxladder.web.study.choosing import next_cards, seed
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep
from rxladder.web.study.preparing import preparation_of
from rxladder.web.study.shown import after, asked

IN_PACK = 40
MOST_AT_ONCE = 500
# A clock that is off by less is taken at its word: a request takes time, too.
SKEW = timedelta(seconds=30)
LONGEST_AGO = timedelta(days=60)
PACKED = "study-pack"


# --- Questions to take along


@of_person
@never_cache
@require_safe
def pack(request):
    """The next questions with all that it takes to ask, judge and explain them without the site."""
    row = preparation_of(request.person)
    found = []
    if row is not None:
        chosen = next_cards(request.person, row, request.on, IN_PACK)
        found = [_packed(question(card, seed())) for card in chosen]
    made = signing.dumps(this_moment(request.person).timestamp(), salt=PACKED)
    return JsonResponse({"person": str(request.person.id), "made": made, "questions": found})


def _packed(one: Question) -> dict[str, Any]:
    told = after(one, None)
    return {
        "card": one.card.id,
        "seed": one.seed,
        "same": sameness(one),
        "asked": render_to_string("study/parts/asked.html", asked(one)),
        "explained": render_to_string("study/parts/explained.html", told),
        "answer": told["verdict"].answer,
        "check": check(one),
        "whys": [option.why for option in one.answer.options] if isinstance(one.answer, Choice) else [],
    }


def sameness(one: Question) -> str:
    """What tells whether a card and a seed still make the question that a device was given."""
    return hashlib.sha256(repr((one.stem, one.answer)).encode()).hexdigest()[:16]


# --- Answers that come in


class Unreadable(ValueError):  # noqa: N818 - what is wrong with an answer
    """What was sent is not the shape of an answer."""


@of_person
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sync(request):
    """GET tells whose record it is, with a token to write; POST takes answers and says which are settled.

    An answer is settled when it is stored, was stored before, or can never be; all else is to be sent again.
    """
    if request.method != "POST":
        return JsonResponse({"person": str(request.person.id), "token": get_token(request)})
    try:
        sent = json.loads(request.body)
        answers, now_there = sent["answers"], float(sent["now"])
        person = sent["person"]
        if not isinstance(answers, list) or len(answers) > MOST_AT_ONCE:
            raise ValueError("too many answers")
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "not what a device sends"}, status=422)
    if person != str(request.person.id):
        return JsonResponse({"error": "these are the answers of somebody else"}, status=409)
    return JsonResponse(_taken(request.person, answers, now_there))


def _taken(person: Person, answers: list[Any], now_there: float) -> dict[str, Any]:
    moment = this_moment(person)
    shift = _shift(moment, now_there)
    read, refused = [], {}
    for sent in answers:
        try:
            read.append(_read(sent, moment, shift, person))
        except Unreadable as error:
            if isinstance(sent, dict):
                refused[str(sent.get("id"))] = str(error)
    keep(person, read)
    return {"settled": [*(str(answer.id) for answer in read), *refused], "refused": refused}


def _shift(moment: datetime, now_there: float) -> timedelta:
    """How far the device's clock is behind; nothing where it is off by no more than a request takes."""
    try:
        behind = moment - datetime.fromtimestamp(now_there / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return timedelta()
    return behind if abs(behind) > SKEW else timedelta()


def _read(sent: Any, moment: datetime, shift: timedelta, person: Person) -> Answered:
    try:
        if sent["person"] != str(person.id):
            raise Unreadable("the answer of somebody else")
        id_, card, drawn = UUID(sent["id"]), sent["card"], sent["seed"]
        at = datetime.fromtimestamp(float(sent["at"]) / 1000, UTC) + shift
        seconds = float(sent["seconds"])
        given, right = sent["given"], sent["right"]
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise Unreadable("something is missing") from None
    if not isinstance(card, str) or not 0 < len(card) <= LONGEST_CARD or "\0" in card:
        raise Unreadable("no card")
    if type(drawn) is not int or not 0 <= drawn < 2**62 or (right is not None and type(right) is not bool):
        raise Unreadable("no seed or no outcome")
    at = min(max(at, _earliest(sent.get("made"), moment)), moment)
    bounded = seconds if 0 <= seconds <= MOST_SECONDS else None
    given, right = _judged(sent, given, right)
    return Answered(id_, card, drawn, at, bounded, right, given)


def _earliest(made: Any, moment: datetime) -> datetime:
    """No answer was given before its question was fetched."""
    try:
        return datetime.fromtimestamp(signing.loads(made, salt=PACKED), UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return moment - LONGEST_AGO


def _judged(sent: dict[str, Any], given: Any, right: bool | None) -> tuple[Any, bool]:
    """What was given and whether it is right, by the site itself where the question is still the same."""
    card, drawn = sent["card"], sent["seed"]
    one = question(card, drawn) if card in cards() else None
    if one is None or sent.get("same") != sameness(one):
        return None, bool(right)
    if not acceptable(one, given):
        raise Unreadable("no answer to this question")
    verdict = judge(one, given)
    if not verdict.understood:  # neither right nor wrong: there is nothing to keep
        raise Unreadable(verdict.because)
    return given, verdict.right
