"""How many technicians will be needed: projections for the nation and for the states that were read.

No source tells growth by kind of workplace. A state that is not here was not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rxladder.facts.conditions import Strict
from rxladder.facts.roles import DATA, Read
from rxladder.facts.states import STATES
from rxladder.facts.yaml_text import read_yaml_file


class Growth(Strict):
    """Jobs at the start and the end of a projection, their change in percent, and openings a year."""

    employment_start: int
    employment_end: int | None = None
    change_percent: int
    openings_per_year: int


class EarlierGrowth(Growth):
    """What was projected before."""

    projection: str
    source: Read


class NationsGrowth(EarlierGrowth):
    """The nation's projection: who employs technicians, in percent, and why more are needed."""

    change: int
    all_occupations_percent: int
    employers_percent: dict[str, int]
    drivers: tuple[str, ...]


class StatesGrowth(Strict):
    """The states' projections by id (`us-tx`), and what is doubtful about them."""

    projection: str
    source: Read
    doubts: tuple[str, ...]
    rows: dict[str, Growth]


class _File(Strict):
    nation: NationsGrowth
    earlier: tuple[EarlierGrowth, ...]
    states: StatesGrowth


@cache
def _file() -> _File:
    found = _File.model_validate(read_yaml_file(DATA / "outlook.yaml"))
    if strange := found.states.rows.keys() - STATES.keys():
        raise ValueError(f"no state is called {', '.join(sorted(strange))}")
    return found


def nations_growth() -> NationsGrowth:
    """The nation's newest projection."""
    return _file().nation


def earlier_growth() -> tuple[EarlierGrowth, ...]:
    """Projections for the nation before that, the newest first."""
    return _file().earlier


def states_growth() -> StatesGrowth:
    """The states' projections, as far as they were read."""
    return _file().states


def growth_in(state: str | None) -> Growth | None:
    """A state's projection; None where it was not read."""
    rows: Mapping[str, Growth] = MappingProxyType(_file().states.rows)
    return rows.get(state or "")
