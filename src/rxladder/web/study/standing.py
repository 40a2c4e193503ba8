"""Where a person stands in their studies on a day, told from their answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from rxladder.facts.exam_outlines import Domain, outlines
from rxladder.papers.plots import Plot
from rxladder.web.accounts.models import Person
from rxladder.web.site.clock import local_time
from rxladder.web.study.bank import cards_of, domain_of_card, outline_for
from rxladder.web.study.days import Regularity, answered_on, end_of, regularity, this_moment
from rxladder.web.study.due_plot import DAYS, due_plot
from rxladder.web.study.keeping import memory_of, schedule_of
from rxladder.web.study.models import CardMemory, Preparation

AWAY = 7


@dataclass(frozen=True)
class DomainStanding:
    """A domain of the exam: how many of its cards were met, and how much of all is likely recalled."""

    domain: Domain
    cards: int
    met: int
    recall: float

    @property
    def percent(self) -> int:
        """The share of all its cards that is likely to be recalled now, in percent."""
        return round(100 * self.recall)


@dataclass(frozen=True)
class Standing:
    """What the study page tells: `due` is all that is due, `today` what of it the daily limit leaves."""

    outline: str
    outline_name: str
    days_left: int | None
    due: int
    today: int
    answered: int
    limit: int
    met: int
    regular: Regularity
    domains: tuple[DomainStanding, ...]
    plot: Plot | None

    @property
    def away(self) -> int | None:
        """Days of a pause that is long enough to be spoken of."""
        return self.regular.away if (self.regular.away or 0) >= AWAY else None


def standing(person: Person, row: Preparation, on: date) -> Standing:
    """Worked out from what is remembered of each card."""
    outline = outlines()[outline_for(row.exam, on)]
    wanted = cards_of(outline.id)
    memories = {m.card: memory_of(m) for m in CardMemory.objects.visible_to(person) if m.card in wanted}
    ends = end_of(person, on)
    due = sum(1 for memory in memories.values() if memory.due <= ends)
    answered = answered_on(person, on)
    return Standing(
        outline=outline.id,
        outline_name=outline.name,
        days_left=(row.day - on).days if row.day and row.day >= on else None,
        due=due,
        today=max(0, min(due, row.daily_limit - answered)),
        answered=answered,
        limit=row.daily_limit,
        met=len(memories),
        regular=regularity(person, on),
        domains=_domains(person, outline, wanted, memories),
        plot=due_plot(_days(person, memories, on), on) if memories else None,
    )


def _domains(person, outline, wanted, memories) -> tuple[DomainStanding, ...]:
    schedule, at = schedule_of(person), this_moment(person)
    cards = Counter(domain_of_card(card, outline.id) for card in wanted)
    met = Counter(domain_of_card(card, outline.id) for card in memories)
    recalled: dict[str, float] = {}
    for card, memory in memories.items():
        domain = domain_of_card(card, outline.id)
        recalled[domain] = recalled.get(domain, 0.0) + schedule.recall(memory, at)
    return tuple(
        DomainStanding(d, cards[d.id], met[d.id], recalled.get(d.id, 0.0) / max(1, cards[d.id]))
        for d in outline.domains
    )


def _days(person, memories, on: date) -> list[int]:
    """How many cards fall due on each of the coming days; what is overdue is due today."""
    days = Counter(max(0, (local_time(person, memory.due).date() - on).days) for memory in memories.values())
    return [days[day] for day in range(DAYS)]
