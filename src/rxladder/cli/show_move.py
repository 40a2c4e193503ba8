"""A move for people: what it takes there, what of theirs counts, and the hours of education side by side."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.text import Text

from rxladder.cli.frame import show_json
from rxladder.cli.paper import TRUST, Footnotes, grid, paper, print_indented
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.phrases import say_date, say_dollars, sentence
from rxladder.rules.education_compared import EducationRule
from rxladder.rules.getting_cost import say_cost
from rxladder.rules.relocation import Move, Needed, Place
from rxladder.rules.relocation_output import move_document, places_document
from rxladder.rules.relocation_words import (
    say_counts,
    say_difference,
    say_earliest,
    say_education,
    say_kinds,
    say_place,
)

_SHORT = {
    "at-once": noop("now"),
    "ready": noop("apply"),
    "questions": noop("open"),
    "missing": noop("missing"),
    "not-read": noop("not read"),
}


def print_move(found: Move, *, as_json: bool) -> None:
    """Print a move to one state, for people or as JSON."""
    if as_json:
        show_json(move_document(found))
    else:
        _show_move(found)


def print_places(places: tuple[Place, ...], on: date, *, as_json: bool) -> None:
    """Print every state, the easiest first, for people or as JSON."""
    if as_json:
        show_json(places_document(places, on))
    else:
        _show_places(places, on)


def _show_move(found: Move) -> None:
    console, notes, place = paper(), Footnotes(), found.place
    console.print(_("Moving to {place}, on {day}").format(place=place.name, day=say_date(place.on)))
    console.print(Text(say_place(place), style="bold"))
    read = _("Rules read on {day}, confidence {trust}.")
    trust = _(TRUST[place.pack.confidence])
    console.print(read.format(day=say_date(place.pack.read), trust=trust))
    for position, group in enumerate(place.pack.to_work):
        where = f" ({group.where})" if group.where else ""
        head = _("To work there{where}, one of these").format(where=where)
        console.print(Text(f"\n{head}", style="bold"))
        for one in place.needed:
            if one.group == position:
                _show_needed(console, one, notes)
        for without in group.except_:
            print_indented(console, _("May work without it: {who}").format(who=without), 2)
        if group.note:
            print_indented(console, sentence(group.note), 2)
    _show_accepted(console, found)
    console.print(Text("\n" + _("Continuing education"), style="bold"))
    _show_education(console, _("here"), found.here)
    _show_education(console, _("there"), found.there)
    if found.here and found.there:
        for line in say_difference(found.here, found.there):
            print_indented(console, line, 2)
    for note in found.notes:
        console.print(f"\n{note}")
    console.print()
    notes.print(console)


def _show_needed(console: Console, one: Needed, notes: Footnotes) -> None:
    console.print(Text(f"  {one.title} {notes.mark(one.source)}".rstrip()))
    if one.held:
        print_indented(console, _("You have it."), 4)
        return
    for line in one.missing:
        print_indented(console, line, 4)
    print_indented(console, f"{_cost(one)}. {_('When: {day}.').format(day=say_earliest(one))}", 4)
    if one.first_usd is not None:
        before = _("Before that: at least {price} for what is missing.")
        print_indented(console, before.format(price=say_dollars(one.first_usd)), 4)


def _cost(one: Needed) -> str:
    said = say_cost(one.cost)
    told = sentence(said) if one.cost.usd is None else _("Cost: {price}").format(price=said)
    if not one.cost.unknown:
        return told
    return f"{told} {_('(not including {names})').format(names=', '.join(one.cost.unknown))}"


def _show_accepted(console: Console, found: Move) -> None:
    console.print(Text("\n" + _("What you have that counts there"), style="bold"))
    for one in found.accepted:
        doubt = "" if one.sure else f" {_('(if the board agrees)')}"
        print_indented(console, f"{one.name}{doubt}", 2)
    if not found.accepted:
        print_indented(console, _("Nothing in your record is named in its conditions."), 2)


def _show_education(console: Console, where: str, rule: EducationRule | None) -> None:
    if rule is None:
        print_indented(console, f"{where}: {_('not known')}", 2)
        return
    kinds = say_kinds(rule)
    of_these = _(", of which {kinds}").format(kinds=kinds) if kinds else ""
    print_indented(console, f"{where}: {say_education(rule)}{of_these}", 2)


def _show_places(places: tuple[Place, ...], on: date) -> None:
    console = paper()
    console.print(_("All states, easiest first, on {day}").format(day=say_date(on)) + "\n")
    table = grid(_("state"), _("to work there"), _("what"), _("cost"), _("trust"), ratio=2)
    for place in places:
        best = place.best
        table.add_row(
            place.name,
            _(_SHORT[place.ease]),
            say_counts(best) if best and best.lacks else "",
            say_cost(best.cost) if best and not best.held else "",
            _(TRUST[place.pack.confidence]),
        )
    console.print(table)
    console.print("\n" + _("`rxladder move FILE STATE` shows one in full."))
