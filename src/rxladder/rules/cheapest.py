"""The cheapest way to meet a condition: what is still needed, at what price, found exactly.

Money alone decides: fewest unknown prices first, then the least sum, then the fewest things. Work and
schooling cost nothing here; what they take in time stands beside them. A credential brings what it asks
itself with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.says import say_condition
from rxladder.facts.says_names import name_in
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.costs import cost_to_get
from rxladder.rules.eligibility import context_of
from rxladder.rules.titles import full_title

NeedKind = Literal["credential", "exam", "training", "work", "answer", "other"]
_MOST_LOOKED_AT = 100_000


@dataclass(frozen=True, slots=True)
class Need:
    """One thing still needed. `least` is its price in dollars, None where no source tells it; `most` the
    highest.

    `answer`: only an answer tells whether it is needed at all. `for_` is the credential that asks it.
    """

    kind: NeedKind
    id: str
    says: str
    least: Fraction | None
    most: Fraction | None
    for_: str


@dataclass(frozen=True, slots=True)
class Way:
    """Everything that is needed together. `proven`: no other way is cheaper."""

    needs: tuple[Need, ...]
    proven: bool = True

    @property
    def unknown(self) -> tuple[Need, ...]:
        """What has a price that no source tells."""
        return tuple(need for need in self.needs if need.least is None)

    @property
    def least(self) -> Fraction:
        """The sum of the least prices that are known, in dollars."""
        return sum((need.least for need in self.needs if need.least is not None), Fraction(0))

    @property
    def most(self) -> Fraction | None:
        """The highest that all can cost together; None where a price is not known."""
        if any(need.most is None for need in self.needs):
            return None
        return sum((need.most for need in self.needs if need.most is not None), Fraction(0))


def cheapest_way(node: c.Node, context: Context) -> Way | None:
    """What would make a condition true for the least money; None where no way is known."""
    search = _Search(context.packs)
    search.look((_Goal(node, context, (context.credential,)),), {})
    return None if search.best is None else Way(search.best, search.left > 0)


@dataclass(frozen=True, slots=True)
class _Goal:
    """A condition still to be met, and the credentials being got on the way to it.

    With `pick`, so many of the conditions in `among`, which are those of `node` from some place on.
    """

    node: c.Node
    context: Context
    inside: tuple[str, ...]
    pick: int = 0
    among: tuple[c.Node, ...] = ()


_Key = tuple[int, int | Fraction, int]
_Chosen = dict[tuple[str, str], Need]
_Step = tuple[tuple[_Goal, ...], tuple[Need, ...]]


class _Search:
    """Depth first, cheapest first; a branch that is no cheaper than the best so far is left."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self.best: tuple[Need, ...] | None = None
        self.key: _Key | None = None
        self.left = _MOST_LOOKED_AT
        self.known: dict[tuple[object, ...], tuple[_Goal, list[_Step]]] = {}

    def look(self, goals: tuple[_Goal, ...], chosen: _Chosen) -> None:
        self.left -= 1
        key = _key(chosen)
        if self.left <= 0 or (self.key is not None and key >= self.key):
            return
        if not goals:
            self.best, self.key = tuple(_paid_once(chosen)), key
            return
        goal, rest = goals[0], goals[1:]
        steps = self._known_steps(goal)
        if len(steps) > 1 and rest and any(not _branches(one) for one in rest):
            # What leaves no choice comes first: it makes the bound tight before anything is tried out.
            sure = tuple(one for one in rest if not _branches(one))
            self.look((*sure, goal, *(one for one in rest if _branches(one))), chosen)
            return
        for more, needs in sorted(steps, key=lambda step: _key(_with(chosen, step[1]))):
            self.look((*more, *rest), _with(chosen, needs))

    def _known_steps(self, goal: _Goal) -> list[_Step]:
        """The ways to take a goal on, worked out once; the goal is kept so that its node keeps its id."""
        key = (id(goal.node), goal.context.credential, goal.inside, goal.pick, len(goal.among))
        if key not in self.known:
            self.known[key] = goal, list(self._steps(goal))
        return self.known[key][1]

    def _steps(self, goal: _Goal) -> Iterator[_Step]:
        """The ways to take a goal on: other goals in its place, and things that are needed."""
        node, context = goal.node, goal.context
        if goal.pick:
            yield from _picks(goal)
            return
        if truth(node, context.on_day(context.on)) is True:
            yield (), ()
            return
        match node:
            case c.All():
                yield tuple(_Goal(one, context, goal.inside) for one in node.all), ()
            case c.AnyOf():
                yield from (((_Goal(one, context, goal.inside),), ()) for one in node.any)
            case c.AtLeast():
                open_ = tuple(one for one in node.of if truth(one, context.on_day(context.on)) is not True)
                missing = node.at_least - (len(node.of) - len(open_))
                yield (replace(goal, pick=missing, among=open_),), ()
            case c.If() | c.Due():
                yield (_Goal(node.then, context, goal.inside),), ()
            case c.Holds():
                yield from self._credential(node.holds, goal)
            case c.EverHeld():
                yield from self._credential(node.ever_held, goal)
            case _:
                yield (), (_need(node, goal),)

    def _credential(self, asked: str, goal: _Goal) -> Iterator[_Step]:
        """Getting a credential, or one that counts as it; what is being got already would go in a circle."""
        for id_ in sorted(self.packs.counting_as(asked), key=lambda one: one != asked):
            ref = self.packs.credentials.get(id_)
            if ref is None or id_ in goal.inside or ref.credential.status != "current":
                continue
            if id_ != asked and _asks_first(ref.credential.eligibility, asked):
                continue
            cost = cost_to_get(ref)
            need = Need("credential", id_, full_title(ref), cost.least, cost.most, goal.context.credential)
            own = context_of(goal.context.career, self.packs, ref, goal.context.on)
            node = ref.credential.eligibility
            yield ((_Goal(node, own, (*goal.inside, id_)),) if node else ()), (need,)


