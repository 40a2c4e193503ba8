"""Conditions in words: one statement for every kind of node, to stand alone or after "when".

Statements begin in lower case ("you give vaccines at work"); `phrases.sentence` gives the capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of, joined, one_of, say_date, say_days, say_months, say_text
from rxladder.facts.says_answers import ANSWER_SAYS, ANSWER_SAYS_NOT
from rxladder.facts.says_names import name_in, quoted
from rxladder.facts.says_record import RECORD_SAYS, RECORD_SAYS_NOT, certifications

_QUOTED = re.compile("“[^”]*”")


def condition_phrase(node: c.Node, packs: Packs) -> str:
    """A condition as a statement."""
    said = _SAYS[type(node)](node, packs)
    if node.from_ and node.from_ == node.until:
        return _("on {day}: {what}").format(day=say_date(node.from_), what=said)
    if node.from_ and node.until:
        return _("from {start} to {end}: {what}").format(
            start=say_date(node.from_), end=say_date(node.until), what=said
        )
    if node.from_:
        return _("from {start} on: {what}").format(start=say_date(node.from_), what=said)
    if node.until:
        return _("up to {end}: {what}").format(end=say_date(node.until), what=said)
    return said


def condition_alone(node: c.Node, packs: Packs, beside: Sequence[c.Node] = ()) -> str:
    """A condition as a sentence of its own; `beside` are the alternatives that are shown around it."""
    match node:
        case c.AskAuthority(from_=None, until=None):
            return _("ask your board {what}").format(what=say_text(node.ask_authority))
        case c.AcceptedCertification(from_=None, until=None) if any(
            isinstance(one, c.Holds) for one in beside
        ):
            held = [one for one in beside if isinstance(one, c.Holds)]
            return _("you hold {titles}").format(titles=certifications([*held, node], packs)[-1])
    return condition_phrase(node, packs)


# --- Branches


def _inner(nodes: Sequence[c.Node], packs: Packs) -> list[str]:
    """Statements of the parts of a branch; a branch in a branch stands between brackets."""
    return [
        f"({condition_phrase(node, packs)})" if _is_list(node) else condition_phrase(node, packs)
        for node in nodes
    ]


def _is_list(node: c.Node) -> bool:
    return len(_without_implied(c.children(node))) > 1


def _all(node: c.All, packs: Packs) -> str:
    return _list(_inner(node.all, packs), _("{left} and {right}"), _("{left}; and {right}"))


def _any(node: c.AnyOf, packs: Packs) -> str:
    return _list(_alternatives(node, packs), _("{left} or {right}"), _("{left}; or {right}"))


def _alternatives(node: c.AnyOf, packs: Packs) -> list[str]:
    """Any of several; certifications, exams and trainings side by side share a statement."""
    items: list[str] = []
    for kind, group in groupby(_without_implied(node.any), key=_alike):
        nodes = list(group)
        if kind is None or len(nodes) == 1:
            items += _inner(nodes, packs)
        else:
            items.append(_several(kind, nodes, packs))
    return items


def _without_implied(nodes: Sequence[c.Node]) -> list[c.Node]:
    """Alternatives without those that another takes in: who has finished high school has been in it."""
    in_school = any(isinstance(node, c.Education) and node.education == "in-high-school" for node in nodes)
    return [
        node
        for node in nodes
        if not (in_school and isinstance(node, c.Education) and node.education != "in-high-school")
    ]


def _none_of(node: c.AnyOf, packs: Packs) -> str:
    return _("none of these is true: {items}").format(items="; ".join(_alternatives(node, packs)))


def _list(items: Sequence[str], two: str, more: str) -> str:
    short = len(items) == 2 and not any(map(_has_commas, items))
    return joined("; ", items, two if short else more)


def _has_commas(statement: str) -> bool:
    """Whether a statement has commas of its own, outside names: nobody would see where it ends."""
    return "," in _QUOTED.sub("", statement)


def _alike(node: c.Node) -> type[c.Node] | None:
    """The kind of a leaf that can share a statement with its likes: one without bounds of its own."""
    plain: dict[type[c.Node], c.Node] = {}
    match node:
        case c.Holds():
            plain[c.Holds] = c.Holds(holds=node.holds)
        case c.Passed():
            plain[c.Passed] = c.Passed(passed=node.passed)
        case c.Trained():
            plain[c.Trained] = c.Trained(trained=node.trained)
        case c.AcceptedCertification():
            plain[c.Holds] = c.AcceptedCertification(accepted_certification=node.accepted_certification)
    told = {"note": None, "open": None, "sources": (), "confidence": None}
    return next((kind for kind, bare in plain.items() if node.model_copy(update=told) == bare), None)


def _several(kind: type[c.Node], nodes: Sequence[Any], packs: Packs) -> str:
    if kind is c.Holds:
        return _("you hold {titles}").format(titles=one_of(certifications(nodes, packs)))
    words = packs.vocabulary
    if kind is c.Passed:
        names = [name_in(words.exams, node.passed) for node in nodes]
        return _("you passed the exam {names}").format(names=quoted(names))
    names = [name_in(words.programmes, node.trained) for node in nodes]
    return _("you finished the training {names}").format(names=quoted(names))


def _at_least(node: c.AtLeast, packs: Packs) -> str:
    items = "; ".join(_inner(node.of, packs))
    return _("at least {n} of these: {items}").format(n=node.at_least, items=items)


def _not(node: c.Not, packs: Packs) -> str:
    inner = node.not_
    negated = _NEGATED.get(type(inner))
    said = negated(inner, packs) if negated else None
    return said or _("this is not so: {what}").format(what=condition_phrase(inner, packs))


def _if(node: c.If, packs: Packs) -> str:
    return _("if {case}, then {what}").format(
        case=condition_phrase(node.if_, packs), what=condition_phrase(node.then, packs)
    )


_EVENTS = {
    "first-registered": noop("within {time} of your first registration: {what}"),
    "issued": noop("within {time} of the day it was issued: {what}"),
    "reinstated": noop("within {time} of getting it back: {what}"),
    "hired": noop("within {time} of being hired: {what}"),
    "first-term-end": noop("within {time} of the end of your first term: {what}"),
}


def _due(node: c.Due, packs: Packs) -> str:
    due, what = node.due, condition_phrase(node.then, packs)
    if due.date is not None:
        said = _("by {day}: {what}").format(day=say_date(due.date), what=what)
    elif due.event == "first-term-end" and not due.months and not due.days:
        said = _("by the end of your first term: {what}").format(what=what)
    else:
        times = [say_months(due.months)] if due.months else []
        times += [say_days(due.days)] if due.days or not due.months else []
        said = _(_EVENTS[due.event or "issued"]).format(time=all_of(times), what=what)
    if due.extension_months is None:
        return said
    return _("{what} (up to {time} more may be requested)").format(
        what=said, time=say_months(due.extension_months)
    )


_SAYS: dict[type[c.Node], Callable[[Any, Packs], str]] = {
    c.All: _all,
    c.AnyOf: _any,
    c.AtLeast: _at_least,
    c.Not: _not,
    c.If: _if,
    c.Due: _due,
    **RECORD_SAYS,
    **ANSWER_SAYS,
}
_NEGATED: dict[type[c.Node], Callable[[Any, Packs], str | None]] = {
    c.AnyOf: _none_of,
    **RECORD_SAYS_NOT,
    **ANSWER_SAYS_NOT,
}
