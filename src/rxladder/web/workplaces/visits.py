"""Experience in several kinds of workplaces: where one has worked, and what one went to see."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.career import workplaces as record
from rxladder.facts.roles import workplace_name, workplaces
from rxladder.planning.visit_events import visit_event
from rxladder.rules.agenda import Event
from rxladder.rules.fit import months_at
from rxladder.web.accounts.models import Person
from rxladder.web.site.answer import career_of
from rxladder.web.site.career_rows import part_of
from rxladder.web.site.fields import MOST_HOURS
from rxladder.web.site.forms import HouseModelForm
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.views import of_person, say
from rxladder.web.workplaces.models import Visit

CRUMB = gettext_lazy("Where you have been")


class VisitForm(HouseModelForm):
    """A rotation, or a day beside somebody."""

    folded = ("hours", "where", "people", "done", "learned")

    class Meta:
        model = Visit
        fields = ["kind", "workplace", "starts", "ends", "hours", "where", "people", "done", "learned"]
        help_texts = {
            "ends": gettext_lazy("If it lasts more than a day."),
            "people": gettext_lazy("The person who shows you around, or the person you shadow."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.choose("workplace", _choices(), _("Choose the kind of place"))
        self.fields["workplace"].error_messages["required"] = _("Choose the kind of place.")
        self.amount("hours", MOST_HOURS)
        self.fields["learned"].widget.attrs["rows"] = 3

    def clean(self):
        """It ends after it began, and what took place is not to come."""
        super().clean()
        self.in_order("starts", "ends", _("The last day is before the first."))
        began = self.cleaned_data.get("starts")
        if self.cleaned_data.get("done") and began and began > self.today:
            self.add_error("done", _("The first day has not come yet."))
        return self.cleaned_data


def _choices() -> list[tuple[str, str]]:
    return [(id_, workplace_name(id_)) for id_ in workplaces()]


def visit_name(row: Visit) -> str:
    """What a visit is called."""
    kind = _("Rotation") if row.kind == Visit.Kind.ROTATION else _("Shadowing")
    return f"{kind}: {workplace_name(row.workplace)}, {date_format(row.starts, 'SHORT_DATE_FORMAT')}"


VISITS = RecordPages(
    kind="visit",
    listed="workplaces:experience",
    crumb=CRUMB,
    model=Visit,
    form=VisitForm,
    title=gettext_lazy("What will you see, or have you seen?"),
    named=visit_name,
    help=gettext_lazy(
        "A day beside someone tells you more than a page can. Its hours are not work: no rule counts them."
    ),
)


def visit_dates(person: Person, on: date) -> list[Event]:
    """The days of a person's visits."""
    return [
        visit_event(str(row.id), part_of(record.Visit, row), on) for row in Visit.objects.visible_to(person)
    ]


@of_person
@require_safe
def experience(request):
    """Where one has worked and looked, what is planned, and what one has not seen."""
    rows = list(Visit.objects.visible_to(request.person).order_by("starts", "created_at", "id"))
    seen = [one for id_ in workplaces() if (one := _time_spent(request, id_, rows))]
    longest = max((one["months"] for one in seen), default=0)
    ids = {one["place"].id for one in seen}
    context = {
        "seen": [{**one, "share": 100 * one["months"] // longest if longest else 0} for one in seen],
        "worked": sum(bool(one["months"]) for one in seen),
        "planned": [_line(row, request.on) for row in rows if not row.done],
        "done": [_line(row, request.on) for row in reversed(rows) if row.done],
        "unseen": [place for id_, place in workplaces().items() if id_ not in ids],
        "of": len(workplaces()),
    }
    return render(request, "workplaces/experience.html", context)


def _time_spent(request, id_: str, rows: list[Visit]) -> dict | None:
    months = months_at(career_of(request), id_, request.on)
    visits = [row for row in rows if row.done and row.workplace == id_]
    works = [
        work for work in career_of(request).experience if work.workplace == id_ and work.from_ <= request.on
    ]
    if not works and not visits:
        return None
    hours = sum((row.hours or Fraction(0) for row in visits), Fraction(0))
    return {"place": workplaces()[id_], "months": months, "works": works, "visits": visits, "hours": hours}


def _line(row: Visit, on) -> dict:
    return {"row": row, "name": visit_name(row), "over": not row.done and (row.ends or row.starts) < on}


@of_person
@require_POST
def took_place(request, id):
    """Say that a visit took place, or that it did not after all."""
    row = get_object_or_404(Visit.objects.visible_to(request.person), id=id)
    row.done = not row.done
    row.save()
    text = _("It happened. What did you see?") if row.done else _("It is planned again.")
    say(request, text, undo=reverse("workplaces:took-place", args=[row.id]))
    return redirect("workplaces:experience")
