"""A short test that chooses each question by the answers before, and stops when it knows enough."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.adaptive import AT_MOST, Exposure, next_card, stop
from rxladder.learning.irt import Ability
from rxladder.learning.mock_exam import (
    Form,
    Sitting,
    Slot,
    add_question,
    hand_in,
    to_document,
    without_last,
)
from rxladder.learning.mock_result import responses
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.answering import NotAnswered
from rxladder.web.study.bank import cards, question
from rxladder.web.study.choosing import seed
from rxladder.web.study.days import this_moment
from rxladder.web.study.mock_exams import mine, open_one, outline_of
from rxladder.web.study.mock_exams_cards import item_bank
from rxladder.web.study.mock_exams_keeping import asked_before, sitting_now, store
from rxladder.web.study.mock_exams_sitting import now_of, typed_before, with_answer
from rxladder.web.study.mock_exams_standing import ability_at
from rxladder.web.study.models import MockExam
from rxladder.web.study.shown import asked

HOURS = 24 * 3600
"""A short test has no limit of its own; this only bounds the clock."""


@of_person
@require_POST
def start_short(request):
    """Begin a short test; the one that is open goes on."""
    outline = outline_of(request)
    if outline is None:
        return redirect("study:prepare")
    with one_at_a_time(request.person.id):
        row = open_one(request.person, outline.id, MockExam.Kind.SHORT)
        if row is None:
            empty = Sitting(Form(outline.id, seed(), (), HOURS))
            row = MockExam(person=request.person, outline=outline.id, kind=MockExam.Kind.SHORT)
            row.begun_at = this_moment(request.person)
            found = _with_next(row, empty)
            if found is None:
                say(request, _("There are no questions about that yet."))
                return redirect("study:mock-exams")
            row.state, row.running_since = to_document(found), clock.now()
            row.save()
    return redirect("study:short-mock-question", row.id)


def _with_next(row: MockExam, sitting: Sitting) -> Sitting | None:
    """The sitting with the next question; None where enough is known, or nothing is left to ask."""
    known = item_bank(row.outline)
    ability = _ability(row, sitting)
    if stop(ability, len(sitting.form.slots)):
        return None
    asked_now = [slot.card for slot in sitting.form.slots]
    card = next_card(known, ability, asked_now, sitting.form.seed, _exposure(row.person, row.outline))
    if card is None:
        return None
    domain = known.names[known.domains[known.place[card]]]
    return add_question(sitting, Slot(card, seed(), domain, scored=True))


def _ability(row: MockExam, sitting: Sitting) -> Ability:
    """By all answers up to the beginning, and those of this test."""
    return _before(row.id, row.outline, row.person).after(item_bank(row.outline), responses(sitting))


@lru_cache(maxsize=256)
def _before(id: UUID, outline: str, person: Person) -> Ability:
    """The ability that a test begins with; it stays the same however many answers come."""
    return ability_at(person, outlines()[outline], this_moment(person))


def _exposure(person: Person, outline: str) -> Exposure:
    sessions = asked_before(person, outline)
    return Exposure(len(sessions), Counter(card for one in sessions for card in set(one)))


@of_person
def short_question(request, id):
    """The question in front, and taking its answer; there is no way back to an earlier one."""
    row, sitting = now_of(request, id)
    if sitting.over or row.kind != MockExam.Kind.SHORT:
        return redirect("study:mock-exam", row.id)
    return _taken(request, id) if request.method == "POST" else _page(request, row, sitting)


def _page(request, row: MockExam, sitting: Sitting, wrong: str = "", status: int = 200):
    slot = sitting.form.slots[-1]
    gone = slot.card not in cards()
    context = {} if gone else asked(question(slot.card, slot.seed))
    context |= {
        "row": row,
        "place": sitting.at,
        "number": len(sitting.form.slots),
        "most": AT_MOST,
        "gone": gone,
        "wrong": wrong,
        "given": request.POST or typed_before(None, context.get("kind")),
    }
    return render(request, "study/mock_short.html", context, status=status)


def _taken(request, id):
    with one_at_a_time(request.person.id):
        row, at = mine(request, id), clock.now()
        sitting = sitting_now(row, at)
        place = len(sitting.form.slots) - 1
        # Sent twice, or from an old page: the question that is open now is another one.
        if sitting.over or request.POST.get("place") != str(place):
            return redirect("study:mock-exam", row.id)
        if request.POST.get("go") == "stop":
            return _stopped(request, row, without_last(sitting), at)
        try:
            sitting = with_answer(request, row, sitting, place, at, always=True)
        except NotAnswered as error:
            return _page(request, row, sitting, str(error), 422)
        if place not in sitting.replies:
            sitting = without_last(sitting)
        found = _with_next(row, sitting)
        if found is None:
            return _stopped(request, row, sitting, at)
        store(row, found, at)
    return redirect("study:short-mock-question", row.id)


def _stopped(request, row: MockExam, sitting: Sitting, at):
    """The result; of a test without an answer nothing is kept."""
    store(row, hand_in(sitting, sitting.seconds), at, running=False)
    if sitting.replies:
        return redirect("study:mock-exam", row.id)
    row.delete_softly()
    return redirect("study:mock-exams")
