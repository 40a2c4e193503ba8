"""The eligibility interview: what a credential asks, part by part, with what is still to come for each.

The tree is the one of `rxladder.rules.eligibility`; beside each part stand the first day on which it is met
if work goes on as now, how far the work has come, and the question that would settle it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months
from rxladder.facts.load import CredentialRef, Packs
from rxladder.rules import experience
from rxladder.rules.cheapest import Way, cheapest_way
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.eligibility import context_of, eligible, first_day_true
from rxladder.rules.explain import explain
from rxladder.rules.ladder import role_context
from rxladder.rules.questions import asked
from rxladder.rules.readiness import ready
from rxladder.rules.result import AskedQuestion, Because, Eligibility


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what is asked there is: hours, whole months, or how many of a set."""

    have: Fraction
    want: Fraction
    unit: Literal["hours", "months", "of-set"]

    @property
    def share(self) -> Fraction:
        """How much of it is there, at most 1."""
        return min(Fraction(1), self.have / self.want) if self.want else Fraction(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is asked. `first`: the first day on which it is met if work goes on as now and nothing
    else.

    `asked` is what the person can answer to settle it; `way` the cheapest way to complete a set; `credential`
    is the one that must be held.
    """

    because: Because
    note: str | None = None
    first: date | None = None
    progress: Progress | None = None
    asked: AskedQuestion | None = None
    way: Way | None = None
    credential: str | None = None
    of: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """The whole of it: the answer, its parts, and the cheapest way to all of it (None where no way is known).

    `ready` is the answer for all but the credential's own exam.
    """

    answer: Eligibility
    ready: Eligibility
    tree: Part | None
    way: Way | None


def interview(career: Career, packs: Packs, credential: str, on: date) -> Interview:
    """What a credential asks of a person, part by part. KeyError for a credential that no pack has."""
    ref = packs.credential(credential)
    answer = eligible(career, packs, ref.id, on)
    node = ref.credential.eligibility
    if node is None:
        return Interview(answer, answer, None, None)
    context = context_of(career, packs, ref, on)
    tree = _part(node, context, ref, ref.credential.sources)
    way = None if answer.eligible else cheapest_way(node, context)
    return Interview(answer, ready(career, packs, ref, on), tree, way)


def role_parts(node: c.Node, career: Career, packs: Packs, on: date) -> Part:
    """What a role asks of a person, part by part."""
    return _part(node, role_context(career, packs, on), None, ())


def _part(
    node: c.Node,
    context: Context,
    ref: CredentialRef | None,
    sources: Sequence[str],
    beside: Sequence[c.Node] = (),
) -> Part:
    own = node.sources or tuple(sources)
    because = explain(node, context.on_day(context.on), ref, own, beside)
    settled = because.state is True
    return Part(
        because=because,
        note=node.note,
        first=None if settled else first_day_true(node, context.on_day(context.on), context.on),
        progress=progress_of(node, context),
        asked=_question(node, context) if because.state is None and not c.children(node) else None,
        way=cheapest_way(node, context) if isinstance(node, c.AtLeast) and not settled else None,
        credential=_credential(node),
        of=tuple(_inner(node, because, context, ref, own)),
    )


def _inner(
    node: c.Node, because: Because, context: Context, ref: CredentialRef | None, sources: Sequence[str]
) -> Iterator[Part]:
    """The parts of a part; the case of an "if" and the time until a deadline stand as they are explained."""
    children = c.children(node)
    if isinstance(node, (c.If, c.Due)):
        yield _as_part(because.of[0])
        children = children[-1:]
    for one in children:
        yield _part(one, context, ref, sources, c.alternatives(node))


def _credential(node: c.Node) -> str | None:
    match node:
        case c.Holds():
            return node.holds
        case c.EverHeld():
            return node.ever_held
        case _:
            return None


def _as_part(because: Because) -> Part:
    """An explanation as it is."""
    return Part(because, of=tuple(_as_part(one) for one in because.of))


def _question(node: c.Node, context: Context) -> AskedQuestion | None:
    """The question to the person that would settle a test."""
    own = context.on_day(context.on)
    truth(node, own)
    return next((one for one in asked(own.atoms, own.packs) if not one.ask_authority), None)


def progress_of(node: c.Node, context: Context) -> Progress | None:
    """How far a test that counts something has come; None for one that is just so or not."""
    if isinstance(node, c.AtLeast):
        states = [truth(one, context.on_day(context.on)) for one in node.of]
        return Progress(Fraction(states.count(True)), Fraction(node.at_least), "of-set")
    if not isinstance(node, c.Experience):
        return None
    works = experience.of_kind(context.packs.vocabulary.experience_kinds[node.experience], context)
    since = None if node.within_months is None else add_months(context.on, -node.within_months)
    if node.months is not None:
        have = experience.months_of(works, since, context.on)
        return Progress(Fraction(have), Fraction(node.months), "months")
    hours = experience.hours_of(works, since, context.on)
    return Progress(hours, node.hours or Fraction(0), "hours")
