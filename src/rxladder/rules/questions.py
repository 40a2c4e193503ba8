"""The questions whose answers can change a result, in the order in which to ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import inside
from rxladder.facts.says import say_clause, say_exception
from rxladder.facts.vocabulary import Question
from rxladder.rules.context import Atom
from rxladder.rules.in_time import LATE, say_late
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
        "training-hours": AskedQuestion("training-hours", _("How many hours did the training have?"), "text"),
        "credit-details": AskedQuestion(
            "credit-details",
            _(
                "What were your credits about, in what format, and who accredited them? The record leaves it "
                "open."
            ),
            "text",
        ),
    }


def asked(
    atoms: Iterable[Atom],
    packs: Packs,
    clauses: Mapping[Atom, tuple[str, ...]] | None = None,
    ce: ContinuingEducation | None = None,
    *,
    of_role: bool = False,
) -> tuple[AskedQuestion, ...]:
    """Questions for the causes of an unknown: what the person can tell first, private matters last.

    `ce` has the rules that the questions for the authority are about. `of_role`: a role asks for it and no
    rule, so that an employer can tell what the role leaves open.
    """
    found: dict[str, AskedQuestion] = {}
    for atom in atoms:
        question = _question(atom, packs, (clauses or {}).get(atom, ()), ce, of_role)
        found.setdefault(question.asks, question)
    ranked = sorted(found.values(), key=lambda one: (one.ask_authority, one.sensitive))
    return tuple(ranked[:AT_MOST])


def _question(
    atom: Atom, packs: Packs, clauses: tuple[str, ...], ce: ContinuingEducation | None, of_role: bool
) -> AskedQuestion:
    if atom.kind == "person":
        own = own_questions().get(atom.question)
        if own is not None:
            return _of_training(own, atom, packs) if atom.question == "training-hours" else own
    entry = packs.vocabulary.questions.get(atom.question)
    if entry is None:
        asks = _about(atom, packs, ce, of_role)
        return AskedQuestion(_id(atom), asks, "text", ask_authority=True, clauses=clauses)
    return AskedQuestion(
        id=atom.question,
        asks=_(entry.asks) if atom.kind == "person" else _for_the_board(entry),
        answer=entry.answer,
        choices=entry.choices,
        sensitive=entry.sensitive,
        ask_authority=atom.kind != "person",
        clauses=clauses,
    )


def _of_training(own: AskedQuestion, atom: Atom, packs: Packs) -> AskedQuestion:
    """The question after a training's hours, with the training's name."""
    programme = packs.vocabulary.programmes[atom.key.partition(" ")[0]]
    return replace(
        own, asks=_("How many hours did this training have: {name}?").format(name=_(programme.name))
    )


def _for_the_board(entry: Question) -> str:
    """A question that the person has answered as far as they can: the rest is the board's to say."""
    if entry.says is None:
        return _("Ask the board how it decides: {asks}").format(asks=_(entry.asks))
    return _("Ask the board whether this is so for you: {says}.").format(says=_(entry.says))


def _id(atom: Atom) -> str:
    return f"{atom.question}:{atom.key}" if atom.key and len(atom.question) < 40 else "ask-authority"


def _list(ways: Sequence[str]) -> str:
    return "; ".join(f"({number}) {way}" for number, way in enumerate(ways, 1))


def _about(atom: Atom, packs: Packs, ce: ContinuingEducation | None, of_role: bool) -> str:
    """What to ask the authority, about the rule, the training or the fact that an unknown hangs on."""
    if atom.kind == "reading":
        return _which_reading(atom.question, ce)
    if atom.question == LATE:
        return say_late(atom)
    if atom.key == "low-confidence":
        return _whether_it_holds(atom.question, packs, ce)
    if atom.key == "in-force":
        return _whether_in_force(atom.question, packs, ce)
    programme = packs.vocabulary.programmes.get(atom.question)
    if programme is not None:
        return _("Ask the board whether it accepts your training as this: {name}.").format(
            name=_(programme.name)
        )
    what = _(atom.question).rstrip(".")
    if not atom.question.startswith("whether "):
        return _("Ask the board about this: {what}.").format(what=what)
    return (_("Ask the employer {what}.") if of_role else _("Ask the board {what}.")).format(what=what)


def _which_reading(id_: str, ce: ContinuingEducation | None) -> str:
    rule = (ce.clauses.get(id_) or ce.exceptions.get(id_)) if ce else None
    if rule is None:
        return _("Ask the board how it reads the rule “{clause}”: it can be read in two ways.").format(
            clause=id_
        )
    ways = [inside(_(reading.says).rstrip(".")) for reading in rule.readings.values()]
    return _("Ask the board which of these it means: {ways}.").format(ways=_list(ways))


def _whether_it_holds(id_: str, packs: Packs, ce: ContinuingEducation | None) -> str:
    exception = ce.exceptions.get(id_) if ce else None
    if ce is None or exception is None:
        return _("Ask the board whether “{clause}” applies: the source for it is weak.").format(clause=id_)
    # The question says itself that the source is weak.
    bare = exception.model_copy(update={"confidence": None})
    return _("Ask the board whether this applies, since its source is weak: {rule}.").format(
        rule=inside(say_exception(bare, ce.clauses, packs)).rstrip(".")
    )


def _whether_in_force(id_: str, packs: Packs, ce: ContinuingEducation | None) -> str:
    clause = ce.clauses.get(id_) if ce else None
    if clause is None:
        return _("Ask the board whether the rule “{clause}” is in effect for you.").format(clause=id_)
    sure = clause.model_copy(update={"in_force": "yes"})
    return _("Ask the board whether this is in effect for you: {rule}.").format(
        rule=inside(say_clause(id_, sure, None, packs)).rstrip(".")
    )
