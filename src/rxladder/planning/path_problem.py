"""A goal with everything that could lead to it, which is what a path is looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rxladder.planning.path_actions import Book
from rxladder.planning.path_goal import Goal, need_of_goal
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_impossible import impossible
from rxladder.planning.path_model import Program, keys_of
from rxladder.planning.path_needs import Action, Need, Table, reachable, used, without
from rxladder.planning.path_renewals import Renewal, gained_renewals, held_renewals
from rxladder.planning.path_result import NoPath
from rxladder.planning.path_ways import posts_keeping


class PathError(RuntimeError):
    """A path was found that the rules do not bear out: a mistake of this program."""


@dataclass
class Problem:
    """A goal with everything that could lead to it, reduced to what can."""

    ground: Ground
    goal: Need
    actions: Mapping[str, Action]
    keeping: Mapping[frozenset[str], frozenset[str]]
    renewals: list[Renewal]
    with_budget: bool = False
    gained: set[str] = field(default_factory=set)
    cuts: dict[tuple[str, Table], set[int]] = field(default_factory=dict)
    chains: dict[str, list[list[Renewal]]] = field(default_factory=dict)
    forbidden: list[frozenset[str]] = field(default_factory=list)

    def program(self) -> Program:
        """The program for it, with the limits that were seen to matter."""
        return Program(
            self.ground,
            self.goal,
            self.actions,
            self.keeping,
            self.renewals,
            {id_: self.chain(id_) for id_ in sorted(self.gained)},
            self.with_budget,
            self.cuts,
            self.forbidden,
        )

    def chain(self, id_: str) -> list[list[Renewal]]:
        """The renewals of something gained, for each day of its issue."""
        if id_ not in self.chains:
            ref = self.ground.packs.credentials[self.actions[id_].what]
            days = range(self.ground.last + 1)
            self.chains[id_] = [gained_renewals(ref, day, self.ground) for day in days]
        return self.chains[id_]

    def cut(self, key: str, table: Table, day: int) -> bool:
        """Look a table up exactly on a day; whether that is new."""
        known = self.cuts.setdefault((key, table), set())
        new = day not in known
        known.add(day)
        return new


def problem_of(goal: Goal, ground: Ground) -> Problem | NoPath:
    """All that could lead to a goal, reduced to what can; or what nothing can bring about."""
    book = Book(ground)
    wanted = need_of_goal(goal, book)
    book.fill()
    reached = reachable(book.actions)
    return impossible(wanted, book, reached) or _reduced(book, wanted, reached)


def _reduced(book: Book, wanted: Need, reached: frozenset[str]) -> Problem:
    ground = book.ground
    goal = without(wanted, reached)
    possible = {
        id_: replace(action, need=without(action.need, reached))
        for id_, action in book.actions.items()
        if id_ in reached
    }
    actions = used(goal, possible)
    keys = keys_of([goal, *(action.need for action in actions.values())])
    keeping = {key: posts_keeping(key, book) for key in keys}
    return Problem(ground, goal, actions, keeping, held_renewals(ground))
