"""The person's answers to the rules' questions: all of them, one to give or change, and taking one back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.accounts.models import Answer
from rxladder.web.accounts.questions import AnswerForm, question
from rxladder.web.site.career_rows import read_answer, stored_answer
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.second_taps import MARK
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back
from rxladder.web.trash.former import change


@of_person
@require_safe
def answers(request):
    """Every answer that the person gave."""
    rows = [
        {"row": row, "question": asked, **_answer_value(row)}
        for row in Answer.objects.visible_to(request.person).order_by("-changed_at")
        if (asked := question(row.question))
    ]
    return render(request, "accounts/answers.html", {"answers": rows})


@of_person
def answer(request, question_id):
    """Take the answer to one question, and go back to where it was asked."""
    asked = question(question_id)
    if asked is None:
        raise Http404
    form = AnswerForm(posted(request), asked=asked, initial={"authority": request.GET.get("authority")})
    if form.is_valid():
        with one_at_a_time(request.person.id):
            former = _keep_answer(request, question_id, form)
        if former:
            say_saved(request, _("Your answer is saved."), former)
        return redirect(way_back(request, "plan:home"))
    authority = packs().packs.get(request.POST.get("authority") or request.GET.get("authority") or "")
    told = {"question": question_id, "authority": authority.id if authority else ""}
    row = Answer.objects.visible_to(request.person).filter(**told).first()
    context = {
        "form": form,
        "asked": asked,
        "so_far": row and _answer_value(row),
        "entered": _entered(request, row),
        "question_id": question_id,
        "next": way_back(request, "plan:home"),
        "authority": authority,
    }
    return render(request, "accounts/answer.html", context, status=status_of(form))


def _answer_value(row: Answer) -> dict[str, object]:
    """What was answered, as the record keeps it; None is "not sure"."""
    return {"value": None if row.value is None else read_answer(row.value)}


def _entered(request, row: Answer | None) -> list[str]:
    """What the form begins with: what was sent and refused, else what was answered before."""
    if request.method == "POST":
        return request.POST.getlist("value")
    value = _answer_value(row)["value"] if row else None
    given = value if isinstance(value, tuple | list) else [] if value is None else [value]
    return [str(one) for one in given]


def _keep_answer(request, question_id, form) -> UUID | None:
    """Keep an answer; where another one stood there, the id by which that comes back."""
    person = request.person
    where = {"question": question_id, "authority": form.cleaned_data["authority"]}
    row = Answer.objects.visible_to(person).filter(**where).first() or Answer(person=person, **where)
    row.value, row.answered_on = stored_answer(form.given()), request.on
    return change(row, row.save, request.POST.get(MARK))


@of_person
@require_POST
def forget_answer(request, id):
    """Take an answer back; the rules will ask again where it matters."""
    delete_row(Answer.objects.kept_of(request.person), id)
    say(request, _("Your answer was deleted."), undo=reverse("accounts:restore-answer", args=[id]))
    return redirect("accounts:answers")


@of_person
@require_POST
def restore_answer(request, id):
    """Undo `forget_answer`; where the question has been answered anew, that is said."""
    row = get_object_or_404(Answer.objects.kept_of(request.person), id=id)
    with one_at_a_time(request.person.id):
        row.restore()
    say(request, _("Your answer is back."))
    return redirect("accounts:answers")
