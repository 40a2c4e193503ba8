"""Flagging a line of the rules right where it is shown, and what came of it."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.core.validators import URLValidator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.downloads import download
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.keepers import has_keeper, is_keeper
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say, status_of
from rxladder.web.upkeep import flags as kept_flags
from rxladder.web.upkeep.models import LONGEST_LINK, LONGEST_WORDS, Flag
from rxladder.web.upkeep.placed import flagged_line, name_of, what_it_says

MOST = 200
OUTCOMES = {
    Flag.Outcome.CORRECTED: gettext_lazy("The rule was wrong here, and is corrected"),
    Flag.Outcome.AS_IT_IS: gettext_lazy("The source says what is shown here"),
    Flag.Outcome.SENT_ON: gettext_lazy("Sent on to the project"),
    Flag.Outcome.NOT_CLEAR: gettext_lazy("The source leaves it open: ask the authority"),
}


class FlagForm(HouseForm):
    """What is wrong, and where one can read it."""

    sometimes = ("link",)
    wrong = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("In your own words: what it should say, or what made you doubt it."),
    )
    link = forms.CharField(
        label=gettext_lazy("Where can it be read?"),
        required=False,
        max_length=LONGEST_LINK,
        help_text=gettext_lazy("The address of the page or PDF, if you know it."),
        validators=[URLValidator(schemes=["http", "https"])],
    )


class AnswerForm(HouseForm):
    """What came of a flag."""

    sometimes = ("answer",)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), widget=forms.RadioSelect, choices=list(OUTCOMES.items())
    )
    answer = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Whoever flagged it will read this."),
    )


@of_person
def flag(request):
    """Say what is wrong with a line of the rules."""
    if not {"pack", "card"} & set(request.GET):
        return redirect("upkeep:flags")
    line = flagged_line(request.GET.dict())
    if line is None:
        raise Http404
    form = FlagForm(posted(request))
    if form.is_valid():
        if kept_flags.too_many(request.person):
            form.add_error(
                None, _("You have flagged a lot. Wait until some of it is answered, or wait a day.")
            )
        else:
            told = {
                "pack": line.of,
                "rule": line.place,
                "says": line.says[:LONGEST_WORDS],
            } | form.cleaned_data
            Flag(person=request.person, **told).save()
            say(request, _("Thank you. It is noted, and you will see here what comes of it."))
            return redirect("upkeep:flags")
    context = {"form": form, "line": line, "has_keeper": has_keeper()}
    return render(request, "upkeep/flag.html", context, status=status_of(form))


@of_person
@require_safe
def flags(request):
    """One's own flags with what came of each; for a keeper those of all."""
    keeper = is_keeper(request)
    rows = list(kept_flags.may_read(request).order_by("answered_at", "-created_at")[:MOST])
    shown = [_shown(row, request.person) for row in rows]
    context = {
        "keeper": keeper,
        "has_keeper": has_keeper(),
        "waiting": [one for one, row in zip(shown, rows, strict=True) if not row.answered_at],
        "answered": [one for one, row in zip(shown, rows, strict=True) if row.answered_at],
    }
    return render(request, "upkeep/flags.html", context)


def _shown(row: Flag, person) -> dict[str, object]:
    pack = packs().packs.get(row.pack)
    text = quote(kept_flags.as_text(row))
    return {
        "row": row,
        "own": row.person_id == person.id,
        "name": pack.name if pack else name_of(row.pack),
        "known": pack is not None,
        "outcome": OUTCOMES[Flag.Outcome(row.outcome)] if row.outcome else "",
        "mail": f"mailto:?subject={quote(f'RxLadder: {row.pack}')}&body={text}",
        "draft": pack is not None and what_it_says(pack, row.rule) is not None,
    }


@of_person
def answer(request, id):
    """A keeper says what came of a flag."""
    row = kept_flags.flag_of(request, id)
    if not is_keeper(request):
        return redirect("upkeep:flags")
    form = AnswerForm(posted(request), initial={"outcome": row.outcome, "answer": row.answer})
    if form.is_valid():
        row.outcome, row.answer = form.cleaned_data["outcome"], form.cleaned_data["answer"]
        row.answered_at = clock.now()
        row.save()
        say(request, _("Saved. Whoever flagged it can see it."))
        return redirect("upkeep:flags")
    context = {"form": form, "row": row, "name": _shown(row, request.person)["name"]}
    return render(request, "upkeep/answer.html", context, status=status_of(form))


@of_person
@require_safe
def text(request, id):
    """A flag as a text file, for an issue or a letter to the project."""
    return download(
        kept_flags.as_text(kept_flags.flag_of(request, id)), "text/plain; charset=utf-8", "flag.txt"
    )


@of_person
@require_safe
def draft(request, id):
    """A flag as the beginning of a correction."""
    row = kept_flags.flag_of(request, id)
    return download(
        kept_flags.as_draft(row), "application/yaml; charset=utf-8", f"{row.pack}-correction.yaml"
    )


@require_POST
@of_person
def delete(request, id):
    """Take back a flag of one's own."""
    row = delete_row(Flag.objects.kept_of(request.person), id)
    say(request, _("Your flag was withdrawn."), undo=reverse("upkeep:restore-flag", args=[row.id]))
    return redirect("upkeep:flags")


@require_POST
@of_person
def restore(request, id):
    """Undo that."""
    restore_row(Flag.objects.kept_of(request.person), id)
    return redirect("upkeep:flags")
