"""The audit of a workforce gives the very rows that the reference engine does."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rxladder.career.record import Career, Credit, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.bulk import career_of
from rxladder.rules.bulk.counted import Places
from rxladder.workforce.example import write_workforce
from tests.golden import scenarios
from tests.own_postgresql import own_postgresql
from tests.rules.bulk.as_tables import Compared, compare
from tests.rules.strategies_rules import FIRST_DAY, LAST_DAY, Told, any_holders, capped, twin_of
from tests.workforce.small_spark import small_spark

ON = date(2026, 11, 25)
UAN = "0000-0000-26-001-H01-T"
LEFT_AT_MOST = 0.12
"""The golden scenarios look for odd cases: so many of them, and no more, are left to the reference engine."""


def every_career() -> list[Career]:
    """The careers of all golden scenarios; each is audited on one day, whatever its own is."""
    return [one.career for one in scenarios()]


def holds_of_goldens(found: Compared) -> None:
    assert found.holdings > 1_000
    assert not found.differences, "\n".join(found.differences[:60])
    assert found.undecided.total() <= LEFT_AT_MOST * found.holdings, found.undecided


def test_golden_scenarios_on_duckdb() -> None:
    holds_of_goldens(compare(every_career(), ON, ibis.duckdb.connect()))


def test_places_that_share_a_number_are_told_apart_by_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Places, "by_text", True)
    found = compare(every_career()[::60], ON, ibis.duckdb.connect())
    assert not found.differences
    crowded = Places((("H01-T",), ("H02-T",)), ((5 << 20, 0), (5 << 20 | 3, 1)))
    monkeypatch.undo()
    assert crowded.by_text
    assert not Places(crowded.rows, ((5 << 20, 0), (6 << 20, 1))).by_text


@pytest.mark.first
def test_golden_scenarios_on_spark(tmp_path: Path) -> None:
    """All of them as one workforce on one day."""
    with small_spark() as session:
        from rxladder.workforce.spark_backend import SparkBackend

        holds_of_goldens(compare(every_career(), ON, SparkBackend(session, tmp_path)))


@pytest.mark.long
@pytest.mark.postgres
def test_golden_scenarios_on_postgresql() -> None:
    with own_postgresql() as server:
        holds_of_goldens(compare(every_career(), ON, ibis.connect(server.get_uri())))


def test_hours_in_a_record_settle_what_hangs_on_them() -> None:
    """Nevada takes the education of a first recertification: once 20 hours for it were done in 24 months."""
    first = date(2024, 11, 25)
    taken = [
        (("10.00", first), ("10.00", ON)),
        (("10.00", first), ("9.99", ON)),
        (("10.00", first - timedelta(1)), ("10.00", ON)),
        (("10.00", first), ("10.00", ON + timedelta(1))),
        (("20.00", ON),) * 2,
        (),
    ]
    careers = [nevadan(*(Credit(day, Fraction(hours), uan=UAN) for hours, day in one)) for one in taken]
    careers += [nevadan(Credit(ON, Fraction(20))), nevadan(Credit(ON, Fraction(20), accreditation="other"))]
    found = compare(careers, ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences)
    assert found.undecided["a condition on the hours that count"] == 1, "whose hours may be of ACPE"


def nevadan(*credits: Credit) -> Career:
    """A technician in Nevada, certified a year ago."""
    certified = Holding("ptcb-cpht", date(2025, 10, 1), date(2027, 9, 30))
    return Career(
        holdings=(Holding("us-nv-technician", date(2020, 10, 1), date(2026, 10, 31)), certified),
        credits=credits,
    )


def test_a_credit_of_several_places_is_weighed_where_one_clause_alone_is_short() -> None:
    """In Texas an hour of home study that tells no topic may be law, or the course on human trafficking."""
    live = {"format": "live", "accreditation": "board-approved", "jurisdiction": "us-tx"}
    law = Credit(date(2026, 4, 11), Fraction(1), topic="state-law", **live)
    trafficking = Credit(date(2026, 4, 12), Fraction(1), course="tx-human-trafficking")
    hours = Credit(date(2026, 3, 2), Fraction(20), uan="0000-0000-26-001-H04-T")
    untold = Credit(date(2026, 5, 1), Fraction(2), format="home-study", accreditation="other")
    booked = replace(untold, date=ON + timedelta(3), status="booked")
    kept = [(law,), (trafficking,), (law, trafficking), ()]
    careers = [
        Career(holdings=(Holding("us-tx-technician", date(2023, 7, 1), date(2027, 6, 30)),), credits=credits)
        for others in kept
        for more in ((untold,), (booked,), (untold, booked), (untold, replace(untold, date=ON)))
        for credits in ((hours, *others, *more), (*others, *more))
    ]
    found = compare(careers, ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences)
    assert found.undecided == Counter({"a credit that may have several places": 4}), "both are short"


def test_one_who_stands_in_for_others_has_all_that_they_have() -> None:
    """People with the same hours on other days and under other numbers, one hour less, and once more."""
    days = (date(2025, 12, 1), date(2026, 2, 28), date(2026, 10, 31), ON + timedelta(3))
    kinds = [("10", "02"), ("10", "03"), ("9", "03"), ("10.01", "03")]
    careers = [
        nevadan(Credit(day, Fraction(hours), uan=f"0000-0000-26-{number:03}-H{topic}-T"), *twice)
        for number, day in enumerate(days)
        for hours, topic in kinds
        for twice in ((), (Credit(day, Fraction(10), uan=f"0000-0000-26-{number:03}-H{topic}-T"),))
    ]
    found = compare(careers, ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences)


KINDS = {
    "anybody": any_holders(),
    "twins": st.deferred(lambda: with_twins()),
    "capped": capped(),
}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_made_up_careers_on_duckdb(kind: str) -> None:
    for on, careers in made_up(kind, 600):
        same(compare(careers, on, ibis.duckdb.connect()))


@pytest.mark.long
def test_made_up_careers_on_spark(tmp_path: Path) -> None:
    with small_spark() as session:
        from rxladder.workforce.spark_backend import SparkBackend

        for kind in KINDS:
            for on, careers in made_up(kind, 200, days=1):
                (tmp_path / kind).mkdir()
                same(compare(careers, on, SparkBackend(session, tmp_path / kind)))


@pytest.mark.long
@pytest.mark.postgres
def test_made_up_careers_on_postgresql() -> None:
    with own_postgresql() as server:
        for kind in KINDS:
            for on, careers in made_up(kind, 200, days=2):
                backend = ibis.connect(server.get_uri())
                same(compare(careers, on, backend))
                backend.disconnect()


def made_up(kind: str, many: int, days: int = 4) -> Iterator[tuple[date, list[Career]]]:
    """Made-up careers, for each of some days as one workforce: a database answers for many at once."""
    found: list[Career] = []

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), database=None,
              phases=[Phase.generate], derandomize=True)  # fmt: skip
    @given(KINDS[kind])
    def take(case: Told) -> None:
        found.append(case.career)

    take()
    assert len(found) >= many / 2
    for number in range(days):
        yield FIRST_DAY + number * (LAST_DAY - FIRST_DAY) / days, found[number::days]


def same(found: Compared) -> None:
    assert found.holdings
    assert not found.differences, "\n".join(found.differences[:60])


@st.composite
def with_twins(draw: st.DrawFn) -> Told:
    """Anybody, who took the first activities once more."""
    case = draw(any_holders(most_credits=4))
    return case.with_credits(*(draw(twin_of(one, case.on)) for one in case.career.credits[:2]))


@pytest.mark.long
def test_few_of_a_likely_workforce_are_left(tmp_path: Path) -> None:
    """Of people as they are in the nation the query decides all but one in a hundred, and rightly."""
    write_workforce(tmp_path, load_packs(), ON, 2_000, faults=0)
    careers = read_careers(tmp_path)
    found = compare(careers, ON, ibis.duckdb.connect())
    assert not found.differences, "\n".join(found.differences[:60])
    assert found.undecided.total() < 0.01 * found.holdings, found.undecided


def read_careers(folder: Path) -> list[Career]:
    """The careers in a folder of Parquet files; of a credential held twice the first."""
    people, holdings, credits = (
        pq.read_table(folder / f"{name}.parquet").to_pylist() for name in ("people", "holdings", "credits")
    )
    held: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for one in holdings:
        held[one["person"]].setdefault(one["credential"], one)
    taken = defaultdict(list)
    for one in credits:
        taken[one["person"]].append(one)
    words = load_packs().vocabulary
    unique = {one["person"]: one for one in people}
    return [career_of(one, held[id_].values(), taken[id_], words) for id_, one in unique.items()]
