"""The plan of continuing education: which activities meet every open term in time at the least cost.

First come the fewest activities whose price is not known, then the least money, the least hours, and the
fewest activities. What is found is proven to be the best by the solver and checked by the audit's own count:
a plan that the audit would not call enough is never handed out.

The program is kept small: it begins without the limits that seldom bind (time for study, caps by the day)
and takes them in only where the best plan without them breaks them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rxladder.career.record import Career
from rxladder.facts.activities import Activity
from rxladder.facts.load import Packs
from rxladder.planning.board import Board, board_of
from rxladder.planning.ce_model import Clock, Program, SolverError
from rxladder.planning.ce_result import (
    Deadline,
    NotPlanned,
    Plan,
    PlannedActivity,
    Wanted,
    WhyInfeasible,
)
from rxladder.planning.ce_rows import Extra, Taken
from rxladder.planning.infeasible import why_infeasible
from rxladder.planning.offers import Offer, credit_of, offers_of
from rxladder.planning.open_terms import Terms, open_terms, readings_of_twins
from rxladder.planning.options import Care
from rxladder.planning.placing import Placed, breaks_study_limit, placed
from rxladder.planning.reduce import first_of_alike, reduced
from rxladder.planning.serving import served
from rxladder.planning.shopping import extras_of, lost_certifications, shopping_list
from rxladder.planning.to_ask import what_to_ask
from rxladder.planning.words import notes_of

_MOST_TRIES = 25
_MOST_WAYS = 16
_NO_CARE = Care()


@dataclass(slots=True)
class _Search:
    """One search for a plan, with what it needs at every turn."""

    terms: Terms
    board: Board
    catalogue: Sequence[Activity]
    pinned: Collection[str]
    refused: Collection[str]
    clock: Clock
    study_days: set[date] = field(default_factory=set)

    def offers(self, care: Care = _NO_CARE) -> list[Offer]:
        """What the catalogue offers for these terms, with the days that may be needed."""
        return offers_of(self.board, self.catalogue, care, pinned=self.pinned, refused=self.refused)


def plan_ce(
    career: Career,
    packs: Packs,
    on: date,
    catalogue: Sequence[Activity],
    *,
    pinned: Collection[str] = (),
    refused: Collection[str] = (),
    clock: Clock | None = None,
) -> Plan:
    """The best plan for a career from a day on.

    `pinned` are the ids of activities that the person wants in it, `refused` of those that they do not.
    `clock` is told how long building and solving took. Raises SolverError where the solver fails.
    """
    clock = clock or Clock()
    hours = [one.hours for one in catalogue if one.hours is not None]
    searches: list[_Search] = []
    best: tuple[tuple[int, int, int, int], list[Placed], _Search] | None = None
    for terms in readings_of_twins(open_terms(career, packs, on), _MOST_WAYS):
        board = board_of(terms, hours)
        searches.append(_Search(terms, board, catalogue, frozenset(pinned), frozenset(refused), clock))
        chosen = _cheapest(searches[-1], searches[-1].offers())
        if chosen is not None and (best is None or _worth(chosen) < best[0]):
            best = _worth(chosen), chosen, searches[-1]
    return _partial(searches[0]) if best is None else _plan(best[2], best[1])


def _worth(chosen: Sequence[Placed]) -> tuple[int, int, int, int]:
    """Unknown prices, money, hours, number: the less the better, the first the most."""
    cents = [one.offer.cents for one in chosen]
    known = sum(one for one in cents if one is not None)
    return cents.count(None), known, sum(one.offer.parts for one in chosen), len(chosen)


def _plan(
    search: _Search,
    chosen: Sequence[Placed],
    missing: tuple[Wanted, ...] = (),
    why: WhyInfeasible | None = None,
) -> Plan:
    terms, board = search.terms, search.board
    lost = lost_certifications(terms)
    if lost and why is None:
        why = why_infeasible(search.terms, board, [], (), search.clock)
    serves = served(board, chosen)
    activities = tuple(
        PlannedActivity(one.offer.activity, one.day, serves[k].clauses, serves[k].because, one.offer.pinned)
        for k, one in enumerate(chosen)
    )
    return Plan(
        on=terms.on,
        status="optimal" if why is None else "infeasible",
        activities=activities,
        still_missing=(*missing, *lost),
        why_infeasible=why,
        deadlines=tuple(Deadline(term.credential, term.deadline, term.late) for term in terms.open),
        left_out=terms.left_out,
        excluded=tuple(
            NotPlanned(term.credential, one.id, one.why) for term in terms.open for one in term.case.excluded
        ),
        to_ask=what_to_ask(terms.career, terms.packs, terms.on),
        notes=notes_of(terms, search.catalogue, activities, search.pinned),
        packs=terms.packs.hash,
    )


# --- A whole plan


def _cheapest(search: _Search, offers: Sequence[Offer]) -> list[Placed] | None:
    """The best whole plan; None where there is none. Unknown prices are left alone where known ones do."""
    if not search.board.terms and not any(offer.pinned for offer in offers):
        return []
    known = [offer for offer in offers if offer.cents is not None or offer.pinned]
    found = _best(search, known)
    if found is None and len(known) < len(offers):
        found = _best(search, offers)
    return found


def _best(search: _Search, offers: Sequence[Offer]) -> list[Placed] | None:
    """The best plan out of some offers: without the limits that seldom bind, then with those that do."""
    care, forbidden = Care(), list[Sequence[Taken]]()
    kept = reduced(search.board, offers, care)
    for _ in range(_MOST_TRIES):
        chosen = _solved(search, kept, by_day=care.each_day, forbidden=forbidden)
        if chosen is None:
            return None
        found = placed(search.board, first_of_alike(kept, chosen))
        stricter = _stricter(search, found.days, care, fits=found.fits)
        if stricter is not None:
            care, forbidden = stricter, []
            kept = reduced(search.board, _with_days(search, offers, care), care)
        elif _enough(search, found.days):
            return found.days
        else:
            search.clock.refused += 1
            forbidden.append(chosen)
    raise SolverError("no plan was found that the audit accepts")


def _stricter(search: _Search, days: Sequence[Placed], care: Care, *, fits: bool) -> Care | None:
    """What the next program must care for, if this answer breaks a limit; the days that do are noted."""
    over = breaks_study_limit(search.board, days) - search.study_days
    search.study_days |= over
    if over or not (fits or care.each_day):
        return Care(days=care.days or bool(over), each_day=care.each_day or not fits)
    return None


def _with_days(search: _Search, offers: Sequence[Offer], care: Care) -> Sequence[Offer]:
    """The same offers, with more of their days where these matter."""
    if care.none:
        return offers
    ids = {offer.activity.id for offer in offers}
    return [offer for offer in search.offers(care) if offer.activity.id in ids]


def _solved(
    search: _Search, offers: Sequence[Offer], *, by_day: bool, forbidden: Sequence[Sequence[Taken]] = ()
) -> list[Taken] | None:
    """The best choice of a program: fewest unknown prices, least money, least time, fewest activities."""
    program = Program(search.board, offers, by_day=by_day, clock=search.clock)
    for day in sorted(search.study_days):
        program.limit_study(day)
    for one in forbidden:
        program.forbid(one)
    return _in_order(program)


def _in_order(program: Program) -> list[Taken] | None:
    goals = [goal for goal in (program.unknown_prices(), program.cents()) if goal]
    chosen: list[Taken] | None = []
    for goal in (*goals, program.time_then_number()):
        chosen = program.least(goal)
        if chosen is None:
            return None
    return chosen


def _enough(search: _Search, found: Sequence[Placed]) -> bool:
    """Whether the audit's own count finds every open term met by its last day with the plan carried out."""
    terms = search.terms
    if not search.board.terms and not found:
        return True
    credits = [credit_of(one.offer.activity, one.day) for one in found]
    for deadline in {term.deadline for term in terms.open}:
        in_time = tuple(credit for credit in credits if credit.date <= deadline)
        career = replace(terms.career, credits=(*terms.career.credits, *in_time))
        due = (term for term in open_terms(career, terms.packs, terms.on).open if term.deadline == deadline)
        if not all(term.met() for term in due):
            return False
    return True


