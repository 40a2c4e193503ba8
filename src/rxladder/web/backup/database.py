"""The database in a backup: SQLite as a file of its own, PostgreSQL as the rows of each table.

Both are of one moment, taken while the site is in use: SQLite's backup reads one snapshot, PostgreSQL's COPY
runs in one that is repeatable. COPY needs no program of PostgreSQL's (`pg_dump` must be as new as the server,
and is seldom where the site runs), and is exact, since the server writes and reads the texts itself.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup.archive import Manifest

FILE = "database.sqlite3"
ROWS = "rows"
_WAIT = 60.0
# Whose certificates and badges a database names: (table, as evidence/<person>/<hash>).
_FILES = ("education_evidence", "certifications_badge")
_EXCLUDED = ("django_migrations",)


def take(folder: Path) -> tuple[list[str], dict[str, Any], set[str]]:
    """Put the database into a folder: its parts' names, what the manifest tells, and the files it names."""
    if connection.vendor == "sqlite":
        return _take_file(folder)
    return _take_rows(folder)


# --- SQLite


def _take_file(folder: Path) -> tuple[list[str], dict[str, Any], set[str]]:
    to = folder / FILE
    to.touch(mode=0o600)
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, timeout=_WAIT)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    about, files = look_into(to)
    return [FILE], about, files


def look_into(path: Path) -> tuple[dict[str, Any], set[str]]:
    """What a SQLite file holds, and the files that it names. BadInput where it is damaged."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            said = [row[0] for row in base.execute("PRAGMA integrity_check")]
            if said != ["ok"] or base.execute("PRAGMA foreign_key_check").fetchone():
                raise BadInput(_("holds a damaged database"), path.name)
            tables = [row[0] for row in base.execute(_TABLES)]
            rows = {each: base.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0] for each in tables}
            migrations: dict[str, list[str]] = {}
            for app, name in base.execute("SELECT app, name FROM django_migrations ORDER BY id"):
                migrations.setdefault(app, []).append(name)
            files = {
                f"evidence/{_dashed(person)}/{sha256}"
                for table in _FILES
                if table in rows
                for person, sha256 in base.execute(f'SELECT person_id, sha256 FROM "{table}"')
            }
    except sqlite3.Error as error:
        raise BadInput(_("holds no database that can be read ({why})").format(why=error), path.name) from None
    return {"database": "sqlite", "migrations": migrations, "rows": rows}, files


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def _dashed(person: object) -> str:
    hexed = str(person).replace("-", "")
    return "-".join((hexed[:8], hexed[8:12], hexed[12:16], hexed[16:20], hexed[20:]))


# --- PostgreSQL


def _take_rows(folder: Path) -> tuple[list[str], dict[str, Any], set[str]]:
    (folder / ROWS).mkdir(mode=0o700)
    apart = connection.copy()
    apart.ensure_connection()
    try:
        raw: Any = apart.connection
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        columns = _columns(raw)
        rows = {table: _copy_out(raw, table, columns[table], folder) for table in columns}
        migrations: dict[str, list[str]] = {}
        for app, name in raw.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall():
            migrations.setdefault(app, []).append(name)
        files = {
            f"evidence/{_dashed(person)}/{sha256}"
            for table in _FILES
            if table in columns
            for person, sha256 in raw.execute(f'SELECT person_id, sha256 FROM "{table}"').fetchall()
        }
        raw.execute("ROLLBACK")
    finally:
        apart.close()
    about = {"database": "postgresql", "migrations": migrations, "rows": rows, "columns": columns}
    return [f"{ROWS}/{table}" for table in columns], about, files


def _columns(raw: Any) -> dict[str, list[str]]:
    """The columns of every table that hold what was written, in their order."""
    found: dict[str, list[str]] = {}
    asked = raw.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'"
        " ORDER BY c.table_name, c.ordinal_position"
    )
    for table, column in asked.fetchall():
        if table not in _EXCLUDED:
            found.setdefault(table, []).append(column)
    return found


def _copy_out(raw: Any, table: str, columns: list[str], folder: Path) -> int:
    with (folder / ROWS / table).open("xb") as out, raw.cursor() as cursor:
        with cursor.copy(f"COPY {_named(table, columns)} TO STDOUT") as lines:
            for line in lines:
                out.write(line)
        return int(cursor.rowcount)


def _copy_in(raw: Any, into: str, columns: list[str], path: Path) -> int:
    with path.open("rb") as source, raw.cursor() as cursor:
        with cursor.copy(f"COPY {_named(into, columns)} FROM STDIN") as lines:
            while chunk := source.read(1 << 20):
                lines.write(chunk)
        return int(cursor.rowcount)


def _named(table: str, columns: list[str]) -> str:
    return f"{_quoted(table)} ({', '.join(map(_quoted, columns))})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# --- Trying one out, and putting one back


def try_out(manifest: Manifest, folder: Path) -> set[str]:
    """See that an unpacked backup's database can be used; the files it names. BadInput where it cannot."""
    if manifest.database == "sqlite":
        about, files = look_into(folder / FILE)
        if about["rows"] != manifest.rows or about["migrations"] != manifest.migrations:
            raise BadInput(_("does not hold the rows it says it holds"), FILE)
        return files
    for table, count in manifest.rows.items():
        if _lines(folder / ROWS / table) != count:
            raise BadInput(_("does not hold the rows of {table} it says it holds").format(table=table), ROWS)
    return set()


