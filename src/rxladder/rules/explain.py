"""Conditions explained: the tree with each part's state, its words and its source."""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef
from rxladder.facts.phrases import say_date
from rxladder.facts.says import say_condition
from rxladder.rules.conditions import deadline, truth
from rxladder.rules.context import Context
from rxladder.rules.kleene import invert
from rxladder.rules.result import Because, Operator, Truth
from rxladder.rules.sources import source_note


def explain(node: c.Node, context: Context, ref: CredentialRef, sources: Sequence[str] = ()) -> Because:
    """The explanation of a condition; a part without a source of its own has that of what is around it."""
    own = node.sources or tuple(sources)
    before, context.atoms = context.atoms, {}
    state = truth(node, context)
    atoms, context.atoms = context.atoms, before
    op, n, of = _parts(node, context, ref, own)
    question = None
    if op == "leaf":
        question = next((atom.question for atom in atoms if atom.kind == "person"), None)
    says = say_condition(node, context.packs)
    return Because(op, says, state, n, source_note(ref, own, node.confidence), of, question, node.open)


def _parts(
    node: c.Node, context: Context, ref: CredentialRef, sources: Sequence[str]
) -> tuple[Operator, int | None, tuple[Because, ...]]:
    def inner(nodes: Sequence[c.Node]) -> tuple[Because, ...]:
        return tuple(explain(one, context, ref, sources) for one in nodes)

    match node:
        case c.All():
            return "all", None, inner(node.all)
        case c.AnyOf():
            return "any", None, inner(node.any)
        case c.AtLeast():
            return "at_least", node.at_least, inner(node.of)
        case c.Not():
            return "not", None, inner((node.not_,))
        case c.If():
            case_, then = inner((node.if_, node.then))
            return "any", None, (_turned(case_), then)
        case c.Due():
            return "any", None, (_not_due(node, context), *inner((node.then,)))
        case _:
            return "leaf", None, ()


def _turned(because: Because) -> Because:
    return Because(
        "not", _("Not the case: {case}").format(case=because.says), invert(because.state), of=(because,)
    )


def _not_due(node: c.Due, context: Context) -> Because:
    day = deadline(node.due, context)
    if day is None:
        return Because("leaf", _("The day until which this must be done is not known"), None)
    state: Truth = context.on <= day
    return Because("leaf", _("There is time until {day}").format(day=say_date(day)), state)
