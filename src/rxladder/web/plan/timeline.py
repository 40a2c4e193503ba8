"""The coming year as a drawing: a bar for each term, a diamond for each date to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rxladder.facts.days import add_months
from rxladder.rules.result import TermDates
from rxladder.web.site.answer import Audited
from rxladder.web.site.rules import short_name

WIDTH, DIAMOND = 310, 8
TOP, STEP = 22, 44


@dataclass(frozen=True)
class Tick:
    """A month's beginning."""

    x: int
    name: str


@dataclass(frozen=True)
class Mark:
    """A date to keep, as a diamond."""

    x: int
    tone: str


@dataclass(frozen=True)
class Row:
    """One holding's term within the year."""

    name: str
    x: int
    y: int
    width: int
    marks: list[Mark]

    @property
    def text_y(self) -> int:
        """The line of the name above the bar."""
        return self.y - 6


@dataclass(frozen=True)
class Day:
    """A line of the table beside the drawing."""

    day: date
    what: str


@dataclass(frozen=True)
class Year:
    """Twelve months from a day on."""

    ticks: list[Tick]
    rows: list[Row]
    days: list[Day]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """As high as its rows."""
        return TOP + 8 + STEP * len(self.rows)

    @property
    def label(self) -> str:
        """The drawing in words, for who cannot see it."""
        told = "; ".join(f"{date_format(day.day, 'DATE_FORMAT')}: {day.what}" for day in self.days)
        return _("The coming year. %(days)s") % {"days": told or _("No dates.")}


def year_from(on: date, held: list[Audited]) -> Year | None:
    """The year from a day on; None where no term falls in it."""
    ends = add_months(on, 12)
    terms = [
        (short_name(item.row.credential), _drawn(item, item.found.term, on))
        for item in held
        if item.found.term and item.found.term.ends >= on
    ]
    if not terms:
        return None
    terms.sort(key=lambda pair: pair[1].ends)
    rows = [_row(name, term, on, ends, place) for place, (name, term) in enumerate(terms)]
    days = sorted(
        (
            Day(day, what)
            for name, term in terms
            for day, what, _tone in _dates(name, term)
            if on <= day <= ends
        ),
        key=lambda item: item.day,
    )
    return Year(_ticks(on, ends), rows, days)


def _drawn(item: Audited, term: TermDates, on: date) -> TermDates:
    """A term with the dates that matter: of what is not renewed its last day alone."""
    return replace(term, renew_from=None, apply_by=None) if item.found.holding.let_go(on) else term


def _at(day: date, on: date, ends: date) -> int:
    share = (day - on).days / (ends - on).days
    return round(WIDTH * min(max(share, 0), 1))


def _inside(x: int) -> int:
    return min(max(x, DIAMOND), WIDTH - DIAMOND)


def _ticks(on: date, ends: date) -> list[Tick]:
    months = (add_months(on.replace(day=1), count) for count in range(1, 13, 2))
    return [Tick(_at(day, on, ends), date_format(day, "M")) for day in months]


def _row(name: str, term: TermDates, on: date, ends: date, place: int) -> Row:
    starts = max(term.starts or on, on)
    left, right = _at(starts, on, ends), _at(term.ends, on, ends)
    marks = [
        Mark(_inside(_at(day, on, ends)), tone)
        for day, _what, tone in _dates(name, term)
        if on <= day <= ends
    ]
    return Row(name, left, TOP + 18 + STEP * place, max(right - left, 4), marks)


def _dates(name: str, term: TermDates) -> Iterator[tuple[date, str, str]]:
    if term.renew_from:
        yield term.renew_from, _("%(name)s: renewal opens") % {"name": name}, ""
    if term.apply_by:
        yield term.apply_by, _("%(name)s: apply by this day") % {"name": name}, ""
    yield term.ends, _("%(name)s: last day") % {"name": name}, "now"
