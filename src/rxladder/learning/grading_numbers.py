"""Grading a number with its unit."""

from __future__ import annotations

import math
from fractions import Fraction

from rxladder.facts.exact_functions import half_up
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.learning.amounts import Amount, read_amount
from rxladder.learning.graded import Graded, by_mistake
from rxladder.learning.question import Number
from rxladder.learning.units import Unit, read_unit, say_amount

_FINEST = 9
_NEAR = Fraction(1, 100)
_POINTS = 6


def grade_number(answer: Number, text: str) -> Graded:
    """Grade a typed amount; see `grading` for what counts as right."""
    amount = read_amount(text)
    if amount is None:
        example = say_amount(Fraction(15, 2), answer.unit)
        said = _("That number could not be read. Type one with its unit, such as {example}.")
        return Graded(False, said.format(example=example), understood=False)
    asked = read_unit(answer.unit) if answer.unit else None
    known = asked is not None or (answer.unit and _another(amount.unit))
    if not amount.unit_text or not known:
        return _judged(answer, amount, amount.number)
    if amount.unit is None:
        said = _("“{unit}” is not a unit known here. Type the answer in {asked}.")
        return Graded(False, said.format(unit=amount.unit_text, asked=answer.unit), understood=False)
    if asked is None:
        return _of_another_unit(answer, amount)
    return _with_unit(answer, amount, amount.unit, asked)


def shown(answer: Number) -> str:
    """The right answer as it is shown: rounded as asked, with its unit."""
    places = 4 if answer.decimals is None else answer.decimals
    return say_amount(rounded(answer), answer.unit, places)


def rounded(answer: Number) -> Fraction:
    """The right answer, rounded as the question asks."""
    return answer.value if answer.decimals is None else half_up(answer.value, answer.decimals)


def _with_unit(answer: Number, amount: Amount, unit: Unit, asked: Unit) -> Graded:
    if unit.dimension != asked.dimension:
        return _of_another_unit(answer, amount)
    number = amount.number * unit.factor / asked.factor
    if answer.unit_asked and unit != asked and _is_right(answer, number):
        said = _("That is the same amount, but the question asks for {asked}. Right answer: {answer}")
        said = said.format(asked=answer.unit, answer=shown(answer))
        return Graded(False, said, _("answers in another unit"))
    if unit != asked and not _is_right(answer, number) and _is_right(answer, amount.number):
        said = _("The number is right, but in {asked}, not in {unit}. Right answer: {answer}")
        said = said.format(asked=answer.unit, unit=amount.unit_text, answer=shown(answer))
        return Graded(False, said, _("answers in another unit"))
    return _judged(answer, amount, number)


def _another(unit: Unit | None) -> bool:
    """Whether a unit of the table stands where one is asked that is not in it: `20 g` is not 20 gr.

    "Times" may stand for doses and refills.
    """
    return unit is not None and unit.dimension != "turns"


def _of_another_unit(answer: Number, amount: Amount) -> Graded:
    mistake = _("answers in another unit")
    if _is_right(answer, amount.number):
        said = _("The number is right, but the unit is not: the answer is in {asked}. Right answer: {answer}")
        return Graded(False, said.format(asked=answer.unit, answer=shown(answer)), mistake)
    said = _("The question asks for {asked}, not {unit}. Right answer: {answer}")
    said = said.format(asked=answer.unit, unit=amount.unit_text, answer=shown(answer))
    return Graded(False, said, mistake)


def _is_right(answer: Number, number: Fraction) -> bool:
    return number in (answer.value, rounded(answer))


def _judged(answer: Number, amount: Amount, number: Fraction) -> Graded:
    """The verdict on a number in the answer's own unit."""
    if _is_right(answer, number):
        right = _("Right: {answer}").format(answer=shown(answer))
        return Graded(True, " ".join((right, *_remarks(answer, amount))))
    for mistake in answer.mistakes:
        if number in (mistake.value, _as_asked(answer, mistake.value)):
            return by_mistake(mistake.name, shown(answer))
    slip = _rounding_slip(answer, number) or _point_slip(answer, number) or _sign_slip(answer, number)
    if slip is None:
        return Graded(False, _("Right answer: {answer}").format(answer=shown(answer)))
    mistake_name, said = slip
    return Graded(False, f"{said} {_('Right answer: {answer}').format(answer=shown(answer))}", mistake_name)


def _as_asked(answer: Number, number: Fraction) -> Fraction:
    return number if answer.decimals is None else half_up(number, answer.decimals)


def _remarks(answer: Number, amount: Amount) -> list[str]:
    """What to write better next time, of an answer that is right."""
    said = []
    if answer.unit and not amount.unit_text:
        said.append(_("Always write the unit, too."))
    if amount.bare_point:
        said.append(_("Write a zero before the point: .5 is easily read as 5."))
    if amount.bare_zero and answer.unit != "$":
        said.append(_("Do not write a zero after the point: 5.0 is easily read as 50."))
    if amount.unit_text.casefold() in ("u", "iu"):
        said.append(_("Write “units” in full: a U is easily read as a zero."))
    if amount.unit_text in ("µg", "μg"):
        said.append(_("Write mcg: µg is easily read as mg."))
    return said


# --- Slips that any number may show


def _rounding_slip(answer: Number, number: Fraction) -> tuple[str, str] | None:
    """Cut off, rounded to other places, or rounded on the way."""
    asked = answer.decimals
    if asked is None or answer.value == half_up(answer.value, 0):
        return None
    if number == Fraction(math.floor(answer.value * 10**asked), 10**asked):
        return _("cuts off instead of rounding"), _("That is cut off, not rounded.")
    if any(number == half_up(answer.value, places) for places in range(asked)):
        said = ngettext(
            "That is rounded too far: {n} decimal place is asked for.",
            "That is rounded too far: {n} decimal places are asked for.",
            asked,
        )
        return _("rounds too far"), said.format(n=asked)
    if any(_cut_or_rounded(answer.value, number, places) for places in range(asked + 1, _FINEST)):
        return _("does not round as asked"), _(
            "That is right before rounding; the question says how to round."
        )
    if abs(number - answer.value) <= abs(answer.value) * _NEAR:
        said = _("That is close: something was rounded along the way. Keep all decimals until the end.")
        return _("rounds too early"), said
    return None


def _cut_or_rounded(value: Fraction, number: Fraction, places: int) -> bool:
    power = 10**places
    return number in (half_up(value, places), Fraction(math.floor(value * power), power))


def _point_slip(answer: Number, number: Fraction) -> tuple[str, str] | None:
    """The right figures with the point elsewhere."""
    for places in range(1, _POINTS + 1):
        if any(number * power in (answer.value, rounded(answer)) for power in _powers(places)):
            said = ngettext(
                "The figures are right, but the decimal point is off by {n} place.",
                "The figures are right, but the decimal point is off by {n} places.",
                places,
            )
            return _("puts the decimal point in the wrong place"), said.format(n=places)
    return None


def _powers(places: int) -> tuple[Fraction, Fraction]:
    power: int = 10**places
    return Fraction(power), Fraction(1, power)


def _sign_slip(answer: Number, number: Fraction) -> tuple[str, str] | None:
    if answer.value and _is_right(answer, -number):
        return _("loses the sign"), _("The number is right, but its sign is not.")
    return None
