"""The first visit, answers, the profile, the career file and the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.facts.states import state_name
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts import everything
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.first_holdings import FirstHoldingsForm
from rxladder.web.accounts.forms import CareerFileForm, ProfileForm, StateForm
from rxladder.web.accounts.models import Answer
from rxladder.web.accounts.questions import AnswerForm, question
from rxladder.web.accounts.work import leave_posts_in
from rxladder.web.backup import waiting
from rxladder.web.certifications.models import Holding
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.site.career_io import export_career, import_career, undo_import
from rxladder.web.site.career_rows import read_answer, stored_answer
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.downloads import download
from rxladder.web.site.middleware import DEMO, OWN
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import takes_up_to, whole
from rxladder.web.site.views import of_person, posted, say, status_of, way_back


@of_person
def welcome(request):
    """The first question of the first visit: where do you work?"""
    form = StateForm(posted(request), initial={"state": request.person.state})
    if form.is_valid():
        left, request.person.state = request.person.state, form.cleaned_data["state"]
        with one_at_a_time(request.person.id):
            request.person.save(update_fields=["state"])
            leave_posts_in(request.person, left)
        return redirect("accounts:first-holdings")
    return render(request, "accounts/welcome.html", {"form": form}, status=status_of(form))


@of_person
def first_holdings(request):
    """The other two: what do you hold, and when does it expire?"""
    if not request.person.state:
        return redirect("accounts:welcome")
    held = Holding.objects.visible_to(request.person).values_list("credential", flat=True)
    form = FirstHoldingsForm(posted(request), state=request.person.state, held=set(held))
    if form.is_valid():
        with one_at_a_time(request.person.id):
            # A second tap at the same moment finds what the first one has added.
            there = set(Holding.objects.visible_to(request.person).values_list("credential", flat=True))
            for row in form.holdings(request.person):
                if row.credential not in there:
                    row.save()
        return redirect("plan:home")
    return render(request, "accounts/first_holdings.html", {"form": form}, status=status_of(form))


@of_person
def profile(request):
    """Who the person is."""
    left = request.person.state
    form = ProfileForm(posted(request), instance=request.person, today=request.on)
    if form.is_valid():
        with one_at_a_time(request.person.id):
            form.save()
            stay = leave_posts_in(request.person, left)
        text = _("Your profile is saved.")
        if stay:
            text += " " + _(
                "Where you worked so far stays in %(state)s; it can be changed under Work and learning."
            ) % {"state": state_name(left)}
        say(request, text)
        return redirect("accounts:profile")
    # A form that does not hold leaves its values in the person; the page around it must not show them.
    if form.errors:
        request.person.refresh_from_db()
    return render(request, "accounts/profile.html", {"form": form}, status=status_of(form))


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
            _keep_answer(request.person, question_id, form, request.on)
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


def _keep_answer(person, question_id, form, on):
    where = {"question": question_id, "authority": form.cleaned_data["authority"]}
    row = Answer.objects.visible_to(person).filter(**where).first() or Answer(person=person, **where)
    row.value, row.answered_on = stored_answer(form.given()), on
    row.save()


@of_person
@require_POST
def forget_answer(request, id):
    """Take an answer back; the rules will ask again where it matters."""
    delete_row(Answer.objects.kept_of(request.person), id)
    say(request, _("Your answer is gone."), undo=reverse("accounts:restore-answer", args=[id]))
    return redirect("accounts:answers")


@of_person
@require_POST
def restore_answer(request, id):
    """Undo `forget_answer`, unless the question has been answered anew."""
    row = get_object_or_404(Answer.objects.kept_of(request.person), id=id)
    same = {"question": row.question, "authority": row.authority}
    with one_at_a_time(request.person.id):
        if not Answer.objects.visible_to(request.person).filter(**same).exists():
            row.restore()
            say(request, _("Your answer is back."))
    return redirect("accounts:answers")


@takes_up_to(everything.MOST_BYTES)
@of_person
def career_file(request):
    """Take the whole record away, or bring one; of a ZIP with everything it is shown first what is in it."""
    form = CareerFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        if form.is_archive:
            try:
                everything.set_aside(request, plain_name(upload.name), whole(upload) or b"")
                return redirect("accounts:look-everything")
            except BadInput as error:
                form.add_error("file", everything.in_words(error))
        else:
            try:
                career = read_career(upload.read(), packs(), upload.name, request.on)
                at = import_career(request.person, career)
            except BadInput as error:
                form.add_error("file", _in_words(error))
            else:
                undo = reverse("accounts:undo-career-file", args=[at])
                say(request, _("Your career file is in."), undo=undo)
                return redirect("plan:home")
    context = {"form": form, "waits": waiting.about(request.person.id), "local": settings.LOCAL}
    return render(request, "accounts/career_file.html", context, status=status_of(form))


def _in_words(error: BadInput) -> str:
    if error.line is None:
        return _("Nothing was taken over: %(message)s.") % {"message": error.message}
    said = error.message if error.message.endswith((".", "?")) else f"{error.message}."
    return _("Line %(line)s: %(message)s") % {"line": error.line, "message": said}


@of_person
@require_POST
def undo_career_file(request, at):
    """Bring back what the last import replaced."""
    if undo_import(request.person, at):
        say(request, _("Your record is as it was before the file."))
    return redirect("plan:home")


@of_person
@require_safe
def take_career_file(request):
    """The whole record as a career file."""
    text = write_career(export_career(request.person))
    return download(text, "application/yaml; charset=utf-8", f"career-{request.on}.yaml")


@of_person
@require_POST
def enter_demo(request):
    """Look at a made-up person; one's own record stays as it is."""
    request.session["record"] = DEMO
    fill_demo(request.person, request.on)
    return redirect("plan:home")


@of_person
@require_POST
def leave_demo(request):
    """Back to one's own record."""
    request.session["record"] = OWN
    return redirect("plan:home")
