"""Conditions explained: the tree with each part's state, its words and its source.

A part of which nothing but its state and its own parts can differ is the same for everybody, so that it is
made once and shared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import voice
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.phrases import sentence
from rxladder.facts.says import say_condition
from rxladder.facts.says_condition import condition_phrase
from rxladder.rules.conditions import deadline, extension, truth
from rxladder.rules.context import Atom, Context
from rxladder.rules.extensions import time_until
from rxladder.rules.in_time import LATE, say_late
from rxladder.rules.kleene import invert
from rxladder.rules.result import Because, Operator, Truth
from rxladder.rules.sources import source_note

_KEPT = 20_000
_parts: dict[tuple[object, ...], tuple[object, Because]] = {}
_leaves: dict[int, tuple[c.Node, tuple[c.Node, ...] | None]] = {}
_OPERATORS: dict[type[c.Node], Operator] = {
    c.All: "all", c.AnyOf: "any", c.AtLeast: "at_least", c.Not: "not", c.If: "any", c.Due: "any",
}  # fmt: skip


def explain(
    node: c.Node,
    context: Context,
    ref: CredentialRef | None,
    sources: Sequence[str] = (),
    beside: Sequence[c.Node] = (),
) -> Because:
    """The explanation of a condition; a part without a source of its own has that of what is around it.

    `beside` are the alternatives that the condition is one of; `ref` is None where no pack asks it.
    """
    leaves = _deciding(node)
    if leaves is None:
        return _explained(node, context, ref, sources, beside)
    key = (id(node), id(ref), voice(), *[_stands(leaf, context) for leaf in leaves])
    known = _parts.get(key)
    return known[1] if known else _keep(key, (node, ref), _explained(node, context, ref, sources, beside))


def asked_now(node: c.Node, context: Context) -> str:
    """What a condition asks of this person, in words.

    Left out are a case that is surely theirs, a deadline, and a way that a day gone by has closed for good.
    """
    alone = replace(context, atoms={})
    while isinstance(node, c.If | c.Due):
        if isinstance(node, c.If) and truth(node.if_, alone) is not True:
            break
        node = node.then
    if isinstance(node, c.AnyOf):
        ways = tuple(one for one in node.any if not _closed(one, alone))
        if ways and len(ways) < len(node.any):
            return sentence(condition_phrase(node.model_copy(update={"any": ways}), context.packs))
    return say_condition(node, context.packs)


def _closed(node: c.Node, context: Context) -> bool:
    return isinstance(node, c.Answer) and node.before is not None and truth(node, context) is False


def _deciding(node: c.Node) -> tuple[c.Node, ...] | None:
    """The leaves on whose states all in a tree hangs; None where some part looks at the day as well."""
    known = _leaves.get(id(node))
    if known is None:
        if len(_leaves) > _KEPT:
            _leaves.clear()
        branches = [one for one in c.walk(node) if c.children(one)]
        by_day = any(isinstance(one, c.Due) or one.from_ or one.until for one in branches)
        leaves = tuple(one for one in c.walk(node) if not c.children(one))
        known = _leaves[id(node)] = node, None if by_day or not branches else leaves
    return known[1]


def _stands(leaf: c.Node, context: Context) -> object:
    """A leaf's state; where that is unknown, the question that would settle it."""
    state, atoms = _judged(leaf, context)
    return (_question(atoms), left_open(leaf, atoms, context.packs)) if state is None else state


