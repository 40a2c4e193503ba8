"""The credits of a made-up workforce: activities of ACPE's providers, and what else people take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from rxladder.workforce import example_shares as shares

Draw = np.random.Generator
Numbers = np.ndarray[Any, Any]
_EPOCH = date(1970, 1, 1)
_FINER = {"03": "state-law", "05": "medication-errors", "07": "sterile-compounding"}
_OTHERS = (
    # topic, format, accreditation, course
    ("state-law", "live", "board-approved", None),
    ("state-law", "home-study", "board-approved", None),
    ("general-pharmacy", "in-service", "other", None),
    ("medication-errors", "in-service", "other", None),
    ("general-pharmacy", "college-course", "other", None),
    ("human-trafficking", "home-study", "other", None),
    ("implicit-bias", "home-study", "other", None),
    ("cultural-competency", "live", "other", None),
    ("cpr", "live", "other", None),
    ("immunizations", "live", "other", None),
    ("disease-state-management", "live", "cme", None),
    (None, "home-study", "other", None),
    ("general-pharmacy", None, None, None),
    ("ethics", "live", "board-approved", None),
)


@dataclass(frozen=True, slots=True)
class Activities:
    """Made-up activities of ACPE's providers, so many a year, as columns of their own."""

    first_year: int
    uan: Numbers
    hours: Numbers
    topic: Numbers
    """What stands beside the number, finer than its own topic."""

    @classmethod
    def drawn(cls, on: date, draw: Draw) -> Activities:
        """Those of the last years until a day's."""
        first = on.year - int(shares.YEARS_BACK) - 2
        years = np.repeat(np.arange(first, on.year + 1), shares.ACTIVITIES_A_YEAR)
        size = len(years)
        code = draw.choice([*shares.TOPIC_SHARES], size, p=[*shares.TOPIC_SHARES.values()])
        live = np.where(draw.random(size) < shares.LIVE, "L", "H")
        whom = np.where(draw.random(size) < shares.FOR_PHARMACISTS, "P", "T")
        provider, sequence = draw.integers(1, 900, size), draw.integers(1, 999, size)
        # A talk's recording has its number, and lasts as long.
        twin = np.flatnonzero((draw.random(size) < 0.06) & (np.arange(size) % shares.ACTIVITIES_A_YEAR > 0))
        hours = draw.choice([*shares.LENGTHS], size, p=[*shares.LENGTHS.values()])
        for column in (code, provider, sequence, hours):
            column[twin] = column[twin - 1]
        parts = zip(provider, years % 100, sequence, live, code, whom, strict=True)
        uan = np.array([f"{p:04}-0000-{y:02}-{s:03}-{f}{c}-{a}" for p, y, s, f, c, a in parts], dtype=object)
        finer = np.array([_FINER.get(str(one)) for one in code], dtype=object)
        finer[draw.random(size) > 0.15] = None
        return cls(first, uan, hours, finer)


def credits_of(
    names: Numbers,
    state: Numbers,
    states: tuple[str, ...],
    activities: Activities,
    on: date,
    faults: float,
    draw: Draw,
) -> pa.Table:
    """The credits of some people, in no order; some stand twice, some are wrong."""
    who = np.repeat(np.arange(len(names)), draw.poisson(shares.CREDITS_EACH, len(names)))
    draw.shuffle(who)
    day, status = _days(len(who), on, draw)
    made = _activities(day, activities, draw)
    _others(made, state[who], np.array(states, dtype=object), draw)
    made |= {"person": names[who].astype(object), "date": day, "status": status}
    again = np.flatnonzero(draw.random(len(who)) < shares.REPEATS)
    order = np.concatenate([np.arange(len(who)), again])
    made = {name: column[order] for name, column in made.items()}
    _spoil(made, faults, draw)
    return _table(made)


def _days(size: int, on: date, draw: Draw) -> tuple[Numbers, Numbers]:
    today = (on - _EPOCH).days
    back = draw.integers(0, int(shares.YEARS_BACK * 365), size)
    ahead = draw.integers(1, 120, size)
    chance = draw.random(size)
    booked, planned = chance < shares.BOOKED, chance > 1 - shares.PLANNED
    status = np.full(size, "done", dtype=object)
    status[booked], status[planned] = "booked", "planned"
    return np.where(booked | planned, today + ahead, today - back), status


def _activities(day: Numbers, activities: Activities, draw: Draw) -> dict[str, Numbers]:
    """For each credit one of ACPE's activities, released in its year or the one before."""
    size = len(day)
    year = day.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    year = year - draw.integers(0, 2, size) - activities.first_year
    last = len(activities.uan) // shares.ACTIVITIES_A_YEAR - 1
    chosen = np.minimum(year, last) * shares.ACTIVITIES_A_YEAR
    chosen = chosen + draw.integers(0, shares.ACTIVITIES_A_YEAR, size)
    nothing = np.full(size, None, dtype=object)
    said = nothing.copy()
    said[draw.random(size) < 0.5] = "acpe"
    return {
        "hours": activities.hours[chosen],
        "uan": activities.uan[chosen],
        "topic": activities.topic[chosen],
        "format": nothing.copy(),
        "audience": nothing.copy(),
        "accreditation": said,
        "jurisdiction": nothing.copy(),
        "course": nothing.copy(),
    }


def _others(made: dict[str, Numbers], state: Numbers, states: Numbers, draw: Draw) -> None:
    """Some credits are none of ACPE's, and say by themselves what they are about."""
    size = len(state)
    which = np.flatnonzero(draw.random(size) < shares.NO_ACPE)
    kind = draw.integers(0, len(_OTHERS), len(which))
    made["uan"][which] = None
    for at, name in enumerate(("topic", "format", "accreditation", "course")):
        made[name][which] = np.array([other[at] for other in _OTHERS], dtype=object)[kind]
    for_whom = np.array(["technician", None], dtype=object)
    made["audience"][which] = for_whom[(draw.random(len(which)) < 0.4).astype(int)]
    law = np.flatnonzero(made["topic"] == "state-law")
    made["jurisdiction"][law] = states[state[law]]


def _spoil(made: dict[str, Numbers], faults: float, draw: Draw) -> None:
    """Make some rows wrong, each in one of the ways that are seen."""
    size = len(made["date"])
    wrong = np.flatnonzero(draw.random(size) < faults)
    kind = draw.integers(0, 7, len(wrong))
    for at, (column, value) in enumerate(
        (
            ("hours", -1.0), ("hours", np.nan), ("hours", 5_000.0), ("date", -80_000), ("topic", "pharmacy"),
            ("uan", "0384-0000-26-12-H07-T"), ("person", "T-nobody"),
        )
    ):  # fmt: skip
        made[column][wrong[kind == at]] = value


_WORDS = ("uan", "topic", "format", "audience", "accreditation", "jurisdiction", "course", "status")


def _table(made: dict[str, Numbers]) -> pa.Table:
    return pa.table(
        {
            "person": pa.array(made["person"], pa.string()),
            "date": pa.array(made["date"].astype(np.int32), pa.int32()).cast(pa.date32()),
            "hours": pa.array(made["hours"], pa.float64()),
        }
        | {name: pa.array(made[name], pa.string()) for name in _WORDS}
    )
