"""The CE plan: the cheapest activities that close every open term in time; kept, dropped and planned anew."""

from __future__ import annotations

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.facts.ce_offers import directories
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_model import SolverError
from rxladder.planning.ce_result import Plan
from rxladder.planning.offers import credit_of
from rxladder.web.education.models import ActivityChoice, Credit
from rxladder.web.education.own_catalogue import catalogue_of, choices_of
from rxladder.web.site.answer import all_audited, career_of, holdings_of
from rxladder.web.site.career_rows import row_of
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person, say


@of_person
def show(request):
    """The plan as it is best today."""
    catalogue, choices = catalogue_of(request), choices_of(request)
    plan, fits = plan_of(request)
    held = {row.credential: row for row in holdings_of(request)}
    context = {
        "plan": plan,
        "fits": fits,
        "course_helps": any(one.unit != "other" for one in plan.still_missing),
        "revision": request.person.revision,
        "held": held,
        "waiting": [(held[one.credential], one.why) for one in plan.left_out if one.why != "not-renewing"],
        "unanswered": [
            row
            for row, found in all_audited(request)
            if found.status == "unknown" and not found.end_wanted and not found.holding.let_go(request.on)
        ],
        "dropped": [one for one in catalogue if _chose(choices.get(one.id), ActivityChoice.Choice.REFUSED)],
        "directories": directories(),
        "hours_a_week": request.person.study_hours_per_week,
    }
    return render(request, "education/ce_plan.html", context)


def plan_of(request: PersonRequest) -> tuple[Plan, bool]:
    """The plan, and whether all that the person keeps fits into it; where it does not, a plan without."""
    career, catalogue, choices = career_of(request), catalogue_of(request), choices_of(request)
    pinned = [id_ for id_, row in choices.items() if _chose(row, ActivityChoice.Choice.PINNED)]
    refused = [id_ for id_, row in choices.items() if _chose(row, ActivityChoice.Choice.REFUSED)]
    try:
        plan = plan_ce(career, packs(), request.on, catalogue, pinned=pinned, refused=refused)
    except SolverError:
        if not pinned:
            raise
        return plan_ce(career, packs(), request.on, catalogue, refused=refused), False
    return plan, True


def _chose(row: ActivityChoice | None, choice: str) -> bool:
    return row is not None and row.choice == choice


@of_person
@require_POST
def accept(request):
    """Put the plan that was looked at into the CE log, as planned on its days.

    Nothing is put there where the record has changed since: it would be another plan, or the same twice.
    """
    at, (plan, _fits) = timezone.now(), plan_of(request)
    rows = [
        row_of(Credit, credit_of(one.activity, one.by), person=request.person, created_at=at, place=place)
        for place, one in enumerate(plan.activities)
    ]
    with one_at_a_time(request.person.id):
        seen = request.person.revision
        request.person.refresh_from_db()
        if request.POST.get("revision") != str(seen) or request.person.revision != seen:
            say(request, _("Your record has changed since you looked. This is the plan as it is now."))
            return redirect("education:plan")
        Credit.objects.bulk_create(rows)
    text = ngettext(
        "%(n)d activity is in your log as planned.", "%(n)d activities are in your log as planned.", len(rows)
    ) % {"n": len(rows)}
    say(request, text, undo=reverse("education:undo-plan", args=[at]))
    return redirect("education:credits")


@of_person
@require_POST
@transaction.atomic
def undo(request, at):
    """Take back what `accept` put into the log, but for what is done or booked since."""
    rows = Credit.objects.visible_to(request.person).filter(created_at=at, status=Credit.Status.PLANNED)
    rows.delete_softly(timezone.now())
    say(request, _("The plan is no longer in your log."))
    return redirect("education:plan")
