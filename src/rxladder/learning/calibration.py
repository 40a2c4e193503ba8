"""What people's answers tell of the questions: item parameters by marginal maximum likelihood, with priors.

Expectation and maximisation take turns: how able each person is, given the questions; then how each question
is, given the people (Bock and Aitkin's way). What is taken of a question beforehand holds it back until many
have answered it; forms of question stand between: a card that nobody answered learns from its form.

One person's answers cannot tell a hard question from a gap in what they know. So a card moves only once a
number of people have answered it, and where one person learns alone nothing moves at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rxladder.facts.exam_assumptions import exam_assumptions
from rxladder.learning.assumed import Assumed, assumed
from rxladder.learning.irt import Response, prior_ability
from rxladder.learning.item_parameters import NODES, Bank, Floats, Ints, ItemParameters, chance_right

PEOPLE_AT_LEAST = 20


@dataclass(frozen=True, slots=True)
class Calibration:
    """Parameters of the cards that answers moved, by card, and how well they explain the answers."""

    known: Mapping[str, ItemParameters]
    log_likelihood: float
    rounds: int
    people: int
    assumes: tuple[Assumed, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Answers expected at each node, of the cards that move: (card, node) all of them, and the right ones."""

    all: Floats
    right: Floats
    log_likelihood: float


def calibrate(
    bank: Bank,
    people: Sequence[Sequence[Response]],
    times: Sequence[int] | None = None,
    at_least: int = PEOPLE_AT_LEAST,
    most_rounds: int = 200,
    close: float = 1e-4,
) -> Calibration:
    """Learn the questions from people's answers; each person answers a card at most once.

    `times`: how many people gave exactly these answers (1 each if left out). Cards that fewer than `at_least`
    answered stay as they were. It ends when no difficulty moves by more than `close` logits.
    """
    often = times or [1] * len(people)
    places = _answered(bank, people, often, at_least)
    assumes = assumed("answers", "ability", "domains_agree")
    if not len(places):
        return Calibration({}, 0.0, 0, sum(often), assumes)
    card_sd = exam_assumptions().answers.card_sd
    rows, priors = bank.rows.copy(), bank.rows
    log_likelihood = 0.0
    rounds = 0
    while rounds < most_rounds:
        rounds += 1
        found = _expect(replace(bank, rows=_sharp(rows, places)), people, often, places)
        log_likelihood, before = found.log_likelihood, rows[places, 0].copy()
        rows[places] = _maximise(rows[places], priors[places], found)
        priors = _priors(bank, rows, places, card_sd)
        if np.abs(rows[places, 0] - before).max() < close:
            break
    final = priors.copy()
    final[places] = rows[places]
    sharp = replace(bank, rows=_sharp(rows, places))
    final[places[:, None], [1, 3]] = _how_sure(sharp, people, often, places, priors)
    moved = np.flatnonzero((final != bank.rows).any(axis=1))
    return Calibration(
        known={bank.cards[place]: ItemParameters(*map(float, final[place])) for place in moved},
        log_likelihood=log_likelihood,
        rounds=rounds,
        people=sum(often),
        assumes=assumes,
    )


def _answered(bank: Bank, people: Sequence[Sequence[Response]], often: Sequence[int], at_least: int) -> Ints:
    counts: Counter[int] = Counter()
    for answers, times in zip(people, often, strict=True):
        counts.update({bank.place[one.card]: times for one in answers if one.card in bank.place})
    return np.array(sorted(place for place, count in counts.items() if count >= at_least), dtype=np.int64)


def _sharp(rows: Floats, places: Ints) -> Floats:
    """The rows with what is estimated taken at its value: the spread of the others stays averaged out."""
    sharp = rows.copy()
    sharp[places, 1] = sharp[places, 3] = 0
    return sharp


def _expect(bank: Bank, people: Sequence[Sequence[Response]], often: Sequence[int], places: Ints) -> _Counts:
    """How many of those at each node answered each card, and how many right."""
    index = {int(place): number for number, place in enumerate(places)}
    every, right = np.zeros((2, len(places), len(NODES)))
    nobody, total = prior_ability(bank), 0.0
    for answers, times in zip(people, often, strict=True):
        ability = nobody.after(bank, answers)
        total += times * ability.log_evidence
        for one in answers:
            number = index.get(bank.place.get(one.card, -1))
            if number is not None:
                share = times * one.weight * ability.marginals[bank.domains[places[number]]]
                every[number] += share
                right[number] += share * one.right
    return _Counts(every, right, total)


