"""Matches compared as sets of hours: is one inside another, do they overlap?

A match tests an hour's place on each axis, and only the values it names can matter. So the hours that a few
matches can tell apart are a small grid: on each axis the named values and one that nobody named. A set is an
int with one bit for each cell of the grid; inside, overlap and union are single operations on ints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from rxladder.facts.matches import Match
from rxladder.facts.topics import lies_under, with_children, with_parents

_NONE = ""
"""A value on an axis that no match names."""


class Cell(NamedTuple):
    """One kind of hour that the matches at hand can tell from others."""

    topic: str
    format: str
    audience: str
    accreditation: str
    jurisdiction: str
    course: str


class Grid:
    """The cells that some matches tell apart."""

    def __init__(self, matches: Iterable[Match]) -> None:
        named: tuple[set[str], ...] = tuple({_NONE} for _ in Cell._fields)
        for match in matches:
            for part in _parts(match):
                _collect(part, named)
        self.cells = tuple(Cell(*values) for values in product(*(sorted(axis) for axis in named)))
        self.all = (1 << len(self.cells)) - 1

    def set_of(self, match: Match | None) -> int:
        """The cells that fall under a match; without a match, all of them."""
        if match is None:
            return self.all
        return sum(1 << bit for bit, cell in enumerate(self.cells) if falls_under(cell, match))


def _parts(match: Match) -> Iterator[Match]:
    yield match
    for inner in (*match.any_of, *((match.not_,) if match.not_ else ())):
        yield from _parts(inner)


def _collect(match: Match, named: tuple[set[str], ...]) -> None:
    topics, formats, audiences, accreditations, jurisdictions, courses = named
    for topic in match.topic:
        topics.update(with_parents(topic), with_children(topic))
    formats.update(match.format)
    audiences.update((match.audience,) if match.audience else ())
    accreditations.update(match.accreditation)
    jurisdictions.update((match.jurisdiction,) if match.jurisdiction else ())
    courses.update(match.course)


def falls_under(cell: Cell, match: Match) -> bool:
    """Whether an hour whose place is wholly known falls under a match."""
    if match.course and cell.course not in match.course:
        return False
    return (
        (bool(match.course) or _on_axes(cell, match))
        and (not match.any_of or any(falls_under(cell, part) for part in match.any_of))
        and not (match.not_ and falls_under(cell, match.not_))
    )


def _on_axes(cell: Cell, match: Match) -> bool:
    return (
        (not match.topic or (cell.topic != _NONE and any(lies_under(cell.topic, t) for t in match.topic)))
        and (not match.format or cell.format in match.format)
        and (match.audience is None or cell.audience == match.audience)
        and (not match.accreditation or cell.accreditation in match.accreditation)
        and (match.jurisdiction is None or cell.jurisdiction == match.jurisdiction)
    )


def inside(inner: int, outer: int) -> bool:
    """Whether every cell of one set is in the other."""
    return inner & ~outer == 0
