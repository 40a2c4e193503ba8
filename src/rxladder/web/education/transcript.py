"""Nothing goes missing: which credits CPE Monitor has not shown yet, why one may be missing, whom to ask."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.career import record
from rxladder.facts.cpe_monitor import CAUSES
from rxladder.papers.letters import Letter, provider_letter
from rxladder.rules.reporting import checks, letter_is_next, monitor_source, next_check, watch, watched
from rxladder.web.education.models import Credit
from rxladder.web.site.career_rows import part_of, parts_of
from rxladder.web.site.languages import for_who_reads_it
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.views import of_person, say

# What is shown together on the overview, the most urgent first; the rest is only counted.
GROUPS = (("last-days", "ask"), ("waiting",), ("too-late",), ("not-told",))


@of_person
@require_safe
def overview(request):
    """Every credit by where it stands on CPE Monitor's clocks."""
    rows = list(Credit.objects.visible_to(request.person).order_by("date", "place", "created_at"))
    items = list(zip(rows, watch(parts_of(record.Credit, rows), request.on), strict=True))
    groups = [[item for item in items if item[1].stage in stages] for stages in GROUPS]
    context = {
        "pressing": groups[0],
        "waiting": groups[1],
        "late": groups[2],
        "untold": groups[3],
        "open": any(groups),
        "seen": [item for item in items if item[1].stage == "reported"],
        "apart": [item for item in items if item[1].stage == "not-monitored"],
        "any": bool(rows),
        "source": monitor_source("missing"),
        "plans": monitor_source("plans"),
    }
    return render(request, "education/transcript.html", context)


@of_person
@require_POST
def seen(request):
    """The person has seen these credits in their transcript."""
    at = timezone.now()
    ids = [row.id for row in _unseen(request) if str(row.id) in request.POST.getlist("credit")]
    Credit.objects.visible_to(request.person).filter(id__in=ids).update(
        seen_in_transcript=request.on, changed_at=at
    )
    if ids:
        text = ngettext(
            "One credit is in your transcript.", "%(n)d credits are in your transcript.", len(ids)
        )
        say(request, text % {"n": len(ids)}, undo=reverse("education:undo-seen", args=[at]))
    else:
        say(request, _("Nothing was checked, so nothing has changed."))
    return redirect("education:transcript")


def _unseen(request: PersonRequest):
    return Credit.objects.visible_to(request.person).filter(seen_in_transcript=None)


@of_person
@require_POST
def undo_seen(request, at):
    """Take back what `seen` told."""
    if Credit.objects.visible_to(request.person).filter(changed_at=at).update(seen_in_transcript=None):
        say(request, _("That was undone."))
    return redirect("education:transcript")


@of_person
@require_safe
def credit(request, id):
    """One credit: where it stands, the causes to check one by one, and what to do."""
    row = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    found = watched(part_of(record.Credit, row), request.on)
    asked = checks(found.credit)
    next_ = next_check(asked) if found.missing or found.stage == "not-told" else None
    with for_who_reads_it(request):
        letter = provider_letter(_person(request), found) if found.missing else None
    context = {
        "row": row,
        "found": found,
        "title": row.title or row.uan or _("Credit"),
        "next": next_,
        "number": sum(check.answer is not None for check in asked) + 1,
        "count": len(asked),
        "answered": [check for check in asked if check.answer],
        "cause": next((check for check in asked if check.answer == "found"), None),
        "letter": letter,
        "mail": _mail(letter) if letter else "",
        "press": letter_is_next(found, asked),
        "whom": monitor_source("whom"),
        "late": monitor_source("late"),
    }
    return render(request, "education/transcript_credit.html", context)


def _person(request: PersonRequest) -> record.Person:
    return record.Person(name=request.person.name)


def _mail(letter: Letter) -> str:
    """An address that opens the letter in the person's own mail program; to whom is theirs to fill in."""
    text = "\r\n".join(letter.text.splitlines())
    return f"mailto:?subject={quote(letter.subject)}&body={quote(text)}"


@of_person
@require_POST
def answer(request, id, cause):
    """Keep what the person found out about one cause; an empty answer forgets it."""
    row = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    told = request.POST.get("answer", "")
    if cause not in CAUSES or told not in ("fine", "found", ""):
        raise Http404
    row.causes_ruled_out = _with(row.causes_ruled_out, cause, told == "fine")
    row.causes_found = _with(row.causes_found, cause, told == "found")
    row.save()
    return redirect(f"{reverse('education:transcript-credit', args=[id])}#causes")


def _with(causes: tuple[str, ...], cause: str, there: bool) -> tuple[str, ...]:
    others = tuple(one for one in causes if one != cause)
    return (*others, cause) if there else others


@of_person
@require_POST
def asked(request, id):
    """The provider was asked today."""
    row = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    before, row.asked_provider = row.asked_provider, request.on
    row.save()
    undo = reverse("education:undo-asked", args=[id])
    say(
        request,
        _("Noted: you asked the provider today."),
        undo=f"{undo}?before={before.isoformat()}" if before else undo,
    )
    return redirect("education:transcript-credit", id=id)


@of_person
@require_POST
def undo_asked(request, id):
    """Take back that the provider was asked; `before` is the day on which that was done last."""
    row = get_object_or_404(Credit.objects.visible_to(request.person), id=id)
    try:
        row.asked_provider = parse_date(request.GET.get("before", ""))
    except ValueError:
        raise Http404 from None
    row.save()
    say(request, _("That was undone."))
    return redirect("education:transcript-credit", id=id)
