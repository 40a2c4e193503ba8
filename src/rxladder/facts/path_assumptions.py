"""What a path is planned with where no source tells: typed, each with its reason.

They lie in `data/path_assumptions.yaml`. An answer that rests on one names it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rxladder.facts.conditions import Strict
from rxladder.facts.days import Hours
from rxladder.facts.yaml_text import read_yaml_file

DATA = Path(__file__).resolve().parent / "data"


class Taken(Strict):
    """Something taken to be so, in words, and why."""

    says: str
    why: str


class Amount(Taken):
    """A number taken where the record is silent."""

    value: Hours


class Effort(Strict):
    """How long a training takes at least, the hours of one's own time, and its price where one is taken."""

    days: int
    study_hours: Hours
    price_usd: Hours | None = None
    why: str


class Study(Strict):
    """Hours of study before an exam."""

    hours: Hours
    why: str


class Wait(Strict):
    """Days until a credential that was applied for is there."""

    days: int
    why: str


class ToDo(Strict):
    """A question whose yes is something to do; `fees` are the keys under which a pack may have its price."""

    days: int
    costs: bool = False
    fees: tuple[str, ...] = ()


class Answers(Strict):
    """Which open questions may become steps."""

    to_do: dict[str, ToDo]
    why_days: str
    to_say: tuple[str, ...]


class PathAssumptions(Strict):
    """All assumptions of the planner of paths."""

    study_hours_per_week: Amount
    work_hours_per_week: Amount
    programmes: dict[str, Effort]
    course: Effort
    exams: dict[str, Study]
    processing_days: dict[str, Wait]
    credentials: dict[str, Effort]
    month_sooner: Amount
    unknown_price: Amount
    first_term: Taken
    ce_hours: Taken
    answers: Answers


@cache
def path_assumptions() -> PathAssumptions:
    """The assumptions that come with the program."""
    return PathAssumptions.model_validate(read_yaml_file(DATA / "path_assumptions.yaml"))
