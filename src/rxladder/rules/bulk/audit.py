"""The audit of a whole workforce, in the database that holds its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import ibis

from rxladder.rules.bulk.compiled import Compiled
from rxladder.rules.bulk.counted import kinds as kinds_of
from rxladder.rules.bulk.counted import places_of
from rxladder.rules.bulk.holdings import beside, numbered, with_terms
from rxladder.rules.bulk.judgement import judge
from rxladder.rules.bulk.kept import kept
from rxladder.rules.bulk.laid import asked_of, laid_against
from rxladder.rules.bulk.profiles import Profiles
from rxladder.rules.bulk.rows import rows_of_all
from rxladder.rules.bulk.sheets import Sheets
from rxladder.rules.bulk.windows import with_windows
from rxladder.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Audited:
    """What the query found.

    `rows`: one for each person, credential and clause (columns `ROW_COLUMNS`), each equal to what
    `rules.audit` finds, and `row`, a number by which those of a holding are sorted: by their clause, then by
    what it needs. `undecided`: (person, credential, reason) of the holdings of which the query cannot
    tell; all of their rows must come from `rules.audit`, and none is among `rows`. `statuses`: how many of
    the holdings in `rows` have which (status, number).
    """

    rows: ibis.Table
    undecided: ibis.Table
    statuses: ibis.Table


def audit_workforce(
    people: ibis.Table, holdings: ibis.Table, credits: ibis.Table, *, on: date, rulebook: Rulebook
) -> Audited:
    """Audit every holding of the tables on a day, in the database that they belong to.

    The columns are those of the contract (see `records`); `hours` is a number, `date`, `birthday`, `issued`
    and `expires` are dates, all others texts; `person` is of any type and stands in `people` once. No Python
    function runs inside the database. Intermediate results are kept there in temporary tables for as long as
    the answer is.
    """
    with _plain_selects():
        return _audit(people, holdings, credits, Compiled(rulebook, on))


@contextmanager
def _plain_selects() -> Iterator[None]:
    """Steps stay steps: folded into one, what several columns share would be written out for each."""
    before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def _audit(people: ibis.Table, holdings: ibis.Table, credits: ibis.Table, compiled: Compiled) -> Audited:
    given = numbered(holdings, people, compiled).pipe(kept)
    h = with_terms(given, compiled).pipe(kept)
    others = beside(h, compiled)
    h = _without_doubles(with_windows(h, compiled), given)
    h = h.left_join(others, "person").drop("person_right")
    profiles = Profiles(compiled)
    places, asked = places_of(credits), asked_of(given, compiled)
    h = profiles.keyed(h, given, credits, places).pipe(kept)
    kinds = kinds_of(places, asked, compiled)  # told while the database works on the step before
    occurring = profiles.occurring(h, given, people, credits)
    laid = laid_against(h, credits, places, kinds, compiled)
    assigned = profiles.assigned(h, profiles.told(occurring)).pipe(kept)
    sheets = Sheets(profiles.templates, compiled)
    judgement = judge(h, assigned, laid, sheets, compiled)
    verdicts = judgement.verdicts
    undecided = verdicts.filter(verdicts.why != "").inner_join(given.select("hid", "credential"), "hid")
    decided = verdicts.filter(verdicts.why == "")
    return Audited(
        rows_of_all(judgement, sheets),
        undecided.select("person", "credential", reason="why"),
        decided.group_by("status").agg(number=decided.count()),
    )


def _without_doubles(h: ibis.Table, given: ibis.Table) -> ibis.Table:
    """Persons of whom one credential is told twice are left to the reference engine."""
    twice = given.group_by("person", "credential").agg(times=given.count())
    twice = twice.filter(twice.times > 1).select(twice_person="person").distinct()
    joined = h.left_join(twice, h.person == twice.twice_person)
    why = ibis.ifelse(
        (joined.why == "") & joined.twice_person.notnull(), "a credential held twice", joined.why
    )
    return joined.mutate(why=why).drop("twice_person")
