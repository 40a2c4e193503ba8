"""The answers: hours still needed, states, and the most that each clause could count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product

from tests.rules.independent.asked import Asked, asked_of
from tests.rules.independent.packs import readings_of
from tests.rules.independent.program import Part, Program, Supply, least_new
from tests.rules.independent.supplies import done_by, new_kinds, supplies_of, supply_of_any

TOLERANCE = 1e-7


@dataclass(frozen=True)
class Answer:
    """What one holding needs: the least new hours over all readings, and its state by its credits."""

    least: float
    most: float
    state: str
    activities_missing: bool
    excluded: bool


def _satisfied(
    holding: dict, career: dict, credits: list[dict], on: date, reading: str | None, *, strictly: bool
) -> bool:
    """Whether credits satisfy everything asked; `strictly`: whatever only an authority could tell."""
    asked = [
        one
        for one in asked_of(holding, career, on, reading)
        if not (one.window.starts and one.window.starts > on) and (strictly or not one.unconfirmed)
    ]
    if strictly and any(one.unchecked for one in asked):
        return False
    supplies = supplies_of(asked, holding, credits, open_granted=not strictly)
    for k, one in enumerate(asked):
        if one.kind == "activities" and sum(k in supply.under for supply in supplies) < one.amount:
            return False
    return least_new([Part(tuple(asked), supplies, two_days=strictly)], []) is not None


def _state(holding: dict, career: dict, credits: list[dict], on: date) -> str:
    readings = readings_of(holding["credential"])
    loosely = {_satisfied(holding, career, credits, on, reading, strictly=False) for reading in readings}
    if loosely == {False}:
        return "short"
    if False in loosely:
        return "unknown"
    strictly = all(_satisfied(holding, career, credits, on, reading, strictly=True) for reading in readings)
    return "met" if strictly else "check"


def open_asks(holding: dict, career: dict, on: date, reading: str | None) -> list[Asked]:
    """What new hours of today could serve; a rule that may not be in force is asked as well."""
    return [
        one
        for one in asked_of(holding, career, on, reading)
        if one.window.has(on) and not one.unchecked and one.kind != "activities"
    ]


def fewest(
    holdings: list[dict], career: dict, on: date, readings: tuple[str | None, ...]
) -> tuple[float, list[tuple[dict, float]]]:
    """The least new hours for some holdings at once in one reading of each, and which hours."""
    done = done_by(career, on)
    asks = [open_asks(held, career, on, reading) for held, reading in zip(holdings, readings, strict=True)]
    parts = [
        Part(tuple(asked), supplies_of(asked, held, done, open_granted=False))
        for held, asked in zip(holdings, asks, strict=True)
    ]
    key = tuple(
        (held["credential"], tuple(one.clause for one in asked))
        for held, asked in zip(holdings, asks, strict=True)
    )
    kinds = new_kinds(key)
    found = least_new(parts, [under for _, under in kinds])
    assert found is not None, "every clause can be served by some new hour"
    hours = [
        (place, amount) for (place, _), amount in zip(kinds, found[1], strict=True) if amount > TOLERANCE
    ]
    return found[0], hours


def least_if_told(holding: dict, career: dict, on: date) -> float:
    """The least new hours if what credits are silent on speaks for them, each hour having one place."""
    amounts = []
    for reading in readings_of(holding["credential"]):
        asked = open_asks(holding, career, on, reading)
        supplies = [supply_of_any(credit, asked, holding) for credit in done_by(career, on)]
        kinds = new_kinds(((holding["credential"], tuple(one.clause for one in asked)),))
        found = least_new([Part(tuple(asked), tuple(supplies))], [under for _, under in kinds])
        assert found is not None
        amounts.append(found[0])
    return min(amounts)


def answer(holding: dict, career: dict, on: date) -> Answer:
    """One holding's answer on a day within its term."""
    amounts = [fewest([holding], career, on, (reading,))[0] for reading in readings_of(holding["credential"])]
    done = _state(holding, career, done_by(career, on), on)
    state = _state(holding, career, career["credits"], on)
    every = [one for r in readings_of(holding["credential"]) for one in asked_of(holding, career, on, r)]
    supplies = supplies_of(every, holding, career["credits"], open_granted=False)
    return Answer(
        least=min(amounts),
        most=max(amounts),
        state="planned" if state == "met" and done != "met" else state,
        activities_missing=any(
            one.kind == "activities" and sum(k in supply.under for supply in supplies) < one.amount
            for k, one in enumerate(every)
        ),
        excluded=any(one.kind == "unknown" or not one.window.has(on) for one in every),
    )


def together(career: dict, on: date) -> tuple[float, float]:
    """The least new hours for all holdings at once, over every combination of readings."""
    holdings = career["holdings"]
    amounts = [
        fewest(holdings, career, on, readings)[0]
        for readings in product(*(readings_of(held["credential"]) for held in holdings))
    ]
    return min(amounts), max(amounts)


def most_by_clause(holding: dict, career: dict, on: date, reading: str | None) -> list[tuple[Asked, float]]:
    """Every clause with the most that it could count by itself, caps obeyed, of what is done."""
    asked = asked_of(holding, career, on, reading)
    supplies = supplies_of(asked, holding, done_by(career, on), open_granted=False)
    return [(one, _most(k, one, asked, supplies)) for k, one in enumerate(asked)]


def _most(k: int, one: Asked, asked: list[Asked], supplies: tuple[Supply, ...]) -> float:
    if one.kind == "activities":
        return sum(k in supply.under for supply in supplies)
    program = Program()
    days: dict[date, dict[int, float]] = {}
    sums: dict[int, dict[int, float]] = {number: {} for number in range(len(asked))}
    for supply in supplies:
        place = program.variable(cost=-1.0 if k in supply.under else 0.0)
        program.at_most({place: 1.0}, supply.hours)
        days.setdefault(supply.day, {})[place] = 1.0
        for number in supply.under:
            sums[number][place] = 1.0
    for number, cap in enumerate(asked):
        if cap.kind == "cap":
            program.at_most(sums[number], cap.amount)
        elif cap.kind == "daily":
            for row in days.values():
                program.at_most({place: 1.0 for place in row if place in sums[number]}, cap.amount)
    found = program.solve()
    assert found is not None
    return min(-found[0], float(one.amount)) if one.kind in ("cap", "daily") else -found[0]
