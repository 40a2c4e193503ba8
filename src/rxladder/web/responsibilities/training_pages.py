"""The training of others: plans with a checklist, what was shown, and who signed for it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from rxladder.web.responsibilities.duty_forms import ItemForm, ItemsForm, PlanForm
from rxladder.web.responsibilities.models import PlanItem, TrainingPlan
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.views import of_person, posted, say, status_of

A_PAGE = 50
A_CHECKLIST = 200
CRUMB = gettext_lazy("Training others")

PLANS = RecordPages(
    kind="plan",
    listed="duties:training",
    crumb=CRUMB,
    model=TrainingPlan,
    form=PlanForm,
    title=gettext_lazy("Who do you train?"),
    named=lambda row: row.trainee,
    help=gettext_lazy("Then write what they need to learn, and sign it off piece by piece."),
)
ITEMS = RecordPages(
    kind="item",
    listed="duties:training",
    crumb=CRUMB,
    model=PlanItem,
    form=ItemForm,
    title=gettext_lazy("What do they need to learn?"),
    named=lambda row: row.what,
    home=lambda row: reverse("duties:plan", args=[row.plan_id]),
)


@of_person
@require_safe
def training(request):
    """Everyone whom one trains or trained, with how far they are."""
    rows = TrainingPlan.objects.visible_to(request.person).order_by(
        F("ended").desc(nulls_first=True), F("due").asc(nulls_last=True), "created_at", "place"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    counted = _counted(request, [row.id for row in page])
    context = {
        "page": page,
        "rows": [{"row": row, "late": _late(row, request.on), "count": counted.get(row.id)} for row in page],
    }
    return render(request, "responsibilities/training.html", context)


def _counted(request, ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many things some trainings have signed off, and on their list."""
    items = PlanItem.objects.visible_to(request.person).filter(plan__in=ids).order_by()
    counted = items.values_list("plan").annotate(signed=Count("signed"), n=Count("pk"))
    return {plan: (signed, n) for plan, signed, n in counted}


def _late(row: TrainingPlan, on) -> bool:
    return row.ended is None and row.due is not None and row.due < on


@of_person
def plan(request, id):
    """One training: its checklist, and the form to write it."""
    row = get_object_or_404(TrainingPlan.objects.visible_to(request.person), id=id)
    form = ItemsForm(posted(request), today=request.on)
    if form.is_valid():
        return _add_items(request, row, form.cleaned_data["found"])
    items = PlanItem.objects.visible_to(request.person).filter(plan=row)
    page = Paginator(items, A_CHECKLIST).get_page(request.GET.get("page"))
    signed = items.exclude(signed=None).count()
    context = {
        "row": row,
        "form": form,
        "page": page,
        "signed": signed,
        "count": page.paginator.count,
        "late": _late(row, request.on),
        "begun": row.starts is None or row.starts <= request.on,
        "whole": signed == page.paginator.count > 0,
    }
    return render(request, "responsibilities/plan.html", context, status=status_of(form))


def _add_items(request, row: TrainingPlan, found: list[str]):
    at = timezone.now()
    with one_at_a_time(request.person.id):
        items = PlanItem.objects.visible_to(request.person).filter(plan=row)
        known = set(items.values_list("what", flat=True))
        new = [what for what in found if what not in known]
        PlanItem.objects.bulk_create(
            PlanItem(person=request.person, plan=row, what=what, place=place, created_at=at)
            for place, what in enumerate(new)
        )
    text = ngettext("%(n)d thing was added to the list.", "%(n)d things were added to the list.", len(new))
    undo = reverse("duties:undo-items", args=[row.id, at]) if new else None
    say(request, text % {"n": len(new)}, undo=undo)
    return redirect("duties:plan", row.id)


@of_person
@require_POST
def undo_items(request, id, at):
    """Take off the list what was put on it at a moment."""
    row = get_object_or_404(TrainingPlan.objects.visible_to(request.person), id=id)
    PlanItem.objects.visible_to(request.person).filter(plan=row, created_at=at).delete_softly(timezone.now())
    say(request, _("Taken off the list again."))
    return redirect("duties:plan", row.id)


@of_person
@require_POST
def step(request, id):
    """The next step of one thing: shown today; then signed off today, by the person."""
    with one_at_a_time(request.person.id):
        row = _item(request, id)
        if row.done is None and row.signed is None:
            row.done, text = request.on, _("Shown today: %(what)s.")
        elif row.signed is None:
            row.signed, row.by, text = request.on, request.person.name, _("Signed off: %(what)s.")
        else:
            raise Http404
        row.save()
    undo = reverse("duties:step-back", args=[row.id])
    say(request, text % {"what": row.what[:120]}, undo=undo)
    return redirect("duties:plan", row.plan_id)


@of_person
@require_POST
def step_back(request, id):
    """Take the last step of one thing back."""
    with one_at_a_time(request.person.id):
        row = _item(request, id)
        if row.signed is not None:
            row.signed, row.by = None, ""
        elif row.done is not None:
            row.done = None
        else:
            raise Http404
        row.save()
    say(request, _("Undone."))
    return redirect("duties:plan", row.plan_id)


def _item(request, id) -> PlanItem:
    rows = PlanItem.objects.visible_to(request.person).filter(plan__deleted_at=None)
    return get_object_or_404(rows, id=id)


@of_person
@require_POST
def finish(request, id):
    """The training is over; or, where it was, it goes on."""
    with one_at_a_time(request.person.id):
        row = get_object_or_404(TrainingPlan.objects.visible_to(request.person), id=id)
        if row.starts and row.starts > request.on:
            raise Http404
        row.ended = None if row.ended else request.on
        row.save()
    text = _("Finished: training for %(name)s.") if row.ended else _("The training is open again.")
    say(request, text % {"name": row.trainee}, undo=reverse("duties:finish-plan", args=[row.id]))
    return redirect("duties:plan", row.id)
