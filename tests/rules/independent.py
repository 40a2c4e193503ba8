"""An independent count of continuing education, as a linear program solved by HiGHS.

The engine is tested against it. It reads the packs' YAML by itself and imports nothing of the product, so
that a mistake would have to be made twice. It knows the plain shapes of rules only, and raises
NotImplementedError where a career leads to another: an exception that applies, carried-over hours, a first
term, a renewal handed in. Every credit and every answer must be told.

Careers are plain data: `{"holdings": [{"credential", "issued", "expires"}], "credits": [{"date", "hours",
"topic", "format", "audience", "accreditation", "jurisdiction", "course", "uan", "status"}], "facts": {...}}`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import linprog
from scipy.sparse import coo_array

DATA = Path(__file__).parents[2] / "src" / "rxladder" / "facts" / "data"
PARENT = {
    "state-law": "law",
    "medication-errors": "patient-safety",
    "sterile-compounding": "compounding",
    "nonsterile-compounding": "compounding",
    "hazardous-drugs": "compounding",
}
AXES = ("topic", "format", "audience", "accreditation", "jurisdiction", "course")
FORMATS = (
    "live", "home-study", "blended", "college-course", "in-service", "exam", "teaching", "other",
)  # fmt: skip
ACPE_FORMATS = ("live", "home-study", "blended")
TOLERANCE = 1e-7


class _Reader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """YAML of which only true and false are booleans, so that a key `on` stays a text."""


_Reader.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _scalar(value):
    if isinstance(value, dict):
        return {key: _scalar(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_scalar(item) for item in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


@cache
def rules() -> dict[str, dict]:
    """Every credential's rules, by id, as they stand in the packs."""
    found = {}
    for path in sorted((DATA / "packs").glob("*.yaml")):
        pack = _scalar(yaml.load(path.read_text(encoding="utf-8"), _Reader))
        found.update(pack["credentials"])
    return found


# --- Days


