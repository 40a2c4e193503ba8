"""Where a workforce's tables lie: in a folder as Parquet or CSV, each in one file or in many parts.

Whatever it was, it becomes a view `raw_<table>` in DuckDB with the columns as they stand, `__file` and
`__row` (the first row of data is 0). CSV is read as text and kept as Parquet in a folder of its own for the
time of the run. Lines that cannot be read as CSV at all go into `torn_lines`; `all_files` has the names by
which people know the files.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from rxladder.facts.hints import nearest
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.tables import TABLES, Table

Connection = duckdb.DuckDBPyConnection
_ENDINGS = {".parquet": "parquet", ".csv": "csv", ".csv.gz": "csv", ".csv.zst": "csv"}
_READ_CSV = (
    "read_csv(?, header = true, all_varchar = true, quote = '\"', escape = '\"', store_rejects = true,"
    " rejects_scan = 'scan_{n}', rejects_table = 'torn_{n}', rejects_limit = 100000)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one table, all Parquet or all CSV; `root` is the folder that they are named from."""

    table: Table
    files: tuple[Path, ...]
    form: str
    root: Path

    def name_of(self, file: str) -> str:
        """A file as people know it."""
        path = Path(file)
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else path.name


@dataclass(frozen=True, slots=True)
class Raw:
    """A table as it stands: each of its columns that is there, with its type; others are ignored."""

    table: Table
    types: dict[str, str]
    ignored: tuple[str, ...]


def find_sources(folder: Path) -> dict[str, Source]:
    """The files of the three tables in a folder; BadInput names the first that is missing or not clear."""
    return {name: _source(table, folder) for name, table in TABLES.items()}


def _source(table: Table, folder: Path) -> Source:
    found: dict[Path, str] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name in (table.name, f"{table.name}.parquet", f"{table.name}.csv"):
            found |= {
                part: form for part in sorted(path.rglob("*")) if (form := _form(part)) and part.is_file()
            }
        elif path.is_file() and _stem(path) in (table.name, *_parts(table.name, path)):
            found |= {path: form} if (form := _form(path)) else {}
    if not found:
        message = _("the table {table} is missing: {table}.parquet, {table}.csv or a folder of parts")
        raise BadInput(message.format(table=table.name), str(folder))
    if len(set(found.values())) > 1:
        message = _("the table {table} is there as both Parquet and CSV; keep one")
        raise BadInput(message.format(table=table.name), str(folder))
    return Source(table, tuple(found), next(iter(found.values())), folder)


def _form(path: Path) -> str | None:
    hidden = path.name.startswith(("_", "."))
    return next((form for end, form in _ENDINGS.items() if path.name.endswith(end) and not hidden), None)


def _stem(path: Path) -> str:
    return next((path.name.removesuffix(end) for end in _ENDINGS if path.name.endswith(end)), path.name)


def _parts(name: str, path: Path) -> Sequence[str]:
    """The stem of a path that is a numbered part of a table: credits-0001.parquet."""
    stem = _stem(path)
    rest = stem.removeprefix(name)
    return [stem] if stem.startswith(name) and rest[:1] in ("-", "_", ".") and rest[1:].isdigit() else []


# --- into views


def lay_open(con: Connection, source: Source, work: Path) -> Raw:
    """Make the view `raw_<table>`; BadInput where a file cannot be read or lacks a column."""
    files = [str(path) for path in source.files]
    if source.form == "csv":
        files = _as_parquet(con, source, work)
    names = dict(zip(files, map(source.name_of, map(str, source.files)), strict=True))
    return view_of(con, source.table, names, source.root)


def view_of(con: Connection, table: Table, names: dict[str, str], root: Path) -> Raw:
    """The view over some Parquet files, each with the name that people know it by."""
    _same_columns(con, table, names, root)
    # Texts stand in the statements: for a parameter DuckDB loads Pandas, which takes longer than most do.
    told = ", ".join(f"({quoted_text(path)}, {quoted_text(name)})" for path, name in names.items())
    con.execute(f"INSERT INTO all_files VALUES {told}")
    files = ", ".join(map(quoted_text, names))
    read = f"read_parquet([{files}], filename = '__file', file_row_number = true, union_by_name = true)"
    described = con.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
    columns = {column.name for column in table.columns}
    types = {name.lower(): kind for name, kind, *_ in described}
    ignored = tuple(name for name in types if name not in {*columns, "__file", "file_row_number"})
    kept = {name: kind for name, kind in types.items() if name in columns}
    con.execute(
        f"CREATE OR REPLACE VIEW raw_{table.name} AS"
        f" SELECT {', '.join(kept)}, __file, file_row_number AS __row FROM {read}"
    )
    return Raw(table, kept, ignored)


def _same_columns(con: Connection, table: Table, names: dict[str, str], root: Path) -> None:
    """Every file has the columns that must be there."""
    for path, name in names.items():
        try:
            found = con.execute(f"SELECT * FROM read_parquet({quoted_text(path)}) LIMIT 0").description or []
        except duckdb.Error as error:
            said = _("cannot be read as Parquet: {error}").format(error=first_line(error))
            raise BadInput(said, str(root / name)) from None
        have = [column[0].lower() for column in found]
        for column in table.required:
            if column not in have:
                hint = nearest(column, have) or _("; it has {columns}").format(columns=", ".join(have[:12]))
                missing = _("the column `{column}` is missing").format(column=column)
                raise BadInput(missing + hint, str(root / name))


def _as_parquet(con: Connection, source: Source, work: Path) -> list[str]:
    """CSV files as Parquet ones of text, in the same order; torn lines go into `torn_lines`."""
    made = []
    for number, path in enumerate(source.files):
        name = f"{source.table.name}_{number}"
        target = work / f"{name}.parquet"
        _refuse_utf_16(path)
        try:
            read = _READ_CSV.format(n=name)
            con.execute(f"COPY (SELECT * FROM {read}) TO {quoted_text(str(target))}", [str(path)])
        except duckdb.Error as error:
            said = _("cannot be read as CSV: {error}").format(error=first_line(error))
            raise BadInput(said, str(path)) from None
        con.execute(
            f"INSERT INTO torn_lines SELECT '{source.table.name}', ?, line, ? || any_value(error_message),"
            f" any_value(csv_line) FROM torn_{name} GROUP BY line",
            [source.name_of(str(path)), _("not a row of a table: ")],
        )
        con.execute(f"DROP TABLE torn_{name}; DROP TABLE scan_{name}")
        made.append(str(target))
    return made


def _refuse_utf_16(path: Path) -> None:
    """BadInput for what spreadsheets save as "Unicode text"."""
    try:
        with path.open("rb") as file:
            begins = file.read(2)
    except OSError as error:
        said = _("cannot be read: {error}").format(error=error.strerror)
        raise BadInput(said, str(path)) from None
    if begins in (BOM_UTF16_LE, BOM_UTF16_BE):
        raise BadInput(_("is written in UTF-16; save it as CSV in UTF-8"), str(path))


# --- words of SQL


def quoted_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    """What a database says, without its drawings."""
    return " ".join(str(error).split("\n")[0].split()).rstrip(".")
