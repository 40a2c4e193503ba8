"""Mock exams: what they are, those taken so far, and what they tell."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.exam_outlines import Outline, outlines
from rxladder.learning.adaptive import AT_MOST
from rxladder.learning.mock_exam import NotEnoughCardsError, from_document
from rxladder.learning.mock_result import result
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import ExamTaken
from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.kept import kept
from rxladder.web.site.records import ClashError, one_at_a_time
from rxladder.web.site.rules import exam_name
from rxladder.web.site.views import of_person, say
from rxladder.web.study.bank import outline_for
from rxladder.web.study.days import this_moment
from rxladder.web.study.mock_exams_keeping import draw, sitting_now
from rxladder.web.study.mock_exams_plot import Taken, history_plot
from rxladder.web.study.mock_exams_standing import told
from rxladder.web.study.models import MockExam
from rxladder.web.study.preparing import preparation_of


def outline_of(request) -> Outline | None:
    """The outline of the exam that the person prepares for; None where they have not said which."""
    row = preparation_of(request.person)
    return outlines()[outline_for(row.exam, request.on)] if row else None


def mine(request, id) -> MockExam:
    """One of the person's mock exams."""
    return get_object_or_404(MockExam.objects.visible_to(request.person), id=id)


@of_person
@require_safe
def mock_exams(request):
    """What a mock exam is, the one that is open, those before, and what all answers tell."""
    outline = outline_of(request)
    if outline is None:
        return redirect("study:prepare")
    context = {
        "outline": outline,
        "exam": exam_name(outline.exam),
        "open": _open(request.person, outline),
        "short": open_one(request.person, outline.id, MockExam.Kind.SHORT),
        "most": AT_MOST,
    }
    return render(
        request, "study/mock_exams.html", context | kept(request, "mock", lambda: _so_far(request, outline))
    )


def open_one(person: Person, outline: str, kind: str = MockExam.Kind.FULL) -> MockExam | None:
    """The mock exam of a kind that is not over yet."""
    return MockExam.objects.visible_to(person).filter(outline=outline, kind=kind, ended_at=None).first()


def _open(person: Person, outline: Outline) -> dict | None:
    row = open_one(person, outline.id)
    if row is None:
        return None
    sitting = sitting_now(row, clock.now())
    return {"row": row, "answered": len(sitting.replies), "left": minutes(sitting.seconds_left)}


def _so_far(request, outline: Outline) -> dict:
    """The exams that are over, the newest first, and what is told now."""
    rows = MockExam.objects.visible_to(request.person).filter(outline=outline.id).exclude(ended_at=None)
    taken = []
    for row in rows.order_by("ended_at"):
        found = result(from_document(row.state), outline)
        taken.append(Taken(row, clock.local_time(request.person, row.ended_at).date(), found))
    full = [one for one in taken if one.row.kind == MockExam.Kind.FULL]
    now = told(request.person, outline, this_moment(request.person))
    real = ExamTaken.objects.visible_to(request.person).filter(exam=outline.exam).exists()
    return {
        "taken": taken[::-1],
        "plot": history_plot(full, now.chance.mark) if len(full) > 1 else None,
        "told": now if now.ability.answers else None,
        "domains": domains_told(outline, now),
        "real": real,
    }


def domains_told(outline: Outline, found) -> list[dict]:
    """Each domain with the share that would be right, and its range, in percent."""
    names = {domain.id: domain for domain in outline.domains}
    return [
        {
            "domain": names[one.domain],
            "low": round(100 * one.expected_low),
            "high": round(100 * one.expected_high),
            "width": max(1, round(100 * one.expected_high) - round(100 * one.expected_low)),
            "answers": one.answers,
        }
        for one in found.ability.domains
    ]


def minutes(seconds: int) -> str:
    """Seconds as hours and minutes, the begun minute counted."""
    hours, rest = divmod(-(-seconds // 60), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@of_person
@require_POST
def start(request):
    """Begin a mock exam; the one that is open goes on."""
    outline = outline_of(request)
    if outline is None:
        return redirect("study:prepare")
    with one_at_a_time(request.person.id):
        row = open_one(request.person, outline.id)
        if row is None:
            try:
                row = draw(request.person, outline.id)
            except NotEnoughCardsError as error:
                say(request, _("An exam is not possible yet. %(why)s") % {"why": error})
                return redirect("study:mock-exams")
    return redirect("study:mock-exam", row.id)


@of_person
@require_POST
def delete(request, id):
    """Take a mock exam out of sight; it can be brought back."""
    row = delete_row(MockExam.objects.kept_of(request.person), id)
    say(request, _("The mock exam was deleted."), undo=reverse("study:restore-mock-exam", args=[row.id]))
    return redirect("study:mock-exams")


@of_person
@require_POST
def restore(request, id):
    """Bring a deleted mock exam back, unless another one is open by now."""
    try:
        restore_row(MockExam.objects.kept_of(request.person), id)
    except ClashError:
        say(request, _("Another mock exam is open. Hand that one in first."))
    else:
        say(request, _("The mock exam is back."))
    return redirect("study:mock-exams")