def _day(value) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """A day moved by months; the last of a month stays the last, a day that is not there becomes the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _last_of(year, month + 1)
    if day == _last_of(day.year, day.month) or day.day > last.day:
        return last
    return date(year, month + 1, day.day)


def term_of(holding: dict) -> tuple[date, date]:
    """The term of a printed end, for a holding that was renewed at least once."""
    rule = rules()[holding["credential"]]["term"]
    issued, ends = _day(holding["issued"]), _day(holding["expires"])
    for one_off in rule.get("one_off", ()):
        if _day(one_off["ends"]) == ends and issued <= _day(one_off["starts"]):
            starts = _day(one_off["starts"])
            break
    else:
        starts = months_later(ends, -rule["months"]) + timedelta(days=1)
    for version in rule.get("versions", ()):
        if _day(version.get("until", "9999-12-31")) >= starts >= _day(version.get("from", "0001-01-01")):
            raise NotImplementedError("a term under an older rule")
    if months_later(issued, 40) > starts:
        raise NotImplementedError("a first term, or nearly one")
    return starts, ends


@dataclass(frozen=True)
class Window:
    """Days, both included; `starts` is None where nothing bounds it."""

    starts: date | None
    ends: date

    def has(self, day: date) -> bool:
        return day <= self.ends and (self.starts is None or self.starts <= day)


def _windows(window, term: tuple[date, date], rule: dict, on: date) -> list[Window]:
    starts, ends = term
    if window in (None, "term") or window == {"kind": "term"}:
        return [Window(starts, ends)]
    if "calendar_years" in window:
        years = range(ends.year - window["calendar_years"] + 1, ends.year + 1)
        return [Window(date(year, 1, 1), date(year, 12, 31)) for year in years]
    if "months" not in window or window.keys() - {"months", "ends", "in_grace", "cycle", "years", "note"}:
        raise NotImplementedError(f"a window {window}")
    months = window["months"]
    if "cycle" in window:
        month, day = map(int, window["cycle"].split("-"))
        parity = {"odd": 1, "even": 0, "every": None}[window.get("years", "every")]
        years = [year for year in range(starts.year, starts.year + 4) if parity in (None, year % 2)]
        end = next(end for year in years if (end := date(year, month, day)) >= starts)
        return [Window(months_later(end, -months) + timedelta(days=1), end)]
    grace = rule["term"].get("after_end", {}).get("grace_days", 0) if window.get("in_grace") else 0
    return [Window(months_later(ends, -months) + timedelta(days=1), ends + timedelta(days=grace or 0))]


# --- Which hours fall under what


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def line_of(topic: str) -> list[str]:
    """A topic and those that it lies under."""
    return [topic, *line_of(PARENT[topic])] if topic in PARENT else [topic]


def falls_under(hour: dict, match: dict) -> bool:
    """Whether an hour with a place on every axis falls under a match."""
    if unknown := match.keys() - {*AXES, "any_of", "not"}:
        raise NotImplementedError(f"a match on {unknown}")
    if "course" in match:
        if hour["course"] not in _listed(match["course"]):
            return False
    elif not all(_on(axis, hour[axis], _listed(match[axis])) for axis in AXES if axis in match):
        return False
    if "any_of" in match and not any(falls_under(hour, part) for part in match["any_of"]):
        return False
    return "not" not in match or not falls_under(hour, match["not"])


def _on(axis: str, value: str, wanted: list) -> bool:
    if axis == "topic":
        return any(topic in wanted for topic in line_of(value))
    return value in wanted


def _bound_by(clause: dict, hour: dict) -> bool:
    if "of" not in clause or falls_under(hour, clause["of"]):
        return True
    return "among" in clause and not falls_under(hour, clause["among"])


def _accepted(ce: dict, hour: dict) -> str:
    """`yes`, `no`, or `open` where texts not read may accept it."""
    if "rejects" in ce and falls_under(hour, ce["rejects"]):
        return "no"
    if "accepts" not in ce or falls_under(hour, ce["accepts"]):
        return "yes"
    return "open" if "accepts_open" in ce else "no"


UAN_TOPICS = (
    "disease-state-management", "hiv-aids", "law", "general-pharmacy", "patient-safety", "immunizations",
    "compounding", "pain-management-opioids",
)  # fmt: skip


def settled(credit: dict) -> dict:
    """A credit with what its UAN says; beside it stands a finer topic, or a board's own under "general"."""
    if not credit.get("uan"):
        return credit
    *_, design, audience = credit["uan"].split("-")
    said, beside = UAN_TOPICS[int(design[1:]) - 1], credit["topic"]
    finer = beside is not None and (
        said in line_of(beside)
        or (said == "general-pharmacy" and beside not in UAN_TOPICS and beside not in PARENT)
    )
    return credit | {
        "topic": beside if finer else said,
        "format": {"L": "live", "H": "home-study"}[design[0]],
        "audience": {"T": "technician", "P": "pharmacist"}[audience],
        "accreditation": "acpe",
    }


# --- What a holding asks


@dataclass(frozen=True)
class Asked:
    """One clause in one window, in one reading.

    `kind` is minimum, cap, daily (a cap on each day), activities or unknown (hours that no source tells);
    `unconfirmed` asks a rule that may not be in force, `unchecked` one that the pack cannot compute.
    """

    clause: str
    amount: Fraction
    kind: str
    window: Window
    separate: bool = False
    unconfirmed: bool = False
    unchecked: bool = False


def takes(credential: str, clause: str, hour: dict, *, open_granted: bool = False) -> bool:
    """Whether an hour falls under a clause (windows apart)."""
    ce = rules()[credential]["ce"]
    rule = ce["clauses"][clause]
    if not _bound_by(rule, hour):
        return False
    if rule.get("any_accreditation"):
        return True
    accepted = _accepted(ce, hour)
    return accepted == "yes" or (accepted == "open" and open_granted)


_Asks = tuple[tuple[str, tuple[str, ...]], ...]
"""Credentials, each with the ids of the clauses that it asks."""


def _holds_true(condition: dict, career: dict) -> bool:
    """The few conditions that plain cases need; every answer must be given."""
    key = next(iter(condition))
    match key:
        case "any":
            return any(_holds_true(part, career) for part in condition["any"])
        case "all":
            return all(_holds_true(part, career) for part in condition["all"])
        case "answer":
            if condition.keys() - {"answer", "sources", "note"}:
                raise NotImplementedError(condition)
            return career["facts"][condition["answer"]]
        case "holds":
            return any(held["credential"] == condition["holds"] for held in career["holdings"])
        case "first_term":
            return False
        case "issued":
            if condition["issued"].keys() & {"before", "on_or_before"}:
                raise NotImplementedError(condition)
            return False
        case "ask_authority":
            raise NotImplementedError(condition)
    raise NotImplementedError(condition)


