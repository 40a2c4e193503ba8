"""Terms: which renewal period of a holding a day falls in, and when it opens and ends.

Dates printed on a person's own certificate win over computed ones. `ends` is inclusive; a term starts the
day after the one before it ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY, add_months, month_end
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.term_rules import FirstTermRule, TermDay, TermRule
from rxladder.rules.result import TermDates

_KEPT = 5_000
_printed_terms: dict[tuple[object, ...], tuple[TermRule, TermDates]] = {}
_FIRST = FirstTermRule()
_STEPS = {"every": 12, "odd": 24, "even": 24}
_MISSED = timedelta(days=7)
"""A term follows an earlier one on record whose end lies within so many days of where it should begin."""


def term_on(
    rule: TermRule,
    holding: Holding,
    on: date,
    *,
    birthday: date | None = None,
    followed: TermDates | None = None,
) -> TermDates | None:
    """The term of a holding that a day belongs to, or None where no date tells it.

    `followed` is the term of the credential that this one's term follows (anchor `credential`). A printed
    `expires` is taken as the end of the present term, whatever the day.
    """
    if holding.expires is not None:
        return _as_printed(rule, holding, holding.expires)
    if rule.anchor == "credential":
        return _following(rule, holding, followed)
    return _computed(rule, holding, on, birthday)


def last_day(term: TermDates, on: date) -> date:
    """The last day of a term without a late fee or a risk; once that is over, the last day of all."""
    return term.apply_by if term.apply_by and on <= term.apply_by else term.ends


def _as_printed(rule: TermRule, holding: Holding, expires: date) -> TermDates:
    """The term that ends on the day printed; made once for all of whom the same dates are on record."""
    key = (id(rule), holding.issued, expires, holding.terms)
    known = _printed_terms.get(key)
    if known is None:
        if len(_printed_terms) > _KEPT:
            _printed_terms.clear()
        # The rule is kept with the term, so that no other can take over its id.
        known = _printed_terms[key] = rule, _printed(rule, holding, expires)
    return known[1]


def _printed(rule: TermRule, holding: Holding, expires: date) -> TermDates:
    likely_start = add_months(expires, -(_step(rule) or 12)) + ONE_DAY
    now = _in_force(rule, likely_start)
    starts = _printed_start(now, holding, expires)
    return _dated(now, starts, expires, first=_is_first(holding, starts), printed=True)


def _printed_start(rule: TermRule, holding: Holding, expires: date) -> date | None:
    issued, before = holding.issued, _last_end(holding, expires)
    for one_off in rule.one_off:
        if one_off.ends == expires and (issued is None or issued <= one_off.starts):
            return one_off.starts
    months = _step(rule)
    if months is None:
        return before + ONE_DAY if before else None
    starts = add_months(expires, -months) + ONE_DAY
    if before is not None and before >= starts - _MISSED:
        return before + ONE_DAY
    if issued is None or before is not None:
        return starts
    reached = add_months(issued, months)
    first = (reached.year, reached.month) == (expires.year, expires.month)
    return issued if issued > starts or first else starts


def _last_end(holding: Holding, expires: date) -> date | None:
    return max((term.ends for term in holding.terms if term.ends < expires), default=None)


def _is_first(holding: Holding, starts: date | None) -> bool:
    return bool(
        starts is not None and holding.issued is not None and holding.issued >= starts and not holding.terms
    )


def _following(rule: TermRule, holding: Holding, followed: TermDates | None) -> TermDates | None:
    if followed is None:
        return None
    starts, issued = followed.starts, holding.issued
    if starts is not None and issued is not None and starts < issued <= followed.ends:
        starts = issued  # it came in the midst of the other's term
    return _dated(rule, starts, followed.ends, first=_is_first(holding, starts), printed=followed.printed)


def _computed(rule: TermRule, holding: Holding, on: date, birthday: date | None) -> TermDates | None:
    if holding.issued is None:
        return _unissued(rule, on, birthday)
    for term in term_sequence(rule, holding.issued, birthday=birthday):
        if term.ends >= on or rule.renewable is False:
            return term
    return _after_an_unread_first(rule, holding.issued, on, birthday)


def _after_an_unread_first(rule: TermRule, issued: date, on: date, birthday: date | None) -> TermDates | None:
    """The calendar's term, where the first alone is not told and is over however long it was.

    A first term ends on the anchor's first or second day from the issue on.
    """
    term = _unissued(rule, on, birthday)
    if term is None or term.starts is None:
        return None
    first_days = list(islice((day for day in _anchor_days(rule, issued, birthday) if day >= issued), 2))
    return term if len(first_days) == 2 and term.starts > first_days[1] else None


def _unissued(rule: TermRule, on: date, birthday: date | None) -> TermDates | None:
    """A term that the calendar alone fixes: a fixed day of every, odd or even years, or every birthday."""
    if not _calendar_fixed(rule):
        return None
    step = _step(rule) or 12
    ends = next((day for day in _anchor_days(rule, on, birthday) if day >= on), None)
    if ends is None:
        return None
    starts = _moved(rule, ends, -step, birthday) + ONE_DAY
    return _dated(rule, starts, ends, printed=False, doubt=_weak(rule))


def _calendar_fixed(rule: TermRule) -> bool:
    if rule.renewable is False or rule.versions:
        return False
    if rule.anchor == "fixed-date":
        return rule.years in _STEPS
    return rule.anchor in ("birthday", "birth-month-end") and rule.months == 12


def term_sequence(rule: TermRule, issued: date, *, birthday: date | None = None) -> Iterator[TermDates]:
    """The computed terms from the first issue on, without gap or overlap; empty where not computable.

    A term's rule is the one in force on the day it starts.
    """
    starts, first = issued, True
    while True:
        now = _in_force(rule, starts)
        one_off = next((term for term in now.one_off if term.starts == starts), None)
        ends = one_off.ends if one_off else _next_end(now, issued, starts, birthday, first)
        if ends is None:
            return
        doubt = (_doubt(now, issued, ends) if first else None) or _weak(now)
        yield _dated(now, starts, ends, first=first, printed=False, doubt=doubt)
        starts, first = ends + ONE_DAY, False


def _in_force(rule: TermRule, starts: date) -> TermRule:
    for version in rule.versions:
        after = version.from_ is None or starts >= version.from_
        if after and (version.until is None or starts <= version.until):
            return version.rule
    return rule


def _step(rule: TermRule) -> int | None:
    return rule.months or _STEPS.get(rule.years or "")


def _next_end(rule: TermRule, issued: date, starts: date, birthday: date | None, first: bool) -> date | None:
    step = _step(rule)
    if step is None:
        return None
    if rule.anchor in ("issue-anniversary", "issue-month-end"):
        count = 1
        while (end := _issue_end(rule, issued, step * count)) < starts:
            count += 1
        return end
    if first:
        return _first_end(rule, issued, birthday)
    return _moved(rule, starts - ONE_DAY, step, birthday)


def _issue_end(rule: TermRule, issued: date, months: int) -> date:
    end = add_months(issued, months)
    return month_end(end.year, end.month) if rule.anchor == "issue-month-end" else end


def _first_end(rule: TermRule, issued: date, birthday: date | None) -> date | None:
    first = rule.first or _FIRST
    if first.ends == "printed" or not _first_computable(rule):
        return None
    base = add_months(issued, first.after_months)
    if first.strictly:
        base += ONE_DAY
    days = (day for day in _anchor_days(rule, base, birthday) if day >= base)
    for day in days:
        if not _skipped(first, issued, day):
            return day
    return None


def _first_computable(rule: TermRule) -> bool:
    """A two-year anchor without a year's parity needs a rule for its first end."""
    if rule.anchor == "fixed-date" and rule.years in _STEPS:
        return True
    return rule.first is not None or _step(rule) == 12


