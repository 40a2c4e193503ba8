"""What in a person's record an authority's conditions accept, and for what.

Each part of the record is tried by itself: what alone makes a test true that an empty record does not is
accepted there. Where a test is true only if the authority agrees, the part is likely accepted, not surely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.roles import roles
from rxladder.facts.says import say_condition
from rxladder.facts.says_names import name_in
from rxladder.facts.vocabulary import NO_COURSE
from rxladder.rules.conditions import truth
from rxladder.rules.context import Context
from rxladder.rules.record_tests import TESTS
from rxladder.rules.titles import full_title

Kind = Literal["holding", "exam", "training", "work", "course"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A part of the record that a condition accepts: its id among the facts, its name, and what it serves.

    `for_` are the credentials for which it counts. `sure` is false where only the authority can say so.
    """

    kind: Kind
    id: str
    name: str
    serves: str
    for_: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of the record, and a career that has nothing else in it."""

    kind: Kind
    id: str
    name: str
    alone: Career


def accepted(refs: list[CredentialRef], career: Career, packs: Packs, on: date) -> tuple[Accepted, ...]:
    """What of a career the conditions of these credentials accept on a day, the surest first."""
    items = list(_items(career, packs))
    found: dict[tuple[Kind, str], Accepted] = {}
    for ref in refs:
        for leaf in _asking(ref.credential.eligibility):
            for item in items:
                sure = _serves(leaf, item, ref, career, packs, on)
                if sure is not None:
                    _add(found, item, say_condition(leaf, packs), ref.id, sure=sure)
    return tuple(sorted(found.values(), key=lambda one: not one.sure))


def _add(
    found: dict[tuple[Kind, str], Accepted], item: _Item, serves: str, credential: str, *, sure: bool
) -> None:
    known = found.get((item.kind, item.id))
    if known is None:
        found[item.kind, item.id] = Accepted(item.kind, item.id, item.name, serves, (credential,), sure)
        return
    for_ = tuple(dict.fromkeys((*known.for_, credential)))
    surer = sure and not known.sure
    found[item.kind, item.id] = replace(
        known, for_=for_, sure=known.sure or sure, serves=serves if surer else known.serves
    )


def _asking(node: c.Node | None) -> Iterator[c.Node]:
    """The tests of a condition whose being met helps: none within a "not" or in the case of an "if"."""
    match node:
        case None | c.Not():
            return
        case c.If() | c.Due():
            yield from _asking(node.then)
        case _ if c.children(node):
            for part in c.children(node):
                yield from _asking(part)
        case _:
            yield node


def _serves(
    leaf: c.Node, item: _Item, ref: CredentialRef, career: Career, packs: Packs, on: date
) -> bool | None:
    """Whether a part of the record meets a test: surely, if the authority agrees (False), or not (None)."""
    if (leaf.from_ and leaf.from_ > on) or (leaf.until and leaf.until < on):
        return None
    with_it, agreed = _tried(leaf, item.alone, ref, packs, on)
    if with_it is False or (with_it is None and not agreed):
        return None
    without, agreed_anyway = _tried(leaf, Career(person=career.person), ref, packs, on)
    if without is True or (with_it is None and agreed_anyway):
        return None
    # The whole record may tell more: what the board said to this person, for one.
    state = truth(leaf, _context(career, ref, packs, on))
    return None if state is False else state is True


def _tried(
    leaf: c.Node, career: Career, ref: CredentialRef, packs: Packs, on: date
) -> tuple[bool | None, bool]:
    """The state of a test, left open or not; and whether it hangs on what the authority says."""
    context = _context(career, ref, packs, on)
    state = TESTS[type(leaf)](leaf, context)
    return state, any(atom.kind == "authority" for atom in context.atoms)


def _context(career: Career, ref: CredentialRef, packs: Packs, on: date) -> Context:
    return Context(career, packs, on, ref.pack.id, ref.id)


def _items(career: Career, packs: Packs) -> Iterator[_Item]:
    """The parts of a record; all work is one part, since it adds up."""
    bare = Career(person=career.person)
    words = packs.vocabulary
    for held in career.holdings:
        ref = packs.credentials.get(held.credential)
        name = full_title(ref) if ref else held.credential
        yield _Item("holding", held.credential, name, replace(bare, holdings=(held,)))
    for exam in career.exams:
        yield _Item("exam", exam.exam, name_in(words.exams, exam.exam), replace(bare, exams=(exam,)))
    for done in career.trainings:
        name = name_in({**words.programmes, **words.courses}, done.programme)
        yield _Item("training", done.programme, name, replace(bare, trainings=(done,)))
    told = dict.fromkeys(credit.course for credit in career.credits if credit.course not in (None, NO_COURSE))
    for course in told:
        credits = tuple(credit for credit in career.credits if credit.course == course)
        yield _Item("course", course, name_in(words.courses, course), replace(bare, credits=credits))
    if career.experience:
        last = max(career.experience, key=lambda work: work.from_).role
        role = roles().get(last)
        name = _("Your work: {role}").format(role=_(role.name) if role else last)
        yield _Item("work", last, name, replace(bare, experience=career.experience))
