"""The weeks until the exam: what to learn, how much to review, when to sit a mock exam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rxladder.facts.exam_outlines import Outline, outlines
from rxladder.learning.study_plan import StudyPlan, Week, study_plan
from rxladder.web.accounts.models import Person
from rxladder.web.site.kept import kept
from rxladder.web.site.rules import exam_name
from rxladder.web.site.views import of_person
from rxladder.web.study.bank import domain_of_card, outline_for
from rxladder.web.study.decks import deck_of, hours_a_week, scope_of
from rxladder.web.study.keeping import schedule_of
from rxladder.web.study.models import Preparation
from rxladder.web.study.preparing import preparation_of


@dataclass(frozen=True)
class ShownWeek:
    """A week with its steps in words."""

    week: Week
    steps: tuple[str, ...]

    @property
    def minutes_a_day(self) -> int:
        """The time for cards on each of its days."""
        return round(self.week.seconds / 60 / ((self.week.ends - self.week.starts).days + 1))


@dataclass(frozen=True)
class DomainCourse:
    """How a domain stands and, as the model expects, will stand on the day, in percent."""

    name: str
    weight: float
    now: int
    then: int


@of_person
@require_safe
def plan(request):
    """The plan as of today; it is made anew whenever the answers, the day or the hours change."""
    row = preparation_of(request.person)
    if row is None:
        return redirect("study:prepare")
    context = {
        "row": row,
        "exam": exam_name(row.exam),
        "hours": hours_a_week(row),
        "scope": scope_of(row, request.on),
    }
    if row.day is None or row.day <= request.on:
        return render(request, "study/plan.html", context)
    outline = outlines()[outline_for(row.exam, request.on)]
    found = kept(request, "study plan", lambda: _plan(request.person, row, outline, request.on))
    weeks = [ShownWeek(week, _steps(week, outline)) for week in found.weeks]
    context |= {"found": found, "weeks": weeks} | _course(found, outline)
    return render(request, "study/plan.html", context)


def _plan(person: Person, row: Preparation, outline: Outline, on: date) -> StudyPlan:
    assert row.day is not None
    deck = deck_of(person, row, on)
    return study_plan(
        deck,
        [domain_of_card(card, outline.id) for card in deck.cards],
        on,
        row.day,
        float(hours_a_week(row)),
        mock_seconds=outline.items.minutes * 60.0 if outline.items else None,
        parameters=schedule_of(person).parameters,
        mix=True,
        weights={domain: float(weight) for domain, weight in outline.weights.items()},
    )


def _steps(week: Week, outline: Outline) -> tuple[str, ...]:
    names = {domain.id: domain.name for domain in outline.domains}
    return tuple(step.says(names[step.domain]) for step in week.learn if step.cards)


def _course(found: StudyPlan, outline: Outline) -> dict[str, object]:
    domains = [
        DomainCourse(
            domain.name,
            float(domain.weight),
            round(100 * found.domains_now.get(domain.id, 0.0)),
            round(100 * found.domains_then.get(domain.id, 0.0)),
        )
        for domain in outline.domains
    ]
    return {
        "domains": domains,
        "now": round(100 * found.known_now),
        "then": round(100 * found.known_then),
        "at_most": [(hours, round(100 * known)) for hours, known in found.at_most],
    }
