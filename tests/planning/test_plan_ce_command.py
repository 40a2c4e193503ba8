"""`rxladder plan-ce` as a person or a program meets it: the promised keys, exit codes, errors in one line."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.cli.schemas import schemas

ON = "2026-12-01"
CAREER = """\
rxladder: 1
person: {name: Sam Example}
holdings: [{credential: ptcb-cpht, issued: 2023-05-10, expires: 2027-05-31}]
credits:
  - {date: 2026-03-02, title: Much, hours: 19, uan: 0384-0000-26-012-H07-T}
  - {date: 2026-03-02, title: Safety, hours: 1, uan: 0384-0000-26-013-H05-T}
"""
LAW = "activities: [{title: Law night, hours: 1.5, cost_usd: 9.99, uan: 0384-0000-26-001-L03-T}]\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RXLADDER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    Path("sam.yaml").write_text(CAREER, encoding="utf-8")
    Path("law.yaml").write_text(LAW, encoding="utf-8")
    Path("none.yaml").write_text("activities: []\n", encoding="utf-8")
    return tmp_path


def run(*args: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, ["plan-ce", *args, "--on", ON], input=text)


def test_a_plan_in_json_has_what_is_promised(files):
    result = run("sam.yaml", "--catalogue", "law.yaml", "--json")
    plan = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (plan["status"], plan["cost_usd"], plan["hours"]) == ("optimal", 9.99, 1.5)
    assert (plan["still_missing"], plan["where_to_look"], plan["why_infeasible"]) == ([], [], None)
    (one,) = plan["activities"]
    assert {key: one[key] for key in ("uan", "title", "hours", "by")} == {
        "uan": "0384-0000-26-001-L03-T", "title": "Law night", "hours": 1.5, "by": "2027-05-01",
    }  # fmt: skip
    serves = [{key: each[key] for key in ("credential", "clause", "hours")} for each in one["serves"]]
    assert serves == [{"credential": "ptcb-cpht", "clause": "law", "hours": 1.5}]


def test_what_cannot_be_met_exits_with_1_and_says_what_is_missing_and_why(files):
    result = run("sam.yaml", "--catalogue", "none.yaml", "--json")
    plan = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (plan["status"], plan["cost_usd"], plan["activities"]) == ("infeasible", 0, [])
    assert plan["still_missing"] == ["1 hour on pharmacy law"]
    assert {"name": "RxCE", "url": "https://rxce.com"} in plan["where_to_look"]
    assert [each["clause"] for each in plan["why_infeasible"]["clauses"]] == ["law"]


def test_where_the_catalogue_ends_people_are_told_where_to_look(files):
    assert "RxCE: https://rxce.com" in run("sam.yaml", "--catalogue", "none.yaml").stdout
    assert "https://rxce.com" not in run("sam.yaml", "--catalogue", "law.yaml").stdout


@pytest.mark.parametrize("catalogue", ["law.yaml", "none.yaml"])
def test_every_answer_obeys_the_published_schema(files, catalogue):
    result = run("sam.yaml", "--catalogue", catalogue, "--json")
    checker = Draft202012Validator(schemas()["plan-ce"], format_checker=FormatChecker())
    assert list(checker.iter_errors(json.loads(result.stdout))) == []


def test_without_a_catalogue_the_shipped_one_is_used(files):
    result = run("sam.yaml", "--json")
    assert result.exit_code in (0, 1)
    assert json.loads(result.stdout)["deadlines"][0]["by"] == "2027-05-01"


def test_a_catalogue_may_come_on_standard_input(files):
    result = run("sam.yaml", "--catalogue", "-", "--json", text=LAW)
    assert json.loads(result.stdout)["status"] == "optimal"


def test_a_plan_for_people_says_what_to_take_by_when_and_for_how_much(files):
    result = run("sam.yaml", "--catalogue", "law.yaml")
    assert result.exit_code == 0
    for words in (
        "Sam Example",
        "The cheapest plan: 1 activity, 1.5 hours, $9.99.",
        "by 1 May 2027: Law night",
    ):
        assert words in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_for_people_it_is_said_what_is_missing_and_what_would_help(files):
    result = run("sam.yaml", "--catalogue", "none.yaml")
    assert result.exit_code == 1
    for words in ("No activity known here would help.", "Still missing", "1 hour on pharmacy law", "Why"):
        assert words in result.stdout


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("activities:\n  - {title: A, hours: 1}\n  - {title: B, hours: -1}\n", 3),
        ("activities:\n  - {title: A, hours: 1, price: 3}\n", 2),
        ("activities:\n  - {title: A, hours: 1,\n     uan: 0384-0000-26-001-L09-T}\n", 3),
        ("nothing: []\n", 1),
        ("activities: [\n", 2),
    ],
)
def test_a_bad_catalogue_is_one_line_with_file_and_line_and_exits_with_2(files, text, line):
    Path("bad.yaml").write_text(text, encoding="utf-8")
    result = run("sam.yaml", "--catalogue", "bad.yaml", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"bad.yaml:{line}: ")
    assert result.stderr.count("\n") == 1


def test_files_that_are_not_there_are_told_in_one_line(files):
    for args in (("nobody.yaml",), ("sam.yaml", "--catalogue", "nothing.yaml")):
        result = run(*args)
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert "cannot be read" in result.stderr


ORDERED = """\
rxladder: 1
holdings: [{credential: us-ms-technician, issued: 2018-01-01}]
overrides: [{credential: us-ms-technician, told_on: 2026-05-01, evidence: the order, extra_hours: 5}]
"""


def test_what_a_board_ordered_is_told_where_no_course_can_be_planned_for_it(files):
    Path("ann.yaml").write_text(ORDERED, encoding="utf-8")
    said = " ".join(run("ann.yaml", "--catalogue", "law.yaml").stdout.split())
    assert "Nothing to do" not in said
    assert "what counts toward the 5 hours it ordered (by 31 March 2027)" in said
    plan = json.loads(run("ann.yaml", "--catalogue", "law.yaml", "--json").stdout)
    Draft202012Validator(schemas()["plan-ce"], format_checker=FormatChecker()).validate(plan)
    assert [(one["clause"], one["by"]) for one in plan["to_ask"]] == [("board-order", "2027-03-31")]
