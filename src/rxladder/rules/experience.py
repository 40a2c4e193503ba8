"""How much someone has worked: hours and months of a kind of experience, up to a day.

Hours accrue at `hours_per_week` / 7 a calendar day, both ends of the work included. Months are counted in
whole months of each stretch of work; days left over by several stretches are added up at 30 days a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rxladder.career.record import Work
from rxladder.facts.conditions import Experience
from rxladder.facts.days import ONE_DAY, add_months, whole_months
from rxladder.facts.vocabulary import ExperienceKind
from rxladder.rules.context import Atom, Context
from rxladder.rules.result import Truth

_STATES = ("own-state", "other-state")
_NO_TECHNICIAN = ("trainee", "pharmacist")
HOURS_UNTOLD = Atom("person", "hours-per-week")


def of_kind(kind: ExperienceKind, context: Context) -> list[Work]:
    """The person's work that is surely of a kind."""
    return _of_kind(kind, _worked(kind, True, context), context)


def likely_of_kind(kind: ExperienceKind, context: Context) -> Mapping[Atom, list[Work]]:
    """The person's work that may be of a kind, by what would settle it."""
    least = kind.full_time_hours_per_week
    if least is None:
        return {}
    found = {HOURS_UNTOLD: _of_kind(kind, _worked(kind, None, context), context)}
    if kind.part_time_open is not None:
        works = _of_kind(kind, _worked(kind, False, context), context)
        counting = works if kind.part_time == "by-itself" else list(_together(works, least))
        found[Atom("authority", kind.part_time_open)] = counting
    return {atom: works for atom, works in found.items() if works}


def _worked(kind: ExperienceKind, full_time: Truth, context: Context) -> list[Work]:
    """The person's work that is full-time, is not, or of which nobody told."""
    least = kind.full_time_hours_per_week
    return [one for one in context.career.experience if _is_full_time(one, least) is full_time]


def _together(works: list[Work], least: Fraction) -> Iterator[Work]:
    """The stretches in which several posts at the same time are full-time together, each as one post."""
    turns = sorted({work.from_ for work in works} | {work.to + ONE_DAY for work in works if work.to})
    for start, after in zip(turns, [*turns[1:], None], strict=False):
        there = [work for work in works if work.from_ <= start and (work.to is None or work.to >= start)]
        weekly = sum((work.hours_per_week or Fraction(0) for work in there), Fraction(0))
        if there and weekly >= least:
            yield replace(there[0], from_=start, to=after and after - ONE_DAY, hours_per_week=weekly)


def _is_full_time(work: Work, least: Fraction | None) -> Truth:
    if least is None:
        return True
    return None if work.hours_per_week is None else work.hours_per_week >= least


def _of_kind(kind: ExperienceKind, works: Iterable[Work], context: Context) -> list[Work]:
    if not kind.while_holding:
        return [work for work in works if _is_role(kind, work) and _fits(kind, work, context)]
    return [part for work in works if _fits(kind, work, context) for part in _while_held(kind, work, context)]


def _while_held(kind: ExperienceKind, work: Work, context: Context) -> Iterator[Work]:
    """The parts of a technician's work in which a credential was held; a post of the kind as a whole."""
    if work.role in kind.roles:
        yield work
        return
    if work.role in _NO_TECHNICIAN:
        return
    ids = {id_ for asked in kind.while_holding for id_ in context.packs.counting_as(asked)}
    for holding in context.career.holdings:
        issued = holding.first_issued
        if holding.credential in ids and issued is not None:
            start, ends = max(work.from_, issued), [day for day in (work.to, holding.expires) if day]
            if not ends or start <= min(ends):
                yield replace(work, from_=start, to=min(ends, default=None))


def _is_role(kind: ExperienceKind, work: Work) -> bool:
    return not kind.roles or work.role in kind.roles or _counts_as_technician(kind, work)


def _fits(kind: ExperienceKind, work: Work, context: Context) -> bool:
    if kind.workplaces and work.workplace not in kind.workplaces:
        return False
    if kind.place in _STATES:
        here = (work.state or context.career.person.state) == context.authority
        return here == (kind.place == "own-state")
    return True


def _counts_as_technician(kind: ExperienceKind, work: Work) -> bool:
    """Every post above trainee is technician work where a plain technician is asked for."""
    return "technician" in kind.roles and work.role not in _NO_TECHNICIAN


def hours_of(works: list[Work], since: date | None, on: date) -> Fraction:
    """Hours worked from `since` up to and with `on`."""
    total = Fraction(0)
    for work in works:
        start, end = _stretch(work, since, on)
        if start <= end and work.hours_per_week is not None:
            total += work.hours_per_week / 7 * ((end - start).days + 1)
    return total


def is_enough(node: Experience, works: list[Work], on: date) -> bool:
    """Whether work brings on a day what a test of experience asks."""
    since = first_day(node, on)
    if node.months is not None:
        return months_of(works, since, on) >= node.months
    return node.hours is not None and hours_of(works, since, on) >= node.hours


def first_day(node: Experience, on: date) -> date | None:
    """The first day of which a test of experience counts work; None where all counts."""
    return None if node.within_months is None else add_months(on, -node.within_months)


def hours_untold(works: Iterable[Work], since: date | None, on: date) -> bool:
    """Whether some work from `since` up to and with `on` has no hours a week."""
    stretches_ = (_stretch(work, since, on) for work in works if work.hours_per_week is None)
    return any(start <= end for start, end in stretches_)


def months_of(works: list[Work], since: date | None, on: date) -> int:
    """Whole months worked from `since` up to and with `on`; overlapping stretches count once."""
    months = days = 0
    worked = stretches(works, since, on)
    for start, end in worked:
        full = whole_months(start, end + ONE_DAY)
        months += full
        days += (end + ONE_DAY - add_months(start, full)).days
    return months + (days // 30 if len(worked) > 1 else 0)


def stretches(works: Iterable[Work], since: date | None, on: date) -> list[tuple[date, date]]:
    """The stretches worked from `since` up to and with `on`, first to last day; what touches is one."""
    return _merged([_stretch(work, since, on) for work in works])


def _stretch(work: Work, since: date | None, on: date) -> tuple[date, date]:
    start = work.from_ if since is None else max(work.from_, since)
    return start, on if work.to is None else min(work.to, on)


def _merged(stretches: list[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for start, end in sorted(stretch for stretch in stretches if stretch[0] <= stretch[1]):
        if merged and start <= merged[-1][1] + ONE_DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
