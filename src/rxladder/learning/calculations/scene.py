"""What a kind of calculation looks like in a pharmacy: its questions' words, and values seen there.

A scene is data beside the kind in the facts. Texts are templates over the values: `{dose_mg}` is the
number, `{exact:=}` the number behind `=`, `{awp:$}` dollars, `{days:day|days}` a counted word, `{n:times}`
how often a day, `{c1:a}` a number with its article, `{grains:/}` a fraction, `{start:day}` a date and
`{start:month}` its month. Formulas are in the closed language of the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rxladder.facts.exact import Value
from rxladder.learning.calculations.dice import Dice

Row = Mapping[str, str]
AnswerKind = Literal["number", "ndc", "day", "clock"]


class When(NamedTuple):
    """A text that is used only where a condition holds."""

    condition: str
    text: str


class Early(NamedTuple):
    """The mistake of rounding a part of the solution before the end."""

    part: str
    places: int
    mistake: str


@dataclass(frozen=True, slots=True)
class Scene:
    """How one kind is asked and solved.

    Values are drawn in this order: one of `rows` (values and words that belong together), `draws` ("1 2 5" or
    "10..90 by 5") which also replace what the facts say of an input, the facts' own ranges, then `derived`.
    `keep` are conditions beyond the facts' that make a draw one that a pharmacy would see.

    `parts` are the values on the way, in order; the last may be `exact`, the answer before it is rounded,
    which else is the facts' formula without its rounding. `rounded` is the number of decimals where the
    facts' formula does not say it; `says` is how a whole number is come by.
    """

    kind: str
    unit: str
    stems: tuple[str | When, ...]
    steps: tuple[str | When, ...]
    rows: tuple[Row, ...] = ()
    draws: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[tuple[str, str], ...] = ()
    early: tuple[Early, ...] = ()
    rounded: int | None = None
    says: str = ""
    unit_asked: bool = False
    special: Callable[[Dice], Mapping[str, Value]] | None = None
    answer: AnswerKind = "number"
