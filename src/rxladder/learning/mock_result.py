"""What came out of a mock exam: right answers by domain, and what to study next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rxladder.facts.exam_outlines import Outline
from rxladder.facts.language import gettext as _
from rxladder.learning.irt import Response
from rxladder.learning.mock_exam import Sitting


@dataclass(frozen=True, slots=True)
class DomainScore:
    """One domain's questions that count: how many, how many right, how many without an answer."""

    domain: str
    name: str
    questions: int
    right: int
    unanswered: int

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1; 0 of none."""
        return self.right / self.questions if self.questions else 0.0

    @property
    def lost(self) -> int:
        """The questions that were not right: what this domain cost."""
        return self.questions - self.right


@dataclass(frozen=True, slots=True)
class StudyNext:
    """A domain to study, what makes it worth it, and the cards that were answered wrong or not at all."""

    domain: str
    name: str
    why: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MockResult:
    """The result of a mock exam. Questions on trial are told apart: they do not count in the score.

    `not_reached`: those behind the last answered one, where the exam was handed in before its time was up.
    """

    questions: int
    right: int
    unanswered: int
    not_reached: int
    seconds: int
    domains: tuple[DomainScore, ...]
    on_trial_right: int
    on_trial: int
    next: tuple[StudyNext, ...]
    unknown: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the questions that count that was right, from 0 to 1; 0 of none."""
        return self.right / self.questions if self.questions else 0.0


def result(sitting: Sitting, outline: Outline) -> MockResult:
    """The result so far; of an exam that is over, the result. What has no answer is not right."""
    domains = tuple(_domain_score(sitting, domain.id, _(domain.name)) for domain in outline.domains)
    trial = [place for place, slot in enumerate(sitting.form.slots) if not slot.scored]
    return MockResult(
        questions=sum(one.questions for one in domains),
        right=sum(one.right for one in domains),
        unanswered=sum(one.unanswered for one in domains),
        not_reached=len(sitting.form.slots) - _reached(sitting),
        seconds=sitting.seconds,
        domains=domains,
        on_trial_right=sum(_right(sitting, place) for place in trial),
        on_trial=len(trial),
        next=_next(sitting, domains),
        unknown=_unknown(outline),
    )


def responses(sitting: Sitting, weight: float = 1.0) -> list[Response]:
    """What a sitting tells of abilities: every question that was reached, on trial or not.

    What was skipped is wrong, as in the exam. What was not reached tells nothing, unless the time was up.
    """
    return [
        Response(slot.card, _right(sitting, place), weight)
        for place, slot in enumerate(sitting.form.slots[: _reached(sitting)])
    ]


def _reached(sitting: Sitting) -> int:
    """How many questions, from the first, were reached."""
    if sitting.seconds >= sitting.form.seconds:
        return len(sitting.form.slots)
    return max(sitting.replies, default=-1) + 1


def _right(sitting: Sitting, place: int) -> bool:
    reply = sitting.replies.get(place)
    return reply is not None and reply.right


def _domain_score(sitting: Sitting, domain: str, name: str) -> DomainScore:
    places = [place for place, slot in enumerate(sitting.form.slots) if slot.domain == domain and slot.scored]
    return DomainScore(
        domain=domain,
        name=name,
        questions=len(places),
        right=sum(_right(sitting, place) for place in places),
        unanswered=sum(place not in sitting.replies for place in places),
    )


def _next(sitting: Sitting, domains: tuple[DomainScore, ...]) -> tuple[StudyNext, ...]:
    """Domains in the order of what they cost; those without a mistake are left out."""
    missed = _missed(sitting)
    found = [
        StudyNext(
            domain=one.domain,
            name=one.name,
            why=_("{lost} of {questions} questions here were not answered right.").format(
                lost=one.lost, questions=one.questions
            ),
            cards=missed.get(one.domain, ()),
        )
        for one in sorted(domains, key=lambda one: (-one.lost, one.share))
        if one.lost
    ]
    return tuple(found)


def _missed(sitting: Sitting) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place, slot in enumerate(sitting.form.slots):
        if not _right(sitting, place):
            found.setdefault(slot.domain, []).append(slot.card)
    return {domain: tuple(cards) for domain, cards in found.items()}


def parts_not_read(outline: Outline) -> list[str]:
    """What of the outline itself no page that was read tells, a sentence for each domain."""
    return [
        _("Not read about {domain}: {what}.").format(domain=_(domain.name), what=_(domain.not_read))
        for domain in outline.domains
        if domain.not_read
    ]


def _unknown(outline: Outline) -> tuple[str, ...]:
    """What no page that was read tells of this exam."""
    found = parts_not_read(outline)
    if outline.formats:
        found.append(_(outline.formats))
    found.append(_("How many right answers it takes to pass is not published."))
    return tuple(found)
