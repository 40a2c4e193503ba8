"""A path as a drawing: time from left to right, a bar for each step with its words above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rxladder.facts.days import add_months
from rxladder.facts.phrases import say_month
from rxladder.planning.path_result import Path, Step
from rxladder.planning.path_words import say_step

WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 358, 6, 352, 24, 40, 11
LETTERS = 47
"""Widths and heights are in the drawing's own units, which are pixels on a phone."""


@dataclass(frozen=True)
class Bar:
    """A step: where its bar lies, its look and its words."""

    x: float
    y: int
    width: float
    look: str
    says: str

    @property
    def text_y(self) -> int:
        """The line of its words."""
        return self.y - 6


@dataclass(frozen=True)
class Mark:
    """A month on the scale; one at the right edge is written to the left of its line."""

    x: float
    says: str
    anchor: str


@dataclass(frozen=True)
class Gantt:
    """The whole drawing; the list of steps stands beside it and says the same."""

    bars: list[Bar]
    marks: list[Mark]
    height: int
    label: str
    width: int = WIDTH
    top: int = TOP
    bar: int = BAR


def gantt(path: Path, on: date) -> Gantt:
    """The drawing of a path from a day to its finish."""
    days = max(1, (path.finish - on).days)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - on).days / days, 1)

    bars = [_bar(step, place, x) for place, step in enumerate(path.steps)]
    label = _("The steps over time. The list beside it shows the same.")
    return Gantt(bars, _marks(on, path.finish, x), TOP + ROW * len(bars) + 10, label)


def _bar(step: Step, place: int, x) -> Bar:
    begin, end = x(step.starts), x(step.ends)
    width = max(7.0, end - begin)
    says = say_step(step)
    short = says if len(says) <= LETTERS else f"{says[: LETTERS - 1].rstrip()}…"
    look = f"{step.kind} doubt" if step.doubt else step.kind
    return Bar(min(begin, RIGHT - width), TOP + ROW * place + 24, round(width, 1), look, short)


def _marks(on: date, finish: date, x) -> list[Mark]:
    """The first days of some months, three at most beside the beginning."""
    months = (finish.year - on.year) * 12 + finish.month - on.month
    step = next((each for each in (1, 2, 3, 6, 12, 24) if months <= each * 3), 36)
    first = add_months(on.replace(day=1), step)
    found = [Mark(LEFT, say_month(on), "start")]
    while first <= finish:
        near_end = x(first) > RIGHT - 40
        if x(first) > LEFT + 70:
            found.append(Mark(x(first), say_month(first), "end" if near_end else "middle"))
        first = add_months(first, step)
    return found
