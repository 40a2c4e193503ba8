"""The CE log: one field to enter a credit, its parts to confirm, edit, delete and undo."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rxladder.career import record
from rxladder.facts.uan import parse_uan
from rxladder.rules.reporting import to_ask, watch
from rxladder.web.certifications.models import Holding
from rxladder.web.education.evidence_keeping import attach, proofs_of
from rxladder.web.education.forms import CreditForm, LineForm, initial_of
from rxladder.web.education.models import Credit, Evidence
from rxladder.web.education.own_catalogue import COLUMNS, activity_in
from rxladder.web.education.proved import counted_where
from rxladder.web.site.career_rows import parts_of
from rxladder.web.site.deleting import deleting
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of


@of_person
def log(request):
    """Every credit, the newest first."""
    rows = list(Credit.objects.visible_to(request.person).order_by("-date", "-place", "-created_at"))
    proofs = list(proofs_of(request.person).values_list("credit_id", "evidence_id"))
    proved = {credit for credit, _file in proofs}
    files = Evidence.objects.visible_to(request.person).exclude(id__in={file for _credit, file in proofs})
    watched = watch(parts_of(record.Credit, rows), request.on)
    for row, found in zip(rows, watched, strict=True):
        row.watched = found
    years: dict[int, list[Credit]] = {}
    for row in rows:
        years.setdefault(row.date.year, []).append(row)
    context = {
        "years": [
            {"year": year, "rows": found, "hours": sum(row.hours for row in found if row.status == "done")}
            for year, found in years.items()
        ],
        "proved": proved,
        "missing": sum(row.status == "done" and row.id not in proved for row in rows),
        "loose": files.count(),
        "line": LineForm(),
        "to_ask": to_ask(watched, request.on),
    }
    return render(request, "education/credits.html", context)


@of_person
@require_POST
def read(request):
    """Read one line, and show its parts to confirm; with htmx only that part of the page."""
    line_form = LineForm(request.POST)
    context: dict[str, object] = {"line": line_form}
    if line_form.is_valid():
        line = line_form.read()
        context |= {"read": line, "form": _form(request, initial=initial_of(line))}
    page = "education/parts/entry.html" if request.htmx else "education/credit_form.html"
    return render(request, page, context, status=status_of(line_form))


@of_person
def add(request):
    """Add a credit."""
    evidence = _sent_evidence(request)
    form = _form(request, posted(request), initial=_first_values(request))
    if form.is_valid():
        with transaction.atomic():
            row = form.save()
            if evidence:
                attach(evidence, [row])
        twin = _twin(row)
        text = _("%(title)s is in your log.") % {"title": row}
        if twin:
            text += " " + _("You have logged this activity before; most boards count it once.")
        proof = (reverse("education:credit-evidence", args=[row.id]), _("Add its certificate"))
        wants_proof = row.status == Credit.Status.DONE and not evidence
        undo = reverse("education:delete", args=[row.id])
        say(request, text, undo=undo, then=proof if wants_proof else None)
        return redirect("education:credits")
    context = {"form": form, "line": LineForm(), "evidence": evidence}
    return render(request, "education/credit_form.html", context, status=status_of(form))


def _first_values(request: PersonRequest) -> dict[str, object]:
    """What an address brings to an empty form: a status, a course, an activity of the catalogue."""
    found: dict[str, object] = {}
    if "activity" in request.GET:
        one = activity_in(request, request.GET["activity"])
        found = {name: getattr(one, name) for name in COLUMNS if getattr(one, name)}
        found["date"] = one.live_on
    course = packs().vocabulary.courses.get(request.GET.get("course", ""))
    if course:
        found |= {"course": request.GET["course"], "title": course.name}
    status = request.GET.get("status")
    return found | {"status": status} if status else found


@of_person
def edit(request, id):
    """What a credit counts for and what proves it; and to change it."""
    row = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    form = _form(request, posted(request), instance=row)
    form.unfolded = "more" in request.GET
    if form.is_valid():
        form.save()
        say_saved(request, _("%(name)s is saved.") % {"name": row.title}, form.former)
        return redirect("education:credits")
    # A form that does not hold leaves its values in the row; the page around it must not show them.
    row.refresh_from_db()
    files = [proof.evidence for proof in proofs_of(request.person).filter(credit=row)]
    context = {"form": form, "row": row, "files": files, "counted": counted_where(request, row)}
    return render(request, "education/credit.html", context, status=status_of(form))


delete, restore = deleting(Credit, "education:restore", "education:credits")


def _form(request: PersonRequest, *args, **kwargs) -> CreditForm:
    held = Holding.objects.visible_to(request.person).values_list("credential", flat=True)
    return CreditForm(*args, person=request.person, today=request.on, held=held, **kwargs)


def _sent_evidence(request: PersonRequest) -> Evidence | None:
    """The certificate that the credit to be added is read from, if it came from one."""
    wanted = request.POST.get("certificate") or request.GET.get("certificate")
    if not wanted:
        return None
    try:
        return Evidence.objects.visible_to(request.person).get(id=UUID(wanted))
    except (ValueError, Evidence.DoesNotExist):
        raise Http404 from None


def _twin(row: Credit) -> bool:
    """Whether the same activity stands in the log already."""
    if not row.uan:
        return False
    key = parse_uan(row.uan).activity_key
    others = Credit.objects.visible_to(row.person).exclude(uan="").exclude(id=row.id)
    return any(parse_uan(uan).activity_key == key for uan in others.values_list("uan", flat=True))
