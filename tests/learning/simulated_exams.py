"""A made world for exams: people with known abilities, questions that behave as drawn, a real exam to pass.

It is written apart from the engine, by the plain formula of each answer, and everything comes from a seed. A
world may differ from what the engine assumes: its questions less sharp and guessed more seldom, its domains
less alike, its calibration worse than it claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from rxladder.facts.exam_outlines import Outline
from rxladder.learning.adaptive import AT_MOST, Exposure, next_card, stop
from rxladder.learning.chance import Chance, chance_of_passing
from rxladder.learning.irt import Ability, Response, prior_ability
from rxladder.learning.item_parameters import Bank, ItemParameters, bank
from rxladder.learning.mock_exam import draw_form, share_out
from rxladder.learning.question import Card
from tests.learning.exam_cards import exam_cards


@dataclass(frozen=True)
class Wrong:
    """How far the world is from what is assumed. The engine's own numbers stand in the assumptions."""

    known: bool = True  # whether the questions were calibrated at all
    error: float = (
        0.15  # of a calibrated question's difficulty, in logits; of its log discrimination, two thirds
    )
    said: float = 0.15  # the error that the calibration believes in
    discrimination: float = 1.0
    guessing: float = 0.25
    agree: float = 0.8
    form_sd: float = 0.5


_DRAW = np.random.default_rng(0)
EXAM_A, EXAM_B = np.exp(_DRAW.normal(0, 0.3, 2000)), _DRAW.normal(0, 0.86, 2000)

AS_ASSUMED = Wrong()
UNCALIBRATED = Wrong(known=False)
# Parameters off by twice what they claim, questions less sharp and guessed less, domains less alike.
OFF = Wrong(error=0.3, said=0.15, discrimination=0.85, guessing=0.2, agree=0.65)
UNCALIBRATED_OFF = Wrong(known=False, discrimination=0.8, guessing=0.2, agree=0.65, form_sd=0.8)


def _drawn_in(seen: np.ndarray, said: float, spread: float) -> tuple[np.ndarray, float]:
    """What Bayes' rule makes of estimates with such an error, of things that lie around 0 so far apart."""
    trust = spread**2 / (spread**2 + said**2)
    return trust * seen, said * trust**0.5


class World:
    """The questions of an outline as they are, and the bank as the engine sees it."""

    def __init__(
        self, outline: Outline, wrong: Wrong, seed: int, in_each: int = 600, forms: int = 15
    ) -> None:
        self.outline, self.wrong = outline, wrong
        self.draw = np.random.default_rng(seed)
        self.cards: list[Card] = exam_cards(outline, in_each, forms)
        form = {f"form-{number}": self.draw.normal(0, wrong.form_sd) for number in range(forms)}
        count = len(self.cards)
        self.b = np.array([form[card.form] for card in self.cards]) + self.draw.normal(0, 0.7, count)
        self.a = wrong.discrimination * np.exp(self.draw.normal(0, 0.3, count))
        self.place = {card.id: place for place, card in enumerate(self.cards)}
        self.bank: Bank = bank(outline, self.cards, known=self._calibrated() if wrong.known else None)
        self.forms: dict[int, list[str]] = {}
        self.weights = np.array([float(weight) for weight in outline.weights.values()])

    def _calibrated(self) -> dict[str, ItemParameters]:
        """Estimates from answers, drawn toward what is assumed by as much as they seem to be unsure."""
        b, b_sd = _drawn_in(
            self.b + self.draw.normal(0, self.wrong.error, len(self.b)), self.wrong.said, 0.86
        )
        error, said = self.wrong.error / 1.5, self.wrong.said / 1.5
        log_a, a_sd = _drawn_in(np.log(self.a) + self.draw.normal(0, error, len(self.b)), said, 0.3)
        return {
            card.id: ItemParameters(b[place], b_sd, log_a[place], a_sd, 0.25)
            for place, card in enumerate(self.cards)
        }

    def person(self) -> np.ndarray:
        """The abilities of somebody, by domain."""
        general, own = self.draw.normal(), self.draw.normal(size=len(self.weights))
        return general * self.wrong.agree**0.5 + own * (1 - self.wrong.agree) ** 0.5

    def answers(self, person: np.ndarray, card: str) -> bool:
        """What this person answers to a card."""
        place = self.place[card]
        ability = person[self.bank.domains[place]]
        knows = 1 / (1 + np.exp(-self.a[place] * (ability - self.b[place])))
        return bool(self.draw.random() < self.wrong.guessing + (1 - self.wrong.guessing) * knows)

    def fixed(self, person: np.ndarray, seed: int) -> Ability:
        """The ability that one of twelve fixed forms of full length finds."""
        which = seed % 12
        if which not in self.forms:
            slots = draw_form(self.outline, self.cards, which).slots
            self.forms[which] = [slot.card for slot in slots]
        answers = [Response(card, self.answers(person, card)) for card in self.forms[which]]
        return prior_ability(self.bank).after(self.bank, answers)

    def adaptive(
        self, person: np.ndarray, seed: int, exposure: Exposure | None = None, at_most: int = AT_MOST
    ) -> tuple[Ability, list[str]]:
        """The ability that adaptive practice finds, and the cards that it asked."""
        ability, asked = prior_ability(self.bank), []
        while not stop(ability, len(asked), at_most):
            card = next_card(self.bank, ability, asked, seed, exposure)
            assert card is not None
            asked.append(card)
            ability = ability.after(self.bank, [Response(card, self.answers(person, card))])
        return ability, asked

    def chance(self, person: np.ndarray, shift: float, mark: float) -> float:
        """The chance of passing a real exam harder by so much, were so great a share of its questions needed.

        Its 80 questions have four choices and are none of ours. Exact but for the draw of how they differ.
        """
        right = 0.25 + 0.75 / (1 + np.exp(-EXAM_A * (person[:, None] - shift - EXAM_B)))
        shares = right.mean(axis=1)
        sure = np.array([1.0])
        for share, count in zip(shares, share_out(self.outline, 80).values(), strict=True):
            sure = np.convolve(sure, binom.pmf(np.arange(count + 1), count, share))
        return float(sure[int(np.ceil(mark * 80 - 1e-9)) :].sum())


