"""Conditions on the hours of a whole record: told for each person who has a credential that asks one.

They are told as `rules.record_tests` tells them: of all credits done, of which repeats count too. Conditions
on the hours that count toward a credential are not among them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa

from rxladder.career.record import Credit
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months
from rxladder.rules.bulk import counted
from rxladder.rules.bulk.compiled import Compiled, by_code, table
from rxladder.rules.bulk.counted import Places, placed
from rxladder.rules.bulk.kept import kept
from rxladder.rules.bulk.templates import PARTS
from rxladder.rules.places import matches, place_of

_FALSE, _TRUE, _OPEN = range(3)
"""The states: false, true, or one that what is missing in the record may tell."""


def told_tests(compiled: Compiled, code: int) -> list[c.CreditHours]:
    """The tests of a credential that are told here, in the order of its `hours_told`."""
    found = compiled.circumstances[code]
    return [node for node in found.credit_tests if _is_plain(node)] if found else []  # type: ignore[misc]


def _is_plain(node: c.Node) -> bool:
    return isinstance(node, c.CreditHours) and not (
        node.open or node.from_ or node.until or node.confidence == "low"
    )


def settled_by(hours_told: int, compiled: Compiled, code: int) -> dict[int, bool]:
    """The states of a credential's tests, by the id of the node, as far as `hours_told` tells them."""
    found = {}
    for node in told_tests(compiled, code):
        hours_told, state = divmod(hours_told, 3)
        if state != _OPEN:
            found[id(node)] = state == _TRUE
    return found


def with_hours_told(
    h: ibis.Table, given: ibis.Table, credits: ibis.Table, places: Places, compiled: Compiled
) -> ibis.Table:
    """Holdings with `hours_told`: the states of all tests that their credential has, packed.

    `given` are the same as they were numbered: who has such a credential is told by them at once.
    """
    tests = {code: told_tests(compiled, code) for code in range(len(compiled.ids))}
    wanted = {_key(node): node for nodes in tests.values() for node in nodes}
    if not wanted:
        return h.mutate(hours_told=ibis.literal(0).cast("int64"))
    numbers = {key: number for number, key in enumerate(wanted)}
    asking = given.code.isin([code for code, nodes in tests.items() if nodes])
    persons = given.filter(asking).select("person").distinct()
    since = min(_since(node, compiled.on) for node in wanted.values())
    own = credits.filter((credits.date >= ibis.literal(since)) & (credits.date <= ibis.literal(compiled.on)))
    own = own.semi_join(persons, "person").pipe(kept)
    states = _states(own, [*wanted.values()], places, compiled)
    h = h.left_join(states, "person").drop("person_right")
    packed = {
        code: sum(
            (ibis.coalesce(h[f"t{numbers[_key(node)]}"], _FALSE) * 3**at for at, node in enumerate(nodes)),
            start=ibis.literal(0).cast("int64"),
        )
        for code, nodes in tests.items()
        if nodes
    }
    h = by_code(h, {"hours_told": packed}, {"hours_told": ibis.literal(0).cast("int64")})
    return h.drop(*(f"t{number}" for number in numbers.values()))


def _key(node: c.CreditHours) -> tuple[Any, ...]:
    return node.credit_hours, node.of, node.within_months


def _states(
    credits: ibis.Table, nodes: list[c.CreditHours], places: Places, compiled: Compiled
) -> ibis.Table:
    """By person the state of every test, `t0` and so on."""
    taken = placed(credits, places).inner_join(_by_place(nodes, places, compiled), "place_number")
    taken = taken.filter((taken.status == "done") & (taken.date <= ibis.literal(compiled.on)))
    exact = taken.inexact == 0
    sums: dict[str, Any] = {"inexact": taken.inexact.max()}
    for number, node in enumerate(nodes):
        within = exact & (taken.date >= ibis.literal(_since(node, compiled.on)))
        for what in ("sure", "likely"):
            counts = within & taken[f"{what}{number}"]
            sums[f"{what}{number}"] = ibis.ifelse(counts, taken.parts, 0).sum()
    found = taken.group_by("person").agg(**sums)
    return found.select("person", **{f"t{k}": _state(found, k, node) for k, node in enumerate(nodes)})


def _state(found: ibis.Table, number: int, node: c.CreditHours) -> Any:
    asked = _parts(node.credit_hours)
    return ibis.cases(
        (found.inexact == 1, _OPEN),
        (found[f"sure{number}"] >= asked, _TRUE),
        (found[f"likely{number}"] >= asked, _OPEN),
        else_=_FALSE,
    ).cast("int64")


def _parts(hours: Fraction) -> int:
    """The least number of parts that makes so many hours."""
    return -int(-hours * PARTS // 1)


def _since(node: c.CreditHours, on: date) -> date:
    return date.min if node.within_months is None else add_months(on, -node.within_months)


def _by_place(nodes: list[c.CreditHours], places: Places, compiled: Compiled) -> ibis.Table:
    """For each place of a credit and each test, whether it is of the kind asked: surely, or likely."""
    rows: list[dict[str, Any]] = []
    for number, (tail, *axes) in enumerate(places.rows):
        credit = counted.example(tail, *axes)
        rows.append({"place_number": number} | _matches(nodes, credit, compiled))
    names = [f"{what}{number}" for what in ("sure", "likely") for number in range(len(nodes))]
    return table(rows, pa.schema([("place_number", pa.int64()), *((name, pa.bool_()) for name in names)]))


def _matches(nodes: list[c.CreditHours], credit: Credit, compiled: Compiled) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for number, node in enumerate(nodes):
        try:
            state = matches(node.of, place_of(credit, compiled.book.packs.vocabulary.courses))
        except KeyError:
            state = None
        found |= {f"sure{number}": state is True, f"likely{number}": state is not False}
    return found
