"""Work, trainings, exams and goals on one page: what the rules read besides holdings and credits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rxladder.web.accounts import work
from rxladder.web.accounts.models import Person
from rxladder.web.certifications import learning
from rxladder.web.plan import goals
from rxladder.web.site.record_pages import RecordPages
from rxladder.web.site.views import of_person


class Line(NamedTuple):
    """One record: what it is, when, and where it can be changed."""

    what: str
    when: str
    url: str


@dataclass(frozen=True)
class Section:
    """One kind of record on the page; `empty` says what it is good for where there is none."""

    pages: RecordPages
    heading: Any
    empty: Any
    add: Any
    when: Callable[[Any], str]
    order: tuple[Any, ...]

    def lines(self, person: Person) -> list[Line]:
        """The person's records of this kind: the newest first, goals by their day."""
        rows = self.pages.model.objects.visible_to(person).order_by(*self.order, "place", "id")
        return [
            Line(
                self.pages.named(row),
                self.when(row),
                reverse(f"background:edit-{self.pages.kind}", args=[row.id]),
            )
            for row in rows
        ]


SECTIONS = (
    Section(
        work.PAGES,
        _("Work"),
        _("The rules use where you work to see what your renewals ask for and what you can go for."),
        _("Add work"),
        work.work_when,
        ("-began",),
    ),
    Section(
        learning.TRAININGS,
        _("Training"),
        _("A finished program opens the way to certifications; some states require one."),
        _("Add a training"),
        learning.training_when,
        (F("completed").desc(nulls_first=True), "-started"),
    ),
    Section(
        learning.EXAMS,
        _("Exams"),
        _("An exam you passed counts wherever a rule asks for it."),
        _("Add an exam"),
        learning.exam_when,
        ("-date",),
    ),
    Section(
        goals.PAGES,
        _("Goals"),
        _("Say what you are aiming for, and your next steps show when it is within reach."),
        _("Add a goal"),
        goals.goal_when,
        (F("by").asc(nulls_last=True),),
    ),
)


@of_person
@require_safe
def background(request):
    """Everything of these kinds, each with the way to add one."""
    sections = [
        {
            "kind": section.pages.kind,
            "heading": section.heading,
            "empty": section.empty,
            "add": section.add,
            "add_url": reverse(f"background:add-{section.pages.kind}"),
            "lines": section.lines(request.person),
        }
        for section in SECTIONS
    ]
    return render(request, "plan/background.html", {"sections": sections})
