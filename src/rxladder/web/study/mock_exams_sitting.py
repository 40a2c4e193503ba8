"""Sitting a mock exam: one question a page, a list to look over, pauses, and handing in.

Every button of the question's page sends the form, so that an answer is stored whatever is pressed. The clock
goes on from what was stored last; pages that are only looked at store nothing.
"""

from __future__ import annotations

import json
from typing import Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.mock_exam import Reply, Sitting, answer, flag, go_to
from rxladder.learning.mock_result import result
from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.answering import NotAnswered, judge, read_form
from rxladder.web.study.bank import cards, question
from rxladder.web.study.days import this_moment
from rxladder.web.study.mock_exams import domains_told, mine, minutes
from rxladder.web.study.mock_exams_keeping import end, is_away, looked, sitting_now, store
from rxladder.web.study.mock_exams_standing import told
from rxladder.web.study.models import MockExam
from rxladder.web.study.shown import after, asked

FIELDS = ("answer", "unit", "place-", "pair-")


@of_person
@require_safe
def mock_exam(request, id):
    """Where an exam is: its result, its pause, or the question in front."""
    row, sitting = now_of(request, id)
    if sitting.over:
        return _result(request, row, sitting)
    if row.kind == MockExam.Kind.SHORT:
        return redirect("study:short-mock-question", row.id)
    if row.running_since is None or is_away(row, clock.now()):
        return render(
            request, "study/mock_paused.html", _context(row, sitting) | {"away": is_away(row, clock.now())}
        )
    return redirect("study:mock-question", row.id, sitting.at)


def now_of(request, id) -> tuple[MockExam, Sitting]:
    """The exam as it is at this moment; one whose time is up is ended."""
    row, at = mine(request, id), clock.now()
    sitting = sitting_now(row, at)
    if sitting.over and row.ended_at is None:
        with one_at_a_time(request.person.id):
            row = mine(request, id)
            if row.ended_at is None:
                store(row, sitting_now(row, at), at)
    return row, sitting


def _context(row: MockExam, sitting: Sitting) -> dict[str, Any]:
    return {
        "row": row,
        "of": len(sitting.form.slots),
        "answered": len(sitting.replies),
        "time_left": minutes(sitting.seconds_left),
        "seconds_left": sitting.seconds_left,
        "hurry": sitting.seconds_left <= 600,
    }


@of_person
def mock_question(request, id, place: int):
    """One question of the exam; whatever button is pressed, the answer is kept."""
    row, sitting = now_of(request, id)
    if row.kind == MockExam.Kind.SHORT:
        return redirect("study:mock-exam", row.id)
    standing = row.running_since is None or is_away(row, clock.now())
    if sitting.over or (standing and request.method != "POST") or place >= len(sitting.form.slots):
        return redirect("study:mock-exam", row.id)
    if request.method == "POST":
        return _taken(request, id, place)
    return _question(request, row, sitting, place)


def _question(request, row, sitting: Sitting, place: int, wrong: str = "", status: int = 200):
    slot, reply = sitting.form.slots[place], sitting.replies.get(place)
    gone = slot.card not in cards()
    chosen = json.loads(reply.given) if reply else None
    shown = {} if gone else asked(question(slot.card, slot.seed), chosen)
    context = (
        _context(row, sitting)
        | shown
        | {
            "place": place,
            "number": place + 1,
            "flagged": place in sitting.flags,
            "last": place + 1 == len(sitting.form.slots),
            "gone": gone,
            "wrong": wrong,
            "given": request.POST or typed_before(chosen, shown.get("kind")),
        }
    )
    return render(request, "study/mock_question.html", context, status=status)


def typed_before(chosen: Any, kind: str | None) -> dict[str, str]:
    """What was typed before, as the fields of the form."""
    text = chosen if isinstance(chosen, str) else ""
    if kind != "number":
        return {"answer": text}
    number, _space, unit = text.partition(" ")
    return {"answer": number, "unit": unit}


def _taken(request, id, place: int):
    """Keep what the form says, and go where its button leads."""
    with one_at_a_time(request.person.id):
        row, at = mine(request, id), clock.now()
        sitting = sitting_now(row, at)
        if sitting.over:
            store(row, sitting, at)
            return redirect("study:mock-exam", row.id)
        try:
            sitting = with_answer(request, row, sitting, place, at)
        except NotAnswered as error:
            return _question(request, row, sitting, place, str(error), 422)
        sitting = flag(sitting, place, "flag" in request.POST)
        sitting, where = _onward(sitting, place, request.POST.get("go", "next"))
        store(row, sitting, at, running=where != "pause")
    if where == "review":
        return redirect("study:mock-review", row.id)
    return (
        redirect("study:mock-exam", row.id)
        if where == "pause"
        else redirect("study:mock-question", row.id, sitting.at)
    )


