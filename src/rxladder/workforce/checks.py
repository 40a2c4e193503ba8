"""A workforce's tables made good in DuckDB: typed, what is wrong set aside with its reasons.

One pass over a table finds the rows in which anything is odd. Only these are looked at more closely: what
merely is written otherwise (an alias, a number without its dashes) is mended, the rest is refused. Rows in
which nothing is odd are never copied. A person's row that is refused takes along the holdings and credits
that hang on it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from rxladder.career.ids import Ids
from rxladder.facts.entries import FIRST_DAY, LAST_DAY
from rxladder.facts.language import gettext as _
from rxladder.workforce.readers import TYPES, Reader, odd_test, reader, typed
from rxladder.workforce.sources import Raw, quoted_text
from rxladder.workforce.tables import CREDITS, HOLDINGS, PEOPLE, Column, Table

Connection = duckdb.DuckDBPyConnection
_BATCH = 20_000

REJECTS = """
WITH before AS (
    SELECT part, file, line - 1 - row_number() OVER (PARTITION BY part, file ORDER BY line) AS good
    FROM torn_lines
), named AS (
    SELECT part, coalesce(name, __file) AS file, __row, wrong, given
    FROM refused LEFT JOIN all_files ON path = __file
)
SELECT part AS "table", file, wrong, given AS row_as_given, __row + 1 + (
    SELECT count(*) FROM before b WHERE b.part = named.part AND b.file = named.file AND b.good <= named.__row
) AS row FROM named
UNION ALL BY NAME
SELECT part AS "table", file, line - 1 AS row, wrong, text FROM torn_lines
"""
"""SQL of what was refused: table, file, number of the row of data (from 1), why, and the row as JSON."""

COUNT_OF_CREDITS = """
SELECT (SELECT count(*) FROM raw_credits) - (SELECT count(*) FROM odd_credits)
    + (SELECT count(*) FROM judged_credits WHERE wrong = '')
"""
"""SQL of how many good credits there are, without reading them all once more."""


def prepare(con: Connection) -> None:
    """Make the tables that checking fills: what odd values mean, and the rows refused."""
    con.execute("CREATE OR REPLACE TABLE all_files (path VARCHAR, name VARCHAR)")
    con.execute(
        "CREATE OR REPLACE TABLE torn_lines"
        " (part VARCHAR, file VARCHAR, line BIGINT, wrong VARCHAR, text VARCHAR)"
    )
    con.execute(
        "CREATE OR REPLACE TABLE told (part VARCHAR, col VARCHAR, raw VARCHAR, fixed VARCHAR, wrong VARCHAR)"
    )
    con.execute(
        "CREATE OR REPLACE TABLE refused"
        " (part VARCHAR, __file VARCHAR, __row BIGINT, wrong VARCHAR, given VARCHAR)"
    )


def check(con: Connection, raw: Raw, ids: Ids) -> None:
    """Make a table's good rows, by its name: people and holdings as tables, credits as a view.

    They come from `raw_<table>`. People go first: of all others it is asked whether their person is there.
    """
    name = raw.table.name
    columns = [_Read(column, raw.types.get(column.name), name, ids) for column in raw.table.columns]
    _read_facts(con, columns)
    _set_aside(con, raw.table, columns)
    _read_odd(con, columns)
    _judge(con, raw.table, columns)
    values = ", ".join(f"{one.value} AS {one.name}" for one in columns)
    names = ", ".join(one.name for one in columns)
    con.execute(
        f"CREATE OR REPLACE VIEW kept_{name} AS SELECT {values}, __file, __row FROM raw_{name}"
        f" ANTI JOIN odd_{name} USING (__file, __row)"
        f" UNION ALL BY NAME SELECT {names}, __file, __row FROM judged_{name} WHERE wrong = ''"
    )
    if raw.table is CREDITS:
        con.execute(f"CREATE OR REPLACE VIEW credits AS SELECT {names} FROM kept_credits")
        return
    _refuse_repeats(con, raw.table, names)
    con.execute(
        f"CREATE OR REPLACE TABLE {name} AS SELECT {names} FROM kept_{name}"
        f" ANTI JOIN (SELECT __file, __row FROM refused WHERE part = '{name}') USING (__file, __row)"
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A column of a table, with the type that it is kept in there (None: it is not there)."""

    column: Column
    kind: str | None
    part: str
    ids: Ids

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def value(self) -> str:
        """SQL of the value as audits want it."""
        return typed(self.column, self.kind)

    @property
    def text(self) -> str:
        """SQL of the value as it stands, as text."""
        return self.value if self.column.kind == "facts" else f"CAST({self.name} AS VARCHAR)"

    @property
    def odd(self) -> str:
        """SQL that is true where the value needs a look."""
        if self.kind is None:
            return "false"
        if self.column.kind == "facts":
            return (
                f"{self.value} IN (SELECT raw FROM told WHERE part = '{self.part}' AND col = '{self.name}')"
            )
        return odd_test(self.column, self.kind, self.ids)

    @property
    def join(self) -> str:
        """SQL that joins what was found out about an odd value, as `t_<column>`."""
        told, value = f"t_{self.name}", self.text
        if self.column.kind != "facts":
            value = f"CASE WHEN {self.odd} THEN {value} END"
        where = f"{told}.part = '{self.part}' AND {told}.col = '{self.name}' AND {told}.raw = {value}"
        return f" LEFT JOIN told {told} ON {where}"

    @property
    def mended(self) -> str:
        """SQL of the value as audits want it, after what was found out."""
        if self.kind is None:
            return self.value
        return f"coalesce(TRY_CAST(t_{self.name}.fixed AS {TYPES[self.column.kind]}), {self.value})"


