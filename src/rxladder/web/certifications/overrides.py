"""'My board told me otherwise': recorded with its day and its evidence, shown wherever it counts."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.rules.result import HoldingAudit
from rxladder.web.certifications.forms import ToldForm
from rxladder.web.certifications.models import Holding, Override
from rxladder.web.education.rule_words import clause_id
from rxladder.web.site.answer import audited
from rxladder.web.site.deleting import delete_row, restore_row
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say, status_of


@of_person
def told(request, id):
    """Record what a board said about one of its rules."""
    holding, found = audited(request, id)
    ref = packs().credentials[holding.credential]
    form = ToldForm(
        posted(request),
        person=request.person,
        clauses=[("", _("Choose the rule")), *_rules(found).items()],
        today=request.on,
        initial={"clause": clause_id(ref, request.GET.get("clause", "")) or ""},
    )
    if form.is_valid():
        form.instance.credential = holding.credential
        form.save()
        say(request, _("It counts from now on, and is marked as your own."))
        return redirect("audit:holding", id)
    context = {"form": form, "holding": holding, "found": found}
    return render(request, "certifications/told.html", context, status=status_of(form))


def _rules(found: HoldingAudit) -> dict[str, str]:
    """The rules that a board can speak about: those of the pack, one of several years once."""
    ref, told = packs().credentials[found.holding.credential], dict[str, str]()
    for clause in found.clauses:
        id_ = clause_id(ref, clause.id)
        if id_ is not None:
            told.setdefault(id_, clause.says)
    return told


def _page_of(request, row: Override):
    holding = Holding.objects.visible_to(request.person).filter(credential=row.credential).first()
    return redirect("audit:holding", holding.id) if holding else redirect("certifications:holdings")


@of_person
@require_POST
def delete(request, id):
    """The rule counts as written again."""
    row = delete_row(Override.objects.kept_of(request.person), id)
    say(
        request,
        _("The rule counts as it is written again."),
        undo=reverse("certifications:restore-told", args=[id]),
    )
    return _page_of(request, row)


@of_person
@require_POST
def restore(request, id):
    """Undo `delete`."""
    row = restore_row(Override.objects.kept_of(request.person), id)
    say(request, _("What your board told you counts again."))
    return _page_of(request, row)