def with_answer(request, row: MockExam, sitting: Sitting, place: int, at, always: bool = False) -> Sitting:
    """The sitting with the form's answer. Nothing filled in changes nothing; half of it is an error.

    With `always` nothing is an error, too.
    """
    slot = sitting.form.slots[place]
    if slot.card not in cards():
        return sitting
    asked_now = question(slot.card, slot.seed)
    try:
        given = read_form(asked_now, request.POST)
    except NotAnswered:
        if always or any(request.POST[key].strip() for key in request.POST if key.startswith(FIELDS)):
            raise
        return sitting
    before = sitting.replies.get(place)
    text = json.dumps(given)
    if before is not None and before.given == text:
        return sitting
    verdict = judge(asked_now, given)
    if not verdict.understood:
        raise NotAnswered(verdict.because)
    reply = Reply(text, verdict.right, looked(row, at))
    return answer(sitting, place, reply, sitting.seconds)


def _onward(sitting: Sitting, place: int, go: str) -> tuple[Sitting, str]:
    """The question that a button leads to; after the last one comes the list."""
    last = len(sitting.form.slots) - 1
    if go in ("review", "pause") or (go == "next" and place == last):
        return go_to(sitting, place), "pause" if go == "pause" else "review"
    return go_to(sitting, max(0, place - 1) if go == "back" else min(last, place + 1)), "question"


@of_person
@require_safe
def mock_review(request, id):
    """All questions: answered, marked, open; and the button to hand in."""
    row, sitting = now_of(request, id)
    if (
        row.kind == MockExam.Kind.SHORT
        or sitting.over
        or row.running_since is None
        or is_away(row, clock.now())
    ):
        return redirect("study:mock-exam", row.id)
    items = [
        {
            "place": place,
            "number": place + 1,
            "answered": place in sitting.replies,
            "flagged": place in sitting.flags,
        }
        for place in range(len(sitting.form.slots))
    ]
    context = _context(row, sitting) | {
        "items": items,
        "open": len(sitting.open),
        "flagged": len(sitting.flags),
    }
    return render(request, "study/mock_review.html", context)


@of_person
@require_POST
def pause(request, id):
    """Stop the clock."""
    return _clock(request, id, running=False)


@of_person
@require_POST
def resume(request, id):
    """Let the clock go on."""
    return _clock(request, id, running=True)


def _clock(request, id, running: bool):
    with one_at_a_time(request.person.id):
        row, at = mine(request, id), clock.now()
        if row.ended_at is None:
            store(row, sitting_now(row, at), at, running)
    return redirect("study:mock-exam", row.id)


@of_person
@require_POST
def hand_in(request, id):
    """End the exam, and see the result."""
    with one_at_a_time(request.person.id):
        row = mine(request, id)
        if row.ended_at is None:
            end(row, clock.now())
            say(request, _("Handed in. What you got wrong will come up again in your questions."))
    return redirect("study:mock-exam", row.id)


def _result(request, row: MockExam, sitting: Sitting):
    outline = outlines()[row.outline]
    found = result(sitting, outline)
    ended = row.ended_at or this_moment(request.person)
    then = told(request.person, outline, ended)
    context = {
        "row": row,
        "outline": outline,
        "found": found,
        "percent": round(100 * found.share),
        "time": minutes(sitting.seconds),
        "time_up": sitting.seconds >= sitting.form.seconds,
        "scores": [{"score": one, "percent": round(100 * one.share)} for one in found.domains],
        "told": then,
        "domains": domains_told(outline, then),
        "missed": _missed(sitting),
        "day": clock.local_time(request.person, ended).date(),
    }
    return render(request, "study/mock_result.html", context)


def _missed(sitting: Sitting) -> list[dict]:
    """The questions that were not right, with the right answer and why; of cards that are still there."""
    found = []
    for place, slot in enumerate(sitting.form.slots):
        reply = sitting.replies.get(place)
        if slot.card in cards() and not (reply and reply.right):
            given = json.loads(reply.given) if reply else None
            found.append(
                {"number": place + 1, "scored": slot.scored} | after(question(slot.card, slot.seed), given)
            )
    return found
