"""What each activity of a catalogue counts for: the clauses of a person's open terms that lack its hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from rxladder.career.record import Career
from rxladder.facts.activities import Activity
from rxladder.facts.load import Packs
from rxladder.planning.board import Board, Question, board_of
from rxladder.planning.ce_result import Serves
from rxladder.planning.offers import Offer, offers_of
from rxladder.planning.open_terms import open_terms
from rxladder.planning.options import Care
from rxladder.planning.words import clause_says

_NOTHING: Mapping[str, tuple[Serves, ...]] = MappingProxyType({})


def counts_for(
    career: Career, packs: Packs, catalogue: Sequence[Activity], on: date
) -> Mapping[str, tuple[Serves, ...]]:
    """By the id of each activity that counts for something: the clauses that lack it, and how much it gives.

    Each clause is looked at by itself: what several activities give together is for the plan to tell. The
    hours are those of the activity, and no more than what is missing in the strictest reading of the rules.
    """
    terms = open_terms(career, packs, on)
    board = board_of(terms, (one.hours for one in catalogue if one.hours is not None))
    if not board.terms:
        return _NOTHING
    return {offer.activity.id: tuple(_serves(offer, board)) for offer in offers_of(board, catalogue, Care())}


def _serves(offer: Offer, board: Board) -> Iterator[Serves]:
    packed = 0
    for option in offer.options:
        packed |= option.sure & board.open_bits
    hours = board.hours(offer.parts)
    for number, term in enumerate(board.terms):
        bits = board.own(packed, number)
        questions = [question for question in board.questions if question.term == number]
        for instance in term.ledger.instances:
            if not bits & instance.bit:
                continue
            hardest = max(questions, key=lambda one: _lacking(one, instance.bit, board))
            says = clause_says(term, hardest.reading, instance.bit)
            if instance.of_activities:
                yield Serves(term.credential, instance.id, says, hours, "activities")
            else:
                given = min(hours, _lacking(hardest, instance.bit, board) or hours)
                yield Serves(term.credential, instance.id, says, given)


def _lacking(question: Question, bit: int, board: Board) -> Fraction:
    """What a clause lacks by itself in a reading; 0 where it lacks something only beside other clauses."""
    amount = question.lacking.get(bit, 0)
    return board.hours(amount) if amount > 0 else Fraction(0)