def readings_of(credential: str) -> list[str | None]:
    """The ways in which a credential's clauses can be read: [None] where there is but one."""
    clauses = rules()[credential]["ce"]["clauses"].values()
    keys = dict.fromkeys(key for clause in clauses for key in clause.get("readings", ()))
    return list(keys) or [None]


def asked_of(holding: dict, career: dict, on: date, reading: str | None) -> list[Asked]:
    """Every clause that a holding's term asks in one reading, spread over its windows."""
    rule = rules()[holding["credential"]]
    ce, term = rule["ce"], term_of(holding)
    found = []
    for id_, clause in ce["clauses"].items():
        if term[1] < (_day(clause.get("from")) or date.min) or term[1] > (
            _day(clause.get("until")) or date.max
        ):
            continue
        if "when" in clause and not _holds_true(clause["when"], career):
            continue
        read = clause.get("readings", {}).get(reading) or {}
        if not read.get("in_force", True):
            continue
        merged = clause | {key: value for key, value in read.items() if key in ("at_least", "separate")}
        window = merged.get("window", ce.get("window"))
        if merged.get("once"):
            windows = [Window(None, max(term[1], on))]
        elif "every_months" in merged:
            raise NotImplementedError("a clause of every so many months")
        else:
            windows = _windows(window, term, rule, on)
        for window in windows:
            found.append(
                Asked(
                    clause=id_,
                    amount=_amount(merged, ce),
                    kind=_kind(merged),
                    window=window,
                    separate=merged.get("separate", False),
                    unconfirmed=merged.get("in_force") == "unconfirmed",
                    unchecked="check" in merged or "hours_unknown" in merged,
                )
            )
    return found


def _kind(clause: dict) -> str:
    if "hours_unknown" in clause:
        return "unknown"
    if clause.get("unit") == "activities":
        return "activities"
    if "at_least" in clause:
        return "minimum"
    return "daily" if clause.get("per_day") else "cap"


def _amount(clause: dict, ce: dict) -> Fraction:
    if "hours_unknown" in clause:
        return Fraction(0)
    if "at_most_share" in clause:
        return Fraction(str(clause["at_most_share"])) * Fraction(str(ce["clauses"]["total"]["at_least"]))
    return Fraction(str(clause["at_least"] if "at_least" in clause else clause["at_most"]))


# --- Places of new hours


@cache
def _new_places(credentials: tuple[str, ...]) -> list[dict]:
    """Any one place on each axis: every topic, format, audience, accreditation; laws and courses named."""
    named = named_by(credentials, activities=False)
    topics = {*PARENT, *PARENT.values(), "general-pharmacy", "other", *named["topic"]}
    return [
        dict(zip(AXES, (topic, format_, audience, accreditation, law, course), strict=True))
        for topic in sorted(topics)
        for format_, audience, accreditation in product(
            FORMATS, ("technician", "pharmacist"), ("acpe", "board-approved", "cme", "other")
        )
        for law in ([*named["jurisdiction"], "elsewhere"] if topic == "state-law" else [None])
        for course in [None, *named["course"]]
    ]


