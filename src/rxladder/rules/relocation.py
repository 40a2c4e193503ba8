"""Moving: what it takes to work as a technician in another state, what of one's own serves, how easy it is.

A state asks for one credential of each of its groups (`to_work`). Each credential of a group is judged like
any other that one may want (`eligibility`); where one of a group is held, nothing more is needed there. A
state whose rules were not read is never an easy one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from rxladder.career.record import Career, Holding
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.pack import Pack, WorkGroup
from rxladder.facts.states import STATES, state_name
from rxladder.rules.accepted import Accepted, accepted
from rxladder.rules.answers import active
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.costs import cost_to_get
from rxladder.rules.education_compared import EducationRule, education_rule
from rxladder.rules.eligibility import first_day_true
from rxladder.rules.explain import explain
from rxladder.rules.getting_cost import NOTHING, Cost, getting_cost
from rxladder.rules.lacking import Lack, lacks, weight
from rxladder.rules.result import Because, SourceNote, Truth
from rxladder.rules.sources import source_note
from rxladder.rules.titles import full_title

Ease = Literal["at-once", "ready", "questions", "missing", "not-read"]
EASES: tuple[Ease, ...] = ("at-once", "ready", "questions", "missing", "not-read")


@dataclass(frozen=True, slots=True)
class Needed:
    """A credential that lets one work, for this person.

    `held` on the day; `eligible`: it can be had now (None: not known); `lacks`: what keeps it from that.
    `group` is the position of the group that it is one of. `cost` is what being given it costs; `first_usd`
    the least known price of what has to be got before, None where nothing has, or no price was read. `ended`:
    it was held until then.
    """

    ref: CredentialRef
    group: int
    held: bool
    eligible: Truth
    lacks: tuple[Lack, ...]
    earliest: date | None
    cost: Cost
    first_usd: Fraction | None = None
    read: bool = True
    ended: date | None = None
    because: Because | None = None
    source: SourceNote | None = None

    @property
    def title(self) -> str:
        """The credential's name with its state."""
        return full_title(self.ref)

    @property
    def trainee(self) -> bool:
        """Whether it is for those who still learn."""
        return self.ref.credential.kind == "trainee-registration"

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not met or not known, each in one line; empty only where it is held or can be had."""
        if not self.read:
            return (_("Ask the board: no source that was read says what it takes to get it"),)
        return tuple(lack.says for lack in self.lacks)

    @property
    def ease(self) -> Ease:
        """How near it is."""
        if self.held:
            return "at-once"
        if not self.read:
            return "not-read"
        if self.eligible is True:
            return "ready"
        return "missing" if any(weight(self.lacks)[:2]) else "questions"

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts the easiest first: by what is missing, a trainee's last, then by what is open, day and cost.

        A day or a cost that is not known comes after all others.
        """
        never, not_met, not_known = weight(self.lacks)
        return (
            EASES.index(self.ease),
            never,
            not_met,
            self.trainee,
            not_known,
            self.earliest or date.max,
            self.cost.usd is None,
            self.cost.usd or 0,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """One state for one person on a day: `needed` are the credentials of its groups, the easiest first.

    `registers`: whether the state asks anything of who works there; None where no source read tells.
    """

    pack: Pack
    on: date
    registers: bool | None
    needed: tuple[Needed, ...]

    @property
    def name(self) -> str:
        """The state's name."""
        return state_name(self.pack.id)

    @property
    def best(self) -> Needed | None:
        """The easiest credential of the state's first group, which is the usual one."""
        return next((one for one in self.needed if one.group == 0), None)

    @property
    def ease(self) -> Ease:
        """How easy it is to work there."""
        if self.registers is False:
            return "at-once"
        return self.best.ease if self.best else "not-read"

    @property
    def can_move(self) -> bool:
        """Whether nothing is missing: one may work there, or may be given what that takes, today."""
        return self.ease in ("at-once", "ready")

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts the easiest state first; ties by name."""
        best = self.best.order[1:] if self.best else (0, 0, False, 0, self.on, False, 0)
        return (EASES.index(self.ease), *best, self.name)


@dataclass(frozen=True, slots=True)
class Move:
    """A state side by side with the person's own: what is needed, what is accepted, the hours of education.

    `here` is None where the person's state is not known; `notes` are to be read before one relies on it.
    """

    place: Place
    home: Pack | None
    accepted: tuple[Accepted, ...]
    here: EducationRule | None
    there: EducationRule | None
    notes: tuple[str, ...] = ()


def move(career: Career, packs: Packs, state: str, on: date) -> Move:
    """What it takes a person to work in a state on a day. KeyError for what is no state's pack."""
    if state not in STATES:
        raise KeyError(state)
    here = packs.packs.get(career.person.state or "")
    there = _place(career, packs, packs.packs[state], on, explained=True)
    refs = [packs.credentials[id_] for group in there.pack.to_work for id_ in group.any_of]
    return Move(
        place=there,
        home=here,
        accepted=(*_worked_with(there, career), *accepted(refs, career, packs, on)),
        here=education_in(_place(career, packs, here, on), packs) if here else None,
        there=education_in(there, packs),
        notes=tuple(_notes(there, career)),
    )


def all_places(career: Career, packs: Packs, on: date) -> tuple[Place, ...]:
    """Every state for one person on a day, the easiest first."""
    found = (_place(career, packs, packs.packs[id_], on) for id_ in STATES if id_ in packs.packs)
    return tuple(sorted(found, key=lambda place: place.order))


def _place(career: Career, packs: Packs, pack: Pack, on: date, *, explained: bool = False) -> Place:
    needed = [
        one
        for position, group in enumerate(pack.to_work)
        for one in _group(career, packs, position, group, on, explained=explained)
    ]
    unasked = False if pack.regulates_technicians is False else None
    return Place(pack, on, True if needed else unasked, tuple(needed))


def _group(
    career: Career, packs: Packs, position: int, group: WorkGroup, on: date, *, explained: bool
) -> list[Needed]:
    """The credentials of a group, the easiest first; only those held, where one is."""
    refs = [packs.credentials[id_] for id_ in group.any_of if id_ in packs.credentials]
    found = [_needed(career, packs, position, ref, on, explained=explained) for ref in refs]
    held = [one for one in found if one.held]
    return held or sorted(found, key=lambda one: one.order)


def _needed(
    career: Career, packs: Packs, group: int, ref: CredentialRef, on: date, *, explained: bool
) -> Needed:
    mine = _holdings(career, packs, ref)
    own = next((one for one in mine if one.credential == ref.id), None)
    context = Context(career, packs, on, ref.pack.id, ref.id, own)
    node = ref.credential.eligibility
    source = source_note(ref, (*ref.credential.sources, *ref.pack.sources))
    if any(active(one, context) for one in mine):
        return Needed(ref, group, True, None, (), on, NOTHING, source=source)
    ended = max((one.expires for one in mine if one.expires and one.expires < on), default=None)
    because = explain(node, context, ref, ref.credential.sources) if explained and node is not None else None
    cost = getting_cost(ref, context)
    if node is None:
        return Needed(ref, group, False, None, (), None, cost, read=False, ended=ended, source=source)
    eligible = truth(node, context)
    found = lacks(node, context, ref, ref.credential.sources)
    if ref.credential.issued_by_nobody and eligible is True:
        # Whoever meets it has it: there is nothing to apply for, and nothing to pay.
        return Needed(ref, group, True, True, (), on, NOTHING, because=because, source=source)
    return Needed(
        ref=ref,
        group=group,
        held=False,
        eligible=eligible,
        lacks=found,
        earliest=on if eligible else first_day_true(node, replace(context, atoms={}), on),
        cost=cost,
        first_usd=_first_usd(found, packs),
        ended=ended,
        because=because,
        source=source,
    )


def _holdings(career: Career, packs: Packs, ref: CredentialRef) -> list[Holding]:
    ids = packs.counting_as(ref.id)
    return [one for one in career.holdings if one.credential in ids]


def _first_usd(found: tuple[Lack, ...], packs: Packs) -> Fraction | None:
    """The least known price of the missing certifications, each with its exam; none of what is ruled out."""
    total: Fraction | None = None
    for lack in found:
        prices = [price for node in c.walk(lack.node) for price in _prices(node, packs)]
        if lack.state == "not-met" and not lack.for_good and prices:
            total = (total or Fraction(0)) + min(prices)
    return total


def _prices(node: c.Node, packs: Packs) -> Iterator[Fraction]:
    id_ = node.holds if isinstance(node, c.Holds) else None
    if isinstance(node, c.Passed):
        id_ = packs.vocabulary.exams[node.passed].for_
    ref = packs.credentials.get(id_ or "")
    price = cost_to_get(ref).most if ref and ref.pack.id not in STATES else None
    if price is not None:
        yield price


def _worked_with(place: Place, career: Career) -> Iterator[Accepted]:
    """What is held of the state's own, or brings it with it."""
    held = {one.credential for one in career.holdings}
    for one in place.needed:
        if one.held and one.ref.id in held:
            serves = _("You may work there with it")
            yield Accepted("holding", one.ref.id, one.title, serves, (one.ref.id,), sure=True)


def _notes(place: Place, career: Career) -> Iterator[str]:
    """What to know before one relies on the answer."""
    trees = [one.ref.credential.eligibility for one in place.needed if not one.held]
    leaves = [leaf for tree in trees if tree for leaf in c.walk(tree)]
    checked = any(isinstance(leaf, c.Answer) and leaf.answer == "background-check" for leaf in leaves)
    if checked and career.facts.get("background-check") is True:
        yield _(
            "Your record says that a background check was done, but not for which board. Each board asks "
            "for its own."
        )
    if place.registers is None:
        yield _("No source that was read says what it takes to work there: ask the board.")


def education_in(place: Place, packs: Packs) -> EducationRule | None:
    """What is asked of the credential that one would go on with: a trainee's only where it is held."""
    refs = [one for one in place.needed if one.group == 0]
    chosen = next((one for one in refs if one.held or not one.trainee), refs[0] if refs else None)
    return education_rule(chosen.ref, packs, place.on) if chosen else None
