"""What one does: the duties, and the ways to skills, the training of others and achievements."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.facts.roles import workplace_name
from rxladder.web.responsibilities.duty_forms import DutyForm
from rxladder.web.responsibilities.models import Achievement, Duty, Skill, TrainingPlan
from rxladder.web.responsibilities.noting import worth_noting_now
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.views import of_person

A_PAGE = 50
WHAT_YOU_DO = gettext_lazy("What you do")

DUTIES = RecordPages(
    kind="duty",
    listed="duties:all",
    crumb=WHAT_YOU_DO,
    model=Duty,
    form=DutyForm,
    title=gettext_lazy("What do you do?"),
    named=lambda row: row.what,
    help=gettext_lazy("What you are in charge of or do every week, beyond what everyone does."),
)


@of_person
@require_safe
def duties(request):
    """Every duty, those that go on first, the longest first."""
    rows = Duty.objects.visible_to(request.person).order_by(
        F("until").desc(nulls_first=True), F("since").asc(nulls_last=True), "created_at", "place"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {"row": row, "place": _place(row), "over": bool(row.until and row.until < request.on)}
            for row in page
        ],
        "skills": Skill.objects.visible_to(request.person).count(),
        "plans": TrainingPlan.objects.visible_to(request.person).filter(ended=None).count(),
        "achievements": Achievement.objects.visible_to(request.person).count(),
        "worth": len(worth_noting_now(request)),
    }
    return render(request, "responsibilities/duties.html", context)


def _place(row: Duty) -> str:
    return row.employer or workplace_name(row.workplace)
