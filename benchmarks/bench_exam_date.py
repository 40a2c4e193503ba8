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

from benchmarks.rounds import table
from rxladder.learning.exam_date import FIRST_RIGHT, Deck, exam_weights, plan_day
from rxladder.learning.load import answered
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
    """What somebody truly remembers (`true`), beside what a schedule believes of them (`deck`).

    A card that is easier by `ease` lets time pass more slowly: so the same formulas serve.
    """

    deck: Deck
    true: Deck
    model: Model
    ease: np.ndarray
    draw: np.random.Generator

    def recall(self) -> np.ndarray:
        """The true chance of a right answer to each card."""
        return replace(self.true, elapsed=self.deck.elapsed / self.ease).recall_after(0, self.model)

    def study(self, order: np.ndarray, seconds: float) -> None:
        """Answer cards in an order until the time is over, and let the schedule see the answers."""
        done = order[np.cumsum(self.true.cost[order]) <= seconds]
        right = self.draw.random(len(done)) < self.recall()[done]
        truly = replace(self.true, elapsed=self.deck.elapsed / self.ease)
        self.true = answered(truly, done, right, self.model)
        self.deck = answered(self.deck, done, right, BELIEVED)

    def wait(self, which: np.ndarray | slice, days: float | np.ndarray) -> None:
        """Let days pass since the latest answers."""
        self.deck.elapsed[which] += days


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
    who = Learner(deck, replace(deck, seconds=took, first_right=first * even), model, ease, draw)
    met = np.flatnonzero(draw.random(setting.cards) < setting.known)
    for gap in (1, 3, draw.integers(10, 120, len(met))):
        who.study(met, np.inf)
        who.wait(met, gap)
    return who


Policy = Callable[[Learner, Setting, int], np.ndarray]


def exam_date(who: Learner, setting: Setting, day: int) -> np.ndarray:
    """Exam date mode."""
    return plan_day(who.deck, [60 * setting.minutes] * (setting.days - day)).order


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
        who.wait(slice(None), 1)
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
            gains = [f"{gap.mean():+.1%} ± {error:.1%}", f"{(gap > 0).mean():.0%}"]
            rows.append([name, f"{known.mean():.1%}", *(gains if known is not best else ("", ""))])
        head = ("", "known on the day", "exam date mode gains", "better for")
        table(f"{setting.name}; {learners} learners", head, rows)
        print(f"  {_beside_the_bound(setting)}\n")


def _beside_the_bound(setting: Setting) -> str:
    """How near exam date mode comes to the best where memory is just as believed."""
    who = learner(setting, 0, spread=0.0)
    most = plan_day(who.deck, [60 * setting.minutes] * setting.days).most
    reached = np.mean([known_on_the_day(exam_date, setting, seed, spread=0.0) for seed in range(3)])
    return f"with memory as believed: {reached:.1%} known, at most {most:.1%} by any plan"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
