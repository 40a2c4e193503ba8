"""Careers as the tables of a workforce, and the rows that the query and the reference engine find."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from rxladder.career.record import Career
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit
from rxladder.rules.bulk import audit_workforce, career_of, rows_of
from rxladder.rules.rulebook import rulebook

_AXES = ("topic", "format", "audience", "accreditation", "jurisdiction", "course")
_TEXT, _DAY = pa.string(), pa.date32()
_SCHEMAS = {
    "people": pa.schema([("person", _TEXT), ("birthday", _DAY), ("state", _TEXT), ("facts", _TEXT)]),
    "holdings": pa.schema([("person", _TEXT), ("credential", _TEXT), ("issued", _DAY), ("expires", _DAY)]),
    "credits": pa.schema(
        [("person", _TEXT), ("date", _DAY), ("hours", pa.float64()), ("uan", _TEXT)]
        + [(axis, _TEXT) for axis in _AXES]
        + [("status", _TEXT)]
    ),
}
Key = tuple[str, str]


def _plain(value: Any) -> Any:
    """An answer as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return {key: _plain(one) for key, one in value.items()} if hasattr(value, "items") else value


def as_tables(careers: Iterable[Career]) -> dict[str, list[dict[str, Any]]]:
    """What the three tables can hold of some careers; persons are numbered."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
    for number, career in enumerate(careers):
        person = {"person": str(number)}
        facts = json.dumps({key: _plain(value) for key, value in career.facts.items()})
        about = {"birthday": career.person.birthday, "state": career.person.state, "facts": facts}
        found["people"].append(person | about)
        for held in career.holdings:
            dates = {"issued": held.issued, "expires": held.expires}
            found["holdings"].append(person | {"credential": held.credential} | dates)
        for credit in career.credits:
            axes = {axis: getattr(credit, axis) for axis in _AXES}
            own = {"date": credit.date, "hours": float(credit.hours), "uan": credit.uan}
            found["credits"].append(person | own | axes | {"status": credit.status})
    return found


@dataclass
class Compared:
    """Where the query and the reference engine differ, and what was left to the latter."""

    differences: list[str]
    undecided: Counter[str]
    holdings: int


def compare(careers: Iterable[Career], on: date, backend: Any) -> Compared:
    """Audit careers both ways on a day and set the rows side by side."""
    tables = as_tables(careers)
    undecided, rows = by_query(tables, on, backend)
    wanted = reference(tables, on)
    differences = []
    for key, lines in wanted.items():
        if key in undecided:
            differences += [f"{key}: both decided and left"] if key in rows else []
        elif sorted(rows.get(key, [])) != sorted(lines):
            mine = set(rows.get(key, []))
            differences += [f"got {one}" for one in sorted(mine - set(lines))]
            differences += [f"not {one}" for one in sorted(set(lines) - mine)]
    differences += [f"{key}: nobody's" for key in rows.keys() - wanted.keys()]
    return Compared(differences, Counter(undecided.values()), len(wanted))


def by_query(
    tables: dict[str, list[dict[str, Any]]], on: date, backend: Any
) -> tuple[dict[Key, str], dict[Key, list[str]]]:
    """What the query leaves, with its reasons, and the rows that it finds, by person and credential."""
    with TemporaryDirectory() as folder:
        people, holdings, credits = (
            _placed(backend, name, pa.Table.from_pylist(tables[name], schema), folder)
            for name, schema in _SCHEMAS.items()
        )
        found = audit_workforce(people, holdings, credits, on=on, rulebook=rulebook(load_packs()))
        undecided = {(one["person"], one["credential"]): one["reason"] for one in listed(found.undecided)}
        rows: dict[Key, list[str]] = {}
        for one in listed(found.rows.drop("row")):
            rows.setdefault((one["person"], one["credential"]), []).append(str(tuple(one.values())))
    return undecided, rows


def _placed(backend: Any, name: str, table: pa.Table, folder: str) -> ibis.Table:
    """A table in a database; all but PostgreSQL read it from a file, as they do for `rxladder bulk`."""
    if backend.name == "postgres":
        return backend.create_table(name, table, overwrite=True)
    pq.write_table(table, f"{folder}/{name}.parquet")
    return backend.read_parquet(f"{folder}/{name}.parquet", table_name=name)


def listed(table: ibis.Table) -> list[dict[str, Any]]:
    """A table's rows."""
    return table.to_pyarrow().to_pylist()


def reference(tables: dict[str, list[dict[str, Any]]], on: date) -> dict[Key, list[str]]:
    """The rows by the reference engine, by person and credential."""
    packs = load_packs()
    found: dict[Key, list[str]] = {}
    for person in tables["people"]:
        holdings, credits = (
            [one for one in tables[name] if one["person"] == person["person"]]
            for name in ("holdings", "credits")
        )
        career = career_of(person, holdings, credits, packs.vocabulary)
        for one in audit(career, packs, on).holdings:
            lines = [str(tuple(row)) for row in rows_of(person["person"], one)]
            found.setdefault((person["person"], one.holding.credential), []).extend(lines)
    return found
