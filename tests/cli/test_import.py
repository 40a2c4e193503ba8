"""`rxladder import` of a transcript: shown first, saved once agreed, known again the next time."""

import json
import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.career.transcripts.papers import LAYOUTS, Entry, certificate
from tests.cli.runs import ON
from tests.published import obeys


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "transcript.pdf"
    entries = [
        Entry(f"About law {n}", date(2026, 3, n), Fraction(n), f"0384-0000-26-00{n}-H03-T") for n in (1, 2)
    ]
    path.write_bytes(LAYOUTS["ruled_table"](entries))
    return path


def bring(file: Path, *options: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("rxladder"), "import", file.name, "--data", "site", "--on", ON]
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("RXLADDER", "DJANGO"))
    }
    environment |= {"COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(
        [*command, *options], cwd=file.parent, env=environment, input=answer, capture_output=True, text=True
    )


def test_a_transcript_is_shown_saved_once_agreed_and_known_again(transcript, own_folder):
    refused = bring(transcript, answer="n\n")
    assert refused.returncode == 1
    for words in ("unconfirmed", "About law 1", "2026-03-02", "Save 2 new credits?", "Nothing was saved."):
        assert words in refused.stdout
    saved = bring(transcript, answer="y\n")
    assert (saved.returncode, saved.stdout.splitlines()[-1]) == (0, "Save 2 new credits? [y/N]: Saved 2.")
    again = bring(transcript, "--json", "--yes")
    document = json.loads(again.stdout)
    assert obeys("import", document)
    assert (again.returncode, document["saved"]) == (0, False)
    assert [line["state"] for line in document["lines"]] == ["there", "there"]


def test_what_is_not_whole_is_told_and_left_to_the_site(tmp_path, own_folder):
    path = tmp_path / "export.csv"
    path.write_text("UAN,Title,Date,Hours\n0384-0000-26-001-H03-T,Law,3/2/2026,\n,,3/3/2026,2\n")
    result = bring(path, "--json")
    document = json.loads(result.stdout)
    assert obeys("import", document)
    assert document["lines"][0]["takes"] is False
    assert "hours are missing" in document["lines"][0]["remarks"][0]
    assert document["not_understood"][0]["where"] == "line 3"
    assert [left["where"] for left in document["without_credit"]] == ["line 1"]


@pytest.mark.parametrize("json_flag", [[], ["--json"]])
@pytest.mark.parametrize(
    "rows",
    ["UAN,Title,Date,Hours\n", "Name,Colour\nSam,red\n", "Title,Date,Hours\nLaw without hours,3/2/2026,\n"],
    ids=["only headings", "another table", "no credit that is whole"],
)
def test_where_nothing_could_be_taken_the_answer_is_no(rows, json_flag, tmp_path, own_folder):
    (tmp_path / "table.csv").write_text(rows)
    assert bring(tmp_path / "table.csv", "--yes", *json_flag).returncode == 1


def test_a_bad_file_is_told_in_one_line(tmp_path):
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.4 and nothing more")
    result = bring(path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "cut.pdf: ends too early: it was cut off; download it again\n"
    assert not (tmp_path / "site").exists()


def test_a_certificates_file_is_kept_with_its_credit_once_agreed_and_not_before(tmp_path, own_folder):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(Entry("Safety first", date(2026, 3, 5), Fraction(1))))
    for answer, kept in (("n\n", []), ("y\n", [path.read_bytes()])):
        bring(path, answer=answer)
        assert [file.read_bytes() for file in (tmp_path / "site").glob("evidence/*/*")] == kept
