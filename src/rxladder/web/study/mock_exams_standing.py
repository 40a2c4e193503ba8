"""What answers tell of a person: ability by domain, and the chance of passing, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Max, Q

from rxladder.facts.exam_outlines import Outline
from rxladder.learning.assumed import Assumed
from rxladder.learning.chance import Chance, Link, Outcome, chance_of_passing, exam_curve, learned, prior_link
from rxladder.learning.evidence import Answered, assumes, weigh
from rxladder.learning.irt import Ability, AbilityReport, prior_ability, report
from rxladder.learning.mock_exam import from_document
from rxladder.learning.mock_result import responses
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import ExamTaken
from rxladder.web.study.mock_exams_cards import item_bank
from rxladder.web.study.models import MockExam, Review

LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """What is told of a person's ability and chance, with all that it rests on."""

    ability: AbilityReport
    chance: Chance

    @property
    def assumes(self) -> tuple[Assumed, ...]:
        """Every assumption, once."""
        return tuple(dict.fromkeys((*self.chance.assumes, *self.ability.assumes, *assumes())))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Everything that is not known, once."""
        return tuple(dict.fromkeys((*self.chance.unknown, *self.ability.unknown)))


def told(person: Person, outline: Outline, at: datetime) -> Told:
    """What was known at a moment."""
    ability = ability_at(person, outline, at)
    link = link_at(person, outline, at)
    return Told(report(ability, exam_curve()), chance_of_passing(ability, outline, link))


def ability_at(person: Person, outline: Outline, at: datetime) -> Ability:
    """A person's ability by all that they had answered by a moment."""
    known = item_bank(outline.id)
    return prior_ability(known).after(known, weigh(_answers(person, outline.id, at)))


def _answers(person: Person, outline: str, at: datetime) -> Iterable[Answered]:
    """Answers in exams first: of the same answer kept as a review, too, the one in the exam counts."""
    day = timedelta(days=1)
    exams = MockExam.objects.visible_to(person).filter(outline=outline, ended_at__lte=at)
    for state, ended in exams.values_list("state", "ended_at"):
        for one in responses(from_document(state)):
            yield Answered(one.card, one.right, (at - ended) / day, review=False)
    reviews = Review.objects.visible_to(person).filter(at__lte=at, at__gt=at - LOOKED_BACK).order_by()
    newest = reviews.values("card").annotate(last=Max("at"), last_right=Max("at", filter=Q(right=True)))
    for card, last, last_right in newest.values_list("card", "last", "last_right"):
        yield Answered(card, last == last_right, (at - last) / day, review=True)


def link_at(person: Person, outline: Outline, at: datetime) -> Link:
    """How our questions and the real exam go together, by the person's own results before a moment."""
    taken = ExamTaken.objects.visible_to(person).filter(exam=outline.exam, date__lte=at.date())
    outcomes = []
    for row in taken.order_by("date"):
        then = datetime.combine(row.date, time(), UTC)
        ability = ability_at(person, outline, then)
        if outline.in_force(row.date) and any(ability.counts):
            outcomes.append(Outcome(ability, row.passed, _score(row, outline)))
    return learned(prior_link(), outline, outcomes)


def _score(row: ExamTaken, outline: Outline) -> int | None:
    """The score, where it is one of this exam's scale; whatever else stands there tells nothing."""
    scale = outline.scale
    if row.score is None or scale is None or not scale.from_ <= row.score <= scale.to:
        return None
    return row.score if (row.score >= scale.pass_) == row.passed else None
