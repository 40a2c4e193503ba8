"""Some questions in a row: one a page, what it was about after each, and how it went at the end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.site import clock
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, say
from rxladder.web.study.answering import NotAnswered, judge, read_form
from rxladder.web.study.bank import cards, question
from rxladder.web.study.choosing import next_cards, seed
from rxladder.web.study.days import this_moment
from rxladder.web.study.keeping import Answered, keep, review_id
from rxladder.web.study.models import Review, Sitting
from rxladder.web.study.preparing import preparation_of
from rxladder.web.study.shown import after, asked

USUAL = 10
# So many of the wrong ones come once more in the same sitting; the rest comes another day.
MOST_AGAIN = 3
MINUTES = 5
# More than anyone answers in that time.
IN_MINUTES = 40
SHOWN = "study-question-shown"


@of_person
@require_POST
def start(request):
    """Begin a sitting: ten questions, or as many as five minutes hold; of one area where that is asked."""
    row = preparation_of(request.person)
    if row is None:
        return redirect("study:prepare")
    minutes = MINUTES if request.POST.get("minutes") else None
    count = IN_MINUTES if minutes else USUAL
    found = next_cards(request.person, row, request.on, count, request.POST.get("area", ""))
    if not found:
        say(request, _("There are no questions about that yet."))
        return redirect("study:home")
    queue = [[card, seed()] for card in found]
    sitting = Sitting(person=request.person, queue=queue, minutes=minutes)
    sitting.save()
    return redirect("study:sitting", sitting.id)


def _mine(request, id: UUID) -> Sitting:
    return get_object_or_404(Sitting.objects.visible_to(request.person), id=id)


@of_person
@require_safe
def sitting(request, id: UUID):
    """The next question of a sitting, or how it went."""
    row = _mine(request, id)
    if _over(row):
        return _summary(request, row)
    return _question(request, row)


def _over(row: Sitting) -> bool:
    return row.ended_at is not None or row.done >= len(row.queue)


def _question(request, row: Sitting, wrong: str = "", status: int = 200) -> HttpResponse:
    card, drawn = row.queue[row.done]
    if card not in cards():
        return _passed_over(request, row)
    context = asked(question(card, drawn)) | {
        "sitting": row,
        "place": row.done,
        "number": row.done + 1,
        "shown": signing.dumps({"of": _name(row), "at": clock.now().timestamp()}, salt=SHOWN),
        "wrong": wrong,
        "given": request.POST,
    }
    return render(request, "study/question.html", context, status=status)


def _passed_over(request, row: Sitting) -> HttpResponse:
    """A card that is no longer there: go on with the next."""
    row.queue = [item for item in row.queue if item[0] in cards()]
    row.save(update_fields=["queue", "changed_at"])
    return redirect("study:sitting", row.id)


@of_person
@require_POST
def answer(request, id: UUID):
    """Take an answer to the question that is open; sent twice, it counts once."""
    with one_at_a_time(request.person.id):
        row = _mine(request, id)
        place = request.POST.get("place", "")
        if not place.isdecimal() or int(place) != row.done or _over(row):
            return redirect(*_where(row, place))
        asked_now = question(*row.queue[row.done])
        try:
            given = read_form(asked_now, request.POST)
        except NotAnswered as error:
            return _question(request, row, str(error), 422)
        at = this_moment(request.person)
        seconds = _seconds(request.POST.get("shown", ""), row)
        verdict = judge(asked_now, given)
        if not verdict.understood:
            return _question(request, row, verdict.because, 422)
        made = Answered(
            _id(row), row.queue[row.done][0], row.queue[row.done][1], at, seconds, verdict.right, given, row
        )
        keep(request.person, [made])
        _move_on(row, verdict.right, at)
    return redirect("study:answered", row.id, int(place))


def _where(row: Sitting, place: str):
    if place.isdecimal() and int(place) < row.done:
        return "study:answered", row.id, int(place)
    return "study:sitting", row.id


def _id(row: Sitting, place: int | None = None) -> UUID:
    return uuid5(row.id, str(row.done if place is None else place))


def _seconds(shown: str, row: Sitting) -> float | None:
    """How long the question was looked at; None where that cannot be told."""
    try:
        told = signing.loads(shown, salt=SHOWN)
    except signing.BadSignature:
        return None
    return clock.now().timestamp() - told["at"] if told["of"] == _name(row) else None


def _name(row: Sitting) -> str:
    return f"{row.id}:{row.done}"


def _move_on(row: Sitting, right: bool, at) -> None:
    """Go on to the next; what was wrong comes once more at the end, asked anew."""
    card = row.queue[row.done][0]
    asked_of = [item[0] for item in row.queue]
    again = len(asked_of) - len(set(asked_of))
    if not right and asked_of.count(card) == 1 and again < MOST_AGAIN:
        row.queue.append([card, seed()])
    row.done += 1
    out_of_time = row.minutes is not None and clock.now() - row.created_at >= timedelta(minutes=row.minutes)
    if row.done >= len(row.queue) or out_of_time:
        row.ended_at = at
    row.save(update_fields=["queue", "done", "ended_at", "changed_at"])


@of_person
@require_safe
def answered(request, id: UUID, place: int):
    """Whether the answer was right, what is right and why, and where that comes from."""
    row = _mine(request, id)
    kept = (
        Review.objects.visible_to(request.person)
        .filter(id=review_id(request.person, _id(row, place)))
        .first()
    )
    if kept is None or kept.card not in cards():
        return redirect("study:sitting", row.id)
    asked_then = question(kept.card, kept.seed)
    context = asked(asked_then) | after(asked_then, kept.given) | {"sitting": row, "number": place + 1}
    return render(request, "study/answered.html", context | {"last": _over(row)})


@of_person
@require_POST
def end(request, id: UUID):
    """Stop here; what was answered counts."""
    with one_at_a_time(request.person.id):
        row = _mine(request, id)
        if not _over(row):
            row.ended_at = this_moment(request.person)
            row.save(update_fields=["ended_at", "changed_at"])
    return redirect("study:sitting", row.id) if row.done else redirect("study:home")


def _summary(request, row: Sitting) -> HttpResponse:
    told = list(Review.objects.visible_to(request.person).filter(sitting=row).order_by("at", "created_at"))
    wrong = {review.card: review for review in told if not review.right}
    context = {
        "sitting": row,
        "answers": len(told),
        "right": sum(review.right for review in told),
        "wrong": [after(question(r.card, r.seed), r.given) for r in wrong.values() if r.card in cards()],
    }
    return render(request, "study/sitting_end.html", context)
