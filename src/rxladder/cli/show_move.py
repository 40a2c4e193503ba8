"""A move for people: what it takes there, what of theirs counts, and the hours of education side by side."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.text import Text

from rxladder.cli.frame import show_json
from rxladder.cli.paper import Footnotes, grid, paper, print_indented
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
    "at-once": "now",
    "ready": "apply",
    "questions": "open",
    "missing": "missing",
    "not-read": "not read",
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
    console.print(f"Moving to {place.name}, on {say_date(place.on)}")
    console.print(Text(say_place(place), style="bold"))
    console.print(f"Rules read on {say_date(place.pack.read)}, confidence {place.pack.confidence}.")
    for position, group in enumerate(place.pack.to_work):
        where = f" ({group.where})" if group.where else ""
        console.print(Text(f"\nTo work there{where}, one of these", style="bold"))
        for one in place.needed:
            if one.group == position:
                _show_needed(console, one, notes)
        for without in group.except_:
            print_indented(console, f"May work without: {without}", 2)
        if group.note:
            print_indented(console, sentence(group.note), 2)
    _show_accepted(console, found)
    console.print(Text("\nContinuing education", style="bold"))
    _show_education(console, "here", found.here)
    _show_education(console, "there", found.there)
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
        print_indented(console, "You have it.", 4)
        return
    for line in one.missing:
        print_indented(console, line, 4)
    cost = sentence(say_cost(one.cost)) if one.cost.usd is None else f"Cost: {say_cost(one.cost)}"
    without = f" (without {', '.join(one.cost.unknown)})" if one.cost.unknown else ""
    print_indented(console, f"{cost}{without}. When: {say_earliest(one)}.", 4)
    if one.first_usd is not None:
        print_indented(console, f"Before that: at least {say_dollars(one.first_usd)} for what is missing.", 4)


def _show_accepted(console: Console, found: Move) -> None:
    console.print(Text("\nOf yours that counts there", style="bold"))
    for one in found.accepted:
        doubt = "" if one.sure else " (if the board agrees)"
        print_indented(console, f"{one.name}{doubt}", 2)
    if not found.accepted:
        print_indented(console, "Nothing in your record that its conditions name.", 2)


def _show_education(console: Console, where: str, rule: EducationRule | None) -> None:
    if rule is None:
        print_indented(console, f"{where}: not known", 2)
        return
    kinds = say_kinds(rule)
    print_indented(console, f"{where}: {say_education(rule)}{f', of these {kinds}' if kinds else ''}", 2)


def _show_places(places: tuple[Place, ...], on: date) -> None:
    console = paper()
    console.print(f"All states by ease, on {say_date(on)}\n")
    table = grid("state", "to work there", "what", "cost", "trust", ratio=2)
    for place in places:
        best = place.best
        table.add_row(
            place.name,
            _SHORT[place.ease],
            say_counts(best) if best and best.lacks else "",
            say_cost(best.cost) if best and not best.held else "",
            place.pack.confidence,
        )
    console.print(table)
    console.print("\n`rxladder move FILE STATE` tells the whole of one.")
