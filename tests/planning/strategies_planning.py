"""Catalogues drawn around what a career lacks, and the best plan found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from rxladder.career.record import Availability, Career, Credit
from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.board import Board, board_of
from rxladder.planning.ce import plan_ce
from rxladder.planning.offers import credit_of
from rxladder.planning.open_terms import open_terms
from rxladder.rules.audit import audit
from tests.rules.strategies_rules import Told, credits_for, named, told

PRICES = [None, Decimal(0), Decimal(0), Decimal("4.5"), Decimal(5), Decimal(9), Decimal(10), Decimal(20)]


@dataclass(frozen=True)
class Shelf:
    """A career with the activities that it may choose from."""

    told: Told
    catalogue: tuple[Activity, ...]

    @property
    def career(self) -> Career:
        return self.told.career

    @property
    def on(self) -> date:
        return self.told.on


@st.composite
def activities(draw: st.DrawFn, held: tuple[str, ...], on: date, number: int) -> Activity:
    """An activity near what some credentials ask, with days and a price of its own."""
    credit = named(draw(credits_for(held, on)), 500 + number)
    shape = draw(st.sampled_from(["always", "always", "until", "from", "live"]))
    day = on + timedelta(days=draw(st.integers(0, 500)))
    hours = draw(st.sampled_from([1, 2, 3, 5, 10, 20]))
    return Activity(
        id=f"a{number}",
        title=f"Activity {number}",
        hours=Fraction(hours) if draw(st.integers(0, 5)) else Fraction(hours, 3),
        cost_usd=draw(st.sampled_from(PRICES)),
        uan=credit.uan,
        topic=credit.topic,
        format=credit.format,
        audience=credit.audience,
        accreditation=credit.accreditation,
        jurisdiction=credit.jurisdiction,
        course=credit.course,
        available_from=day if shape == "from" else None,
        available_until=day if shape == "until" else None,
        live_on=day if shape == "live" else None,
    )


@st.composite
def shelves(draw: st.DrawFn, careers: st.SearchStrategy[Told], most: int = 5) -> Shelf:
    """A career with a small catalogue."""
    case = draw(careers)
    held = tuple(one.credential for one in case.career.holdings)
    number = draw(st.integers(1, most))
    return Shelf(case, tuple(draw(activities(held, case.on, k)) for k in range(number)))


@st.composite
def shelves_that_do(draw: st.DrawFn, careers: st.SearchStrategy[Told], most: int = 5) -> Shelf:
    """A career with a small catalogue that has about what is missing, in one or two parts, and more."""
    case = draw(careers)
    held = tuple(one.credential for one in case.career.holdings)
    wanted = plan_ce(case.career, load_packs(), case.on, ()).still_missing
    found: list[Activity] = []
    for one in wanted:
        if one.place is None or len(found) >= most:
            continue
        for part in draw(st.sampled_from([(1,), (1, 1), (2,), (3, 1), (1, 2)])):
            whole = sum((1, part)) if part > 1 else part
            hours = max(Fraction(1, 2), one.amount * whole / draw(st.sampled_from([1, 1, 2])))
            base = draw(activities(held, case.on, len(found)))
            place = {axis: getattr(one.place, axis) or usual for axis, usual in USUAL.items()}
            found.append(replace(base, uan=None, hours=hours, **place))
    others = draw(st.integers(0, 2))
    found += [draw(activities(held, case.on, 50 + k)) for k in range(others)]
    return Shelf(case, tuple(found[:most]))


USUAL = {
    "topic": "general-pharmacy",
    "format": "live",
    "audience": "technician",
    "accreditation": "acpe",
    "jurisdiction": None,
    "course": None,
}


# --- Everything tried


Choice = tuple[tuple[Activity, date], ...]


def best_choice(shelf: Shelf) -> Choice | None:
    """The best of all sets and days of activities that the audit finds enough, or None."""
    board = board_of(open_terms(shelf.career, load_packs(), shelf.on), [])
    good = [choice for choice in _choices(shelf, board) if enough(shelf, choice)]
    return min(good, key=worth, default=None)


def worth(choice: Choice) -> tuple[int, Decimal, Fraction, int]:
    """Unknown prices, money, hours, number: less is better, the first the most."""
    chosen = [activity for activity, _ in choice]
    return (
        sum(one.cost_usd is None for one in chosen),
        sum((one.cost_usd or Decimal(0) for one in chosen), Decimal(0)),
        sum((one.hours or Fraction(0) for one in chosen), Fraction(0)),
        len(chosen),
    )


def _choices(shelf: Shelf, board: Board) -> Iterator[Choice]:
    ways: list[list[tuple[Activity, date] | None]] = []
    for activity in shelf.catalogue:
        days = activity.days(shelf.on)
        mine: list[tuple[Activity, date] | None] = [None]
        if days is not None:
            first, last = days[0], min(days[1] or board.last_day, board.last_day)
            when = {day for day in (*board.breaks, last) if first <= day <= last}
            mine += [(activity, day) for day in sorted(when)]
        ways.append(mine)
    for chosen in product(*ways):
        yield tuple(one for one in chosen if one is not None)


def enough(shelf: Shelf, choice: Choice, career: Career | None = None) -> bool:
    """Whether the audit finds every open term met by its day with a choice planned."""
    career = career or shelf.career
    if not has_time(choice, career, shelf.on):
        return False
    terms = open_terms(career, load_packs(), shelf.on)
    for term in terms.open:
        new = tuple(credit_of(one, day) for one, day in choice if day <= term.deadline)
        if not _met(with_credits(career, new), term.credential, shelf.on):
            return False
    return True


def has_time(choice: Choice, career: Career, on: date) -> bool:
    """Whether there is time for a choice beside what is registered, up to each of its days."""
    rate = career.availability.study_hours_per_week
    later = [one for one in career.credits if one.date >= on and (one.status != "done" or one.date > on)]
    for _, day in choice:
        hours = sum((one.hours or Fraction(0) for one, when in choice if when <= day), Fraction(0))
        hours += sum((one.hours for one in later if one.date <= day), Fraction(0))
        if rate is not None and hours > rate * ((day - on).days + 1) / 7:
            return False
    return True


def _met(career: Career, credential: str, on: date) -> bool:
    held = next(
        one for one in audit(career, load_packs(), on).holdings if one.holding.credential == credential
    )
    if held.status != "check":
        return held.status in ("met", "planned", "not-required")
    # What no hours can settle stays to be checked; the clauses themselves must be met all the same.
    terms = open_terms(career, load_packs(), on).open
    return all(term.met() for term in terms if term.credential == credential)


def with_credits(career: Career, credits: Sequence[Credit]) -> Career:
    """A career with more credits."""
    return replace(career, credits=(*career.credits, *credits))


def done(career: Career) -> Career:
    """The career with all that is booked or planned done."""
    return replace(career, credits=tuple(replace(one, status="done") for one in career.credits))


@st.composite
def in_a_hurry(draw: st.DrawFn) -> Shelf:
    """A shelf that has all, and little time."""
    shelf = draw(shelves_that_do(told((1, 2), most_credits=2), most=4))
    rate = Fraction(draw(st.sampled_from([1, 2, 4, 10])), draw(st.sampled_from([1, 10])))
    hurried = replace(shelf.career, availability=Availability(study_hours_per_week=rate))
    return replace(shelf, told=replace(shelf.told, career=hurried))
