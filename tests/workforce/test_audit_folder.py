"""A workforce's files audited to one file: what comes out, what is refused and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from rxladder.career.file import read_career
from rxladder.career.ids import ids_of
from rxladder.facts.language import speaking
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput
from rxladder.rules.audit import audit
from rxladder.rules.bulk import ROW_COLUMNS, rows_of
from rxladder.workforce import checks
from rxladder.workforce.origins import InFolder
from rxladder.workforce.run import audit_files
from rxladder.workforce.sources import quoted_text
from tests.workforce.small_workforce import TEXTS, as_csv, as_parts

PACKS = load_packs()
ON = date(2026, 11, 25)
REFUSED = [
    ("credits", 5, "date: 2026-02-29 is a date that does not exist"),
    ("credits", 6, "hours: hours must be from 0 to 1,000; `-1` is not"),
    ("credits", 7, "hours: `NaN` is not a number"),
    ("credits", 8, "hours: hours must be from 0 to 1,000; `1001` is not"),
    ("credits", 10, "uan: The fourth part is 12; it must have 3 digits."),
    (
        "credits",
        11,
        "topic: `pharmacy` is not known here; did you mean general-pharmacy?; format: `in person`",
    ),
    ("credits", 12, "not a row of a table: "),
    ("credits", 13, "status: `maybe` is not known here; it must be one of done, booked, planned"),
    ("credits", 14, "date: is missing"),
    ("credits", 15, "person: is missing"),
    ("credits", 19, "person: has no valid row in people"),
    ("holdings", 3, "credential: is there twice for the same time; the first row counts"),
    ("holdings", 9, "credential: the credential `us-xx-technician` is not known"),
    ("holdings", 10, "expires: 2022-01-15 is before issued, 2026-08-31"),
    ("holdings", 11, "person: has no valid row in people"),
    ("holdings", 12, "person: has no valid row in people"),
    ("people", 4, "facts: is not JSON: "),
    ("people", 5, "birthday: 1979-13-01 is a date that does not exist"),
    ("people", 6, "state: the state `us-zz` is not known"),
    ("people", 7, "person: is there twice; the first row counts"),
]
CAREERS: dict[str, dict[str, Any]] = {
    "ann": {
        "person": {"birthday": "1990-04-17", "state": "us-tx"},
        "facts": {"direct-patient-care": True, "discloses-record": True},
        "holdings": [
            {"credential": "ptcb-cpht", "issued": "2021-05-10", "expires": "2027-05-31"},
            {"credential": "us-tx-technician", "issued": "2021-07-10", "expires": "2027-06-30"},
        ],
        "credits": [
            {"date": "2026-03-02", "hours": 1.5, "uan": "0384-0000-26-012-H07-T"},
            {"date": "2026-04-11", "hours": 1, "topic": "state-law", "format": "live",
             "accreditation": "board-approved", "jurisdiction": "us-tx"},
            {"date": "2026-05-11", "hours": 2, "uan": "0384-0000-26-013-L03-T"},
            {"date": "2027-01-15", "hours": 3, "uan": "0384-0000-26-015-H05-T", "status": "booked"},
        ],
    },
    "bob": {
        "person": {"birthday": "1985-11-02", "state": "us-fl"},
        "facts": {"administers-vaccines": False},
        "holdings": [
            {"credential": "nha-excpt", "expires": "2027-03-31"},
            {"credential": "us-fl-technician", "issued": "2020-02-01", "expires": "2026-12-31"},
        ],
        "credits": [
            {"date": "2025-09-06", "hours": 10 / 3, "topic": "general-pharmacy", "format": "live",
             "audience": "technician", "accreditation": "acpe"},
        ],
    },
    "cyd": {
        "person": {"state": "us-oh"},
        "holdings": [
            {"credential": "us-oh-registered-technician", "issued": "2019-01-01", "expires": "2021-03-31"},
            {"credential": "us-oh-registered-technician", "issued": "2024-04-01"},
        ],
        "credits": [{"date": "2025-09-12", "hours": 4, "uan": "0384-0000-25-017-H04-T"}],
    },
    "gil": {
        "person": {"birthday": "1992-08-30", "state": "us-md"},
        "facts": {"administers-vaccines": True},
        "holdings": [{"credential": "us-md-technician", "issued": "2022-01-15", "expires": "2026-08-31"}],
        "credits": [
            {"date": "2025-09-13", "hours": 2.25, "uan": "0384-0000-25-018-L08-T", "jurisdiction": "us-md"},
            {"date": "2025-09-14", "hours": 0.1, "topic": "implicit-bias", "format": "home-study",
             "accreditation": "other"},
        ],
    },
}  # fmt: skip


def rows_in(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"SELECT * FROM {quoted_text(str(path))}").fetchall()


def by_reference() -> list[tuple[Any, ...]]:
    """What the reference engine finds of the same people, read from career files."""
    found: list[tuple[Any, ...]] = []
    for person, record in CAREERS.items():
        career = read_career(json.dumps({"rxladder": 1} | record), PACKS)
        for holding in audit(career, PACKS, ON).holdings:
            found += map(tuple, rows_of(person, holding))
    return found


@pytest.fixture(scope="module")
def csv_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = as_csv(tmp_path_factory.mktemp("workforce") / "the state's [all]")
    audit_files(InFolder(folder), folder / "audit.parquet", PACKS, ON)
    return folder


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: tuple((cell is not None, str(cell)) for cell in row))


def test_the_rows_are_those_of_the_reference_engine(csv_folder: Path):
    rows = rows_in(csv_folder / "audit.parquet")
    assert in_order(rows) == in_order(by_reference())
    assert pq.read_schema(csv_folder / "audit.parquet").names == [*ROW_COLUMNS]
    assert [row[:3] for row in rows] == sorted(row[:3] for row in rows)


def test_a_faulty_row_is_told_with_its_place_and_reason(csv_folder: Path):
    rejects = rows_in(csv_folder / "audit.rejects.parquet")
    assert [(table, file, row) for table, file, row, _, _ in rejects] == [
        (table, f"{table}.csv", row) for table, row, _ in REFUSED
    ]
    for (_, _, _, wrong, _), (_, _, expected) in zip(rejects, REFUSED, strict=True):
        assert wrong.startswith(expected)
    given = json.loads(rejects[1][4])
    assert (given["person"], given["hours"], given["topic"]) == ("bob", "-1", "law")


def test_parquet_in_parts_gives_the_same_as_csv(csv_folder: Path, tmp_path: Path):
    folder = as_parts(tmp_path / "parts")
    found = audit_files(InFolder(folder), tmp_path / "out.parquet", PACKS, ON)
    assert rows_in(tmp_path / "out.parquet") == rows_in(csv_folder / "audit.parquet")
    told = "SELECT file, row, wrong FROM {} WHERE \"table\" = 'credits' AND wrong NOT LIKE 'not a row%'"
    in_parts, at_once = (
        duckdb.sql(told.format(quoted_text(f"{folder}.rejects.parquet"))).fetchall()
        for folder in (tmp_path / "out", csv_folder / "audit")
    )
    assert [wrong for *_, wrong in in_parts] == [wrong for *_, wrong in at_once]
    assert in_parts[0][:2] == ("credits/part-1.parquet", 1)
    assert in_parts[-1][:2] == ("credits/part-2.parquet", 8)
    assert found.people + found.rejects["people"] == TEXTS["people"].count("\n") - 1
    assert found.holdings + found.rejects["holdings"] == TEXTS["holdings"].count("\n") - 1
    assert found.credits + found.rejects["credits"] == TEXTS["credits"].count("\n") - 2
    assert found.ignored == {"people": ("team",)}
    assert sum(found.statuses.values()) == found.holdings


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"people.csv": None}, "the table people is missing"),
        ({"people.csv": ""}, "people.csv: "),
        ({"people.csv": "person,state\nann,us-tx\n".encode("utf-16")}, "people.csv: is written in UTF-16"),
        ({"people.csv": "name,state\nann,us-tx\n"}, "people.csv: the column `person` is missing"),
        ({"credits.csv": "person,date\n"}, "credits.csv: the column `hours` is missing"),
        (
            {"credits.csv": None, "credits.parquet": "no Parquet"},
            "credits.parquet: cannot be read as Parquet",
        ),
        ({"credits.parquet": "too"}, "the table credits is there as both Parquet and CSV"),
    ],
)
def test_a_table_that_cannot_be_used_is_bad_input(
    tmp_path: Path, broken: dict[str, str | bytes | None], said: str
):
    folder = as_csv(tmp_path / "workforce")
    for name, text in broken.items():
        (folder / name).unlink(missing_ok=True)
        if text is not None:
            (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BadInput) as error:
        audit_files(InFolder(folder), tmp_path / "out.parquet", PACKS, ON)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["workforce"]


def test_what_is_wrong_is_said_in_the_reader_s_language(tmp_path: Path):
    folder = as_csv(tmp_path / "workforce")
    (folder / "people.csv").write_text("person,state\nann,us-tx\nann,us-tx\n,us-tx\n")
    con = duckdb.connect()
    with speaking("es"):
        checks.prepare(con)
        for raw in InFolder(folder).tables(con, tmp_path):
            checks.check(con, raw, ids_of(PACKS))
        (folder / "credits.csv").unlink()
        with pytest.raises(BadInput) as error:
            InFolder(folder).tables(con, tmp_path)
    assert "falta la tabla credits" in str(error.value)
    reasons = {reason for (reason,) in con.execute(f"SELECT wrong FROM ({checks.REJECTS})").fetchall()}
    assert {"person: falta", "person: aparece dos veces; cuenta la primera fila"} < reasons
    assert "person: no tiene una fila válida en people" in reasons


@pytest.mark.long
def test_people_named_by_numbers_have_numbers_in_the_result_and_odd_types_are_read(tmp_path: Path):
    for name, query in {
        "people": "SELECT 12 AS person, DATE '1990-04-17' AS birthday, {'compounds-sterile': true} AS facts"
        " UNION ALL SELECT 9, NULL, NULL",
        "holdings": "SELECT person::BIGINT AS person, 'nha-cpht' AS credential,"
        " TIMESTAMPTZ '2027-03-31 00:00:00+00' AS expires FROM (VALUES (12), (9), (7)) t(person)",
        "credits": "SELECT 12 AS person, TIMESTAMP '2026-05-01 10:30:00' AS date, 0.1::FLOAT AS hours,"
        " NULL AS uan"
        " UNION ALL SELECT 9, TIMESTAMP '2026-05-01', 'infinity'::FLOAT, '0384-0000-26-015-H05-T'",
    }.items():
        duckdb.sql(f"COPY ({query}) TO '{tmp_path}/{name}.parquet'")
    found = audit_files(InFolder(tmp_path), tmp_path / "audit.parquet", PACKS, ON)
    told = f"SELECT person, term_ends, counted FROM '{tmp_path}/audit.parquet' WHERE clause = 'total'"
    assert duckdb.sql(told).fetchall() == [(9, date(2027, 3, 31), 0.0), (12, date(2027, 3, 31), 0.1)]
    assert found.rejects == {"credits": 1, "holdings": 1}
