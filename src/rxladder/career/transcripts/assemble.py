"""From rows to a reading: credits, what was not understood and why, and what says nothing of a credit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from rxladder.career.hours_in_text import HOURS_IN_A_CEU
from rxladder.career.transcripts import words
from rxladder.career.transcripts.layout import lay_out
from rxladder.career.transcripts.marked_lines import Marked, TextLine
from rxladder.career.transcripts.result import FoundCredit, Kind, LeftLine, Line, Reading
from rxladder.career.transcripts.rows import Cell, read_row
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_number

_CPE_MONITOR = re.compile(r"\bCPE\s*Monitor\b|\bNABP\b|National Association of Boards of Pharmacy", re.I)
_CE_BROKER = re.compile(r"\bCE\s*Broker\b", re.I)
_NUMBER = re.compile(r"(?<!\d)\d{1,9}(?:[.,]\d{1,9})?(?!\d)")


def read_lines(lines: Sequence[TextLine], file: str, kind: Kind) -> Reading:
    """What lines with places tell."""
    laid = lay_out(lines)
    credits: list[FoundCredit] = []
    unread: list[LeftLine] = []
    passed = list(laid.headings)
    for cells, places in laid.rows:
        sort_row(cells, places, credits, unread, passed)
    for one, why in laid.rest:
        _sort_rest(one, why, unread, passed)
    whole = "\n".join(line.line.text for line in lines)
    return finished(file, named(kind, whole), credits, unread, passed)


def sort_row(
    cells: list[Cell],
    places: tuple[Line, ...],
    credits: list[FoundCredit],
    unread: list[LeftLine],
    passed: list[LeftLine],
    *,
    day_first: bool = False,
) -> None:
    """Put a row where it belongs: it is a credit if it names an activity and tells anything of taking it."""
    found = read_row(cells, places, day_first=day_first)
    told = [found.date, found.hours]
    if found.uan or (found.title and any(part is not None for part in told)):
        credits.append(found)
        return
    if any(part is not None for part in told) or found.caution:
        why = found.caution or _("A date or hours, but neither a number nor a title.")
        unread += [LeftLine(line, why) for line in places]
    elif found.title and found.doubts:
        unread += [LeftLine(line, " ".join(found.doubts)) for line in places]
    else:
        passed += [LeftLine(line, _("No number, no date and no hours.")) for line in places]


def _sort_rest(one: Marked, why: str, unread: list[LeftLine], passed: list[LeftLine]) -> None:
    line = one.text.line
    if one.days and not why:
        why = _("A date, but no activity number and no hours.")
    elif one.hours and not why and not words.is_page_number(line.text):
        why = _("A number that may be hours, but no activity number and no date.")
    elif like := read_row([Cell(line.text)], (line,)).caution:
        why = like
    if why:
        unread.append(LeftLine(line, why))
    else:
        passed.append(LeftLine(line, _("No number, no date and no hours.")))


def named(kind: Kind, text: str) -> Kind:
    """The kind, more closely where the text names the service that made it."""
    if _CPE_MONITOR.search(text):
        return "cpe-monitor"
    return "ce-broker" if _CE_BROKER.search(text) else kind


def finished(
    file: str,
    kind: Kind,
    credits: Sequence[FoundCredit],
    unread: Iterable[LeftLine],
    passed: Iterable[LeftLine],
) -> Reading:
    """A reading with the notes that hold for it."""
    passed = tuple(passed)
    notes = [*_about_kind(kind, bool(credits)), *_about_total(credits, passed)]
    return Reading(file, kind, tuple(credits), tuple(unread), passed, tuple(notes))


def _about_kind(kind: Kind, any_credits: bool) -> list[str]:
    if kind == "cpe-monitor":
        return [
            _(
                "This looks like a CPE Monitor transcript. Its layout is unconfirmed: we have not seen "
                "one. Check each line against your own printout."
            )
        ]
    return [] if any_credits else [_("No credit was found in it.")]


def _about_total(credits: Sequence[FoundCredit], passed: Sequence[LeftLine]) -> list[str]:
    """Whether the totals that the document prints agree with what was read."""
    totals = [left.line.text for left in passed if words.is_total(left.line.text)]
    printed = [Fraction(found.replace(",", ".")) for text in totals for found in _NUMBER.findall(text)]
    if not printed or not credits:
        return []
    hours = sum((credit.hours for credit in credits if credit.hours is not None), Fraction(0))
    if any(total in (hours, hours / HOURS_IN_A_CEU, len(credits)) for total in printed):
        return []
    note = _("It shows a total ({text}); the lines that were read add up to {hours} hours. Compare them.")
    return [note.format(text="; ".join(totals)[:100], hours=say_number(hours))]
