"""How much more is known on the exam day by exam date mode than by schedules of fixed retention.

Simulated learners prepare for an exam with the same cards, the same days and the same minutes a day. Their
true memory is not the one that the schedules believe in: each has parameters of their own, drawn wide around
FSRS-6's defaults, every card is easier or harder for them than it looks, and they take longer or shorter for
it. All schedules believe in the default parameters, see only the answers, and decide by them. What counts is
the true chance, on the day, of answering a question drawn by the exam's blueprint.

Usage: bench_exam_date.py [learners]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from rounds import table

from rxladder.learning.exam_date import FIRST_LOOK, FIRST_RIGHT, Deck, exam_weights, today
from rxladder.learning.memory import Model
from rxladder.learning.schedule import PARAMETERS

BLUEPRINT = {"1": 35.0, "2": 18.75, "3": 23.75, "4": 22.5}  # the PTCE's domains from 2026
SIZES = {"1": 0.6, "2": 0.15, "3": 0.15, "4": 0.1}  # most cards are about drugs
SECONDS = 12.0
BELIEVED = Model(PARAMETERS)


@dataclass(frozen=True)
class Setting:
    """A deck, the days to the exam, the minutes a day, and the share of cards known some time ago."""

    name: str
    cards: int
    days: int
    minutes: float
    known: float = 0.0


SETTINGS = (
    Setting("60 days, 30 min, 1,200 new cards", 1200, 60, 30),
    Setting("60 days, 15 min, 1,200 new cards", 1200, 60, 15),
    Setting("30 days, 30 min, 1,200 cards, 60% met before", 1200, 30, 30, 0.6),
    Setting("120 days, 20 min, 2,000 new cards", 2000, 120, 20),
)


@dataclass
class Learner:
    """What somebody truly remembers, beside what a schedule believes of them (`deck`)."""

    deck: Deck
    model: Model
    stability: np.ndarray
    difficulty: np.ndarray
    ease: np.ndarray
    seconds: np.ndarray
    first_right: np.ndarray
    draw: np.random.Generator

    def recall(self, days: float = 0.0) -> np.ndarray:
        """The true chance of a right answer to each card, some days from now."""
        old = ~self.deck.new
        chance = self.first_right.copy()
        chance[old] = self.model.recall(self.stability[old] * self.ease[old], self.deck.elapsed[old] + days)
        return chance

    def study(self, order: np.ndarray, seconds: float) -> None:
        """Answer cards in an order until the time is over, and let the schedule see the answers."""
        cost = self.seconds[order] * np.where(self.deck.new[order], FIRST_LOOK, 1.0)
        done = order[np.cumsum(cost) <= seconds]
        right = self.draw.random(len(done)) < self.recall()[done]
        self.stability, self.difficulty = _answered(
            self.model, self.stability, self.difficulty, self.deck.elapsed, done, right, self.ease
        )
        stability, difficulty = _answered(
            BELIEVED, self.deck.stability, self.deck.difficulty, self.deck.elapsed, done, right
        )
        elapsed = self.deck.elapsed.copy()
        elapsed[done] = 0
        self.deck = replace(self.deck, stability=stability, difficulty=difficulty, elapsed=elapsed)


def _answered(model, stability, difficulty, elapsed, done, right, ease=None):
    """States after answers: new cards get their first one, others the next."""
    stability, difficulty = stability.copy(), difficulty.copy()
    ease = np.ones(len(stability)) if ease is None else ease
    for outcome in (True, False):
        these = done[right == outcome]
        new, old = these[np.isnan(stability[these])], these[~np.isnan(stability[these])]
        recall = model.recall(stability[old] * ease[old], elapsed[old])
        stability[old] = model.stability_after(stability[old], difficulty[old], recall, outcome)
        difficulty[old] = model.difficulty_after(difficulty[old], outcome)
        stability[new], difficulty[new] = model.first(outcome)
    return stability, difficulty


def true_parameters(draw: np.random.Generator, spread: float) -> tuple[float, ...]:
    """Parameters of one person: initial stabilities by factors, the rest moved, within FSRS-6's bounds."""
    w = np.array(PARAMETERS)
    w[:4] *= np.exp(draw.normal(0, 0.8 * spread))
    w[[8, 11]] += draw.normal(0, 0.35 * spread, 2)
    w[[10, 13, 14]] *= np.exp(draw.normal(0, 0.25 * spread, 3))
    w[20] = np.clip(w[20] * np.exp(draw.normal(0, 0.35 * spread)), 0.1, 0.8)
    return tuple(np.maximum(w, 0.001).tolist())