@dataclass(frozen=True)
class Accuracy:
    """How near the abilities found came to the true ones, fixed forms and adaptive practice side by side.

    Each is (root mean square error, mean error, correlation, mean of the errors said).
    """

    fixed: tuple[float, float, float, float]
    adaptive: tuple[float, float, float, float]
    questions: float
    out_of_balance: float
    exposure: dict[str, float]


def accuracy(world: World, people: int) -> Accuracy:
    """So many people, each with a fixed form of full length and with adaptive practice."""
    true, fixed, adaptive, lengths, shown, away = [], [], [], [], Counter[str](), 0.0
    for number in range(people):
        person = world.person()
        true.append(float(world.weights @ person))
        fixed.append(world.fixed(person, number).overall)
        ability, asked = world.adaptive(person, number, Exposure(number, shown))
        adaptive.append(ability.overall)
        lengths.append(len(asked))
        shown.update(asked)
        counts = np.bincount([world.bank.domains[world.place[card]] for card in asked], minlength=4)
        away = max(away, float(np.abs(counts - world.weights * len(asked)).max()))
    return Accuracy(
        fixed=_compared(fixed, true),
        adaptive=_compared(adaptive, true),
        questions=float(np.mean(lengths)),
        out_of_balance=away,
        exposure={card: count / people for card, count in shown.items()},
    )


def _compared(found: list[tuple[float, float]], true: list[float]) -> tuple[float, float, float, float]:
    means, said = np.array(found).T
    error = means - np.array(true)
    correlation = float(np.corrcoef(means, true)[0, 1])
    return float(np.sqrt((error**2).mean())), float(error.mean()), correlation, float(said.mean())


@dataclass(frozen=True)
class Stated:
    """What was told of one person, and how it was: the chance, and whether they passed."""

    told: Chance
    chance: float
    passed: bool


def stated(world: World, count: int, adaptive: bool, link_sd: float = 0.4) -> list[Stated]:
    """So many people with the chance told to each; every one meets an exam and a mark of their own."""
    found = []
    for number in range(count):
        person = world.person()
        ability = world.adaptive(person, number)[0] if adaptive else world.fixed(person, number)
        shift, mark = world.draw.normal(0, link_sd), world.draw.uniform(0.6, 0.75)
        chance = world.chance(person, shift, mark)
        told = chance_of_passing(ability, world.outline)
        found.append(Stated(told, chance, bool(world.draw.random() < chance)))
    return found


def brier(people: Sequence[Stated]) -> float:
    """The mean square between the chance told and what happened: 0 is perfect, 0.25 tells nothing."""
    return float(np.mean([(one.told.middle - one.passed) ** 2 for one in people]))


def held(people: Sequence[Stated]) -> float:
    """In how many cases the range held the chance as it was, from 0 to 1."""
    return float(np.mean([one.told.low <= one.chance <= one.told.high for one in people]))


def reliability(people: Sequence[Stated], bins: int = 5) -> list[tuple[float, float, int]]:
    """Of each slice of chances told: their mean, the share that passed, and how many there were."""
    told = np.array([one.told.middle for one in people])
    passed = np.array([one.passed for one in people])
    which = np.minimum((told * bins).astype(int), bins - 1)
    return [
        (
            float(told[which == slice_].mean()),
            float(passed[which == slice_].mean()),
            int((which == slice_).sum()),
        )
        for slice_ in range(bins)
        if (which == slice_).any()
    ]
