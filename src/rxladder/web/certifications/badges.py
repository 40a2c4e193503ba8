"""Digital badges: add one, see whether it is genuine and why, make it a holding."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.papers.badges.documents import host_of
from rxladder.papers.certificates import picture
from rxladder.web.certifications import badges_keeping as keeping
from rxladder.web.certifications.badges_forms import EmailForm, TakeForm, UploadForm
from rxladder.web.certifications.badges_standing import as_of
from rxladder.web.certifications.models import Badge, Holding
from rxladder.web.education.evidence_files import PREVIEW_PIXELS, bare, gone, small_picture
from rxladder.web.education.evidence_keeping import content_of
from rxladder.web.site.deleting import deleting
from rxladder.web.site.letting_go import UNDO_DAYS
from rxladder.web.site.rules import short_name
from rxladder.web.site.views import of_person, posted, say, status_of

TYPES = {"png": "image/png", "svg": "image/svg+xml", "json": "application/json"}


@of_person
def all_badges(request):
    """Every badge, and a place to add one."""
    form = UploadForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        initial={"email": _last_email(request.person)},
    )
    if form.is_valid() and (row := form.keep(request.person, request.on)):
        return redirect("badges:show", row.id)
    kept = Badge.objects.visible_to(request.person).order_by("-created_at")
    rows = [as_of(row, request.on) for row in kept]
    return render(request, "certifications/badges.html", {"form": form, "rows": rows}, status=status_of(form))


def _last_email(person) -> str:
    """The address that the person used last."""
    used = Badge.objects.visible_to(person).exclude(email="").order_by("-changed_at").first()
    return used.email if used else person.email or ""


@of_person
def show(request, id):
    """One badge: what it says, what was found out, and what can be done with it."""
    row = as_of(get_object_or_404(Badge.objects.visible_to(request.person), id=id), request.on)
    form = _take_form(request, row, posted(request))
    if row.verdict != "refused" and form.is_valid():
        return _taken(request, row, form.cleaned_data)
    return _page(request, row, form, EmailForm(initial={"email": row.email}), status_of(form))


def _page(request, row: Badge, form: TakeForm, email: EmailForm, status: int):
    said = row.found["said"]
    held = Holding.objects.visible_to(request.person).filter(credential=row.credential or "-").first()
    context = {
        "row": row,
        "said": said | {"issued": _day(said["issued"]), "expires": _day(said["expires"])},
        "findings": row.found["findings"],
        "bad": [one["says"] for one in row.found["findings"] if one["state"] == "bad"],
        "asks": list(dict.fromkeys(host_of(url) for url in row.found["wanted"])),
        "proposal": next(iter(row.found["proposals"]), None),
        "held": held,
        "form": form,
        "email_form": email,
        "undo_days": UNDO_DAYS,
    }
    return render(request, "certifications/badge.html", context, status=status)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _take_form(request, row: Badge, data) -> TakeForm:
    """The form with what the badge itself would fill in."""
    said = row.found["said"]
    first = next(iter(row.found["proposals"]), None)
    initial = {"credential": first["credential"] if first else "", "expires": _day(said["expires"])}
    return TakeForm(data, person=request.person, given=_day(said["issued"]), initial=initial)


def _taken(request, row: Badge, chosen: dict):
    held = keeping.take(row, chosen["credential"], chosen["issued"], chosen["expires"])
    text = _("%(name)s is in your record.") if row.made_id else _("The badge is with %(name)s.")
    undo = reverse("badges:take-back", args=[row.id])
    say(request, text % {"name": short_name(held.credential)}, undo=undo)
    return redirect("audit:holding", held.id)


@of_person
@require_POST
def take_back(request, id):
    """Undo that a badge shows a holding."""
    row = get_object_or_404(Badge.objects.visible_to(request.person), id=id)
    gone = keeping.take_back(row)
    undo = reverse("trash:back", args=[gone]) if gone else None
    say(request, _("Undone. The badge is still here."), undo=undo)
    return redirect("badges:show", id)


@of_person
@require_POST
def ask(request, id):
    """Ask the issuer, since the person says so."""
    row = get_object_or_404(Badge.objects.visible_to(request.person), id=id)
    try:
        keeping.ask(row, request.on)
    except OSError:
        return gone(request)
    return redirect("badges:show", id)


@of_person
@require_POST
def compare(request, id):
    """Compare the badge with an e-mail address."""
    row = get_object_or_404(Badge.objects.visible_to(request.person), id=id)
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, row, _take_form(request, row, None), form, 422)
    try:
        keeping.compare(row, form.cleaned_data["email"], request.on)
    except OSError:
        return gone(request)
    return redirect("badges:show", id)


# A holding that was made of a badge stays.
delete, restore = deleting(Badge, "badges:restore", "badges:all", "badges:show")


# --- The file


@of_person
@require_safe
def file(request, id):
    """The file as it came, to be saved: a drawing from elsewhere is never opened as a page of ours."""
    row = get_object_or_404(Badge.objects.visible_to(request.person), id=id)
    try:
        content = content_of(row)
    except OSError:
        return gone(request)
    return bare(content, TYPES.get(row.carrier, "text/plain"), row.name, attached=True)


@of_person
@require_safe
def preview(request, id):
    """A small picture of a badge that is one."""
    row = get_object_or_404(Badge.objects.visible_to(request.person), id=id)
    if row.carrier != "png":
        return gone(request)
    return small_picture(request, row.sha256, lambda: picture(content_of(row), "png", PREVIEW_PIXELS))
