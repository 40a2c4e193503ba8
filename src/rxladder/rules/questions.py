"""The questions whose answers can change a result, in the order in which to ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.rules.context import Atom
from rxladder.rules.result import AskedQuestion

AT_MOST = 6


def own_questions() -> Mapping[str, AskedQuestion]:
    """Questions about the record itself, which the vocabulary does not hold."""
    return {
        "expires": AskedQuestion("expires", _("What date is printed on it as the day it expires?"), "date"),
        "issued": AskedQuestion("issued", _("On what day was it first issued?"), "date"),
        "birthday": AskedQuestion("birthday", _("When is your birthday?"), "date", sensitive=True),
        "extension": AskedQuestion("extension", _("Did the board give you more time for it?"), "yes-no"),
        "hours-per-week": AskedQuestion(
            "hours-per-week", _("How many hours a week do you work there?"), "text"
        ),
        "credit-details": AskedQuestion(
            "credit-details",
            _("What were your credits about, in what form, who accredited them? The record leaves it open."),
            "text",
        ),
    }


def asked(
    atoms: Iterable[Atom], packs: Packs, clauses: Mapping[Atom, tuple[str, ...]] | None = None
) -> tuple[AskedQuestion, ...]:
    """Questions for the causes of an unknown: what the person can tell first, private matters last."""
    found: dict[str, AskedQuestion] = {}
    for atom in atoms:
        question = _question(atom, packs, (clauses or {}).get(atom, ()))
        found.setdefault(question.id, question)
    ranked = sorted(found.values(), key=lambda one: (one.ask_authority, one.sensitive))
    return tuple(ranked[:AT_MOST])


def _question(atom: Atom, packs: Packs, clauses: tuple[str, ...]) -> AskedQuestion:
    if atom.kind == "person":
        own = own_questions().get(atom.question)
        if own is not None:
            return own
    entry = packs.vocabulary.questions.get(atom.question)
    if entry is None:
        return AskedQuestion(_id(atom), _about(atom), "text", ask_authority=True, clauses=clauses)
    return AskedQuestion(
        id=atom.question,
        asks=_(entry.asks),
        answer=entry.answer,
        choices=entry.choices,
        sensitive=entry.sensitive,
        ask_authority=atom.kind != "person",
        clauses=clauses,
    )


def _id(atom: Atom) -> str:
    return f"{atom.question}:{atom.key}" if atom.key and len(atom.question) < 40 else "ask-authority"


def _about(atom: Atom) -> str:
    if atom.kind == "reading":
        return _("Ask the board how it reads the rule “{clause}”: it can be read in two ways.").format(
            clause=atom.question
        )
    if atom.key == "in-force":
        return _("Ask the board whether the rule “{clause}” is in force for you.").format(
            clause=atom.question
        )
    if atom.key == "low-confidence":
        return _("Ask the board whether “{clause}” holds: the source for it is weak.").format(
            clause=atom.question
        )
    return _("Ask the board: {what}.").format(what=atom.question.rstrip("."))
