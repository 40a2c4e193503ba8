"""The weeks until an exam: what to learn in which domain, how much to review, and when to sit a mock exam.

The plan is exam date mode played forward from today's memory: each day the cards that gain most for a second,
answered as the model expects, by chance and with a fixed seed. So its numbers are about what will happen, and
it is made anew whenever the record, the date or the hours change. Of large decks a sample is played.

Mock exams stand at fixed distances before the exam, where their result can still change what is studied, and
never take more than a quarter of all time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from rxladder.facts.language import gettext, ngettext
from rxladder.learning.exam_date import Deck, mixed, plan_day
from rxladder.learning.load import answered
from rxladder.learning.memory import Model
from rxladder.learning.schedule import PARAMETERS
from rxladder.learning.worth import HORIZON

MOCKS_BEFORE = (7, 14, 28, 49, 77, 112, 147)
"""Days before the exam on which a mock exam is of most use; the nearest study day before each is taken."""
LOOKING_BACK = 30 * 60.0
"""Seconds that going through a mock exam's answers takes."""
_MOCKS_SHARE, _FIRST_MOCK_AFTER = 0.25, 3
_SAMPLE, _PRICED_EVERY = 300, 5
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Learn:
    """New cards of a domain. `weight`: the domain's part of the exam; `known`: of it, at the week's start."""

    domain: str
    cards: int
    weight: float
    known: float

    def says(self, name: str) -> str:
        """What to do and why, with the domain's name."""
        return ngettext(
            "Learn {cards} new card on {name}: {weight:.0%} of the exam. You know about {known:.0%} of it.",
            "Learn {cards} new cards on {name}: {weight:.0%} of the exam. You know about {known:.0%} of it.",
            self.cards,
        ).format(cards=self.cards, name=name, weight=self.weight, known=self.known)