# --- The best part of a plan


def _partial(search: _Search) -> Plan:
    """What comes nearest: as little as can be stays missing, then as before; and why it is not all."""
    board, care = search.board, Care()
    extras, places = extras_of(board, search.terms)
    offers = search.offers()
    while True:
        kept = reduced(board, _with_days(search, offers, care), care)
        program, chosen = _nearest(search, kept, extras, by_day=care.each_day)
        found = placed(board, first_of_alike(kept, chosen))
        stricter = _stricter(search, found.days, care, fits=found.fits)
        if stricter is None:
            break
        care = stricter
    missing = shopping_list(board, search.terms, program, places)
    why = why_infeasible(search.terms, board, kept, missing, search.clock)
    return _plan(search, found.days, missing, why)


def _nearest(
    search: _Search, offers: Sequence[Offer], extras: Sequence[Extra], *, by_day: bool
) -> tuple[Program, list[Taken]]:
    program = Program(search.board, offers, extras=extras, soft=True, by_day=by_day, clock=search.clock)
    for day in sorted(search.study_days):
        program.limit_study(day)
    chosen = program.least(program.shortfall(), whole=False)
    if chosen is not None:
        chosen = program.least(program.hours_missing(), whole=False)
    if chosen is not None:
        chosen = _in_order(program)
    if chosen is None:
        raise SolverError("what is pinned cannot be taken at all")
    return program, chosen
