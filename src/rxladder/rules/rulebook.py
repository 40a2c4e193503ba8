"""A set of packs made ready for counting: the rules of each credential, and kinds of new hours.

Everything here depends on the packs alone, so it is made once for each set of packs and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from rxladder.facts.load import Packs
from rxladder.rules.counting import cover_tree
from rxladder.rules.laminar import Tree
from rxladder.rules.places import Place
from rxladder.rules.possible_places import ideal_places
from rxladder.rules.requirement import requirement_of
from rxladder.rules.sheets import Sheets


class Ideal(NamedTuple):
    """A kind of new hour, and under which clauses of each set it falls."""

    place: Place
    under: tuple[int, ...]


@dataclass(slots=True)
class Rulebook:
    """The compiled requirements of a set of packs, made as they are asked for."""

    packs: Packs
    _sheets: dict[str, Sheets] = field(default_factory=dict)
    _ideals: dict[tuple[str, ...], tuple[Ideal, ...]] = field(default_factory=dict)
    _covers: dict[tuple[object, ...], Tree | None] = field(default_factory=dict)
    _columns: dict[tuple[object, ...], tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    def sheets(self, credential: str) -> Sheets:
        """What a credential asks of CE, with its sheets."""
        found = self._sheets.get(credential)
        if found is None:
            requirement = requirement_of(self.packs.credential(credential), self.packs.vocabulary.courses)
            found = self._sheets[credential] = Sheets(requirement)
        return found

    def columns(
        self, credentials: tuple[str, ...], layouts: tuple[tuple[int, ...], ...]
    ) -> tuple[tuple[int, ...], ...]:
        """The kinds of new hours as masks over the instances of ledgers with these layouts."""
        key = (credentials, layouts)
        found = self._columns.get(key)
        if found is None:
            if len(self._columns) > 2_000:
                self._columns.clear()
            found = self._columns[key] = tuple(
                tuple(_spread(layout, mask) for layout, mask in zip(layouts, ideal.under, strict=True))
                for ideal in self.ideals(credentials)
            )
        return found

    def cover(
        self,
        credentials: tuple[str, ...],
        layouts: tuple[tuple[int, ...], ...],
        lacking: tuple[tuple[int, ...], ...],
        capped: tuple[int, ...],
    ) -> Tree | None:
        """How clauses that lack hours nest over the kinds of new hours; None where they overlap."""
        key = (credentials, layouts, lacking, capped)
        if key not in self._covers:
            if len(self._covers) > 20_000:
                self._covers.clear()
            self._covers[key] = cover_tree(self.columns(credentials, layouts), lacking, capped)
        return self._covers[key]

    def ideals(self, credentials: tuple[str, ...]) -> tuple[Ideal, ...]:
        """The kinds of new hours that differ for these credentials' clauses.

        An ideal hour has any one place on each axis. Of several that fall under the same clauses one stands
        for all.
        """
        found = self._ideals.get(credentials)
        if found is None:
            requirements = [self.sheets(id_).requirement for id_ in credentials]
            kinds: dict[tuple[int, ...], Place] = {}
            for place in ideal_places([requirement.ce for requirement in requirements]):
                under = tuple(requirement.sure(place) for requirement in requirements)
                if any(under):
                    kinds.setdefault(under, place)
            found = self._ideals[credentials] = tuple(Ideal(place, under) for under, place in kinds.items())
        return found


def _spread(layout: tuple[int, ...], mask: int) -> int:
    """A mask over clauses as one over their instances."""
    return sum(1 << number for number, position in enumerate(layout) if mask >> position & 1)


_BOOKS: list[Rulebook] = []
_KEPT = 4


def rulebook(packs: Packs) -> Rulebook:
    """The compiled rules of a set of packs; those of the last few sets are kept."""
    for book in _BOOKS:
        if book.packs is packs:
            return book
    book = Rulebook(packs)
    _BOOKS.insert(0, book)
    del _BOOKS[_KEPT:]
    return book
