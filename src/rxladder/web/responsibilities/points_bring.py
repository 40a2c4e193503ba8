"""Bringing a project's points: a CSV file or pasted lines, looked at first, then saved as a whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.career.projects import MOST_POINTS, DataKind, Point
from rxladder.facts.yaml_text import BadInput
from rxladder.quality.measure import read_points, say_value, shown
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.responsibilities.models import ProjectPoint, QualityProject
from rxladder.web.responsibilities.project_forms import BringPointsForm
from rxladder.web.responsibilities.project_pages import row_of
from rxladder.web.responsibilities.project_rows import measure_of
from rxladder.web.site import career_rows
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, status_of


def _project(request, id) -> QualityProject:
    row = row_of(request, id)
    if measure_of(row) is None:
        raise Http404
    return row


@of_person
def bring(request, id):
    """Choose a file or paste; then every line as it was read."""
    row = _project(request, id)
    form = BringPointsForm(
        posted(request), request.FILES if request.method == "POST" else None, today=request.on
    )
    if form.is_valid():
        upload = form.cleaned_data["document"]
        try:
            return _look(request, row, _read(request, row, upload, form.cleaned_data["text"]))
        except BadInput as error:
            form.add_error("document" if upload else "text", f"{error}.")
            # What was refused is not shown again: it may be what has no place here.
            form.data = {**form.data, "text": ""}
    context = {"form": form, "row": row}
    return render(request, "responsibilities/points_bring.html", context, status=status_of(form))


def _read(request, row: QualityProject, upload, text: str) -> tuple[Point, ...]:
    data = cast("DataKind", row.data)
    if upload is None:
        return read_points(text, data, _("the lines"), request.on)
    name, content = plain_name(upload.name), whole(upload)
    if content is None:
        raise BadInput(_("is larger than 2 MB"), name)
    return read_points(content, data, name, request.on)


def _have(request, row: QualityProject) -> list[Point]:
    rows = ProjectPoint.objects.visible_to(request.person).filter(project=row)
    return list(career_rows.parts_of(Point, rows))


def _new(have: list[Point], read: tuple[Point, ...]) -> list[bool]:
    """Which points are not there yet: each that is stands for one line."""
    left = [(one.date, one.amount, one.of) for one in have]
    new = []
    for point in read:
        same = (point.date, point.amount, point.of)
        new.append(same not in left)
        if same in left:
            left.remove(same)
    return new


def _look(request, row: QualityProject, read: tuple[Point, ...]):
    measure = measure_of(row)
    assert measure is not None
    new = _new(_have(request, row), read)
    lines = [
        {"point": point, "says": say_value(measure, shown(measure, point), 2), "new": fresh}
        for point, fresh in zip(read, new, strict=True)
    ]
    context = {"row": row, "lines": lines, "n": sum(new), "text": _as_text(read)}
    return render(request, "responsibilities/points_look.html", context)


def _as_text(read: tuple[Point, ...]) -> str:
    """The points as lines that read back to the same, to be sent again when they are saved."""
    lines = ["date\tamount\tof\tnote"]
    for point in read:
        of = "" if point.of is None else _decimal(point.of)
        lines.append("\t".join([point.date.isoformat(), _decimal(point.amount), of, _quoted(point.note)]))
    return "\n".join(lines)


def _decimal(amount: Fraction) -> str:
    # Read from a decimal of at most nine places, so that the division ends.
    return f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"


def _quoted(note: str) -> str:
    return '"{}"'.format(note.replace('"', '""')) if note else ""


@of_person
@require_POST
def save(request, id):
    """Store what is new of the lines that were looked at, all of it or nothing."""
    row = _project(request, id)
    try:
        read = read_points(
            request.POST.get("text", ""), cast("DataKind", row.data), _("the lines"), request.on
        )
    except BadInput as error:
        say(request, _("Nothing was saved: %(problem)s.") % {"problem": error})
        return redirect("projects:bring", id)
    at = timezone.now()
    with one_at_a_time(request.person.id):
        have = _have(request, row)
        new = [point for point, fresh in zip(read, _new(have, read), strict=True) if fresh]
        if len(have) + len(new) > MOST_POINTS:
            say(request, _("Nothing was saved: a project has at most 2,000 points."))
            return redirect("projects:bring", id)
        rows = [
            career_rows.row_of(
                ProjectPoint, point, project=row, person=request.person, created_at=at, place=place
            )
            for place, point in enumerate(new)
        ]
        ProjectPoint.objects.bulk_create(rows)
    text = ngettext("%(n)d point added.", "%(n)d points added.", len(rows)) % {"n": len(rows)}
    say(request, text, undo=reverse("projects:undo-brought", args=[id, at]) if rows else None)
    return redirect("projects:show", id)


@of_person
@require_POST
@transaction.atomic
def undo(request, id, at):
    """Take out the points that were brought at one moment."""
    row = row_of(request, id)
    brought = ProjectPoint.objects.visible_to(request.person).filter(project=row, created_at=at)
    brought.delete_softly(timezone.now())
    say(request, _("The points were removed again."))
    return redirect("projects:show", id)
