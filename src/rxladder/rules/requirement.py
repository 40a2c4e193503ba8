"""What one credential asks of CE, made ready for counting: under which clauses a credit falls, by its place.

It depends on the packs alone, so it is made once for each set of packs and kept by the rulebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rxladder.career.record import Credit
from rxladder.facts.education_rules import Clause, ContinuingEducation, FixedValue, WindowRule
from rxladder.facts.load import CredentialRef
from rxladder.facts.vocabulary import Course
from rxladder.rules.places import Place, matches, place_of
from rxladder.rules.possible_places import Named, places_left
from rxladder.rules.result import SourceNote, Truth
from rxladder.rules.sources import ce_source
from rxladder.rules.wants import Demand, Want, plain_want


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


@dataclass(slots=True)
class Requirement:
    """What one credential asks of CE, compiled. Positions in `ids` are the bits of every mask.

    `wants`: each clause as the pack has it. `always`: whether nothing but an exception changes that.
    `windows`: each clause's own; None where that of the total is meant.
    """

    ref: CredentialRef
    ce: ContinuingEducation
    ids: tuple[str, ...]
    clauses: tuple[Clause, ...]
    courses: Mapping[str, Course]
    wants: tuple[Want, ...]
    always: tuple[bool, ...]
    windows: tuple[WindowRule | None, ...]
    _standings: dict[tuple[str | None, ...], Standing] = field(default_factory=dict)
    _sources: dict[int, SourceNote | None] = field(default_factory=dict)
    _demands: dict[tuple[object, ...], Demand] = field(default_factory=dict)
    _named: Named | None = None

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

    def ways(self, credit: Credit) -> set[tuple[int, int]]:
        """Of a credit that does not tell its place: under which clauses it would fall at each that is left.

        Surely, and by what no source read tells, as bit masks over the clauses' positions.
        """
        if self._named is None:
            self._named = Named([self.ce])
        fixed = self.fixed(credit) is not None
        found = set()
        for place in places_left(self._placed(credit), self._named, self.courses):
            stands = self._stand(place, fixed=fixed)
            found.add((stands.sure | stands.asked, stands.open))
        return found

    def source(self, position: int) -> SourceNote | None:
        """Where a clause was read."""
        if position not in self._sources:
            clause = self.clauses[position]
            self._sources[position] = ce_source(self.ref, clause.sources, clause.confidence)
        return self._sources[position]

    def plain_demand(self, asked: Mapping[int, Want], keeps: Truth) -> Demand:
        """The demand that asks clauses just as the pack has them, and nothing of which is open."""
        key = (keeps, *asked)
        found = self._demands.get(key)
        if found is None:
            found = self._demands[key] = Demand(dict(asked), keeps, {})
        return found

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

    def sure(self, place: Place) -> int:
        """The clauses under which an hour at a place surely falls, as a bit mask."""
        return self._stand(place).sure

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


def requirement_of(ref: CredentialRef, courses: Mapping[str, Course]) -> Requirement:
    """A credential's rules, compiled."""
    ce = ref.credential.ce
    clauses = tuple(ce.clauses.values())
    return Requirement(
        ref,
        ce,
        ids=tuple(ce.clauses),
        clauses=clauses,
        courses=courses,
        wants=tuple(plain_want(clause, ce) for clause in clauses),
        always=tuple(map(_always, clauses)),
        windows=tuple(map(_window, clauses)),
    )


def _always(clause: Clause) -> bool:
    """Whether a clause is asked of everybody, whenever the term ends, and can be read in one way only."""
    bounds = (clause.when, clause.from_, clause.until)
    return bounds == (None, None, None) and clause.in_force == "yes" and not clause.readings


def _window(clause: Clause) -> WindowRule | None:
    """A clause's own window; None where it is that of the total."""
    if clause.once:
        return WindowRule(kind="record")
    if clause.every_months:
        return WindowRule(kind="last-months", months=clause.every_months)
    return clause.window


def _under(clause: Clause, place: Place) -> Truth:
    """Whether an hour falls under a clause; what it may be bound by is not asked twice of it.

    An hour for technicians satisfies PTCB's clause whoever accredited it: it is right if bound, else free.
    """
    of = clause.of.without(clause.among) if clause.of and clause.among else clause.of
    state = matches(of, place) if of else True
    if clause.among is None or state is True:
        return state
    bound = matches(clause.among, place)
    free = None if bound is None else not bound
    return True if free is True else None if None in (state, free) else False
