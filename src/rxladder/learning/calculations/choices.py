"""A calculation as one of four to choose from, as exams ask it: the wrong ones come from mistakes.

Where a problem has fewer than three mistakes of its own, slips that anyone may make fill up: a point in the
wrong place, a value doubled or halved, a day miscounted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from rxladder.facts.exact import Value
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.learning.calculations.dice import Dice
from rxladder.learning.calculations.problem import Kinds, Problem, draw, rounded, said
from rxladder.learning.grading_numbers import shown
from rxladder.learning.question import Card, Choice, Number, Option, Question
from rxladder.learning.typed_days import spellings_of_day
from rxladder.learning.units import say_amount

WRONG = 3

_SLIPS = (
    (noop("puts the decimal point one place too far right"), Fraction(10)),
    (noop("puts the decimal point one place too far left"), Fraction(1, 10)),
    (noop("doubles the answer"), Fraction(2)),
    (noop("halves the answer"), Fraction(1, 2)),
    (noop("adds half again"), Fraction(3, 2)),
    (noop("takes three times as much"), Fraction(3)),
)
_OFF = (
    (noop("counts one too many"), 1),
    (noop("counts one too few"), -1),
    (noop("counts two too many"), 2),
    (noop("counts three too many"), 3),
)
_HOURS_OFF = ((noop("adds an hour"), 1), (noop("takes an hour off"), -1), (noop("is 12 hours off"), 12))
_MISCOUNTED = (
    (noop("counts a week too many"), 7), (noop("counts a day too many"), 1),
    (noop("counts a day too few"), -1), (noop("counts a week too few"), -7),
)  # fmt: skip


def choice_question(kinds: Kinds, card: Card, seed: int) -> Question:
    """The problem of a card and a seed with four options; stem and steps are those of `question`."""
    problem = draw(kinds[card.fact], seed)
    asked = said(problem, card, seed)
    right = shown(asked.answer) if isinstance(asked.answer, Number) else _text(problem, problem.answer)
    options = [Option(right, asked.steps[-1])]
    taken = {right}
    dice = Dice(f"options/{card.id}/{seed}")
    for name, value in (*_shuffled(problem.mistakes, dice), *_shuffled(tuple(_slips(problem)), dice)):
        text = _text(problem, value) if isinstance(value, str) else _amount(asked.answer, value)
        if len(options) <= WRONG and text not in taken:
            taken.add(text)
            options.append(
                Option(text, _("That is the answer of someone who {mistake}.").format(mistake=_(name)))
            )
    dice.shuffle(options)
    at = next(i for i, option in enumerate(options) if option.text == right)
    return replace(asked, answer=Choice(tuple(options), at))


def _shuffled(pairs: tuple[tuple[str, Value], ...], dice: Dice) -> list[tuple[str, Value]]:
    found = list(pairs)
    dice.shuffle(found)
    return found


def _amount(answer: object, value: Fraction) -> str:
    assert isinstance(answer, Number)
    return say_amount(value, answer.unit)


def _text(problem: Problem, value: Value) -> str:
    if problem.prepared.scene.answer == "day":
        return spellings_of_day(date.fromisoformat(str(value)))[0]
    return str(value)


def _slips(problem: Problem) -> Iterator[tuple[str, Value]]:
    """Further wrong answers, of the same kind as the right one."""
    how, answer = problem.prepared.scene.answer, problem.answer
    if isinstance(answer, Fraction):
        yield from _number_slips(problem, answer)
    elif how == "day":
        for name, days in _MISCOUNTED:
            yield name, (date.fromisoformat(answer) + timedelta(days=days)).isoformat()
    elif how == "clock":
        for name, hours in _HOURS_OFF:
            yield name, f"{(int(answer[:2]) + hours) % 24:02}{answer[2:]}"


def _number_slips(problem: Problem, answer: Fraction) -> Iterator[tuple[str, Value]]:
    whole = problem.prepared.decimals is None and answer.denominator == 1
    if whole and (not problem.prepared.scene.unit or answer <= 10):
        last_digit = problem.prepared.kind.group == "codes"
        for name, off in _OFF:
            if last_digit or answer + off > 0:
                yield name, (answer + off) % 10 if last_digit else answer + off
    for name, factor in _SLIPS:
        value = rounded(answer * factor, problem.prepared.decimals)
        if value != answer and value != 0 and not (whole and Fraction(value).denominator > 1):
            yield name, value
