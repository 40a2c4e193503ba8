"""Values as they stand in the texts of a problem; each knows the formats that a template may ask for."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_month
from rxladder.learning.numbers import say_as_far, say_cents, say_fraction


class ShownNumber:
    """A number in a template: see `scene` for what may stand behind the colon."""

    __slots__ = ("number",)

    def __init__(self, number: Fraction) -> None:
        self.number = number

    def __format__(self, how: str) -> str:
        said = say_as_far(self.number)
        if not how:
            return said
        if how == "=":
            return f"= {said}"
        if how == "$":
            return say_cents(self.number)
        if how == "=$":
            return f"{'=' if (self.number * 100).denominator == 1 else '≈'} {say_cents(self.number)}"
        if how in ("a", "A"):
            return f"{how}{'n' if _begins_with_a_vowel(said) else ''} {said}"
        if how == "/":
            return say_fraction(self.number)
        if how == "times":
            return _times(self.number, said)
        one, many = how.split("|")
        return f"{said} {one if 0 < self.number <= 1 else many}"


def _begins_with_a_vowel(said: str) -> bool:
    """Whether a number is spoken with a vowel first: eight, eleven, eighteen, eighty."""
    return said.startswith("8") or re.match(r"1[18](?!\d|,)", said) is not None


def _times(number: Fraction, said: str) -> str:
    """How often a day, in words."""
    if number == 1:
        return _("once a day")
    if number == 2:
        return _("twice a day")
    return _("{n} times a day").format(n=said)


class ShownText:
    """A text in a template; a day is written out, or its month."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __format__(self, how: str) -> str:
        if how == "day":
            return say_date(date.fromisoformat(self.text))
        return say_month(date.fromisoformat(self.text)) if how == "month" else self.text
