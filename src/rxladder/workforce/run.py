"""A workforce audited from its files to one file: read, checked, audited in a database, written.

Nothing half stands under the result's name: it is written beside and renamed when it is whole.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, get_args

import duckdb

from rxladder.career.ids import ids_of
from rxladder.facts.hints import quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput
from rxladder.rules.result import ClauseState, Status, Unit
from rxladder.workforce import checks
from rxladder.workforce.engine_parts import Engine
from rxladder.workforce.engines import engine_of, load_compiler
from rxladder.workforce.origins import InPostgreSQL, Origin
from rxladder.workforce.reference import Referees, audit_undecided, referees
from rxladder.workforce.sources import Raw, first_line, quoted_text
from rxladder.workforce.tables import TABLES

if TYPE_CHECKING:
    import ibis

Connection = duckdb.DuckDBPyConnection
Stage = Literal["read", "audit", "refer", "write"]
Told = Callable[[Stage, str, int, int], None]
"""Hears what is being done: the stage, of what, how much of it is done, and of how much (0: not known)."""
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_REJECTS = ("table", "file", "row", "wrong", "row_as_given")
_WORDS = {"status": get_args(Status), "unit": get_args(Unit), "state": get_args(ClauseState)}
_ORDERED = """
SELECT *, CAST(row_number() OVER (
    PARTITION BY person, credential ORDER BY term_starts, term_ends, clause, needed, counted
) AS INTEGER) AS "row" FROM referred
"""
"""SQL of the rows of the reference engine, numbered as those of the query are."""
_STATUSES = """
WITH singly AS (SELECT DISTINCT person, credential, term_starts, term_ends, status FROM referred)
SELECT status, sum(number)
FROM (SELECT * FROM decided UNION ALL SELECT status, count(*) FROM singly GROUP BY 1) GROUP BY 1
"""
ENGINES = ("duckdb", "spark", "postgresql")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workforce is audited. `memory` is what DuckDB may take before it spills, such as "4GB"."""

    engine: str = "duckdb"
    memory: str | None = None
    workers: int = 0

    @property
    def processes(self) -> int:
        """How many processes work at once: the machine's, if not told."""
        affinity = getattr(os, "sched_getaffinity", None)
        return self.workers or (len(affinity(0)) if affinity else os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it. `statuses` counts holdings; `referred` those that the query left open, by reason."""

    on: date
    engine: str
    packs: str
    out: Path
    rejects_file: Path
    people: int
    holdings: int
    credits: int
    rows: int
    statuses: Mapping[str, int]
    referred: Mapping[str, int]
    rejects: Mapping[str, int]
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def audit_files(
    origin: Origin,
    out: Path,
    packs: Packs,
    on: date,
    settings: Settings = Settings(),
    told: Told = lambda *_: None,
) -> Summary:
    """Audit people, holdings and credits on a day; the rows go to `out`, the rejects beside it.

    Raises BadInput where a table or a column is missing or cannot be read at all.
    """
    _refuse_unfit(out)
    address = origin.address if isinstance(origin, InPostgreSQL) else None
    with (
        _uncollected(),
        referees(packs, on, settings.processes) as others,
        _workplace(out.parent, settings) as (con, work),
    ):
        engine = engine_of(settings.engine, address, settings.processes, work)
        run = _Run(con, work, out, packs, on, settings, told)
        with ThreadPoolExecutor(1) as beside:
            loaded = beside.submit(load_compiler)
            run.read(origin)
            loaded.result()
        run.audit(engine, others)
        return run.summary()


@dataclass(frozen=True, slots=True)
class _Run:
    """One audit under way; what is found stands in its database."""

    con: Connection
    work: Path
    out: Path
    packs: Packs
    on: date
    settings: Settings
    told: Told
    raw: dict[str, Raw] = field(default_factory=dict)

    @property
    def numbered(self) -> bool:
        """Whether people are named by whole numbers: then they are in the result, too."""
        return self.raw["people"].types["person"] in _WHOLE

    @property
    def rejects(self) -> Path:
        return self.out.with_name(f"{self.out.stem}.rejects.parquet")

    def read(self, origin: Origin) -> None:
        """Make good tables of what is there."""
        checks.prepare(self.con)
        ids = ids_of(self.packs)
        self.told("read", "people", 0, len(TABLES))
        for number, raw in enumerate(origin.tables(self.con, self.work)):
            self.told("read", raw.table.name, number, len(TABLES))
            checks.check(self.con, raw, ids)
            self.raw[raw.table.name] = raw

    def audit(self, engine: Engine, others: Referees) -> None:
        """Audit the tables and write what comes of it."""
        self.told("audit", self.settings.engine, 0, 0)
        with engine(self.con, self.packs, self.on) as rows:
            count = _one(self.con, "SELECT count(DISTINCT person) FROM undecided")
            tell = partial(self.told, "refer", "people")
            tell(0, count)
            audit_undecided(self.con, others, lambda done: tell(done, count))
            columns = ", ".join(f'"{name}"' for name in _REJECTS)
            self._write(f"SELECT {columns} FROM ({checks.REJECTS}) ORDER BY {columns}", self.rejects)
            self.told("write", self.out.name, 0, 0)
            self._place_rows(rows)
            words = self._words_as_numbers()
            self._write(
                f'SELECT * EXCLUDE ("row") {words} FROM found ORDER BY person, credential, "row"', self.out
            )

    def _place_rows(self, rows: ibis.Table) -> None:
        """The rows of the query and of the reference engine together, as the view `found`."""
        import ibis

        database = ibis.duckdb.from_connection(self.con)
        referred = database.sql(_ORDERED)
        every = rows.cast(dict(referred.schema())).select(referred.columns).union(referred)
        if self.numbered:
            every = every.mutate(person=every.person.cast("int64"))
        database.create_view("found", every)

    def _words_as_numbers(self) -> str:
        """SQL that has words of which there are few sorted and written as numbers; the file has words."""
        held = [one for (one,) in self.con.execute("SELECT DISTINCT credential FROM holdings").fetchall()]
        words = {"credential": held or [""], **_WORDS}
        kinds = {name: ", ".join(map(quoted_text, sorted(of))) for name, of in words.items()}
        casts = (f"CAST({name} AS ENUM({kind})) AS {name}" for name, kind in kinds.items())
        return f"REPLACE ({', '.join(casts)})"

    def _write(self, rows: str, path: Path) -> None:
        """Write rows as Parquet in the folder beside, and give it its name when it is whole."""
        part = self.work / path.name
        try:
            self.con.execute(f"COPY ({rows}) TO {quoted_text(str(part))} (FORMAT parquet)")
            part.replace(path)
        except (duckdb.IOException, OSError) as error:
            said = _("cannot be written: {error}").format(error=first_line(error))
            raise BadInput(said, str(path)) from None

    def summary(self) -> Summary:
        """What came of it."""
        con, written = self.con, f"read_parquet({quoted_text(str(self.out))})"
        return Summary(
            on=self.on,
            engine=self.settings.engine,
            packs=self.packs.hash,
            out=self.out,
            rejects_file=self.rejects,
            people=_one(con, "SELECT count(*) FROM people"),
            holdings=_one(con, "SELECT count(*) FROM holdings"),
            credits=_one(con, checks.COUNT_OF_CREDITS),
            rows=_one(con, f"SELECT count(*) FROM {written}"),
            statuses=_counts(con, _STATUSES),
            referred=_counts(con, "SELECT reason, count(*) FROM undecided GROUP BY 1"),
            rejects=_counts(con, f'SELECT "table", count(*) FROM ({checks.REJECTS}) GROUP BY 1'),
            ignored={name: raw.ignored for name, raw in self.raw.items() if raw.ignored},
        )


def _refuse_unfit(out: Path) -> None:
    """BadInput where a result cannot be written."""
    if not out.parent.is_dir():
        raise BadInput(_("the folder to write it into is not there"), str(out))
    if out.is_dir():
        raise BadInput(_("is a folder; give the file name, too: rows.parquet"), str(out))
    if out.suffix.lower() in (".csv", ".json", ".jsonl", ".xlsx", ".db", ".duckdb"):
        raise BadInput(_("the result is Parquet; name it like this: rows.parquet"), str(out))


def leave_nothing(out: Path) -> None:
    """Remove at once what a run of this process, which will not go on, has beside its result."""
    for folder in out.parent.glob(f"{_beside()}*"):
        rmtree(folder, ignore_errors=True)


def _beside() -> str:
    return f".rxladder-bulk-{os.getpid()}-"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles of dead objects: a run makes few, and looking takes a fifth of its time here.

    What is left is not looked through afterwards either; the next run gives it free for that.
    """
    collects = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


@contextmanager
def _workplace(beside: Path, settings: Settings) -> Iterator[tuple[Connection, Path]]:
    """A database in memory that spills into a folder, and that folder; both are gone afterwards."""
    try:
        folder = TemporaryDirectory(prefix=_beside(), dir=beside, ignore_cleanup_errors=True)
    except OSError as error:
        said = _("cannot be written to: {error}").format(error=error.strerror)
        raise BadInput(said, str(beside)) from None
    with folder as name:
        work = Path(name)
        con = duckdb.connect()
        try:
            con.execute(f"SET temp_directory = {quoted_text(str(work / 'spilled'))}")
            con.execute(f"SET threads = {settings.processes}")
            con.execute("SET TimeZone = 'UTC'")
            con.execute("SET preserve_insertion_order = false")
            con.execute("SET enable_progress_bar = false")
            _limit(con, settings.memory)
            yield con, work
        finally:
            con.close()


def _limit(con: Connection, memory: str | None) -> None:
    if memory is None:
        return
    try:
        con.execute(f"SET memory_limit = {quoted_text(memory)}")
    except duckdb.Error:
        message = _("{given} is not an amount of memory; write it like 4GB or 500MB").format(
            given=quoted(memory)
        )
        raise BadInput(message, "--memory") from None


def _one(con: Connection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])


def _counts(con: Connection, query: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in con.execute(f"{query} ORDER BY 2 DESC, 1").fetchall()}
