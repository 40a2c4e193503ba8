"""`rxladder bulk` and `rxladder bulk-example`: a whole workforce at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import Annotated
from uuid import uuid4

import typer

from rxladder.cli.frame import show_json
from rxladder.cli.options import On

Json = Annotated[bool, typer.Option("--json", help="Print a summary in JSON, as described in docs/schemas.")]


LEAST, MOST = 1, 50_000_000


@contextmanager
def _stopped_cleanly(out: Path) -> Iterator[None]:
    """End at once when told to stop, and leave nothing: some libraries would swallow an exception."""
    from rxladder.facts.language import gettext as _
    from rxladder.workforce.run import leave_nothing

    stopped = _("Stopped; nothing was written.")

    def stop(number: int, _frame: object) -> None:
        for process in multiprocessing.active_children():
            process.terminate()
        leave_nothing(out)
        os.write(2, f"\n{stopped}\n".encode())
        os._exit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def bulk(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER",
            help="A folder with people, holdings and credits, each as Parquet or CSV, or in parts; or a "
            "DuckDB file, or the address of a PostgreSQL database, with tables of those names.",
        ),
    ],
    on: On,
    as_json: Json = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The result (default: FOLDER/audit.parquet).")
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="duckdb, spark or postgresql.")
    ] = "duckdb",
    memory: Annotated[
        str | None,
        typer.Option(
            "--memory",
            metavar="SIZE",
            help="How much memory DuckDB may use before it uses the disk, such as 4GB.",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", min=0, metavar="N", help="Processes at a time (default: one per processor)."
        ),
    ] = 0,
) -> None:
    """Audit a whole workforce: a row for each person, credential and clause, as Parquet.

    A faulty row stops nothing: it goes, with its reason, into FILE.rejects.parquet next to the result.
    Exit 0: done, whatever the statuses are. Exit 2: a table or a column is missing, or a file cannot be
    read.
    """
    from rxladder.cli.inputs import packs_here
    from rxladder.cli.show_bulk import Progress, bulk_document, show_bulk
    from rxladder.facts.hints import quoted
    from rxladder.facts.language import gettext as _
    from rxladder.workforce.origins import origin_of
    from rxladder.workforce.run import ENGINES, Settings, audit_files

    if engine not in ENGINES:
        said = _("{engine} is not one of {known}").format(engine=quoted(engine), known=", ".join(ENGINES))
        raise typer.BadParameter(said, param_hint="--engine")
    started = monotonic()
    settings, origin = Settings(engine=engine, memory=memory, workers=workers), origin_of(folder)
    written = out or origin.out
    with Progress() as progress, _stopped_cleanly(written):
        found = audit_files(origin, written, packs_here(), on, settings, progress)
    document = bulk_document(found, monotonic() - started)
    if as_json:
        show_json(document)
    else:
        show_bulk(document)


def bulk_example(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write the three tables.")],
    on: On,
    people: Annotated[
        int, typer.Option("--people", min=LEAST, max=MOST, metavar="N", help="How many technicians.")
    ] = 471_680,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="A different seed gives different people.")
    ] = 1,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV instead of Parquet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say in JSON what was written.")] = False,
) -> None:
    """Make up a workforce to try `rxladder bulk` on: nobody in it is real.

    It is as large as the nation's workforce and spread over the states in the same way. Some rows are
    wrong on purpose. The same number, seed and day give the same files.
    """
    from rxladder.cli.inputs import packs_here
    from rxladder.cli.show_bulk import Progress, say_counts
    from rxladder.facts.language import gettext as _
    from rxladder.facts.whole_file import name_new
    from rxladder.facts.yaml_text import BadInput
    from rxladder.workforce.example import write_workforce

    form = "csv" if as_csv else "parquet"
    files = [folder / f"{name}.{form}" for name in ("people", "holdings", "credits")]
    for file in files:
        if file.exists():
            raise BadInput(_("already exists; name another folder, or remove it"), str(file))
    # Written beside and named at the end, so that no table is ever half of one.
    aside = folder / f".rxladder-{uuid4().hex}"
    try:
        with Progress() as progress:
            rows = write_workforce(
                aside, packs_here(), on, people, seed=seed, form=form,
                told=lambda made: progress("make", "people", made, people),
            )  # fmt: skip
        for file in files:
            name_new(aside / file.name, file)
    except FileExistsError as error:
        raise BadInput(_("already exists; name another folder, or remove it"), str(error)) from None
    except OSError as error:
        why = error.strerror or error
        raise BadInput(_("cannot be written ({why})").format(why=why), str(folder)) from None
    finally:
        rmtree(aside, ignore_errors=True)
    if as_json:
        show_json({"folder": str(folder), **rows})
        return
    typer.echo(_("Written to {path}: {what}.").format(path=folder, what=say_counts(rows)))