def _picks(goal: _Goal) -> Iterator[_Step]:
    """The first of several is taken, or left to the others; so sets that begin alike share that."""
    first, rest = goal.among[0], goal.among[1:]
    taken = _Goal(first, goal.context, goal.inside)
    yield ((taken, replace(goal, pick=goal.pick - 1, among=rest)) if goal.pick > 1 else (taken,)), ()
    if len(rest) >= goal.pick:
        yield (replace(goal, among=rest),), ()


def _asks_first(node: c.Node | None, credential: str) -> bool:
    """Whether a condition is never met without a credential: then going that way spares nothing."""
    return isinstance(node, c.All) and any(
        isinstance(one, c.Holds) and one.holds == credential for one in node.all
    )


def _branches(goal: _Goal) -> bool:
    return isinstance(goal.node, (c.AnyOf, c.AtLeast))


def _with(chosen: _Chosen, needs: tuple[Need, ...]) -> _Chosen:
    return chosen if not needs else chosen | {(need.kind, need.id): need for need in needs}


def _key(chosen: _Chosen) -> _Key:
    known: list[int | Fraction] = []
    got = {id_ for kind, id_ in chosen if kind == "credential"}
    for need in chosen.values():
        if need.least is not None:
            # Adding whole numbers as such is many times faster.
            price = need.least.numerator if need.least.denominator == 1 else need.least
            known.append(0 if need.kind == "exam" and need.for_ in got else price)
    return len(chosen) - len(known), sum(known), len(chosen)


def _paid_once(chosen: _Chosen) -> Iterator[Need]:
    """What was chosen; an exam that belongs to a credential that is got as well is paid with it."""
    got = {need.id for need in chosen.values() if need.kind == "credential"}
    for need in chosen.values():
        if need.kind == "exam" and need.for_ in got:
            yield Need(need.kind, need.id, need.says, Fraction(0), Fraction(0), need.for_)
        else:
            yield need


_FREE = Fraction(0)
_KINDS: dict[type[c.Node], tuple[NeedKind, str]] = {
    c.Trained: ("training", "trained"),
    c.Course: ("training", "course"),
    c.Experience: ("work", "experience"),
    c.Employed: ("work", "employed"),
}


def _need(node: c.Node, goal: _Goal) -> Need:
    says, packs, own = say_condition(node, goal.context.packs), goal.context.packs, goal.context.credential
    if isinstance(node, c.Passed):
        return _exam(node, says, packs, own)
    if isinstance(node, c.Trained):
        says = _("Training: {what}").format(what=name_in(packs.vocabulary.programmes, node.trained))
    elif isinstance(node, c.Course):
        says = _("Course: {what}").format(what=name_in(packs.vocabulary.courses, node.course))
    state = truth(node, goal.context.on_day(goal.context.on))
    kind, field = _KINDS.get(type(node), ("other", ""))
    if state is None:
        return Need("answer", says, says, _FREE, _FREE, own)
    price = None if kind == "training" else _FREE
    id_ = f"{getattr(node, field)} {_amount(node)}" if field else says
    return Need(kind, id_, says, price, price, own)


def _amount(node: Any) -> str:
    return f"{getattr(node, 'months', None)} {getattr(node, 'hours', None)}"


def _exam(node: c.Passed, says: str, packs: Packs, own: str) -> Need:
    """An exam; paid with the credential that it leads to."""
    leads_to = packs.vocabulary.exams[node.passed].for_
    if leads_to == own:
        return Need("exam", node.passed, says, _FREE, _FREE, own)
    ref: CredentialRef | None = packs.credentials.get(leads_to or "")
    if ref is None:
        return Need("exam", node.passed, says, None, None, own)
    cost = cost_to_get(ref)
    return Need("exam", node.passed, says, cost.least, cost.most, ref.id)
