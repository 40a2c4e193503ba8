"""The days of a plan: each activity as late as is sensible, and no more in a week than there is time for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rxladder.planning.board import Board, Question
from rxladder.planning.ce_rows import Taken
from rxladder.planning.offers import Offer, every_day
from rxladder.planning.options import Option


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """An offer with the day by which it is to be taken."""

    offer: Offer
    day: date


class Days(NamedTuple):
    """A choice with its days, in their order; `fits`: every cap by the day has room for all of them."""

    days: list[Placed]
    fits: bool


def placed(board: Board, chosen: Sequence[Taken]) -> Days:
    """The choice with its days: moved later while all stays met, then apart where a cap is by the day."""
    options = [one.option for one in chosen]
    for k, days in enumerate(every_day(board, [one.offer for one in chosen])):
        for later in reversed(days):
            if later.day <= options[k].day:
                break
            moved = [*options[:k], later, *options[k + 1 :]]
            if _all_met(board, chosen, moved):
                options = moved
                break
    found = [Placed(one.offer, option.day) for one, option in zip(chosen, options, strict=True)]
    fits = True
    if any(question.day_cap is not None for question in board.questions):
        found, fits = _apart(board, found)
    return Days(sorted(found, key=lambda one: (one.day, one.offer.order)), fits)


def _all_met(board: Board, chosen: Sequence[Taken], options: Sequence[Option]) -> bool:
    return all(_met(board, question, chosen, options) for question in board.questions)


def _met(board: Board, question: Question, chosen: Sequence[Taken], options: Sequence[Option]) -> bool:
    term = question.term
    return question.met_with(
        (board.own(option.sure, term), board.own(option.possible, term), one.offer.parts)
        for one, option in zip(chosen, options, strict=True)
    )


def breaks_study_limit(board: Board, found: Sequence[Placed]) -> set[date]:
    """The days up to which more hours are planned than there is time for."""
    if board.rate is None:
        return set()
    parts, over = 0, set()
    for one in sorted(found, key=lambda each: each.day):
        parts += one.offer.parts
        room = board.room(one.day)
        if room is not None and parts > room * board.unit:
            over.add(one.day)
    return over


# --- Caps by the day


def _apart(board: Board, found: Sequence[Placed]) -> tuple[list[Placed], bool]:
    """Activities on days of their own, as far as the day before which each must be taken allows."""
    cap = min(one.day_cap for one in board.questions if one.day_cap is not None)
    taken = _registered(board)
    done: list[Placed] = []
    fits = True
    for one in sorted(found, key=lambda each: (each.offer.days[0] != each.day, each.day, each.offer.order)):
        day = next((day for day in _days(board, one) if _fits(taken, day, one.offer.parts, cap)), None)
        if day is None:
            day, fits = one.day, False
        taken[day] = taken.get(day, 0) + one.offer.parts
        done.append(Placed(one.offer, day))
    return done, fits


def _registered(board: Board) -> dict[date, int]:
    taken: dict[date, int] = {}
    for each in board.registered:
        for day, parts in each.items():
            taken[day] = max(taken.get(day, 0), parts)
    return taken


def _days(board: Board, one: Placed) -> Iterator[date]:
    """The days on which it counts as it does on its own day, from that backwards."""
    before = [day for day in board.breaks if day < one.day]
    first = max([one.offer.days[0], *(day + timedelta(days=1) for day in before[-1:])])
    day = one.day
    while day >= first:
        yield day
        day -= timedelta(days=1)


def _fits(taken: dict[date, int], day: date, parts: int, cap: int) -> bool:
    """Whether a day and its neighbours have room for so many hours; more than the cap take a day whole."""
    here = taken.get(day, 0)
    around = (taken.get(day + timedelta(days=step), 0) for step in (-1, 1))
    if here == 0 and parts >= cap:
        return not any(around)
    return all(here + parts + other <= cap for other in around)