def _explained(
    node: c.Node,
    context: Context,
    ref: CredentialRef | None,
    sources: Sequence[str],
    beside: Sequence[c.Node],
) -> Because:
    own = node.sources or tuple(sources)
    op = _OPERATORS.get(type(node), "leaf")
    if op == "leaf":
        return _leaf(node, context, ref, own, beside)
    around = c.alternatives(node)
    inner = [_explained(one, context, ref, own, around) for one in c.children(node)]
    state, atoms = _judged(node, context)
    if isinstance(node, c.If):
        inner[0] = _turned(inner[0])
    elif isinstance(node, c.Due):
        told = extension(node.due, context)
        day = deadline(node.due, context)
        if any(atom.question == LATE for atom in atoms):
            inner = [_but_late(inner[0], atoms)]
        inner.insert(0, _not_due(day, told.told_on if told else None, context.on, voice()))
    return _shared(op, node, context, ref, own, state, tuple(inner))


def _but_late(done: Because, atoms: Iterable[Atom]) -> Because:
    """What was done, but after its last day."""
    says = [say_late(atom).rstrip(".") for atom in atoms if atom.question == LATE]
    return Because("all", done.says, None, of=(done, *(Because("leaf", one, None) for one in says)))


def _leaf(
    node: c.Node,
    context: Context,
    ref: CredentialRef | None,
    sources: tuple[str, ...],
    beside: Sequence[c.Node],
) -> Because:
    state, atoms = _judged(node, context)
    open_ = left_open(node, atoms, context.packs)
    return _shared(
        "leaf", node, context, ref, sources, state, question=_question(atoms), open_=open_, beside=beside
    )


def _question(atoms: Iterable[Atom]) -> str | None:
    """The first of some causes that the person can settle."""
    return next((atom.question for atom in atoms if atom.kind == "person"), None) if atoms else None


def left_open(node: c.Node, atoms: Iterable[Atom], packs: Packs) -> str | None:
    """What no source settles about a condition: by its pack, or by the kind of work that it asks for."""
    if node.open or not isinstance(node, c.Experience):
        return node.open
    asked = packs.vocabulary.experience_kinds[node.experience].part_time_open
    return _(asked) if asked and any(atom.question == asked for atom in atoms) else None


def _judged(node: c.Node, context: Context) -> tuple[Truth, Collection[Atom]]:
    """A part's state with the causes of its being unknown; the context's own causes stay as they are."""
    settled = context.settled.get(id(node))
    if settled is not None:
        return settled, ()
    before, context.atoms = context.atoms, {}
    state = truth(node, context)
    atoms, context.atoms = context.atoms, before
    return state, atoms


def _shared(
    op: Operator,
    node: c.Node,
    context: Context,
    ref: CredentialRef | None,
    sources: tuple[str, ...],
    state: Truth,
    of: tuple[Because, ...] = (),
    *,
    question: str | None = None,
    open_: str | None = None,
    beside: Sequence[c.Node] = (),
) -> Because:
    """A part as it was made before, for a state and parts like these.

    The condition and the credential stand for their packs, and for the sources around the condition.
    """
    key = (id(node), id(ref), state, question, open_, voice(), *map(id, of))
    known = _parts.get(key)
    if known is not None:
        return known[1]
    says = say_condition(node, context.packs, beside)
    n = node.at_least if isinstance(node, c.AtLeast) else None
    source = source_note(ref, sources, node.confidence)
    return _keep(key, (node, ref), Because(op, says, state, n, source, of, question, open_ or node.open))


def _keep(key: tuple[object, ...], named: object, because: Because) -> Because:
    """Keep a part with what its key names by id, so that nothing else can take over such an id."""
    if len(_parts) > _KEPT:
        _parts.clear()
    _parts[key] = named, because
    return because


def _turned(because: Because) -> Because:
    key = ("not", id(because))
    known = _parts.get(key)
    if known is not None:
        return known[1]
    says = _("This does not apply: {case}").format(case=because.says)
    return _keep(key, None, Because("not", says, invert(because.state), of=(because,)))


@lru_cache(maxsize=_KEPT)
def _not_due(day: date | None, told_on: date | None, on: date, spoken: str) -> Because:
    if day is None:
        return Because("leaf", _("The day by which this must be done is not known"), None)
    return Because("leaf", time_until(day, told_on), on <= day)
