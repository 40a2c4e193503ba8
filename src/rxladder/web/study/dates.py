"""The exam that a person prepares for, and the mock exams before it, for their calendar and reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from rxladder.facts.exam_outlines import outlines
from rxladder.learning.study_plan import mock_exam_days
from rxladder.rules.agenda import Event, event_state
from rxladder.web.accounts.models import Person
from rxladder.web.site.rules import exam_name
from rxladder.web.study.bank import outline_for
from rxladder.web.study.decks import hours_a_week
from rxladder.web.study.models import Preparation
from rxladder.web.study.preparing import preparation_of


def own_dates(person: Person, on: date) -> list[Event]:
    """The day of the exam and the days of the plan's mock exams; nothing without a day to come."""
    row = preparation_of(person)
    return list(_dates(row, row.day, on)) if row and row.day and row.day >= on else []


def _dates(row: Preparation, day: date, on: date) -> Iterator[Event]:
    name, hours = exam_name(row.exam), float(hours_a_week(row))
    why = _("The day you set in your study plan.")
    yield Event("study/exam", day, "step", name, why, "certification", event_state(False, day, on))
    outline = outlines()[outline_for(row.exam, on)]
    if outline.items is None or day == on:
        return
    for mock in mock_exam_days(on, day, hours, outline.items.minutes * 60.0):
        what = _("Mock exam: %(exam)s") % {"exam": name}
        state = event_state(False, mock.day, on)
        yield Event(f"study/mock/{mock.days_before}", mock.day, "step", what, mock.says(), "goal", state)
