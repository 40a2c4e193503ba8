"""Writing for people: a plain console, words for states, and sources as numbered footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.phrases import say_date, say_dollars
from rxladder.rules.output import down, up
from rxladder.rules.result import HoursRange, HoursToGo, SourceNote, Truth

COLOURS = {
    "lapsed": "bold red", "short": "red", "unknown": "yellow", "check": "yellow", "planned": "cyan",
    "met": "green", "not-required": "green", "not-yet": "dim", "yes": "green", "no": "red",
}  # fmt: skip
STATES = {
    "lapsed": noop("lapsed"), "short": noop("short"), "unknown": noop("unknown"), "check": noop("check"),
    "planned": noop("planned"), "met": noop("met"), "not-required": noop("not required"),
    "not-yet": noop("not yet"), "yes": noop("yes"), "no": noop("no"),
}  # fmt: skip
MEANINGS = {
    "lapsed": noop("the day is after the end of the term"),
    "short": noop("something is missing"),
    "unknown": noop("it depends on an answer that nobody has given yet"),
    "check": noop("it depends on something that must be checked with the authority"),
    "planned": noop("met once what is booked and planned is done"),
    "met": noop("everything that is counted is there"),
    "not-required": noop("nothing is required"),
}

TRUST = {"high": noop("high"), "medium": noop("medium"), "low": noop("low")}
"""How far a source is trusted."""

# What would steer a terminal, and is no text: a name in a stranger's file may hold it.
_STEERING = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


class _Paper(Console):
    """A console on which no text can steer the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(_STEERING), style, control)


def paper() -> Console:
    """A console that takes texts as they are: no markup, no emoji, no colour where it is not a terminal."""
    return _Paper(markup=False, emoji=False, highlight=False)


def state_word(state: str) -> Text:
    """A state in its colour."""
    return Text(_(STATES.get(state, state)), style=COLOURS.get(state, ""))


def truth_word(truth: Truth) -> Text:
    """yes, no or unknown."""
    return state_word({True: "yes", False: "no", None: "unknown"}[truth])


def grid(*columns: str, ratio: int) -> Table:
    """A borderless table; the column at place `ratio` takes the room that is left."""
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, show_header=any(columns), header_style="dim")
    for place, name in enumerate(columns):
        wide = place == ratio
        table.add_column(name, ratio=1 if wide else None, no_wrap=not wide, overflow="fold")
    return table


def say_to_go(hours: HoursToGo) -> str:
    """Hours to go, or the range in which they lie."""
    if isinstance(hours, HoursRange):
        return _("{least} to {most}").format(least=up(hours.min), most=up(hours.max))
    return str(up(hours))


def say_counted(counted: Fraction, needed: Fraction | None) -> str:
    """ "18.5 of 20"."""
    return _("{n} of {all}").format(n=down(counted), all="?" if needed is None else down(needed))


def say_cost(known: Fraction, unknown: int) -> str:
    """What is known of a cost, and how many prices are not."""
    if not unknown:
        return say_dollars(known)
    text = ngettext("{cost} and {n} price not known", "{cost} and {n} prices not known", unknown)
    return text.format(cost=say_dollars(known), n=unknown)


def say_day(day: date | None) -> str:
    """A day in words, or "not known"."""
    return _("not known") if day is None else say_date(day)


class Footnotes:
    """Numbers the sources that are named, each once, and prints them at the end."""

    def __init__(self) -> None:
        self._numbers: dict[SourceNote, int] = {}

    def mark(self, source: SourceNote | None) -> str:
        """The number of a source, in brackets; nothing where there is none."""
        if source is None:
            return ""
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def print(self, console: Console) -> None:
        """List the sources that were marked."""
        if not self._numbers:
            return
        console.print(Text(_("Sources"), style="bold"))
        for source, number in self._numbers.items():
            dated = _("dated {day}").format(day=source.dated) if source.dated else None
            parts = (
                source.section or source.for_,
                dated,
                _("read {day}").format(day=source.read),
                _("confidence {n}").format(n=_(TRUST[source.confidence])),
            )
            print_footnote(console, number, ", ".join(part for part in parts if part), source.url)


def print_footnote(console: Console, number: int, about: str, url: str) -> None:
    """One source: what it is, and its address on a line of its own, never broken."""
    console.print(Text(f" [{number}] {about}", overflow="fold"))
    console.print(Text(f"     {url}"), soft_wrap=True)


def print_indented(console: Console, text: str | Text, indent: int) -> None:
    """A paragraph whose every line begins further in."""
    console.print(Padding(text, (0, 0, 0, indent), expand=False))
