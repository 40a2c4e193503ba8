"""Achievements: one line when it happens, what is worth noting, and from plain to strong."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rxladder.career.achievement_line import LONGEST_LINE, read_achievement_line
from rxladder.career.coaching import prompts, put_together, strength
from rxladder.papers.certificates import BadCertificate
from rxladder.web.education.evidence_keeping import keep_with
from rxladder.web.responsibilities.duty_rows import achievement_of
from rxladder.web.responsibilities.guarded import GuardedForm, GuardedModelForm
from rxladder.web.responsibilities.models import Achievement, LeftOut
from rxladder.web.responsibilities.noting import find_worth_noting, worth_noting_now
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.forms import HouseForm, LinesField
from rxladder.web.site.plain_text import containing
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.second_taps import MARK, add_once
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of

A_PAGE = 50
FIRST_WORTH = 3
CRUMB = gettext_lazy("Achievements")


class LineForm(GuardedForm):
    """An achievement in one line."""

    line = forms.CharField(
        label=gettext_lazy("What did you do?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy(
            "In one line: trained 3 new technicians on the cabinet last month; wrong pulls fell by half"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write what you did.")},
    )


class AchievedForm(GuardedModelForm):
    """What was achieved, and when."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].error_messages["required"] = _("Write what you did.")
        self.fields["on"].error_messages["required"] = _("Enter the date.")

    def clean(self):
        """Nothing was achieved tomorrow."""
        cleaned = super().clean()
        if cleaned.get("on") and cleaned["on"] > self.today:
            self.add_error("on", _("That day is still in the future."))
        return cleaned


class AchievementForm(AchievedForm):
    """An achievement in its parts; a question of the coach stands at the part that answers it."""

    folded = ("topics", "note")

    class Meta:
        model = Achievement
        fields = ["what", "figure", "result", "on", "topics", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"] = LinesField(label=self.fields["topics"].label, help_text=_("One per line."))
        if not self.instance._state.adding:
            for name, text in _questions(self.instance).items():
                self.fields[name].help_text = text


def _questions(row: Achievement) -> dict[str, str]:
    """What the coach asks, by the field that answers it."""
    found: dict[str, list[str]] = {}
    for prompt in prompts(achievement_of(row)):
        if prompt.about != "proof":
            found.setdefault(prompt.about, []).append(prompt.text)
    return {name: " ".join(texts) for name, texts in found.items()}


class ProofForm(HouseForm):
    """A file that shows it."""

    proof = forms.FileField(
        label=gettext_lazy("A file that shows it"),
        help_text=gettext_lazy(
            "PDF or a photo (JPEG, PNG, WebP), at most 10 MB. Make sure that no patient can be seen in it."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


ACHIEVEMENTS = RecordPages(
    kind="achievement",
    listed="duties:achievements",
    crumb=CRUMB,
    model=Achievement,
    form=AchievementForm,
    title=gettext_lazy("What did you do?"),
    named=lambda row: row.what[:120],
)


@of_person
def achievements(request):
    """The line for a new one, what is worth noting, and all that is noted, the newest first."""
    form = LineForm(posted(request), today=request.on)
    if form.is_valid():
        read = read_achievement_line(form.cleaned_data["line"], request.on)
        if not read.problems:
            parts = {"what": read.what, "figure": read.figure, "result": read.result}
            return _store(request, Achievement(on=read.on, **parts))
        for problem in read.problems:
            form.add_error("line", problem)
    context = _listed(request, form)
    return render(request, "responsibilities/achievements.html", context, status=status_of(form))


def _listed(request, form: LineForm) -> dict[str, object]:
    words = request.GET.get("q", "").strip()[:200]
    rows = Achievement.objects.visible_to(request.person).select_related("evidence")
    rows = rows.filter(containing(words, "what", "result", "figure"))
    page = Paginator(rows.order_by("-on", "-created_at", "-place"), A_PAGE).get_page(request.GET.get("page"))
    worth = worth_noting_now(request)
    return {
        "form": form,
        "page": page,
        "rows": [_shown(row) for row in page],
        "words": words,
        "anything": bool(words) or page.paginator.count > 0,
        "worth": worth if request.GET.get("worth") == "all" else worth[:FIRST_WORTH],
        "more_worth": max(0, len(worth) - FIRST_WORTH) if request.GET.get("worth") != "all" else 0,
    }


def _shown(row: Achievement) -> dict[str, object]:
    one = achievement_of(row)
    return {"row": row, "line": put_together(one), "strength": strength(one)}


def _store(request, row: Achievement):
    row.person = request.person
    row = add_once(row, request.POST.get(MARK))
    undo = reverse("duties:delete-achievement", args=[row.id])
    say(request, _("Noted."), undo=undo)
    return redirect("duties:achievement", row.id)


@of_person
def achievement(request, id):
    """One achievement in its parts, with what would make it stronger."""
    row = get_object_or_404(Achievement.objects.visible_to(request.person).select_related("evidence"), id=id)
    form = AchievementForm(posted(request), instance=row, person=request.person, today=request.on)
    if form.is_valid():
        form.save()
        say_saved(request, _("Your changes are saved."), form.former)
        return redirect("duties:achievement", row.id)
    if form.is_bound:
        # A form that does not hold leaves its values in the row; the page around it must not show them.
        row.refresh_from_db()
    return _page(request, row, form, ProofForm())


@of_person
@require_POST
def prove(request, id):
    """Keep a file that shows it."""
    row = get_object_or_404(Achievement.objects.visible_to(request.person).select_related("evidence"), id=id)
    proof = ProofForm(request.POST, request.FILES)
    if proof.is_valid():
        try:
            content = whole(proof.cleaned_data["proof"])
            if content is None:
                raise BadCertificate(_("The file is too large."))
            keep_with(row, proof.cleaned_data["proof"].name, content)
        except BadCertificate as error:
            proof.add_error("proof", str(error))
        else:
            say(request, _("The file is saved with this achievement."))
            return redirect("duties:achievement", row.id)
    form = AchievementForm(instance=row, person=request.person, today=request.on)
    return _page(request, row, form, proof)


def _page(request, row: Achievement, form: AchievementForm, proof: ProofForm):
    one = achievement_of(row)
    asked = prompts(one)
    context = {
        **_shown(row),
        "form": form,
        "proof": proof,
        "asked": len(_questions(row)),
        "proof_asked": next((prompt.text for prompt in asked if prompt.about == "proof"), ""),
    }
    status = max(status_of(form), status_of(proof))
    return render(request, "responsibilities/achievement.html", context, status=status)


# --- What is worth noting


def _worth(request):
    """What a form names by its key, out of what is worth noting."""
    found = {one.of: one for one in find_worth_noting(request)}
    try:
        return found[request.POST.get("of", "")]
    except KeyError:
        raise Http404 from None


@of_person
@require_POST
def note(request):
    """Note what the record tells."""
    with one_at_a_time(request.person.id):
        worth = _worth(request)
        return _store(request, Achievement(on=worth.on, what=worth.what, of=worth.of))


@of_person
@require_POST
def leave_out(request):
    """Do not bring this up again."""
    with one_at_a_time(request.person.id):
        row = LeftOut(person=request.person, of=_worth(request).of)
        row.save()
    say(request, _("It will not be suggested again."), undo=reverse("duties:take-up", args=[row.id]))
    return redirect("duties:achievements")


@of_person
@require_POST
def take_up(request, id):
    """Bring it up after all."""
    delete_row(LeftOut.objects.kept_of(request.person), id)
    say(request, _("It’s back."))
    return redirect("duties:achievements")
