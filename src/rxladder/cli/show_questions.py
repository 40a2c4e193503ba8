"""Open questions for people: where in the career file an answer is written, and what only others can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console

from rxladder.cli.paper import print_indented
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.rules.result import AskedQuestion

PLACES = {
    "expires": noop("write it as `expires` in the holding"),
    "issued": noop("write it as `issued` in the holding"),
    "birthday": noop("write it as `birthday` under `person:`"),
    "hours-per-week": noop("write it as `hours_per_week` in the work entry"),
    "training-hours": noop("write it as `hours` in the training entry"),
    "credit-details": noop(
        "write it with each credit: `topic`, `format`, `accreditation`, `course` "
        "(no-named-course: none that a rule names)"
    ),
    "extension": noop(
        "write it under `overrides:` with `clause: keeps` and the last day you were given as `extended_to`"
    ),
}
"""Where the record itself is left open, and not one of the packs' questions."""


def print_questions(console: Console, questions: Sequence[AskedQuestion]) -> None:
    """Print the questions whose answers may change a result; nothing where there is none."""
    board = [one for one in questions if one.ask_authority]
    own = [one for one in questions if one not in board and one.id in PLACES]
    facts = [one for one in questions if one not in board and one not in own]
    _print(console, _("An answer may change this; write it under `facts:`"), facts, _of_facts)
    _print(console, _("An answer may change this:"), own, lambda one: f"{one.asks} ({_(PLACES[one.id])})")
    _print(console, _("Only the authority can say:"), board, lambda one: one.asks)


def _print(
    console: Console, head: str, questions: Sequence[AskedQuestion], said: Callable[[AskedQuestion], str]
) -> None:
    if questions:
        console.print(f"\n{head}")
    for one in questions:
        print_indented(console, said(one), 2)


def _of_facts(asked: AskedQuestion) -> str:
    choices = _("One of {choices}.").format(choices=", ".join(asked.choices)) if asked.choices else ""
    return f"{asked.id}: {asked.asks} {choices}".rstrip()