@dataclass(frozen=True, slots=True)
class MockExam:
    """A mock exam on a day, so many days before the exam."""

    day: date
    days_before: int

    def says(self) -> str:
        """Why then."""
        return ngettext(
            "A full mock exam, {days} day before the exam: its result still changes what you study.",
            "A full mock exam, {days} days before the exam: its result still changes what you study.",
            self.days_before,
        ).format(days=self.days_before)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days or what is left of them: seconds for cards, what to learn, reviews, and mock exams."""

    starts: date
    ends: date
    seconds: float
    learn: tuple[Learn, ...]
    reviews: int
    mock_exams: tuple[MockExam, ...]

    def says(self) -> str:
        """What the week is about, in one line."""
        if not self.learn and not self.reviews:
            return gettext("No cards this week.")
        if not self.learn:
            return gettext("Nothing new: what you know is refreshed for the day.")
        if not self.reviews:
            return gettext("New cards only: nothing has had time to fade.")
        return gettext("New cards, and reviews of what would fade first.")


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """The weeks until an exam.

    `domains_now` and `domains_then`: the share of each domain that is known today and, as the model expects,
    on the day; `known_now` and `known_then` the same of the whole exam. `at_most`: for hours a week (half, as
    given, double) what no plan exceeds. `left_out`: why there are fewer mock exams than would be of use.
    """

    weeks: tuple[Week, ...]
    domains_now: Mapping[str, float]
    domains_then: Mapping[str, float]
    known_now: float
    known_then: float
    at_most: tuple[tuple[float, float], ...]
    left_out: str | None = None


def study_plan(
    deck: Deck,
    domains: Sequence[str],
    on: date,
    exam: date,
    hours_a_week: float,
    *,
    weekdays: frozenset[int] = EVERY_DAY,
    mock_seconds: float | None = None,
    parameters: tuple[float, ...] = PARAMETERS,
    seed: int = 0,
    mix: bool = False,
    weights: Mapping[str, float] | None = None,
) -> StudyPlan:
    """Plan the weeks from `on` to the day before the exam.

    `domains`: the domain of each card of the deck, whose weights add up to 1. `weekdays`: those with time for
    study, 0 for Monday. `mock_seconds`: how long a mock exam takes, None for no mock exams. `mix`: new cards
    come in the deck's own order (`exam_date.mixed`), not by what each gains. `weights`: each domain's part of
    the exam; without them that of its cards, of which some may stand for other domains, too.
    Raises ValueError where the exam is not after `on`, or no day of the week is free.
    """
    if exam <= on or not weekdays or hours_a_week < 0:
        raise ValueError(f"from {on} to {exam}, {hours_a_week} hours on weekdays {sorted(weekdays)}")
    days = [on + timedelta(days=ahead) for ahead in range((exam - on).days)]
    mocks, left_out = _mock_exams(days, exam, hours_a_week, weekdays, mock_seconds)
    seconds = _seconds(days, hours_a_week, weekdays, mocks, mock_seconds or 0.0)
    course = _Course(
        deck, _sample(np.array(domains), seed), np.array(domains), parameters, seed, mix, weights
    )
    weeks = tuple(
        course.week(days[start : start + 7], seconds[start:], mocks) for start in range(0, len(days), 7)
    )
    return StudyPlan(
        weeks,
        course.at_first,
        course.known(),
        _total(course.at_first, course.weights),
        _total(course.known(), course.weights),
        _by_hours(deck, hours_a_week, seconds, parameters),
        left_out,
    )


def _sample(domains: np.ndarray, seed: int) -> np.ndarray:
    """The cards that are played: of each domain its part, and never none, as a small one may weigh much."""
    if len(domains) <= _SAMPLE:
        return np.arange(len(domains))
    drawn = np.random.default_rng(seed).permutation(len(domains))
    own = (drawn[domains[drawn] == domain] for domain in np.unique(domains))
    parts = [cards[: max(1, round(_SAMPLE * len(cards) / len(domains)))] for cards in own]
    return np.sort(np.concatenate(parts))


def mock_exam_days(
    on: date, exam: date, hours_a_week: float, mock_seconds: float, weekdays: frozenset[int] = EVERY_DAY
) -> list[MockExam]:
    """The mock exams of a plan, without playing it. The arguments are those of `study_plan`."""
    days = [on + timedelta(days=ahead) for ahead in range((exam - on).days)]
    return _mock_exams(days, exam, hours_a_week, weekdays, mock_seconds)[0] if days else []


def _total(shares: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return float(sum(weights[domain] * share for domain, share in shares.items()))


def _mock_exams(
    days: Sequence[date], exam: date, hours: float, weekdays: frozenset[int], seconds: float | None
) -> tuple[list[MockExam], str | None]:
    """The mock exams, and why there are not more."""
    if seconds is None:
        return [], None
    earliest = days[0] + timedelta(days=_FIRST_MOCK_AFTER)
    wanted = []
    for before in MOCKS_BEFORE:
        day = exam - timedelta(days=before)
        while day.weekday() not in weekdays:
            day -= timedelta(days=1)
        if day >= earliest:
            wanted.append(MockExam(day, (exam - day).days))
    total = hours * 3600 * len(days) / 7
    room = int(_MOCKS_SHARE * total / (seconds + LOOKING_BACK))
    if len(wanted) > room:
        why = gettext("More mock exams would take over a quarter of your time.")
        return sorted(wanted[:room], key=lambda mock: mock.day), why
    if not wanted:
        return [], gettext("The exam is too close for a mock exam to still change what you study.")
    return sorted(wanted, key=lambda mock: mock.day), None


def _seconds(
    days: Sequence[date], hours: float, weekdays: frozenset[int], mocks: Sequence[MockExam], mock: float
) -> list[float]:
    """The seconds for cards on each day: a mock exam takes its time out of its own week's days."""
    a_day = hours * 3600 / len(weekdays)
    seconds = [a_day if day.weekday() in weekdays else 0.0 for day in days]
    for one in mocks:
        left, at = mock + LOOKING_BACK, (one.day - days[0]).days
        for near in sorted(range(len(days)), key=lambda place: (abs(place - at), place)):
            taken = min(left, seconds[near])
            seconds[near], left = seconds[near] - taken, left - taken
            if left <= 0:
                break
    return seconds


