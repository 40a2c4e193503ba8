"""A credential's rules made ready for counting: which clauses a credit falls under, by its place.

Everything here depends on the packs alone, so it is made once for each set of packs and kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from rxladder.career.record import Credit
from rxladder.facts.education_rules import Clause, ContinuingEducation, FixedValue, WindowRule
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.matches import Match
from rxladder.facts.topics import TOPICS, with_parents
from rxladder.facts.vocabulary import Course
from rxladder.rules.counting import cover_tree
from rxladder.rules.laminar import Tree
from rxladder.rules.places import Place, matches, place_of
from rxladder.rules.result import SourceNote, Truth
from rxladder.rules.sources import ce_source
from rxladder.rules.wants import Want, plain_want

if TYPE_CHECKING:
    from rxladder.rules.sheets import Sheet


class Standing(NamedTuple):
    """Under which clauses a credit falls, as bit masks over the clauses' positions.

    `sure`: it does. `asked`: it may, by what the person can tell. `open`: it may, by what no source read
    tells. `accepted` is its standing toward the hours at all.
    """

    sure: int
    asked: int
    open: int
    accepted: Truth
    rejected: bool


class Ideal(NamedTuple):
    """A kind of new hour, and under which clauses of each set it falls."""

    place: Place
    under: tuple[int, ...]


@dataclass(slots=True)
class Requirement:
    """What one credential asks of CE, compiled. Positions in `ids` are the bits of every mask.

    `wants`: each clause as the pack has it. `windows`: each clause's own; None where that of the total is
    meant.
    """

    ref: CredentialRef
    ce: ContinuingEducation
    ids: tuple[str, ...]
    clauses: tuple[Clause, ...]
    courses: Mapping[str, Course]
    wants: tuple[Want, ...]
    windows: tuple[WindowRule | None, ...]
    sheets: dict[tuple[object, ...], Sheet] = field(default_factory=dict)
    _standings: dict[tuple[str | None, ...], Standing] = field(default_factory=dict)
    _sources: dict[int, SourceNote | None] = field(default_factory=dict)

    def standing(self, credit: Credit) -> Standing:
        """Under which clauses a credit falls, by its place (windows and repeats apart)."""
        uan = credit.uan
        key = (
            uan[-5:] if uan else None, credit.topic, credit.format, credit.audience, credit.accreditation,
            credit.jurisdiction, credit.course, credit.activity,
        )  # fmt: skip
        found = self._standings.get(key)
        if found is None:
            if len(self._standings) > 20_000:
                self._standings.clear()
            found = self._standings[key] = self._stand(
                self._placed(credit), fixed=self.fixed(credit) is not None
            )
        return found

    def source(self, position: int) -> SourceNote | None:
        """Where a clause was read."""
        if position not in self._sources:
            clause = self.clauses[position]
            self._sources[position] = ce_source(self.ref, clause.sources, clause.confidence)
        return self._sources[position]

    def fixed(self, credit: Credit) -> FixedValue | None:
        """The fixed value that a credit counts for, if it is such an activity."""
        return self.ce.fixed_values.get(credit.activity) if credit.activity else None

    def _placed(self, credit: Credit) -> Place:
        place = place_of(credit, self.courses)
        value = self.fixed(credit)
        if value is None:
            return place
        return place._replace(
            topic=place.topic or value.topic or "other",
            format=place.format or value.format or "other",
            accreditation=place.accreditation or "other",
        )

    def _stand(self, place: Place, *, fixed: bool = False) -> Standing:
        accepted, undecided_by_source, rejected = (True, False, False) if fixed else self._accepted(place)
        sure = asked = open_ = 0
        for position, clause in enumerate(self.clauses):
            state = _under(clause, place)
            bit = 1 << position
            taken = True if clause.any_accreditation else accepted
            if state is False or taken is False:
                continue
            if state is True and taken is True:
                sure |= bit
            elif state is None or not undecided_by_source:
                asked |= bit
            else:
                open_ |= bit
        return Standing(sure, asked, open_, accepted, rejected)

    def _accepted(self, place: Place) -> tuple[Truth, bool, bool]:
        """Whether an hour counts at all; whether no source tells; whether a rule refuses it by name."""
        rejected = matches(self.ce.rejects, place) if self.ce.rejects else False
        if rejected is True:
            return False, False, True
        if self.ce.accepts is None:
            return (True if rejected is False else None), False, False
        accepted = matches(self.ce.accepts, place)
        if accepted is False and self.ce.accepts_open:
            return None, True, False
        if accepted is True and rejected is None:
            return None, False, False
        return accepted, False, False


def _window(clause: Clause) -> WindowRule | None:
    """A clause's own window; None where it is that of the total."""
    if clause.once:
        return WindowRule(kind="record")
    if clause.every_months:
        return WindowRule(kind="last-months", months=clause.every_months)
    return clause.window


