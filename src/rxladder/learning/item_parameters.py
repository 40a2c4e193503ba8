"""How a question behaves: how hard it is, how well it tells people apart, how easily it is guessed.

The model is the logistic one of item response theory with a fixed chance of guessing (3PL; 2PL where it is
0). Nobody has calibrated these questions, so each parameter is a distribution: it begins as the named
assumption for its kind of answer, and answers narrow it. Whoever reckons with a question uses its
**expected curve**: the chance of a right answer at each ability, with what is not known of the question
averaged out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rxladder.facts.exam_assumptions import AnswerKind, ExamAssumptions, exam_assumptions
from rxladder.facts.exam_outlines import Outline
from rxladder.learning.question import Answer, Card, Choice, Matching, Number, Ordering, Typed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Abilities at which everything is reckoned, in logits. A fifth of a logit is finer than any measurement here.
NODES: Floats = np.linspace(-4.6, 4.6, 47)

_KINDS: dict[type, AnswerKind] = {
    Choice: "choice",
    Typed: "typed",
    Number: "number",
    Ordering: "ordering",
    Matching: "matching",
}


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """A question's difficulty (logits), log discrimination, chance of guessing; `sd`: how sure each is."""

    difficulty: float
    difficulty_sd: float
    log_discrimination: float
    log_discrimination_sd: float
    guessing: float


def kind_of(answer: Answer) -> AnswerKind:
    """How a question is answered, as the assumptions name it."""
    return _KINDS[type(answer)]


def prior_parameters(kind: AnswerKind, assumptions: ExamAssumptions | None = None) -> ItemParameters:
    """What is taken of a question that nobody has answered yet: any form, any card of it."""
    answers = (assumptions or exam_assumptions()).answers
    taken = answers.kinds[kind]
    return ItemParameters(
        difficulty=taken.difficulty,
        difficulty_sd=math.hypot(answers.form_sd, answers.card_sd),
        log_discrimination=math.log(answers.discrimination),
        log_discrimination_sd=answers.discrimination_log_sd,
        guessing=taken.guessing,
    )


def chance_right(ability: Floats, difficulty: Floats, discrimination: Floats, guessing: Floats) -> Floats:
    """The chance of a right answer by the 3PL model; the arguments broadcast."""
    known = 1 / (1 + np.exp(-discrimination * (ability - difficulty)))
    found: Floats = guessing + (1 - guessing) * known
    return found


def expected_curves(parameters: Floats, nodes: Floats = NODES) -> Floats:
    """Expected curves at the nodes; a row is difficulty, sd, log discrimination, sd, guessing."""
    b_at, b_weight = _normal_nodes(9)
    a_at, a_weight = _normal_nodes(5)
    curves = np.zeros((len(parameters), len(nodes)))
    guessing = parameters[:, 4:5]
    for step_a, weight_a in zip(a_at, a_weight, strict=True):
        discrimination = np.exp(parameters[:, 2:3] + step_a * parameters[:, 3:4])
        for step_b, weight_b in zip(b_at, b_weight, strict=True):
            difficulty = parameters[:, 0:1] + step_b * parameters[:, 1:2]
            curves += weight_a * weight_b * chance_right(nodes, difficulty, discrimination, guessing)
    return curves


def _normal_nodes(count: int) -> tuple[Floats, Floats]:
    """Points and weights that average over a standard normal distribution (Gauss-Hermite)."""
    points, weights = np.polynomial.hermite_e.hermegauss(count)
    return points, weights / weights.sum()


@dataclass(frozen=True)
class Bank:
    """The cards of one exam with how each behaves: `domains` and `rows` are parallel to `cards`.

    `names` are the domains of the outline in order, `weights` their shares of the exam.
    """

    names: tuple[str, ...]
    weights: Floats
    cards: tuple[str, ...]
    domains: Ints
    rows: Floats

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a card is in the bank."""
        return {card: place for place, card in enumerate(self.cards)}

    @cached_property
    def curves(self) -> Floats:
        """Each card's expected curve. Cards with the same parameters share the work."""
        distinct, which = np.unique(self.rows, axis=0, return_inverse=True)
        return np.clip(expected_curves(distinct), 1e-6, 1 - 1e-6)[which.reshape(-1)]

    @cached_property
    def information(self) -> Floats:
        """What an answer to each card tells (Fisher information) at each node."""
        slopes = np.gradient(self.curves, NODES, axis=1)
        return slopes**2 / (self.curves * (1 - self.curves))

    @cached_property
    def by_domain(self) -> tuple[Ints, ...]:
        """The places of each domain's cards."""
        return tuple(np.flatnonzero(self.domains == number) for number in range(len(self.names)))


def bank(
    outline: Outline,
    cards: Iterable[Card],
    kind: Callable[[Card], AnswerKind] = lambda card: "choice",
    known: Mapping[str, ItemParameters] | None = None,
) -> Bank:
    """The cards that belong to an outline; those of no domain of it are left out.

    `known` are parameters by card that answers have narrowed; the others have those of their kind.
    """
    found = [(card, domain) for card in cards if (domain := outline.domain(card.areas))]
    names = tuple(outline.weights)
    settled = known or {}
    rows = [settled.get(card.id) or prior_parameters(kind(card)) for card, _ in found]
    return Bank(
        names=names,
        weights=np.array([float(weight) for weight in outline.weights.values()]),
        cards=tuple(card.id for card, _ in found),
        domains=np.array([names.index(domain) for _, domain in found], dtype=np.int64),
        rows=np.array([_row(one) for one in rows], dtype=np.float64).reshape(len(rows), 5),
    )


def _row(one: ItemParameters) -> tuple[float, ...]:
    return (
        one.difficulty,
        one.difficulty_sd,
        one.log_discrimination,
        one.log_discrimination_sd,
        one.guessing,
    )
