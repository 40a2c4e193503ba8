"""What each chosen activity gives to each clause, in one valid count of all hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from rxladder.planning.board import Board, Question
from rxladder.planning.ce_result import Serves, Unit
from rxladder.planning.offers import credit_of, spot_of
from rxladder.planning.placing import Placed
from rxladder.planning.words import clause_says, reasons
from rxladder.rules.simplex import least


class Served(NamedTuple):
    """What one activity serves, and why it is in the plan, in sentences."""

    clauses: tuple[Serves, ...]
    because: tuple[str, ...]


def served(board: Board, chosen: Sequence[Placed]) -> list[Served]:
    """For each activity, the clauses that lacked hours and get some of it."""
    found: list[list[Serves]] = [[] for _ in chosen]
    for number in range(len(board.terms)):
        for k, serves in _of_term(board, number, chosen):
            found[k].append(serves)
    return [
        Served(tuple(serves), reasons(board, one, serves)) for one, serves in zip(chosen, found, strict=True)
    ]


def _of_term(board: Board, number: int, chosen: Sequence[Placed]) -> Iterator[tuple[int, Serves]]:
    question = _hardest(board, number)
    rows = [_place(board, number, one) for one in chosen]
    for k, counted in enumerate(_counted(question, rows)):
        sure = rows[k][0]
        main, on_top = counted
        open_bits = [bit for bit in _bits(question.open_bits) if sure & bit] or [
            bit for bit in _bits(question.wanted) if sure & bit
        ]
        for bit in open_bits:
            unit: Unit = "activities" if bit in question.activities else "hours"
            hours = on_top.get(bit, Fraction(0)) if bit in question.asked.separate else main
            if unit == "activities":
                hours = Fraction(rows[k][2])
            if hours > 0:
                instance = board.terms[number].ledger.instances[bit.bit_length() - 1]
                says = clause_says(board.terms[number], question.reading, bit)
                credential = board.terms[number].credential
                yield k, Serves(credential, instance.id, says, hours / board.unit, unit)


def _hardest(board: Board, number: int) -> Question:
    """The reading that lacks the most."""
    mine = [question for question in board.questions if question.term == number]
    return max(mine, key=lambda one: sum(one.lacking.values()) + sum(one.activities.values()))


def _place(board: Board, number: int, one: Placed) -> tuple[int, int, int]:
    term = board.terms[number]
    if one.day > term.deadline:
        return 0, 0, one.offer.parts
    option = next((o for o in one.offer.options if o.day >= one.day), one.offer.options[-1])
    if option.day != one.day:
        spot = spot_of(term, credit_of(one.offer.activity, one.day))
        return spot.sure & board.own(option.sure, number), spot.possible, one.offer.parts
    return board.own(option.sure, number), board.own(option.possible, number), one.offer.parts


_Counts = tuple[Fraction, dict[int, Fraction]]


def _counted(question: Question, rows: Sequence[tuple[int, int, int]]) -> list[_Counts]:
    """The hours of each row that count for the main clauses, and for each clause on top.

    One linear program over all hours, those there are already included: as few as can be are left out, and
    of those the new ones rather than the old ones.
    """
    asked = question.asked
    masks = [(mask, parts) for mask, parts in asked.hours.items()]
    old = len(masks)
    masks += [(question.mask(sure, possible), question.worth(parts)) for sure, possible, parts in rows]
    if not asked.caps and not any(asked.separate.values()):
        return [(Fraction(parts if mask else 0), {}) for mask, parts in masks[old:]]
    keys = [(k, use) for k, (mask, _) in enumerate(masks) for use in _uses(question, mask)]
    solution = _program(question, masks, keys, old)
    found: list[_Counts] = []
    for k in range(old, len(masks)):
        amounts = {use: solution[keys.index((k, use))] for use in _uses(question, masks[k][0])}
        main = amounts.pop(0, Fraction(0))
        found.append((main, amounts))
    return found


def _uses(question: Question, mask: int) -> list[int]:
    return [0, *(bit for bit in question.asked.separate if mask & bit)] if mask else []


def _program(
    question: Question, masks: Sequence[tuple[int, int]], keys: Sequence[tuple[int, int]], old: int
) -> list[Fraction]:
    """Hours counted by row and use. The variables are the hours left out, so that costs are positive."""
    asked = question.asked
    wants = [*asked.minimums.items(), *asked.separate.items()]
    left_out, lacking = len(keys), len(keys) + len(masks)
    width = lacking + len(wants)
    rows: list[tuple[list[int], int]] = []

    def add(places: Iterable[int], by: int, bound: int, *own: int) -> None:
        line = [0] * width
        for place in places:
            line[place] = by
        for place in own:
            line[place] = 1
        rows.append((line, bound))

    for number, (bit, need) in enumerate(wants):
        use = bit if bit in asked.separate else 0
        counting = (p for p, (k, u) in enumerate(keys) if u == use and masks[k][0] & bit)
        add(counting, 1, need, lacking + number)
    for bit, cap in asked.caps.items():
        add((p for p, (k, u) in enumerate(keys) if u == 0 and masks[k][0] & bit), -1, -cap)
    for k, (_, parts) in enumerate(masks):
        mine = [p for p, (row, _) in enumerate(keys) if row == k]
        add(mine, 1, parts, left_out + k)
        add(mine, -1, -parts)
    cost = [0] * len(keys) + [len(masks) if k < old else 1 for k in range(len(masks))]
    cost += [len(masks) ** 2 + 1] * len(wants)
    found = least(cost, rows)
    assert found is not None, "whatever lacks may lack"
    return found[1]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
