"""Eligibility for people: the answer, the day, and the whole tree of reasons."""

from __future__ import annotations

from datetime import date

from rich.text import Text
from rich.tree import Tree

from rxladder.cli.paper import Footnotes, paper, state_word, truth_word
from rxladder.cli.show_questions import print_questions
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date
from rxladder.rules.result import Because, Eligibility
from rxladder.rules.titles import full_title

_HEADS = {"all": noop("all of these"), "any": noop("one of these"), "not": noop("not this")}


def show_eligibility(found: Eligibility, packs: Packs, on: date) -> None:
    """Print whether a credential can be had, why, and from when on."""
    console = paper()
    answer = {True: "yes", False: "no", None: "unknown"}[found.eligible]
    title = full_title(packs.credentials[found.credential])
    console.print(_("{name}, on {day}").format(name=title, day=say_date(on)))
    console.print(_("Eligible:"), state_word(answer))
    if found.earliest and not found.eligible:
        console.print(_("If work goes on as it is now: from {day}.").format(day=say_date(found.earliest)))
    console.print()
    notes = Footnotes()
    console.print(_tree(found.because, notes))
    for retry in found.retries:
        told = {"exam": _(packs.vocabulary.exams[retry.exam].name), "why": retry.says}
        if retry.next:
            text = _("{exam}: you may try again from {day} ({why}).").format(**told, day=say_date(retry.next))
        else:
            text = _("{exam}: to try again, waiting is not enough ({why}).").format(**told)
        console.print(f"\n{text}")
    print_questions(console, found.questions)
    console.print()
    notes.print(console)


def _tree(because: Because, notes: Footnotes) -> Tree:
    tree = Tree(_label(because, notes), guide_style="dim")
    for part in because.of:
        tree.children.append(_tree(part, notes))
    return tree


def _label(because: Because, notes: Footnotes) -> Text:
    words = _head(because) if because.of and because.op != "leaf" else because.says
    open_ = f"({because.open})" if because.open else ""
    parts = (words, open_, notes.mark(because.source))
    return Text(" ").join([truth_word(because.state), Text(" ".join(part for part in parts if part))])


def _head(because: Because) -> str:
    if because.op in _HEADS:
        return _(_HEADS[because.op])
    return _("at least {n} of these").format(n=because.n)