def _maximise(rows: Floats, priors: Floats, counts: _Counts) -> Floats:
    """The likeliest difficulty and discrimination of each card, by Fisher's scoring."""
    b, log_a, guessing = rows[:, 0].copy(), rows[:, 2].copy(), rows[:, 4:5]
    precision = 1 / priors[:, [1, 3]] ** 2
    information = np.zeros((len(rows), 2, 2))
    for _ in range(12):
        gradient, information = _slope(b, log_a, guessing, counts)
        gradient -= precision * np.stack([b - priors[:, 0], log_a - priors[:, 2]], axis=1)
        information[:, [0, 1], [0, 1]] += precision
        step = np.clip(np.linalg.solve(information, gradient[..., None])[..., 0], -0.7, 0.7)
        b, log_a = np.clip(b + step[:, 0], -6, 6), np.clip(log_a + step[:, 1], -3, 2)
        if np.abs(step).max() < 1e-8:
            break
    sure = np.sqrt(np.linalg.inv(information)[:, [0, 1], [0, 1]])
    return np.stack([b, sure[:, 0], log_a, sure[:, 1], rows[:, 4]], axis=1)


def _slope(b: Floats, log_a: Floats, guessing: Floats, counts: _Counts) -> tuple[Floats, Floats]:
    """Gradient and information of each card's log likelihood in (difficulty, log discrimination)."""
    chance, slopes = _chance_and_slopes(b, log_a, guessing)
    variance = chance * (1 - chance)
    gradient = np.einsum("nk,nkj->nj", (counts.right - counts.all * chance) / variance, slopes)
    return gradient, np.einsum("nk,nki,nkj->nij", counts.all / variance, slopes, slopes)


def _chance_and_slopes(b: Floats, log_a: Floats, guessing: Floats) -> tuple[Floats, Floats]:
    """(card, node): the chance of a right answer; (card, node, 2): how it moves with the two parameters."""
    a = np.exp(log_a)[:, None]
    chance = np.clip(chance_right(NODES, b[:, None], a, guessing), 1e-9, 1 - 1e-9)
    knows = (chance - guessing) / (1 - guessing)
    steep = (1 - guessing) * knows * (1 - knows)
    return chance, np.stack([-a * steep, a * (NODES - b[:, None]) * steep], axis=2)


def _how_sure(
    bank: Bank, people: Sequence[Sequence[Response]], often: Sequence[int], places: Ints, priors: Floats
) -> Floats:
    """Standard errors of difficulty and log discrimination, abilities being unknown, too.

    The information is the sum over people of the squares of what each one's answers say (cross products).
    """
    rows = bank.rows[places]
    chance, slopes = _chance_and_slopes(rows[:, 0], rows[:, 2], rows[:, 4:5])
    if_right, if_wrong = slopes / chance[:, :, None], -slopes / (1 - chance)[:, :, None]
    index = {int(place): number for number, place in enumerate(places)}
    information = np.zeros((len(places), 2, 2))
    information[:, [0, 1], [0, 1]] = 1 / priors[places[:, None], [1, 3]] ** 2
    nobody = prior_ability(bank)
    for answers, times in zip(people, often, strict=True):
        ability = nobody.after(bank, answers)
        for one in answers:
            number = index.get(bank.place.get(one.card, -1))
            if number is not None:
                says = (if_right if one.right else if_wrong)[number]
                score = ability.marginals[bank.domains[places[number]]] @ says
                information[number] += times * one.weight * np.outer(score, score)
    found: Floats = np.sqrt(np.linalg.inv(information)[:, [0, 1], [0, 1]])
    return found


def _priors(bank: Bank, rows: Floats, places: Ints, card_sd: float) -> Floats:
    """What to expect of every card: its kind of answer, moved by the other answered cards of its form.

    A form is as much harder than its kind of answer as its cards turned out to be, each by how sure it is.
    """
    form = np.unique([card.partition("/")[0] for card in bank.cards], return_inverse=True)[1].reshape(-1)
    weight = np.zeros(len(bank.cards))
    weight[places] = 1 / (rows[places, 1] ** 2 + card_sd**2)
    moved = weight * (rows[:, 0] - bank.rows[:, 0])
    others = np.bincount(form, weight)[form] - weight
    shift = np.bincount(form, moved)[form] - moved
    precision = others + 1 / np.maximum(bank.rows[:, 1] ** 2 - card_sd**2, 1e-6)
    priors = bank.rows.copy()
    priors[:, 0] += shift / precision
    heard = others > 0
    priors[heard, 1] = np.hypot(precision[heard] ** -0.5, card_sd)
    return priors
