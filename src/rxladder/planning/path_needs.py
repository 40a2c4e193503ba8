"""What a step of a path needs, as a tree that both the program and the search for what is possible can read.

A need is true at a time (a day counted from the path's first): `Every` of its parts, `Enough` of them, or a
`Test` that one of its ways meets. A way is a plain conjunction: after the end of another step, within days in
which something holds, with questions answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rxladder.career.record import Credit, StepKind
from rxladder.facts.conditions import Node

Table = tuple[int, ...]
"""For each day on which something ends or starts, the first day on which a test is met by it."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a test at a time: all of this.

    `event` is a step that must have ended; with `table` the time must be on or after the table's day for its
    end (of work: for its start). `since` and `until` are days, inclusive. `asks` are steps, too. `keeps` are
    the posts that may be taken up meanwhile (None: any). `lasts`: so many days after the event it is over.
    """

    event: str | None = None
    table: Table | None = None
    since: int = 0
    until: int | None = None
    asks: tuple[str, ...] = ()
    keeps: frozenset[str] | None = None
    lasts: int | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that it takes."""
        return self.asks if self.event is None else (self.event, *self.asks)

    @property
    def free(self) -> bool:
        """Whether nothing at all is needed, whenever it is."""
        return not self.steps and self.since <= 0 and self.until is None and self.keeps is None


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    parts: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Enough:
    """At least so many of these."""

    number: int
    parts: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """A test that any of these ways meets; `about` is the condition, or what it asks in words."""

    about: Node | str
    ways: tuple[Way, ...]


Need = Every | Enough | Test
NOTHING = Every()


@dataclass(frozen=True, slots=True)
class Action:
    """A step that could be taken.

    It lasts `days`, or as long as its hours of study take. `cents` is None where no price was read.
    `earliest` is the first day on which it may start; `doubt` marks a question that only an authority, or an
    answer nobody can bring about, would settle. `assumes` names what was taken for want of a source.
    """

    id: str
    kind: StepKind
    what: str
    says: str
    need: Need = NOTHING
    days: int = 0
    study_hours: Fraction = Fraction(0)
    cents: int | None = 0
    earliest: int = 0
    doubt: bool = False
    authority: str = ""
    workplace: str | None = None
    hours_per_week: Fraction | None = None
    assumes: tuple[str, ...] = ()
    priced_by: str = ""
    credit: Credit | None = None


def tests_in(need: Need) -> Iterator[Test]:
    """Every test of a need."""
    if isinstance(need, Test):
        yield need
        return
    for part in need.parts:
        yield from tests_in(part)


def steps_in(need: Need) -> set[str]:
    """Every step that a need may call for."""
    return {step for test in tests_in(need) for way in test.ways for step in way.steps}


def simplified(need: Need) -> Need:
    """The same need without what is always met."""
    match need:
        case Test():
            return NOTHING if any(way.free for way in need.ways) else need
        case Every():
            parts = tuple(p for part in need.parts if (p := simplified(part)) != NOTHING)
            return parts[0] if len(parts) == 1 else Every(parts)
        case Enough():
            parts = tuple(simplified(part) for part in need.parts)
            left = need.number - sum(part == NOTHING for part in parts)
            rest = tuple(part for part in parts if part != NOTHING)
            if left <= 0:
                return NOTHING
            return simplified(Every(rest)) if left == len(rest) else Enough(left, rest)


def possible(need: Need, reached: Collection[str]) -> bool:
    """Whether a need can be met with some steps only, times and money aside."""
    match need:
        case Test():
            return any(all(step in reached for step in way.steps) for way in need.ways)
        case Every():
            return all(possible(part, reached) for part in need.parts)
        case Enough():
            return sum(possible(part, reached) for part in need.parts) >= need.number


def reachable(actions: Mapping[str, Action]) -> frozenset[str]:
    """The steps that can be taken at all: each only by steps that can be taken before it."""
    reached: set[str] = set()
    left = dict(actions)
    while found := [id_ for id_, action in left.items() if possible(action.need, reached)]:
        reached.update(found)
        for id_ in found:
            del left[id_]
    return frozenset(reached)


def without(need: Need, reached: Collection[str]) -> Need:
    """A need without the ways and parts that cannot be had; call only where it is possible."""
    match need:
        case Test():
            ways = tuple(way for way in need.ways if all(step in reached for step in way.steps))
            return Test(need.about, ways)
        case Every():
            return simplified(Every(tuple(without(part, reached) for part in need.parts)))
        case Enough():
            parts = tuple(without(part, reached) for part in need.parts if possible(part, reached))
            return simplified(Enough(need.number, parts))


def blockers(need: Need, reached: Collection[str]) -> Iterator[Test]:
    """The tests that nothing can meet, where they keep a need from being met."""
    if possible(need, reached):
        return
    match need:
        case Test():
            yield need
        case Every() | Enough():
            for part in need.parts:
                yield from blockers(part, reached)


def used(goal: Need, actions: Mapping[str, Action]) -> dict[str, Action]:
    """The actions that a goal may call for, at any depth."""
    found: dict[str, Action] = {}
    open_ = sorted(steps_in(goal))
    while open_:
        id_ = open_.pop()
        if id_ not in found and id_ in actions:
            found[id_] = actions[id_]
            open_ += sorted(steps_in(actions[id_].need))
    return {id_: found[id_] for id_ in actions if id_ in found}


def joined(parts: Iterable[Need]) -> Need:
    """All of these needs."""
    return simplified(Every(tuple(parts)))
