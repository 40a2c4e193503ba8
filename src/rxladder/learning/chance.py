"""The chance of passing, as a range, under assumptions that are named.

The exam tells its pass mark on a scale of its own; how many right answers that is, and how hard its
questions are beside ours, is not published, and no real candidates have calibrated it. Both stand here as a
**link**: how likely each pass mark is together with each shift of difficulty. It begins as the named
assumptions and learns from results that people enter.

For one ability, shift and mark the chance is that of so many right answers out of the scored questions. The
**range** holds it four times in five over everything not known: the abilities, the shift and the mark. The
**middle** is its mean: of many people told 70 of 100, 70 should pass, if the assumptions hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from rxladder.facts.exam_assumptions import ExamAssumptions, exam_assumptions
from rxladder.facts.exam_outlines import Outline, Scale
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.learning.assumed import Assumed, assumed
from rxladder.learning.irt import Ability, quantiles
from rxladder.learning.item_parameters import Floats, expected_curves
from rxladder.learning.mock_exam import share_out
from rxladder.learning.mock_result import parts_not_read

SHIFTS, MARKS = 17, 15
LOW, HIGH = 0.1, 0.9
TELLS_LITTLE = 0.75
"""A range as wide as this says next to nothing."""
ELSE_SCORED = 80
"""The questions that are taken to count where an exam's length was not read: as many as the PTCE has."""
TOO_FEW = 30
"""With fewer answers than this, most of what is told is assumed."""


@dataclass(frozen=True)
class Link:
    """How our questions and the exam go together. `weights` is (shift, mark): how likely each pair is.

    `shifts` in logits: how much harder the exam's questions are than ours; `curves` is (shift, node): the
    exam's curve at each. `marks`: the share of its scored questions that must be right. `results`: how many
    entered results it has learned from.
    """

    shifts: Floats
    curves: Floats
    marks: Floats
    weights: Floats
    results: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a real exam went, and what was known of the ability then. `score` is on the exam's own scale."""

    ability: Ability
    passed: bool
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of passing, from 0 to 1: four times in five it lies from `low` to `high`; `middle` is its
    mean.

    `share` is the share of the exam's scored questions that the person would get right, `mark` what it
    takes, each as a range of four times in five. `tells_little`: the range is too wide to build on.
    """

    low: float
    middle: float
    high: float
    share: tuple[float, float]
    mark: tuple[float, float]
    answers: int
    results: int
    assumes: tuple[Assumed, ...]
    unknown: tuple[str, ...]

    @property
    def tells_little(self) -> bool:
        """Whether it is too early to say anything of use."""
        return self.high - self.low >= TELLS_LITTLE or self.answers < TOO_FEW

    @property
    def says(self) -> str:
        """The range in words."""
        return range_says(self.low, self.high)


def range_says(low: float, high: float) -> str:
    """A range of chances in words, in steps of 5 of 100, rounded outward, never as 0 or 100."""
    least, most = int(low * 20) * 5, -int(-high * 20 // 1) * 5
    if least >= 95:
        return _("over 95 of 100")
    if most <= 5:
        return _("under 5 of 100")
    return _("between {low} and {high} of 100").format(low=max(least, 1), high=min(most, 99))


def _curves(taken: ExamAssumptions, shifts: Floats) -> Floats:
    """The share of the exam's questions that are answered right, at each shift and node."""
    asked = taken.exam_questions
    discrimination = math.log(asked.discrimination), taken.answers.discrimination_log_sd
    rows = [[shift, asked.difficulty_sd, *discrimination, asked.guessing] for shift in shifts]
    return expected_curves(np.array(rows))


@cache
def exam_curve() -> Floats:
    """The share of the exam's questions that are answered right at each node, were it as hard as ours."""
    found: Floats = _curves(exam_assumptions(), np.zeros(1))[0]
    return found


def prior_link(assumptions: ExamAssumptions | None = None) -> Link:
    """The link before anyone has entered a result."""
    taken = assumptions or exam_assumptions()
    shifts = taken.as_hard_as_the_exam.sd * np.linspace(-3, 3, SHIFTS)
    weights = np.exp(-0.5 * (shifts / taken.as_hard_as_the_exam.sd) ** 2)
    # The middles of equal slices: each mark between the two is as likely as the other.
    slices = (np.arange(MARKS) + 0.5) / MARKS
    low, high = taken.raw_pass_mark.low, taken.raw_pass_mark.high
    both = np.repeat(weights[:, None], MARKS, axis=1)
    return Link(shifts, _curves(taken, shifts), low + (high - low) * slices, both / both.sum())


@dataclass(frozen=True, slots=True)
class _Standing:
    """Shares of the exam right over (general ability, residual, shift), and how likely each is.

    `spreads`: how far the luck of which questions come moves such a share (standard deviation).
    """

    shares: Floats
    weights: Floats
    spreads: Floats