def _under(clause: Clause, place: Place) -> Truth:
    state = matches(clause.of, place) if clause.of else True
    if clause.among is None or state is True:
        return state
    bound = matches(clause.among, place)
    free = None if bound is None else not bound
    return True if free is True else None if None in (state, free) else False


@dataclass(slots=True)
class Rulebook:
    """The compiled requirements of a set of packs, made as they are asked for."""

    packs: Packs
    _requirements: dict[str, Requirement] = field(default_factory=dict)
    _ideals: dict[tuple[str, ...], tuple[Ideal, ...]] = field(default_factory=dict)
    _covers: dict[tuple[object, ...], Tree | None] = field(default_factory=dict)
    _columns: dict[tuple[object, ...], tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    def requirement(self, credential: str) -> Requirement:
        """What a credential asks of CE."""
        found = self._requirements.get(credential)
        if found is None:
            ref = self.packs.credential(credential)
            ce = ref.credential.ce
            found = self._requirements[credential] = Requirement(
                ref,
                ce,
                tuple(ce.clauses),
                tuple(ce.clauses.values()),
                self.packs.vocabulary.courses,
                tuple(plain_want(clause, ce) for clause in ce.clauses.values()),
                tuple(_window(clause) for clause in ce.clauses.values()),
            )
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
            requirements = [self.requirement(id_) for id_ in credentials]
            kinds: dict[tuple[int, ...], Place] = {}
            for place in _places(requirements):
                under = tuple(_sure(requirement, place) for requirement in requirements)
                if any(under):
                    kinds.setdefault(under, place)
            found = self._ideals[credentials] = tuple(Ideal(place, under) for under, place in kinds.items())
        return found


def _spread(layout: tuple[int, ...], mask: int) -> int:
    """A mask over clauses as one over their instances."""
    return sum(1 << number for number, position in enumerate(layout) if mask >> position & 1)


def _sure(requirement: Requirement, place: Place) -> int:
    return requirement._stand(place).sure


def _places(requirements: list[Requirement]) -> Iterator[Place]:
    """Every place made of what the clauses name on each axis, and one beside it all."""
    named = _Named()
    for requirement in requirements:
        for match in _matches_of(requirement.ce):
            named.take(match)
    for topic, format_, audience, accreditation in product(
        named.topics | {"general-pharmacy"},
        sorted(named.formats | {"live", "home-study"}),
        ("technician", "pharmacist"),
        sorted(named.accreditations | {"acpe"}),
    ):
        law = "state-law" in with_parents(topic)
        for jurisdiction in sorted(named.jurisdictions) if law and named.jurisdictions else (None,):
            for course in (None, *sorted(named.courses)):
                yield Place(topic, format_, audience, accreditation, jurisdiction, course)


class _Named:
    """What a set of matches names on each axis."""

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self.formats: set[str] = set()
        self.accreditations: set[str] = set()
        self.jurisdictions: set[str] = set()
        self.courses: set[str] = set()

    def take(self, match: Match) -> None:
        self.topics.update(topic for topic in TOPICS if any(topic == named for named in match.topic))
        self.formats.update(match.format)
        self.accreditations.update(match.accreditation)
        self.courses.update(match.course)
        if match.jurisdiction:
            self.jurisdictions.add(match.jurisdiction)
        for inner in (*match.any_of, *((match.not_,) if match.not_ else ())):
            self.take(inner)


def _matches_of(ce: ContinuingEducation) -> Iterator[Match]:
    for clause in ce.clauses.values():
        if clause.unit == "hours":
            yield from (match for match in (clause.of, clause.among) if match)
    yield from (match for match in (ce.accepts, ce.rejects) if match)


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
