"""Where a person stands in their studies on a day, told from their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from rxladder.facts.exam_outlines import Domain, Outline, outlines
from rxladder.learning.chance import Chance
from rxladder.learning.exam_date import Deck
from rxladder.learning.irt import AbilityReport
from rxladder.learning.load import WayBack, due_mask, forecast, way_back
from rxladder.papers.plots import Plot
from rxladder.web.accounts.models import Person
from rxladder.web.study.bank import domain_of_card, outline_for
from rxladder.web.study.choosing import of_day
from rxladder.web.study.days import Regularity, answered_on, regularity, this_moment
from rxladder.web.study.decks import deck_of
from rxladder.web.study.keeping import schedule_of
from rxladder.web.study.load_plot import DAYS, load_plot
from rxladder.web.study.mock_exams_standing import told
from rxladder.web.study.models import Preparation

AWAY = 7


@dataclass(frozen=True)
class DomainStanding:
    """A domain of the exam: its cards met, and the share of its questions that would likely be right.

    The share lies between `low` and `high` percent four times in five, from so many `answers`.
    """

    domain: Domain
    cards: int
    met: int
    low: int
    high: int
    answers: int

    @property
    def width(self) -> int:
        """How far the range goes."""
        return max(1, self.high - self.low)


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
    back: WayBack | None
    chance: Chance

    @property
    def away(self) -> int | None:
        """Days of a pause that is long enough to be spoken of."""
        return self.regular.away if (self.regular.away or 0) >= AWAY else None


def standing(person: Person, row: Preparation, on: date) -> Standing:
    """Worked out from what is remembered of each card."""
    outline = outlines()[outline_for(row.exam, on)]
    deck, schedule = deck_of(person, row, on), schedule_of(person)
    day = of_day(deck, schedule, row, on, len(deck.cards))
    answered = answered_on(person, on)
    due = int(due_mask(deck, schedule).sum())
    enough = day.enough if row.day and row.day > on else due
    met = int((~deck.new).sum())
    known = told(person, outline, this_moment(person))
    return Standing(
        outline=outline.id,
        outline_name=outline.name,
        days_left=(row.day - on).days if row.day and row.day >= on else None,
        due=due,
        today=max(0, min(enough, row.daily_limit - answered)) if met else 0,
        answered=answered,
        limit=row.daily_limit,
        met=met,
        regular=regularity(person, on),
        domains=_domains(outline, deck, known.ability),
        chance=known.chance,
        plot=load_plot(forecast(deck, schedule, on, DAYS, row.daily_limit)) if met else None,
        back=way_back(deck, schedule, on, row.daily_limit),
    )


def _domains(outline: Outline, deck: Deck, ability: AbilityReport) -> tuple[DomainStanding, ...]:
    of = np.array([domain_of_card(card, outline.id) for card in deck.cards])
    told_of = {one.domain: one for one in ability.domains}
    found = []
    for domain in outline.domains:
        here, one = of == domain.id, told_of[domain.id]
        shares = round(100 * one.expected_low), round(100 * one.expected_high)
        met = int((here & ~deck.new).sum())
        found.append(DomainStanding(domain, int(here.sum()), met, *shares, one.answers))
    return tuple(found)
