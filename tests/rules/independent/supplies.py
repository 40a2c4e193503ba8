"""The hours that there are and those that could be taken, by the clauses that they fall under."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from tests.rules.independent.asked import Asked
from tests.rules.independent.days import day_of
from tests.rules.independent.places import new_places, settled, takes, told_somehow
from tests.rules.independent.program import Supply

_Asks = tuple[tuple[str, tuple[str, ...]], ...]
"""Credentials, each with the ids of the clauses that it asks."""


def done_by(career: dict, on: date) -> list[dict]:
    return [one for one in career["credits"] if one["status"] == "done" and day_of(one["date"]) <= on]


def supplies_of(
    asked: list[Asked], holding: dict, credits: list[dict], *, open_granted: bool
) -> tuple[Supply, ...]:
    found = []
    for credit in map(settled, credits):
        day = day_of(credit["date"])
        under = frozenset(
            k
            for k, one in enumerate(asked)
            if one.window.has(day)
            and takes(holding["credential"], one.clause, credit, open_granted=open_granted)
        )
        if under:
            found.append(Supply(Fraction(str(credit["hours"])), under, day))
    return tuple(found)


def supply_of_any(credit: dict, asked: list[Asked], holding: dict) -> Supply:
    """The hours of a credit, at whichever of the places that it may have."""
    ways = {
        frozenset(
            k
            for k, one in enumerate(asked)
            if one.window.has(day_of(credit["date"])) and takes(holding["credential"], one.clause, place)
        )
        for place in told_somehow(settled(credit), holding["credential"])
    }
    return Supply(Fraction(str(credit["hours"])), frozenset(), day_of(credit["date"]), tuple(ways))


@lru_cache(maxsize=4096)
def new_kinds(asks: _Asks) -> list[tuple[dict, tuple[frozenset[int], ...]]]:
    """New hours by the clauses that they fall under at each holding; a place stands for all like it."""
    kinds: dict[tuple[frozenset[int], ...], dict] = {}
    for place in new_places(tuple(sorted({credential for credential, _ in asks}))):
        under = tuple(
            frozenset(k for k, id_ in enumerate(ids) if takes(credential, id_, place))
            for credential, ids in asks
        )
        if any(under):
            kinds.setdefault(under, place)
    return [(place, under) for under, place in kinds.items()]
