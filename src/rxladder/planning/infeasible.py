"""Why no plan meets everything: the fewest clauses that cannot be met together, and what would help."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import all_of, inside, say_date, say_number
from rxladder.planning.board import Board
from rxladder.planning.ce_model import Clock, Program
from rxladder.planning.ce_result import ClauseName, Wanted, WhyInfeasible
from rxladder.planning.offers import Offer
from rxladder.planning.open_terms import OpenTerm, Terms
from rxladder.planning.placing import Placed, breaks_study_limit
from rxladder.planning.words import clause_says
from rxladder.rules.explain import asked_now
from rxladder.rules.sheets import Instance
from rxladder.rules.titles import short_title

_Bit = tuple[int, int]
"""A term, and a bit of it."""

_MOST_PAIRS = 200


def why_infeasible(
    terms: Terms, board: Board, offers: Sequence[Offer], missing: Sequence[Wanted], clock: Clock
) -> WhyInfeasible:
    """The smallest set of clauses that the offers cannot meet together, and what would help."""
    if not missing and terms.lost:
        return _lost(terms)
    asked = list(dict.fromkeys(_clauses_in_question(board)))
    alone = [one for one in asked if not _feasible(board, offers, [one], clock)]
    if alone:
        clauses = alone
    else:
        clauses = _smallest(board, offers, asked, clock)
    return WhyInfeasible(
        tuple(_name(board, one) for one in clauses),
        _says(board, clauses, each=bool(alone)),
        tuple(_help(terms, board, offers, clauses, missing, clock)),
    )


def _clauses_in_question(board: Board) -> Iterator[_Bit]:
    """The clauses that lack something; all that are asked where they compete."""
    for question in board.questions:
        bits = question.open_bits
        while bits:
            bit = bits & -bits
            yield question.term, bit
            bits ^= bit


def _feasible(
    board: Board, offers: Sequence[Offer], clauses: Sequence[_Bit], clock: Clock, *, study: bool = True
) -> bool:
    if len(clauses) == 1 and (known := _plainly(board, offers, *clauses[0])) is not None:
        return known
    only: dict[int, int] = {}
    for term, bit in clauses:
        only[term] = only.get(term, 0) | bit
    return _answer(board, offers, only, clock, study=study) is not None


def _plainly(board: Board, offers: Sequence[Offer], term: int, bit: int) -> bool | None:
    """Whether one clause alone can be met, where adding up all that would serve it tells; else None."""
    most: dict[Hashable, int] = {}
    for offer in offers:
        if any(board.own(option.sure, term) & bit for option in offer.options):
            most[offer.same] = max(most.get(offer.same, 0), offer.parts)
    questions = [question for question in board.questions if question.term == term]
    for question in questions:
        if question.activities.get(bit, 0) > len(most) or question.lacking.get(bit, 0) > sum(most.values()):
            return False
    simple = all(not question.asked.caps and question.day_cap is None for question in questions)
    return True if simple and board.rate is None else None


def _answer(
    board: Board, offers: Sequence[Offer], only: dict[int, int] | None, clock: Clock, *, study: bool
) -> Program | None:
    daily = any(term.daily for term in board.terms)
    wanted = sum(bits << board.offsets[term] for term, bits in only.items()) if only else board.open_bits
    some = [one for one in offers if one.pinned or any(option.sure & wanted for option in one.options)]
    days: set[date] = set()
    while True:
        program = Program(board, some, by_day=daily, only=only, clock=clock)
        for day in sorted(days):
            program.limit_study(day)
        chosen = program.least({} if board.rate is None else program.time_then_number())
        if chosen is None:
            return None
        over = breaks_study_limit(board, [Placed(one.offer, one.option.day) for one in chosen]) - days
        if not (study and over):
            return program
        days |= over


def _smallest(board: Board, offers: Sequence[Offer], asked: list[_Bit], clock: Clock) -> list[_Bit]:
    """Each alone can be met: the first pair that cannot, else a set of which every part can be."""
    for tried, pair in enumerate(combinations(asked, 2)):
        if tried >= _MOST_PAIRS:
            break
        if not _feasible(board, offers, pair, clock):
            return list(pair)
    left = list(asked)
    for one in asked:
        fewer = [other for other in left if other != one]
        if not _feasible(board, offers, fewer, clock):
            left = fewer
    return left


def _name(board: Board, clause: _Bit) -> ClauseName:
    number, bit = clause
    term = board.terms[number]
    question = next(one for one in board.questions if one.term == number and one.wanted & bit)
    instance = _instance(term, bit)
    return ClauseName(term.credential, instance.id, clause_says(term, question.reading, bit))


def _instance(term: OpenTerm, bit: int) -> Instance:
    return term.ledger.instances[bit.bit_length() - 1]


def _says(board: Board, clauses: Sequence[_Bit], *, each: bool) -> str:
    parts = []
    for number, bit in clauses:
        name, term = _name(board, (number, bit)), board.terms[number]
        parts.append(
            _("{credential}: {clause}, by {day}").format(
                credential=short_title(term.case.ref),
                clause=inside(name.says),
                day=say_date(min(_instance(term, bit).span.ends, term.deadline)),
            )
        )
    listed = "; ".join(parts)
    if each and len(clauses) == 1:
        return _("The activities known here cannot meet this: {clauses}.").format(clauses=listed)
    if each:
        return _("The activities known here can meet none of these: {clauses}.").format(clauses=listed)
    return _("Each of these can be met, but not all of them together: {clauses}.").format(clauses=listed)


def _lost(terms: Terms) -> WhyInfeasible:
    clauses, helps = [], []
    for case in terms.lost:
        node = case.ref.credential.keeps
        assert node is not None
        says = asked_now(node, case.context)
        clauses.append(ClauseName(case.ref.id, "keeps", says))
        helps.append(_("Get what it depends on besides CE: {keeps}.").format(keeps=inside(says)))
    names = all_of([short_title(case.ref) for case in terms.lost])
    return WhyInfeasible(
        tuple(clauses), _("No hours can cover what {names} needs.").format(names=names), tuple(helps)
    )


# --- What would help


def _help(
    terms: Terms,
    board: Board,
    offers: Sequence[Offer],
    clauses: Sequence[_Bit],
    missing: Sequence[Wanted],
    clock: Clock,
) -> Iterator[str]:
    if board.rate is not None:
        program = _answer(board, offers, None, clock, study=False)
        if program is not None:
            yield _("More time to study: {n} hours a week would be enough.").format(
                n=say_number(_rate_needed(board, program))
            )
            return
    yield from _later(board, clauses)
    if missing:
        wanted = all_of([one.says for one in missing])
        yield _("Activities that are not in the catalog: {kinds}.").format(kinds=wanted)
    yield from (text for text in (_lost(terms).would_help if terms.lost else ()))


def _rate_needed(board: Board, program: Program) -> Fraction:
    """Hours a week with which the plan that the time for study stands against can be done."""
    chosen = [one for one, v in zip(program.choices, program.taken, strict=True) if program.values[v] > 0.5]
    most = Fraction(0)
    for one in chosen:
        day = one.option.day
        hours = board.hours(sum(each.offer.parts for each in chosen if each.option.day <= day))
        hours += sum((h for when, h in board.booked if when <= day), Fraction(0))
        most = max(most, hours * 7 / ((day - board.on).days + 1))
    return Fraction(ceil(most * 2), 2)


def _later(board: Board, clauses: Sequence[_Bit]) -> Iterator[str]:
    """The days up to which a later hour would still count, though not before the day to apply by."""
    concerned = {
        number
        for number, bit in clauses
        if _instance(board.terms[number], bit).span.ends > board.terms[number].deadline
    }
    for number, term in enumerate(board.terms):
        if number in concerned and term.deadline < term.term.ends:
            yield _(
                "A later day: {credential} ends on {ends}; ask whether hours after {day} still count."
            ).format(
                credential=short_title(term.case.ref),
                ends=say_date(term.term.ends),
                day=say_date(term.deadline),
            )
