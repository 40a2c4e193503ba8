"""Holdings: the list, adding, editing, deleting, and 'I renewed'."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.rules.renewal import renewed_until
from rxladder.web.certifications.forms import HoldingForm, RenewedForm, kept_of
from rxladder.web.certifications.models import Holding
from rxladder.web.certifications.renewing import renew, take_back
from rxladder.web.site.answer import all_audited, audited, unknown_holdings
from rxladder.web.site.deleting import deleting
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs, short_name
from rxladder.web.site.second_taps import MARK
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back


@of_person
def holdings(request):
    """Everything that the person holds, with how each stands."""
    rows = all_audited(request)
    context = {"rows": rows, "unknown": unknown_holdings(request)}
    return render(request, "certifications/holdings.html", context)


@of_person
def add(request):
    """Add a holding."""
    form = HoldingForm(
        posted(request),
        person=request.person,
        initial={"credential": request.GET.get("credential", "")},
    )
    if form.is_valid():
        row = form.save()
        say(request, _("%(name)s was added.") % {"name": short_name(row.credential)})
        return redirect("audit:holding", row.id)
    return render(request, "certifications/holding_form.html", {"form": form}, status=status_of(form))


@of_person
def edit(request, id):
    """Change what is known of a holding."""
    row = get_object_or_404(Holding.objects.visible_to(request.person), id=id)
    form = HoldingForm(posted(request), instance=row, person=request.person)
    if form.is_valid():
        form.save()
        say_saved(request, _("Your changes are saved."), form.former)
        return redirect("audit:holding", id)
    context = {"form": form, "row": row}
    return render(request, "certifications/holding_form.html", context, status=status_of(form))


delete, restore = deleting(
    Holding, "certifications:restore", "certifications:holdings", "audit:holding",
    lambda row: short_name(row.credential),
)  # fmt: skip


@of_person
def renewed(request, id):
    """'I renewed': the new date, the old term kept with its receipt."""
    row, found = audited(request, id)
    ends = found.term.ends if found.term else row.expires
    rule = packs().credentials[row.credential].credential.term
    proposed = renewed_until(rule, ends) if ends else None
    form = RenewedForm(posted(request), old_end=ends, initial={"expires": proposed})
    if form.is_valid():
        with one_at_a_time(request.person.id):
            # A second tap at the same moment finds the term renewed.
            if Holding.objects.visible_to(request.person).filter(id=id, expires=row.expires).exists():
                renew(request, row, found, form.cleaned_data["expires"])
            kept = row.last_term() if found.term else None
        undo = reverse("certifications:undo-renewed", args=[id], query={"term": kept.id}) if kept else None
        until = date_format(form.cleaned_data["expires"], "DATE_FORMAT")
        text = _("Renewed until %(day)s. The previous term is kept.") % {"day": until}
        say(request, text, undo=undo)
        return redirect("audit:holding", id)
    context = {"form": form, "row": row, "ends": ends, "proposed": proposed}
    return render(request, "certifications/renewed.html", context, status=status_of(form))


@of_person
@require_POST
def undo_renewed(request, id):
    """Back to the term before the last renewal: the one that the address names, however often it is sent."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(Holding.objects.visible_to(request.person), id=id)
        last = row.last_term()
        if last is not None and request.GET.get("term") in (None, str(last.id)):
            take_back(row, last)
            say(request, _("The renewal was undone."))
    return redirect("audit:holding", id)


@of_person
@require_POST
def say_date(request, id, what):
    """The answer to a question for one of a holding's days, in place; without a day it is taken back."""
    if what not in ("expires", "issued", "filed", "not_renewing"):
        raise Http404
    row = get_object_or_404(Holding.objects.visible_to(request.person), id=id)
    data = {"expires": row.expires, "issued": row.issued, what: request.POST.get("day")}
    sent = {**kept_of(row), **data, MARK: request.POST.get(MARK)}
    form = HoldingForm(sent, instance=row, person=request.person)
    if form.is_valid():
        form.save()
        if what == "not_renewing":
            say_saved(request, _let_go_words(row), form.former)
        return redirect(way_back(request, reverse("audit:holding", args=[id])))
    context = {"form": form, "row": row}
    return render(request, "certifications/holding_form.html", context, status=422)


def _let_go_words(row: Holding) -> str:
    gone, kept = _("%(name)s: nothing reminds you of it anymore."), _("%(name)s: you are renewing it.")
    return (gone if row.not_renewing else kept) % {"name": short_name(row.credential)}
