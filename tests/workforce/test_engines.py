"""The same workforce from a database instead of files, and on other engines: the same rows."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.origins import InFile, InFolder, InPostgreSQL
from rxladder.workforce.run import Settings, Summary, audit_files
from tests.own_postgresql import own_postgresql
from tests.workforce.small_spark import small_spark
from tests.workforce.small_workforce import TEXTS, TORN, as_csv

PACKS = load_packs()
ON = date(2026, 11, 25)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_csv(tmp_path_factory.mktemp("engines") / "csv")


@pytest.fixture(scope="module")
def expected(folder: Path) -> tuple[Summary, list[tuple[Any, ...]]]:
    found = audit_files(InFolder(folder), folder / "audit.parquet", PACKS, ON)
    return found, rows_in(folder / "audit.parquet")


def rows_in(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"SELECT * FROM '{path}'").fetchall()


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL with the small workforce's tables, all columns texts."""
    with own_postgresql() as server:
        with psycopg.connect(server.get_uri()) as database, database.cursor() as cursor:
            for name, text in TEXTS.items():
                lines = text.replace(TORN, "").splitlines(keepends=True)
                columns = ", ".join(f"{column} text" for column in lines[0].strip().split(","))
                cursor.execute(f"CREATE TABLE {name} ({columns})")
                with cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
                    copy.write("".join(lines[1:]))
        yield server.get_uri()


@pytest.mark.long
@pytest.mark.postgres
def test_a_workforce_in_postgresql(postgresql: str, expected: Any, tmp_path: Path):
    out = tmp_path / "out.parquet"
    for engine in ("postgresql", "duckdb"):
        found = audit_files(InPostgreSQL(postgresql), out, PACKS, ON, Settings(engine=engine))
        assert rows_in(out) == expected[1]
        assert (found.statuses, found.engine) == (expected[0].statuses, engine)
        assert sum(found.rejects.values()) == sum(expected[0].rejects.values()) - 1


@pytest.mark.long
def test_a_workforce_in_a_file_of_duckdb(folder: Path, expected: Any, tmp_path: Path):
    file = tmp_path / "workforce.duckdb"
    with duckdb.connect(str(file)) as database:
        for name in TEXTS:
            read = f"read_csv('{folder / name}.csv', all_varchar = true, ignore_errors = true)"
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM {read}")
    audit_files(InFile(file), tmp_path / "out.parquet", PACKS, ON)
    assert rows_in(tmp_path / "out.parquet") == expected[1]


@pytest.mark.long
def test_a_workforce_on_spark(folder: Path, expected: Any, tmp_path: Path):
    out = tmp_path / "out.parquet"
    with small_spark():
        found = audit_files(InFolder(folder), out, PACKS, ON, Settings(engine="spark", workers=1))
    assert rows_in(out) == expected[1]
    assert (found.statuses, found.referred) == (expected[0].statuses, expected[0].referred)


def test_statuses_are_those_of_the_holdings_written(expected: Any):
    summary, rows = expected
    assert summary.referred, "rows of both the query and the reference engine"
    assert summary.statuses == Counter(status for *_, status in {row[:5] for row in rows})


def test_an_engine_that_is_not_there_is_told_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def said(engine: str) -> str:
        with pytest.raises(BadInput) as error:
            audit_files(InFolder(folder), folder / "none.parquet", PACKS, ON, Settings(engine=engine))
        return str(error.value)

    assert "give its address instead of the folder" in said("postgresql")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "Spark needs Java 17 or newer, and none was found" in said("spark")
    monkeypatch.setenv("JAVA_HOME", "/nowhere/jdk")
    assert "none was found where JAVA_HOME says (/nowhere/jdk)" in said("spark")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert "`make setup-spark` installs it" in said("spark")
    assert not (folder / "none.parquet").exists()