def _skipped(first: FirstTermRule, issued: date, day: date) -> bool:
    if first.skip_within_days is not None and issued >= day - timedelta(days=first.skip_within_days):
        return True
    return first.skip_within_months is not None and issued > add_months(day, -first.skip_within_months)


def _doubt(rule: TermRule, issued: date, ends: date) -> str | None:
    unclear = rule.first.unclear if rule.first else None
    if unclear is None:
        return None
    since, until = add_months(ends, -unclear.from_months), add_months(ends, -unclear.to_months)
    return unclear.says if since < issued <= until else None


def _weak(rule: TermRule) -> str | None:
    """What to say of a day that is computed by a rule from a weak source."""
    return _(_WEAK) if rule.confidence == "low" else None


_WEAK = noop("only a weak source gives this day: what counts is the date printed on your certificate")


def _anchor_days(rule: TermRule, base: date, birthday: date | None) -> Iterator[date]:
    """The anchor's days from the year of `base` on, of the right parity, in order."""
    parity = {"odd": 1, "even": 0}.get(rule.years or "")
    for year in range(base.year, min(base.year + 8, 9999)):
        if parity is None or year % 2 == parity:
            day = _anchor_in(rule, year, birthday)
            if day is None:
                return
            yield day


def _anchor_in(rule: TermRule, year: int, birthday: date | None) -> date | None:
    if rule.anchor == "fixed-date" and rule.date is not None:
        return rule.date.in_year(year)
    if birthday is None:
        return None
    if rule.anchor == "birth-month-end":
        return month_end(year, birthday.month)
    if rule.anchor == "birthday":
        return _birthday_in(birthday, year)
    return None


def _birthday_in(birthday: date, year: int) -> date:
    """A birthday in a year; one of 29 February falls on the 28th where the year has none."""
    if (birthday.month, birthday.day) == (2, 29):
        return month_end(year, 2)
    return birthday.replace(year=year)


def _moved(rule: TermRule, ends: date, months: int, birthday: date | None) -> date:
    if months % 12 == 0:
        day = _anchor_in(rule, ends.year + months // 12, birthday)
        if day is not None:
            return day
    return add_months(ends, months)


def _dated(
    rule: TermRule,
    starts: date | None,
    ends: date,
    *,
    first: bool = False,
    printed: bool,
    doubt: str | None = None,
) -> TermDates:
    return TermDates(
        starts=starts,
        ends=ends,
        renew_from=_renewal_day(rule.renew_from, ends),
        apply_by=_renewal_day(rule.apply_by, ends),
        printed=printed,
        first=first,
        doubt=doubt,
    )


def _renewal_day(day: TermDay | None, ends: date) -> date | None:
    if day is None:
        return None
    if day.days_before is not None:
        return ends - timedelta(days=day.days_before)
    if day.day_of_month is not None:
        return ends.replace(day=min(day.day_of_month, ends.day))
    assert day.date is not None
    told = day.date.in_year(ends.year)
    return told if told <= ends else day.date.in_year(ends.year - 1)
