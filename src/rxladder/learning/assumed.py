"""What an answer about exams rests on, told with it: each assumption by its name, in words, and why."""

from __future__ import annotations

from typing import NamedTuple

from rxladder.facts.exam_assumptions import ExamAssumptions, exam_assumptions
from rxladder.facts.language import gettext as _
from rxladder.facts.path_assumptions import Taken


class Assumed(NamedTuple):
    """Something taken to be so for want of a source, and why."""

    id: str
    says: str
    why: str


def assumed(*names: str, assumptions: ExamAssumptions | None = None) -> tuple[Assumed, ...]:
    """The assumptions of these names, in words."""
    taken = assumptions or exam_assumptions()
    return tuple(_told(name, getattr(taken, name)) for name in names)


def _told(name: str, one: Taken) -> Assumed:
    return Assumed(name, _(one.says), _(one.why))
