"""The days whose credits a clause looks at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY, MonthDay, add_months
from rxladder.facts.education_rules import WindowRule
from rxladder.facts.term_rules import TermRule
from rxladder.rules.renewal import filed_on
from rxladder.rules.result import TermDates


class Span(NamedTuple):
    """Days from `starts` to `ends`, both included; `starts` is None where nothing bounds it.

    `label` tells one of several spans of the same clause from the others ("2026"); `runs_on`: it is a cycle
    that ends after the term, whose hours the term's end does not hurry.
    """

    starts: date | None
    ends: date
    label: str = ""
    runs_on: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return day <= self.ends and (self.starts is None or self.starts <= day)


def spans(
    window: WindowRule, term: TermDates, holding: Holding, rule: TermRule, on: date
) -> tuple[Span, ...]:
    """The spans of a clause in a term; more than one where each year is judged by itself."""
    match window.kind:
        case "term":
            return (Span(term.starts, term.ends),)
        case "record":
            return (Span(None, max(term.ends, on)),)
        case "last-months":
            assert window.months is not None
            return (Span(add_months(on, -window.months) + ONE_DAY, max(term.ends, on)),)
        case "calendar-years":
            return _calendar_years(window.calendar_years or 1, term)
        case "licence-years":
            return _licence_years(term)
        case _ if window.cycle is not None:
            return _cycles(window, window.cycle, term)
    return (_months(window, term, holding, rule),)


def _calendar_years(count: int, term: TermDates) -> tuple[Span, ...]:
    last = _last_year(term)
    years = [year for year in range(last - count + 1, last + 1) if not term.first or _reached(year, term)]
    if len(years) == 1 and count == 1:
        return (Span(date(last, 1, 1), date(last, 12, 31)),)
    return tuple(Span(date(year, 1, 1), date(year, 12, 31), str(year)) for year in years)


def _last_year(term: TermDates) -> int:
    """The last year that is over by the term's end; where none ends within the term, the running one."""
    year = term.ends.year
    over = (term.ends.month, term.ends.day) == (12, 31)
    return year if over or term.starts is None or term.starts.year == year else year - 1


def _reached(year: int, term: TermDates) -> bool:
    """Whether a first term had begun by the end of a year."""
    return term.starts is None or term.starts.year <= year


def _licence_years(term: TermDates) -> tuple[Span, ...]:
    if term.starts is None:
        return (Span(None, term.ends),)
    found, start, number = [], term.starts, 1
    while start <= term.ends:
        end = min(add_months(start, 12) - ONE_DAY, term.ends)
        found.append(Span(start, end, f"year-{number}"))
        start, number = end + ONE_DAY, number + 1
    return tuple(found)


def _months(window: WindowRule, term: TermDates, holding: Holding, rule: TermRule) -> Span:
    assert window.months is not None
    filed = filed_on(holding, term) if window.ends == "filed" else None
    if filed is not None:
        return Span(add_months(filed, -window.months) + ONE_DAY, filed)
    starts = add_months(term.ends, -window.months) + ONE_DAY
    grace = rule.after_end.grace_days if rule.after_end and window.in_grace else None
    return Span(starts, term.ends + timedelta(days=grace or 0))


def _cycles(window: WindowRule, day: MonthDay, term: TermDates) -> tuple[Span, ...]:
    """The cycles that end within the term, else the one that is running when it ends."""
    assert window.months is not None
    ends = list(_cycle_ends(day, window.years, term))
    within = [end for end in ends if end <= term.ends] or ends[:1]
    labels = [str(end.year) for end in within] if len(within) > 1 else [""]
    return tuple(
        Span(add_months(end, -window.months) + ONE_DAY, end, label, end > term.ends)
        for end, label in zip(within, labels, strict=True)
    )


def _cycle_ends(day: MonthDay, years: str, term: TermDates) -> Iterator[date]:
    """The ends of cycles from the term's start on, with at least one after its end."""
    parity = {"odd": 1, "even": 0}.get(years)
    start = term.starts or add_months(term.ends, -12)
    for year in range(start.year, term.ends.year + 4):
        end = day.in_year(year)
        if end >= start and (parity is None or year % 2 == parity):
            yield end
