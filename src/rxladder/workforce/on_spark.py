"""The compiled rules on Spark: on this machine, or on the cluster that SPARK_REMOTE or SPARK_MASTER names.

The good rows are handed over as Parquet, in a folder beside the result: a cluster must be able to read it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput
from rxladder.workforce.engine_parts import Engine, compiled, hand_over
from rxladder.workforce.sources import first_line, quoted_text

Connection = duckdb.DuckDBPyConnection
_NAME = "--engine spark"
_NEEDED = noop("Spark needs Java 17 or newer")


def on_spark(work: Path, processes: int) -> Engine:
    """Audit on Spark; BadInput where it is not installed or does not start."""
    builder = _builder(processes)
    work = work.resolve()  # a cluster that is running has a current folder of its own
    from rxladder.workforce.spark_backend import SparkBackend

    @contextmanager
    def audited(con: Connection, packs: Packs, on: date) -> Iterator[ibis.Table]:
        files = hand_over(con, work, "parquet")
        session, ours = _started(builder)
        try:
            backend = SparkBackend(session, work)
            tables = {name: backend.read_parquet(str(path), table_name=name) for name, path in files.items()}
            try:
                found = compiled(tables, packs, on)
                read = {
                    name: _written(backend, table, work / f"spark_{name}") for name, table in _parts(found)
                }
            except Exception as error:  # of Spark, Py4J or Ibis: there is no common kind
                message = _("Spark did not finish ({error}); --engine duckdb audits the same").format(
                    error=first_line(error)
                )
                raise BadInput(message, _NAME) from None
            for name in ("undecided", "decided"):
                con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {read[name]}")
            yield ibis.duckdb.from_connection(con).sql(f"SELECT * FROM {read['rows']}")
        finally:
            if ours:
                session.stop()

    return audited


def _parts(found: Any) -> list[tuple[str, Any]]:
    return [("undecided", found.undecided), ("decided", found.statuses), ("rows", found.rows)]


def _written(backend: Any, table: Any, folder: Path) -> str:
    """Have Spark write a table, and give the SQL with which DuckDB reads it."""
    backend.write(table, folder)
    return f"read_parquet({quoted_text(str(folder / '*.parquet'))})"


def _builder(processes: int) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadInput(_("PySpark is not installed; `make setup-spark` installs it"), _NAME) from None
    builder = SparkSession.builder.appName("rxladder bulk")
    if os.environ.get("SPARK_REMOTE"):
        return builder
    master = os.environ.get("SPARK_MASTER") or f"local[{processes}]"
    if master.startswith("local"):
        _find_java()
    return _set(builder.master(master), processes)


def _find_java() -> None:
    """BadInput where no Java is to be found, as Spark looks for it."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which(f"{home}/bin/java" if home else "java"):
        return
    none = (
        _("none was found where JAVA_HOME says ({home})").format(home=home) if home else _("none was found")
    )
    message = _("{needed}, and {none}; on Debian: apt-get install default-jre-headless")
    raise BadInput(message.format(needed=_(_NEEDED), none=none), _NAME)


def _set(builder: Any, processes: int) -> Any:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(4 * processes),
        "spark.log.level": "ERROR",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder


def _started(builder: Any) -> tuple[Any, bool]:
    """A session, and whether it was started here: what a program runs beside goes on."""
    from pyspark.sql import SparkSession

    try:
        running = SparkSession.getActiveSession()
        return running or builder.getOrCreate(), running is None
    except Exception as error:  # whatever Spark, Py4J or gRPC say: there is no common kind of error
        hint = f"; {_(_NEEDED)}" if "JAVA_GATEWAY" in str(error) else ""
        said = _("Spark does not start: {error}").format(error=first_line(error))
        raise BadInput(said + hint, _NAME) from None
