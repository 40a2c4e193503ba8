"""The places that an hour can have, by what rules name on each axis: any one for a new hour, and those that
are left for a credit that does not tell all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.matches import Match
from rxladder.facts.topics import TOPICS, with_parents
from rxladder.facts.vocabulary import Course
from rxladder.rules.places import ACPE_FORMATS, Place

_FORMATS = {"live", "home-study"}
_ELSE = "-"
"""Stands for a place on an axis that no rule names."""


class Named:
    """What a set of matches names on each axis."""

    def __init__(self, rules: Iterable[ContinuingEducation]) -> None:
        self.topics: set[str] = set()
        self.formats: set[str] = set()
        self.audiences: set[str] = set()
        self.accreditations: set[str] = set()
        self.jurisdictions: set[str] = set()
        self.courses: set[str] = set()
        for ce in rules:
            for match in _matches_of(ce):
                self._take(match)

    def _take(self, match: Match) -> None:
        self.topics.update(topic for topic in TOPICS if any(topic == named for named in match.topic))
        self.formats.update(match.format)
        self.accreditations.update(match.accreditation)
        self.courses.update(match.course)
        self.audiences.update(each for each in (match.audience,) if each)
        self.jurisdictions.update(each for each in (match.jurisdiction,) if each)
        for inner in (*match.any_of, *((match.not_,) if match.not_ else ())):
            self._take(inner)


def _matches_of(ce: ContinuingEducation) -> Iterator[Match]:
    for clause in ce.clauses.values():
        if clause.unit == "hours":
            yield from (match for match in (clause.of, clause.among) if match)
    yield from (match for match in (ce.accepts, ce.rejects) if match)


def ideal_places(rules: Iterable[ContinuingEducation]) -> Iterator[Place]:
    """Every place made of what the clauses name on each axis, and one beside it all."""
    named = Named(rules)
    for topic, format_, audience, accreditation in product(
        named.topics | {"general-pharmacy"},
        sorted(named.formats | _FORMATS),
        ("technician", "pharmacist"),
        sorted(named.accreditations | {"acpe"}),
    ):
        law = "state-law" in with_parents(topic)
        for jurisdiction in sorted(named.jurisdictions) if law and named.jurisdictions else (None,):
            for course in (None, *sorted(named.courses)):
                yield Place(topic, format_, audience, accreditation, jurisdiction, course)


def places_left(place: Place, named: Named, courses: Mapping[str, Course]) -> Iterator[Place]:
    """Every place that an hour may have which tells only part of it; axes that no rule names stay untold."""
    for course in _left(place.course, named.courses):
        taught = courses.get(course) if course else None
        topic = place.topic or (taught.topic if taught else None)
        for accreditation, topic_, audience in product(
            _left(place.accreditation, named.accreditations),
            _left(topic, named.topics),
            _left(place.audience, named.audiences),
        ):
            formats = named.formats & ACPE_FORMATS if accreditation == "acpe" else named.formats
            jurisdictions = named.jurisdictions if topic_ == "state-law" else ()
            for format_, jurisdiction in product(
                _left(place.format, formats), _left(place.jurisdiction, jurisdictions)
            ):
                yield Place(topic_, format_, audience, accreditation, jurisdiction, course)


def _left(told: str | None, named: Iterable[str]) -> list[str | None]:
    """The places left on one axis: what is told, else each that is named and one beside them."""
    if told is not None:
        return [told]
    values = sorted(named)
    return [*values, _ELSE] if values else [None]