class _Course:
    """One course of the days to come, played with a sample of the cards."""

    def __init__(
        self,
        deck: Deck,
        chosen: np.ndarray,
        domains: np.ndarray,
        parameters: tuple[float, ...],
        seed: int,
        mix: bool,
        weights: Mapping[str, float] | None,
    ) -> None:
        self.mix = mix
        met = [str(one) for one in dict.fromkeys(domains)]
        of_cards = {one: float(deck.weight[domains == one].sum()) for one in met}
        self.weights = {one: weights[one] for one in met} if weights else of_cards
        self.each = len(deck.cards) / max(len(chosen), 1)
        self.deck, self.domains = deck.some(chosen), domains[chosen]
        self.parameters, self.model = parameters, Model(parameters)
        self.draw = np.random.default_rng(seed)
        self.price: float | None = None
        self.saved = 0.0
        self.at_first = self.known()

    def known(self) -> dict[str, float]:
        """The share of each domain that is known."""
        recall, found = self.deck.recall_after(0, self.model), {}
        for domain, weight in self.weights.items():
            own = self.domains == domain
            if weight and own.any():
                found[domain] = float(
                    np.average(recall[own], weights=np.maximum(self.deck.weight[own], 1e-12))
                )
        return found

    def week(self, days: Sequence[date], seconds: Sequence[float], mocks: Sequence[MockExam]) -> Week:
        """Play a week. `seconds`: those of each day from its first to the last before the exam."""
        known, new, reviews = self.known(), dict.fromkeys(self.weights, 0), 0
        for ahead in range(len(days)):
            for domain, fresh in self._day(seconds[ahead:]):
                new[domain] += fresh
                reviews += not fresh
        learn = tuple(
            Learn(domain, round(count * self.each), self.weights[domain], known.get(domain, 0.0))
            for domain, count in new.items()
            if count
        )
        here = tuple(mock for mock in mocks if days[0] <= mock.day <= days[-1])
        spent = float(sum(seconds[: len(days)]))
        return Week(days[0], days[-1], spent, learn, round(reviews * self.each), here)

    def _day(self, seconds: Sequence[float]) -> list[tuple[str, bool]]:
        """Play a day: the domains of the cards taken, and whether each was new."""
        done: list[tuple[str, bool]] = []
        if seconds[0] > 0:
            kept = self.price if len(seconds) % _PRICED_EVERY else None
            # A card of the sample stands for many: what a day is too short for is saved up.
            self.saved += seconds[0] / self.each
            ahead = [self.saved, *(one / self.each for one in seconds[1:])]
            plan = plan_day(self.deck, ahead, self.parameters, kept)
            self.price = plan.price
            chosen = plan.order[: plan.fits]
            chosen = mixed(self.deck, chosen) if self.mix else chosen
            left = self.saved - float(self.deck.cost[chosen].sum())
            self.saved = left if plan.left_out else 0.0
            done = [(str(self.domains[at]), bool(self.deck.new[at])) for at in chosen]
            right = self.draw.random(len(chosen)) < self.deck.recall_after(0, self.model)[chosen]
            self.deck = answered(self.deck, chosen, right, self.model)
        self.deck = replace(self.deck, elapsed=self.deck.elapsed + 1)
        return done


def _by_hours(
    deck: Deck, hours: float, seconds: Sequence[float], parameters: tuple[float, ...]
) -> tuple[tuple[float, float], ...]:
    """What could be known at most with half the hours, as many, and double."""
    return tuple(
        (hours * factor, plan_day(deck, [one * factor for one in seconds[:HORIZON]], parameters).most)
        for factor in (0.5, 1.0, 2.0)
    )