def _read_facts(con: Connection, columns: Sequence[_Read]) -> None:
    """Facts are judged by each different text, of which there are few: no test in SQL could know them all."""
    for one in columns:
        if one.column.kind == "facts" and one.kind is not None:
            _tell(con, one, f"SELECT DISTINCT {one.text} FROM raw_{one.part} WHERE {one.text} IS NOT NULL")


def _set_aside(con: Connection, table: Table, columns: Sequence[_Read]) -> None:
    """The rows in which anything is odd, as they stand: `odd_<table>`."""
    tests = [one.odd for one in columns]
    source = f"SELECT *, false AS __alone FROM raw_{table.name}"
    if table is not PEOPLE:
        person = columns[0].value
        source = (
            f"SELECT r.*, known.__known IS NULL AS __alone FROM (SELECT *, {person} AS __person"
            f" FROM raw_{table.name}) r LEFT JOIN (SELECT person AS __known FROM people) known"
            " ON r.__person = known.__known"
        )
    if table is HOLDINGS:
        tests.append(_before("expires", "issued", columns))
    condition = " OR ".join([*tests, "__alone"])
    con.execute(f"CREATE OR REPLACE TABLE odd_{table.name} AS SELECT * FROM ({source}) WHERE {condition}")


def _before(later: str, earlier: str, columns: Sequence[_Read]) -> str:
    values = {one.name: one.value for one in columns}
    return f"coalesce({values[later]} < {values[earlier]}, false)"


def _read_odd(con: Connection, columns: Sequence[_Read]) -> None:
    for one in columns:
        if one.column.kind != "facts" and one.kind is not None:
            where = f"{one.odd} AND {one.name} IS NOT NULL"
            _tell(con, one, f"SELECT DISTINCT {one.text} FROM odd_{one.part} WHERE {where}")


def _tell(con: Connection, one: _Read, query: str) -> None:
    """Have each different value read, and keep what is odd about it: what it stands for, or what is wrong."""
    read = reader(one.column, one.ids)
    found = con.cursor().execute(query)
    while batch := found.fetchmany(_BATCH):
        rows = [row for (text,) in batch if (row := _told(one.name, text, read))]
        if rows:
            # As JSON: to hand over a table of Python's values loads Pandas first, which takes longer.
            texts = f"SELECT unnest(from_json({quoted_text(json.dumps(rows))}, '[[\"VARCHAR\"]]')) AS r"
            con.execute(
                f"INSERT INTO told SELECT '{one.part}', '{one.name}', r[1], r[2], r[3] FROM ({texts})"
            )