def learner(setting: Setting, seed: int, spread: float = 1.0) -> Learner:
    """Somebody before the first day."""
    draw = np.random.default_rng(seed)
    domains = draw.choice(list(SIZES), setting.cards, p=list(SIZES.values()))
    model = Model(true_parameters(draw, spread))
    ease = np.exp(draw.normal(0, 0.5 * spread, setting.cards))
    nan, even = np.full(setting.cards, np.nan), np.ones(setting.cards)
    seconds = SECONDS * np.exp(draw.normal(0, 0.3, setting.cards))
    first = np.clip(draw.normal(FIRST_RIGHT, 0.1 * spread), 0.05, 0.9)
    weight = exam_weights([(domain,) for domain in domains], BLUEPRINT)
    cards = [f"{number}" for number in range(setting.cards)]
    deck = Deck(cards, weight, seconds, nan, nan, nan, FIRST_RIGHT * even)
    took = seconds * np.exp(draw.normal(0, 0.2 * spread, setting.cards))
    who = Learner(deck, model, nan, nan, ease, took, first * even, draw)
    met = np.flatnonzero(draw.random(setting.cards) < setting.known)
    if len(met):
        for gap in (0, 2, 7):
            who.deck.elapsed[met] += gap
            who.study(met, np.inf)
        who.deck.elapsed[met] = draw.integers(10, 120, len(met))
    return who


Policy = Callable[[Learner, Setting, int], np.ndarray]


def exam_date(who: Learner, setting: Setting, day: int) -> np.ndarray:
    """Exam date mode."""
    return today(who.deck, [60 * setting.minutes] * (setting.days - day)).order


def fixed(retention: float, who: Learner, setting: Setting, day: int) -> np.ndarray:
    """Due cards, the longest due first, then new ones as they come: what a program of cards does."""
    recall = who.deck.recall_after(0, BELIEVED)
    due = np.flatnonzero(~who.deck.new & (recall <= retention))
    due = due[np.argsort(recall[due], kind="stable")]
    return np.concatenate([due, np.flatnonzero(who.deck.new)])


def fixed_new_first(retention: float, who: Learner, setting: Setting, day: int) -> np.ndarray:
    """Half of the time for new cards, then those due."""
    order = fixed(retention, who, setting, day)
    new, due = order[who.deck.new[order]], order[~who.deck.new[order]]
    half = int(np.searchsorted(np.cumsum(who.deck.cost[new]), 30 * setting.minutes))
    return np.concatenate([new[:half], due, new[half:]])


def worst_first(who: Learner, setting: Setting, day: int) -> np.ndarray:
    """Whatever is least surely known now, by its weight: a common way to cram."""
    lacking = who.deck.weight * (1 - who.deck.recall_after(0, BELIEVED))
    return np.argsort(-lacking, kind="stable")


POLICIES: dict[str, Policy] = {
    "exam date mode": exam_date,
    "fixed retention 0.9": partial(fixed, 0.9),
    "fixed retention 0.8": partial(fixed, 0.8),
    "fixed retention 0.7": partial(fixed, 0.7),
    "0.9, half of the time for new cards": partial(fixed_new_first, 0.9),
    "0.7, half of the time for new cards": partial(fixed_new_first, 0.7),
    "least known first": worst_first,
}


def known_on_the_day(policy: Policy, setting: Setting, seed: int, spread: float = 1.0) -> float:
    """The true chance of a right answer on the exam day after preparing by a policy."""
    who = learner(setting, seed, spread)
    for day in range(setting.days):
        who.study(policy(who, setting, day), 60 * setting.minutes)
        who.deck.elapsed[:] += 1
    return float(who.deck.weight @ who.recall())


def results(setting: Setting, learners: int, spread: float = 1.0) -> dict[str, np.ndarray]:
    """What each learner knows by each policy."""
    return {
        name: np.array([known_on_the_day(policy, setting, seed, spread) for seed in range(learners)])
        for name, policy in POLICIES.items()
    }


def main(learners: int) -> None:
    """Print a table for each setting."""
    for setting in SETTINGS:
        found = results(setting, learners)
        best = found["exam date mode"]
        rows: list[Sequence[str]] = []
        for name, known in found.items():
            gap = best - known
            error = 1.96 * gap.std(ddof=1) / np.sqrt(len(gap))
            rows.append(
                [name, f"{known.mean():.1%}", f"{gap.mean():+.1%} ± {error:.1%}", f"{(gap > 0).mean():.0%}"]
            )
        head = ("", "known on the day", "exam date mode gains", "better for")
        table(f"{setting.name}; {learners} learners", head, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
