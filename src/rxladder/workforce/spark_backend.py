"""Ibis's Spark, taught what the compiled rules need; importing it needs PySpark.

Whatever is kept on the way lies as Parquet in a folder that Spark and this process see. Ibis would keep a
step as a plan, which grows with each step that rests on it until no memory holds it, and would send a small
table through Python, where a number that may be missing becomes a float.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark import Backend
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.expr import operations as ops


class _Compiler(PySparkCompiler):  # type: ignore[misc]  # Ibis has no types
    """Spark has these two by the names that DuckDB has; Ibis does not know that yet."""

    def visit_BitOr(self, op: Any, *, arg: Any, where: Any) -> Any:  # noqa: N802  # Ibis finds it by its name
        return self.agg.bit_or(arg, where=where)

    def visit_BitAnd(self, op: Any, *, arg: Any, where: Any) -> Any:  # noqa: N802
        return self.agg.bit_and(arg, where=where)


class SparkBackend(Backend):  # type: ignore[misc]
    """A Spark session that keeps steps and small tables as files in a folder."""

    compiler = _Compiler()

    def __init__(self, session: Any, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        ibis.pyspark  # noqa: B018  # brings the options that the compiler asks for
        self.do_connect(session)

    def _create_cached_table(self, name: str, expr: ibis.Table) -> ibis.Table:
        self.write(expr, self._folder / name)
        self._open(name)
        # Spark's numbers are wider than those that Ibis has in mind, which have to stay what they were.
        place = self.table(name).op().namespace
        return ops.DatabaseTable(name, expr.schema(), self, place).to_expr()

    def _drop_cached_table(self, name: str) -> None:
        self._session.catalog.dropTempView(name)
        rmtree(self._folder / name, ignore_errors=True)

    def _register_in_memory_table(self, op: Any) -> None:
        pq.write_table(op.data.to_pyarrow(op.schema), self._folder / op.name)
        self._open(op.name)

    def _open(self, name: str) -> None:
        self._session.read.parquet(str(self._folder / name)).createOrReplaceTempView(name)

    def write(self, table: ibis.Table, folder: Path) -> None:
        """Have Spark work out a table and write it, as Parquet in parts."""
        self._frame(table).write.parquet(str(folder))

    def to_pyarrow(self, expr: Any, /, **_: Any) -> Any:
        """Bring an answer here, without a way through pandas."""
        table = expr.as_table()
        found: pa.Table = self._frame(table).toArrow()
        return expr.__pyarrow_result__(found.cast(table.schema().to_pyarrow()))

    def _frame(self, table: ibis.Table) -> Any:
        self._run_pre_execute_hooks(table)
        return self._session.sql(self.compile(table))
