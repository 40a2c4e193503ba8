"""`rxladder bulk` and `bulk-example` as a person or a program meets them."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.cli.schemas import schemas
from rxladder.cli.show_bulk import show_bulk
from rxladder.facts.language import speaking
from rxladder.facts.wages import areas
from rxladder.rules.bulk import left_open
from tests.workforce.small_workforce import as_csv

ON = "2026-11-25"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [*map(str, args), "--on", ON])


def test_a_workforce_is_audited_and_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = as_csv(tmp_path / "workforce")
    summed = run("bulk", folder, "--json")
    assert summed.exit_code == 0
    assert "Reading and checking people" in summed.stderr
    document = json.loads(summed.stdout)
    Draft202012Validator(schemas()["bulk"]).validate(document)
    assert document["rows"] == len(duckdb.sql(f"SELECT * FROM '{folder}/audit.parquet'").fetchall())
    assert document["rejects"]["tables"] == {"credits": 11, "holdings": 5, "people": 4}
    left = {path.name for path in folder.iterdir()} - {"people.csv", "holdings.csv", "credits.csv"}
    assert left == {"audit.parquet", "audit.rejects.parquet"}
    show_bulk(document)
    told = capsys.readouterr().out
    for words in (
        "4 people, 7 holdings, 8 credits, on 2026-11-25",
        "short",
        "20 faulty rows",
        "are not used: team",
    ):
        assert words in told
    assert "\x1b" not in told
    reasons = re.findall(r'_why\(.+, "(.+)"\)', inspect.getsource(left_open))
    document["referred"] = {"holdings": 6, "share": 0.5, "reasons": dict.fromkeys(reasons, 1)}
    with speaking("es"):
        show_bulk(document)
    told = capsys.readouterr().out
    assert "4 personas, 7 credenciales, 8 créditos, el 2026-11-25: " in told
    assert "20 filas con errores (" in told
    assert len(reasons) > 4
    assert not [reason for reason in reasons if reason in told]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nowhere",), "nowhere: is not there"),
        ((".",), ".: the table people is missing"),
        ((".", "--engine", "sparc"), "`sparc` is not one of duckdb, spark, postgresql"),
        ((".", "--engine", "postgresql"), "give its address instead of the folder"),
        ((".", "--out", "no/where.parquet"), "the folder to write it into is not there"),
        ((".", "--out", "rows.csv"), "rows.csv: the result is Parquet"),
        ((".", "--out", "."), ".: is a folder"),
        ((".", "--out", "/dev/fd/rows.parquet"), "/dev/fd: cannot be written to"),
        ((".", "--memory", "much"), "`much`"),
        (("postgresql://me:secret@127.0.0.1:1/x",), "127.0.0.1/x: the table people"),
        ((__file__,), "is neither a folder nor a DuckDB database"),
    ],
)
def test_bad_input_is_told_in_one_line(args: tuple[str, ...], said: str):
    result = run("bulk", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "secret" not in result.output
    assert not result.stdout
    assert len(result.stderr.splitlines()) == 1


def test_a_made_up_workforce_is_spread_like_the_real_one(tmp_path: Path):
    for name, args in {"one": (), "same": (), "other": ("--seed", 2)}.items():
        told = run("bulk-example", tmp_path / name, "--people", 400, *args)
        assert told.exit_code == 0
    digests = {
        name: [
            hashlib.sha256((tmp_path / name / f"{table}.parquet").read_bytes()).hexdigest()
            for table in ("people", "holdings", "credits")
        ]
        for name in ("one", "same", "other")
    }
    assert digests["one"] == digests["same"] != digests["other"]
    count = "SELECT state, count(DISTINCT person) FROM '{}' WHERE state <> 'us-xx' GROUP BY 1"
    in_texas = dict(duckdb.sql(count.format(tmp_path / "one/people.parquet")).fetchall())["us-tx"]
    share = (areas()["48"].employment or 0) / (areas()["00"].employment or 1)
    assert abs(in_texas - 400 * share) < 2
    assert run("bulk-example", tmp_path / "one", "--people", 400).exit_code == 2


@pytest.mark.long
def test_the_same_people_give_the_same_rows_each_time_and_from_csv(tmp_path: Path):
    run("bulk-example", tmp_path / "one", "--people", 2_000)
    run("bulk-example", tmp_path / "csv", "--people", 2_000, "--csv")
    outs = [tmp_path / "first.parquet", tmp_path / "again.parquet", tmp_path / "csv.parquet"]
    for folder, out in zip(("one", "one", "csv"), outs, strict=True):
        assert run("bulk", tmp_path / folder, "--out", out, "--json").exit_code == 0
    first, again, from_csv = (duckdb.sql(f"SELECT * FROM '{out}'").fetchall() for out in outs)
    assert first == again == from_csv
    assert len(first) > 10_000


@pytest.mark.long
@pytest.mark.parametrize(("when", "sent"), [("Auditing", signal.SIGINT), ("Writing", signal.SIGKILL)])
def test_whoever_stops_it_finds_nothing_half(tmp_path: Path, when: str, sent: signal.Signals):
    folder = as_csv(tmp_path / "workforce")
    (folder / "audit.parquet").write_text("the one before")
    command = [Path(sys.executable).with_name("rxladder"), "bulk", str(folder), "--on", ON]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while when not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(sent)
        running.stderr.read()
    if sent == signal.SIGINT:
        assert running.returncode == 130
        assert {path.suffix for path in folder.iterdir()} == {".csv", ".parquet"}
        assert (folder / "audit.parquet").read_text() == "the one before"
    else:
        whole = (folder / "audit.parquet").read_bytes()
        assert whole == b"the one before" or whole.endswith(b"PAR1")