def _gather(tree, named: dict[str, set]) -> None:
    """The values that a tree of rules names, by axis; exceptions and cases name no places of hours."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in named and isinstance(value, (str, list)):
                named[key].update(_listed(value))
            elif key not in ("exceptions", "fixed_values", "when"):
                _gather(value, named)
    elif isinstance(tree, list):
        for value in tree:
            _gather(value, named)


def named_by(credentials: tuple[str, ...], *, activities: bool = True) -> dict[str, list[str]]:
    """The values that the rules of some credentials name, by axis."""
    named: dict[str, set] = {axis: set() for axis in AXES}
    for credential in credentials:
        ce = rules()[credential]["ce"]
        clauses = [one for one in ce["clauses"].values() if activities or one.get("unit") != "activities"]
        _gather([clauses, ce.get("accepts"), ce.get("rejects")], named)
    return {axis: sorted(values) for axis, values in named.items()}


@lru_cache(maxsize=4096)
def _new_kinds(asks: _Asks) -> list[tuple[dict, tuple[frozenset[int], ...]]]:
    """New hours by the clauses that they fall under at each holding; a place stands for all like it."""
    kinds: dict[tuple[frozenset[int], ...], dict] = {}
    for place in _new_places(tuple(sorted({credential for credential, _ in asks}))):
        under = tuple(
            frozenset(k for k, id_ in enumerate(ids) if takes(credential, id_, place))
            for credential, ids in asks
        )
        if any(under):
            kinds.setdefault(under, place)
    return [(place, under) for under, place in kinds.items()]


# --- The linear program


class Program:
    """Variables are made one by one; rows say that a sum is at most, or at least, so much."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self._rows: list[dict[int, float]] = []
        self._bounds: list[float] = []

    def variable(self, cost: float = 0.0) -> int:
        self.cost.append(cost)
        return len(self.cost) - 1

    def at_most(self, row: dict[int, float], bound) -> None:
        self._rows.append(row)
        self._bounds.append(float(bound))

    def at_least(self, row: dict[int, float], bound) -> None:
        self.at_most({place: -value for place, value in row.items()}, -bound)

    def solve(self) -> tuple[float, list[float]] | None:
        """The least cost and the variables, all of them at least 0; None where no solution is feasible."""
        if not self.cost:
            return None if any(bound < 0 for bound in self._bounds) else (0.0, [])
        entries = [(k, place, value) for k, row in enumerate(self._rows) for place, value in row.items()]
        rows, places, values = zip(*entries, strict=True) if entries else ((), (), ())
        shape = len(self._rows), len(self.cost)
        matrix = coo_array((np.array(values, float), (rows, places)), shape=shape).tocsr()
        found = linprog(self.cost, A_ub=matrix, b_ub=self._bounds, method="highs")
        if found.status == 2:
            return None
        assert found.status == 0, found.message
        return float(found.fun), list(found.x)


@dataclass(frozen=True)
class Supply:
    """Hours that there are: so many that fall under these clauses (by position), taken on a day."""

    hours: Fraction
    under: frozenset[int]
    day: date
    ways: tuple[frozenset[int], ...] = ()
    """Where the hours may have one of several places: under which clauses they fall at each."""


@dataclass(frozen=True)
class Part:
    """One holding's share in a program."""

    asked: tuple[Asked, ...]
    supplies: tuple[Supply, ...]
    two_days: bool = False
    """Whether two days side by side share a daily cap."""


def least_new(parts: list[Part], new: list[tuple[frozenset[int], ...]]) -> tuple[float, list[float]] | None:
    """The least new hours that satisfy every part at once, and how many of each kind.

    `new` tells of each kind of new hour under which clauses it falls, part by part. One new hour serves
    every part; in each it counts for the main clauses or for one on top of them, or it is left out.
    """
    program = Program()
    amounts = [program.variable(cost=1.0) for _ in new]
    for number, part in enumerate(parts):
        _add_part(program, part, [(amounts[k], under[number]) for k, under in enumerate(new)])
    found = program.solve()
    return None if found is None else (found[0], [found[1][place] for place in amounts])


def _add_part(program: Program, part: Part, new: list[tuple[int, frozenset[int]]]) -> None:
    on_top = [k for k, one in enumerate(part.asked) if one.kind == "minimum" and one.separate]
    sums: dict[int, dict[int, float]] = {k: {} for k in range(len(part.asked))}
    days: dict[date, dict[int, float]] = {}
    daily = [k for k, one in enumerate(part.asked) if one.kind == "daily"]
    for supply in part.supplies:
        if supply.ways:
            _add_ways(program, supply, on_top, sums)
            continue
        main = _uses(program, supply.under, on_top, sums, {}, supply.hours)
        if any(k in supply.under for k in daily):
            days.setdefault(supply.day, {})[main] = 1.0
    for amount, under in new:
        if under:
            _uses(program, under, on_top, sums, {amount: -1.0}, 0)
    for k, one in enumerate(part.asked):
        if one.kind == "minimum":
            program.at_least(sums[k], one.amount)
        elif one.kind == "cap":
            program.at_most(sums[k], one.amount)
    for k in daily:
        for day, row in days.items():
            after = days.get(day + timedelta(days=1), {}) if part.two_days else {}
            program.at_most(row | after, part.asked[k].amount)


def _add_ways(program: Program, supply: Supply, on_top: list[int], sums) -> None:
    """Hours of which each has one of several places."""
    amounts = [program.variable() for _ in supply.ways]
    program.at_most(dict.fromkeys(amounts, 1.0), supply.hours)
    for amount, under in zip(amounts, supply.ways, strict=True):
        _uses(program, under, on_top, sums, {amount: -1.0}, 0)