def _lines(path: Path) -> int:
    if not path.is_file():
        return -1
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def try_rows(manifest: Manifest, folder: Path) -> None:
    """Let the server take the rows of a backup as its own, into tables that go at once."""
    with transaction.atomic():
        connection.ensure_connection()
        raw: Any = connection.connection
        for number, (table, columns) in enumerate(manifest.columns.items()):
            trial = f"trial_{number}"
            raw.execute(
                f"CREATE TEMP TABLE {trial} (LIKE {_quoted(table)} INCLUDING CONSTRAINTS) ON COMMIT DROP"
            )
            taken = _copy_in(raw, trial, columns, folder / ROWS / table)
            if taken != manifest.rows[table]:
                raise BadInput(
                    _("returns {taken} rows of {table} instead of {rows}").format(
                        taken=taken, table=table, rows=manifest.rows[table]
                    ),
                    ROWS,
                )


def check_known(manifest: Manifest, where: str) -> None:
    """Refuse a database of a version that is newer than this one."""
    known = MigrationLoader(None).disk_migrations
    squashed = {old for each in known.values() for old in each.replaces}
    for app, names in manifest.migrations.items():
        unknown = [name for name in names if (app, name) not in known and (app, name) not in squashed]
        if unknown:
            raise BadInput(
                _("was made by a newer version of RxLadder ({app}: {migration}); update first").format(
                    app=app, migration=unknown[-1]
                ),
                where,
            )


def is_used() -> bool:
    """Whether a record is in the PostgreSQL of this installation."""
    from rxladder.web.accounts.models import Person

    return "accounts_person" in connection.introspection.table_names() and Person.objects.exists()


def put_rows(manifest: Manifest, folder: Path, aside: str) -> None:
    """Put the rows of a backup in the place of all that is in the database: whole, or not at all.

    What was there stays, in a schema of the name `aside`.
    """
    with transaction.atomic():
        connection.ensure_connection()
        raw: Any = connection.connection
        schema = _quoted(raw.execute("SELECT current_schema()").fetchone()[0])
        raw.execute(f"ALTER SCHEMA {schema} RENAME TO {_quoted(aside)}")
        raw.execute(f"CREATE SCHEMA {schema}")
        executor = MigrationExecutor(connection)
        executor.migrate(_ends(executor, manifest))
        tables = _columns(raw)
        # What migrations themselves have put there.
        for table in tables:
            if raw.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1").fetchone():
                raw.execute(f"TRUNCATE {_quoted(table)} CASCADE")
        raw.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in manifest.columns.items():
            if table in tables:
                _copy_in(raw, table, columns, folder / ROWS / table)
            elif manifest.rows[table]:
                raise BadInput(
                    _("has a table that the database does not have ({table})").format(table=table), ROWS
                )
        _set_counters(raw)


def _ends(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """The last migration of each app that the backup has seen."""
    graph = executor.loader.graph
    seen = {(app, name) for app, names in manifest.migrations.items() for name in names}
    return [
        node
        for node in graph.nodes
        if node in seen
        and not any(child.key in seen and child.key[0] == node[0] for child in _after(graph, node))
    ]


def _after(graph: Any, node: tuple[str, str]) -> Any:
    return graph.node_map[node].children


def _set_counters(raw: Any) -> None:
    """Let every counter go on after the largest number that is taken."""
    asked = raw.execute(
        "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)"
        " FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
    )
    for table, column, sequence in asked.fetchall():
        largest = f"(SELECT max({_quoted(column)}) FROM {_quoted(table)})"
        raw.execute(f"SELECT setval(%s, coalesce({largest}, 1), {largest} IS NOT NULL)", [sequence])