def _standing(ability: Ability, outline: Outline, curves: Floats) -> _Standing:
    """What the abilities make of the exam at each shift of its difficulty.

    Given the general ability the domains are independent, so that their sum is close to normal.
    """
    counts = np.array(list(share_out(outline, _scored(outline)).values()), dtype=np.float64)
    parts = counts / counts.sum()
    means = ability.given_general @ curves.T
    squares = ability.given_general @ (curves**2).T
    share = np.einsum("d,dgs->gs", parts, means)
    between = np.einsum("d,dgs->gs", parts**2, np.maximum(squares - means**2, 0))
    chance = np.einsum("d,dgs->gs", parts, means - squares) / counts.sum()
    points, weights = hermegauss(7)
    shares = share[:, None, :] + points[None, :, None] * np.sqrt(between)[:, None, :]
    likely = ability.general[:, None] * (weights / weights.sum())[None, :]
    return _Standing(shares, likely, np.sqrt(np.maximum(chance, 1e-9))[:, None, :])


def _passing(standing: _Standing, marks: Floats) -> Floats:
    """(general, residual, shift, mark): the chance of at least so many right."""
    distance = (standing.shares[..., None] - marks) / standing.spreads[..., None]
    return _normal_below(distance)


def chance_of_passing(ability: Ability, outline: Outline, link: Link | None = None) -> Chance:
    """The chance of passing the exam of an outline, for a person of this ability."""
    known = link or prior_link()
    standing = _standing(ability, outline, known.curves)
    chances = _passing(standing, known.marks)
    weights = standing.weights[:, :, None, None] * known.weights
    low, high = quantiles(chances.ravel(), weights.ravel(), (LOW, HIGH))
    by_shift = standing.weights[:, :, None] * known.weights.sum(axis=1)
    middle = float((chances * weights).sum())
    share_low, share_high = quantiles(standing.shares.ravel(), by_shift.ravel(), (LOW, HIGH))
    mark_low, mark_high = quantiles(known.marks, known.weights.sum(axis=0), (LOW, HIGH))
    return Chance(
        low=min(low, middle),
        middle=middle,
        high=max(high, middle),
        share=(share_low, min(share_high, 1.0)),
        mark=(mark_low, mark_high),
        answers=sum(ability.counts),
        results=known.results,
        assumes=assumed("raw_pass_mark", "as_hard_as_the_exam", "exam_questions", "domains_agree", "answers"),
        unknown=_unknown(outline, known),
    )


def learned(link: Link, outline: Outline, outcomes: Iterable[Outcome]) -> Link:
    """The link after results of real exams, by Bayes' rule. Raises `ValueError` for an impossible score."""
    for outcome in outcomes:
        standing = _standing(outcome.ability, outline, link.curves)
        told = _likelihood(outcome, standing, link, outline)
        weights = link.weights * np.einsum("gr,grsm->sm", standing.weights, told)
        link = replace(link, weights=weights / weights.sum(), results=link.results + 1)
    return link


def _likelihood(outcome: Outcome, standing: _Standing, link: Link, outline: Outline) -> Floats:
    if outcome.score is None:
        passing = _passing(standing, link.marks)
        return passing if outcome.passed else 1 - passing
    right = raw_share(outcome.score, outcome.passed, outline.scale, link.marks)
    spread = np.hypot(standing.spreads[..., None], exam_assumptions().scale_is_straight.sd)
    density: Floats = np.exp(-0.5 * ((standing.shares[..., None] - right) / spread) ** 2) / spread
    return density


def raw_share(score: int, passed: bool, scale: Scale | None, marks: Floats) -> Floats:
    """The share of right answers that a score stands for at each pass mark, if the scale is straight on
    both sides.

    Raises `ValueError` where the score is off the scale or does not go with having passed.
    """
    if scale is None:
        raise ValueError(_("The scale of this exam was not read; leave the score out."))
    if not scale.from_ <= score <= scale.to:
        raise ValueError(_("A score runs from {low} to {high}.").format(low=scale.from_, high=scale.to))
    if (score >= scale.pass_) != passed:
        raise ValueError(_("It takes {mark} to pass.").format(mark=scale.pass_))
    if passed:
        return marks + (1 - marks) * (score - scale.pass_) / (scale.to - scale.pass_)
    return marks * (score - scale.from_) / (scale.pass_ - scale.from_)


def _scored(outline: Outline) -> int:
    """The questions that count."""
    return outline.items.scored if outline.items else ELSE_SCORED


def _unknown(outline: Outline, link: Link) -> tuple[str, ...]:
    calibrated = ngettext(
        "No real candidates have calibrated this. It has learned from {count} entered result.",
        "No real candidates have calibrated this. It has learned from {count} entered results.",
        link.results,
    )
    found = [calibrated.format(count=link.results)]
    if scale := outline.scale:
        told = _(
            "Passing takes {mark} on a scale from {low} to {high}. How many right answers that is has "
            "not been published."
        )
        found.append(told.format(mark=scale.pass_, low=scale.from_, high=scale.to))
    if outline.items is None:
        taken = _("How many questions this exam has was not read; {n} are assumed.")
        found.append(taken.format(n=ELSE_SCORED))
    return *found, *parts_not_read(outline)


def _normal_below(values: Floats) -> Floats:
    """The standard normal distribution, right to 1e-7 (Abramowitz and Stegun, 7.1.26)."""
    x = np.abs(values) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    series = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = t * (factor + series)
    error = 1 - series * np.exp(-(x**2))
    below: Floats = 0.5 * (1 + np.sign(values) * error)
    return below