def _uses(program: Program, under: frozenset[int], on_top: list[int], sums, minus: dict, bound) -> int:
    """Split some hours into those for the main clauses, those for each clause on top, and the rest."""
    main = program.variable()
    for k in under:
        if k not in on_top:
            sums[k][main] = 1.0
    row = {main: 1.0, **minus}
    for k in on_top:
        if k in under:
            use = program.variable()
            sums[k][use] = row[use] = 1.0
    program.at_most(row, bound)
    return main


# --- Answers


@dataclass(frozen=True)
class Answer:
    """What one holding needs: the least new hours over all readings, and its state by its credits."""

    least: float
    most: float
    state: str
    activities_missing: bool
    excluded: bool


def _supplies(
    asked: list[Asked], holding: dict, credits: list[dict], *, open_granted: bool
) -> tuple[Supply, ...]:
    found = []
    for credit in map(settled, credits):
        day = _day(credit["date"])
        under = frozenset(
            k
            for k, one in enumerate(asked)
            if one.window.has(day)
            and takes(holding["credential"], one.clause, credit, open_granted=open_granted)
        )
        if under:
            found.append(Supply(Fraction(str(credit["hours"])), under, day))
    return tuple(found)


def _done(career: dict, on: date) -> list[dict]:
    return [one for one in career["credits"] if one["status"] == "done" and _day(one["date"]) <= on]


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
    supplies = _supplies(asked, holding, credits, open_granted=not strictly)
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
    done = _done(career, on)
    asks = [open_asks(held, career, on, reading) for held, reading in zip(holdings, readings, strict=True)]
    parts = [
        Part(tuple(asked), _supplies(asked, held, done, open_granted=False))
        for held, asked in zip(holdings, asks, strict=True)
    ]
    key = tuple(
        (held["credential"], tuple(one.clause for one in asked))
        for held, asked in zip(holdings, asks, strict=True)
    )
    kinds = _new_kinds(key)
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
        supplies = [_supply_of_any(credit, asked, holding) for credit in _done(career, on)]
        kinds = _new_kinds(((holding["credential"], tuple(one.clause for one in asked)),))
        found = least_new([Part(tuple(asked), tuple(supplies))], [under for _, under in kinds])
        assert found is not None
        amounts.append(found[0])
    return min(amounts)


def _supply_of_any(credit: dict, asked: list[Asked], holding: dict) -> Supply:
    """The hours of a credit, at whichever of the places that it may have."""
    ways = {
        frozenset(
            k
            for k, one in enumerate(asked)
            if one.window.has(_day(credit["date"])) and takes(holding["credential"], one.clause, place)
        )
        for place in _told_somehow(settled(credit), holding["credential"])
    }
    return Supply(Fraction(str(credit["hours"])), frozenset(), _day(credit["date"]), tuple(ways))


def _told_somehow(credit: dict, credential: str) -> Iterator[dict]:
    """A credit with every axis told that it leaves out, in every way that the rules tell apart."""
    named = named_by((credential,))
    left = {
        "topic": [*named["topic"], "other"],
        "format": sorted({*named["format"], "live", "home-study"}),
        "audience": ["technician", "pharmacist"],
        "accreditation": sorted({*named["accreditation"], "acpe", "other"}),
    }
    axes = [[credit[axis]] if credit[axis] else values for axis, values in left.items()]
    for topic, format_, audience, accreditation in product(*axes):
        if not credit["format"] and accreditation == "acpe" and format_ not in ACPE_FORMATS:
            continue
        laws = [*named["jurisdiction"], "elsewhere"] if topic == "state-law" else [None]
        for law in [credit["jurisdiction"]] if credit["jurisdiction"] else laws:
            told = (topic, format_, audience, accreditation, law, credit["course"])
            yield credit | dict(zip(AXES, told, strict=True))


def answer(holding: dict, career: dict, on: date) -> Answer:
    """One holding's answer on a day within its term."""
    amounts = [fewest([holding], career, on, (reading,))[0] for reading in readings_of(holding["credential"])]
    done = _state(holding, career, _done(career, on), on)
    state = _state(holding, career, career["credits"], on)
    every = [one for r in readings_of(holding["credential"]) for one in asked_of(holding, career, on, r)]
    supplies = _supplies(every, holding, career["credits"], open_granted=False)
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
    supplies = _supplies(asked, holding, _done(career, on), open_granted=False)
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