def _told(name: str, text: str, read: Reader) -> tuple[str, str | None, str | None] | None:
    try:
        fixed = read(text)
    except ValueError as error:
        return text, None, f"{name}: {error}"
    return (text, fixed, None) if fixed != text else None


def _judge(con: Connection, table: Table, columns: Sequence[_Read]) -> None:
    """The odd rows mended as far as that goes, each with all that is still wrong: `judged_<table>`."""
    there = [one for one in columns if one.kind is not None]
    reasons = [f"t_{one.name}.wrong" for one in there]
    reasons += [_missing(one) for one in there if one.column.required]
    alone = quoted_text(f"person: {_('has no valid row in people')}")
    reasons.append(f"CASE WHEN o.__alone AND o.person IS NOT NULL THEN {alone} END")
    values = ", ".join(f"{one.mended} AS {one.name}" for one in columns)
    given = ", ".join(f"{one.name} := {one.text}" for one in there)
    order = "NULL"
    if table is HOLDINGS:
        before = quoted_text(_("{expires} is before issued, {issued}"))
        days = f"replace(replace({before}, '{{expires}}', expires::VARCHAR), '{{issued}}', issued::VARCHAR)"
        order = f"CASE WHEN expires < issued THEN 'expires: ' || {days} END"
    con.execute(
        f"CREATE OR REPLACE TABLE judged_{table.name} AS"
        f" SELECT * EXCLUDE (reasons), concat_ws('; ', nullif(reasons, ''), {order}) AS wrong FROM ("
        f" SELECT {values}, __file, __row, concat_ws('; ', {', '.join(reasons)}) AS reasons,"
        f" CAST(to_json(struct_pack({given})) AS VARCHAR) AS given"
        f" FROM odd_{table.name} o{''.join(one.join for one in there)})"
    )
    con.execute(
        f"INSERT INTO refused SELECT '{table.name}', __file, __row, wrong, given"
        f" FROM judged_{table.name} WHERE wrong <> ''"
    )


def _missing(one: _Read) -> str:
    missing = quoted_text(f"{one.name}: {_('is missing')}")
    return f"CASE WHEN {one.name} IS NULL THEN {missing} END"


def _refuse_repeats(con: Connection, table: Table, names: str) -> None:
    """Refuse a person's second row, and a credential that stands twice for the same time."""
    key = "person" if table is PEOPLE else "person, credential"
    name, overlap = f"kept_{table.name}", ""
    what = _("person: is there twice; the first row counts")
    if table is HOLDINGS:
        what = _("credential: is there twice for the same time; the first row counts")
        overlap = (
            f" AND coalesce(a.issued, DATE '{FIRST_DAY}') <= coalesce(b.expires, DATE '{LAST_DAY}')"
            f" AND coalesce(b.issued, DATE '{FIRST_DAY}') <= coalesce(a.expires, DATE '{LAST_DAY}')"
        )
    given = ", ".join(f"{one} := b.{one}" for one in names.split(", "))
    con.execute(
        f"CREATE OR REPLACE TABLE twice AS SELECT * FROM {name}"
        f" SEMI JOIN (SELECT {key} FROM {name} GROUP BY ALL HAVING count(*) > 1) USING ({key})"
    )
    con.execute(
        f"INSERT INTO refused SELECT '{table.name}', b.__file, b.__row, {quoted_text(what)},"
        f" CAST(to_json(struct_pack({given})) AS VARCHAR) FROM twice b SEMI JOIN twice a"
        f" ON {' AND '.join(f'a.{one} = b.{one}' for one in key.split(', '))}"
        f" AND (a.__file, a.__row) < (b.__file, b.__row){overlap}"
    )
