"""`rxladder path`: what it prints, how it ends, and what it says of bad input."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from rxladder.career.demo import demo_text
from rxladder.career.dump import write_career
from rxladder.cli import app
from rxladder.cli.frame import parse_day
from rxladder.cli.schemas import schemas
from tests.planning.accepted_paths import demo as demo_person
from tests.planning.accepted_paths import taken

ON = "2026-11-25"
POOR = """
rxladder: 1
person: {birthday: 1990-01-02, state: us-tx}
facts: {education: high-school}
experience: [{role: technician, from: 2024-11-25, hours_per_week: 40}]
availability: {study_hours_per_week: 4, budget_usd_per_month: 1}
"""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return written(tmp_path, demo_text(parse_day(ON)))


def written(folder: Path, text: str) -> Path:
    path = folder / "me.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["path", *map(str, args), "--on", ON])
    return result.exit_code, result.output


def test_it_prints_three_paths_that_fit_the_published_schema(demo: Path):
    code, text = run(demo, "--json")
    found = json.loads(text)
    jsonschema.validate(found, schemas()["path"])
    assert code == 0
    assert found["goal"]["id"] == "ptcb-cspt"
    assert [path["name"] for path in found["alternatives"]] == ["fastest", "cheapest", "balanced"]
    assert all(path["gap"] == 0 for path in found["alternatives"])


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("2028-01-01", []),
        (
            "2026-12-01",
            ["You want to be there by 1 December 2026; the fastest way gets there on 8 January 2027."],
        ),
        (None, []),
    ],
)
def test_a_way_that_takes_longer_than_the_person_wants_says_so(tmp_path: Path, by, says):
    wish = f"goals: [{{role: technician{f', by: {by}' if by else ''}}}]\n"
    path = written(tmp_path, POOR[: POOR.index("experience")].replace("us-tx", "us-ga") + wish)
    found = json.loads(run(path, "--json")[1])
    assert {one["finish"] for one in found["alternatives"]} == {"2027-01-08"}
    assert [note for note in found["notes"] if "want to be there" in note] == says


@pytest.mark.parametrize(
    ("post", "noted"), [("", True), ("{role: technician, from: 2025-01-06, hours_per_week: 40}", False)]
)
def test_an_employers_own_training_before_any_post_is_told_of(tmp_path: Path, post, noted):
    text = POOR[: POOR.index("experience")].replace("us-tx", "us-ga") + f"experience: [{post}]\n"
    path = written(tmp_path, text + "availability: {study_hours_per_week: 6, budget_usd_per_month: 60}\n")
    found = json.loads(run(path, "--json", "--goal", "sterile-compounding")[1])
    assert any(
        step["id"] == "training:site-usp-797" for one in found["alternatives"] for step in one["steps"]
    )
    assert (
        any(note.startswith("An employer trains people who work there") for note in found["notes"]) is noted
    )


def test_twice_asked_it_gives_twice_the_same(demo: Path):
    assert run(demo, "--json", "--goal", "ptcb-medication-history") == run(
        demo, "--json", "--goal", "ptcb-medication-history"
    )


def test_people_read_days_prices_and_what_was_taken_to_be_so(demo: Path):
    code, text = run(demo)
    words = " ".join(text.split())
    assert code == 0
    assert "The fastest; The cheapest; Time and money balanced" in words
    assert "10 March 2027: Exam: Certified Compounded Sterile Preparation Technician exam ($149)" in words
    assert "60 hours of study before a certification exam; this varies a lot from person to person" in words


def test_a_goal_may_be_a_credential_a_role_or_a_workplace(demo: Path):
    for goal in ("nha-cpht", "supervisor", "nuclear"):
        assert run(demo, "--json", "--goal", goal)[0] == 0, goal


def test_no_path_ends_with_one_and_says_what_to_relax(tmp_path: Path):
    code, text = run(written(tmp_path, POOR), "--goal", "ptcb-cpht", "--json")
    found = json.loads(text)
    jsonschema.validate(found, schemas()["path"])
    assert (code, found["alternatives"], found["status"]) == (1, [], "infeasible")
    (relax,) = [
        one for one in found["why_infeasible"]["relax"] if one["constraint"] == "budget_usd_per_month"
    ]
    # $129 within 60 months and the one begun, less the week that issuing takes.
    assert (relax["now"], relax["needed"], relax["more"]) == (1, 3, 2)
    assert "A budget of $3 a month, $2 more" in relax["says"]


def test_what_nothing_brings_about_is_named(demo: Path):
    code, text = run(demo, "--goal", "health-services-manager", "--json")
    assert code == 1
    assert "bachelor's degree" in json.loads(text)["why_infeasible"]["blockers"][0]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "names no goal"),
        (("--goal", "ptcb-cpth"), "the goal `ptcb-cpth` is not known; did you mean ptcb-cspt or ptcb-cpht"),
    ],
)
def test_bad_input_is_one_line_and_ends_with_two(tmp_path: Path, more: tuple[str, ...], says: str):
    code, text = run(written(tmp_path, POOR), *more)
    assert code == 2
    assert says in text
    assert len(text.strip().splitlines()) == 1


def test_a_path_that_was_taken_is_told_of_beside_the_new_ones(tmp_path: Path):
    career = demo_person()
    own = written(tmp_path, write_career(replace(career, goals=(taken(career, "ptcb-cspt"),))))
    result = CliRunner().invoke(app, ["path", str(own), "--on", "2027-03-10"])
    said = " ".join(result.output.split())
    assert "The path that you took on 22 November 2026: the fastest" in said
    assert "1 of 4 steps done. You get there on 24 March 2027, 10 days later than planned." in said
    assert (
        "Changed since: You planned to pass Certified Compounded Sterile Preparation Technician exam" in said
    )
    plain = CliRunner().invoke(app, ["path", str(own), "--on", "2027-03-10", "--json"])
    jsonschema.validate(json.loads(plain.output), schemas()["path"])


def test_what_a_board_ordered_is_told_beside_every_path(tmp_path: Path):
    own = written(
        tmp_path,
        """rxladder: 1
person: {birthday: 1994-06-15, state: us-ms}
facts: {education: high-school}
holdings: [{credential: us-ms-technician, issued: 2018-01-01}]
overrides: [{credential: us-ms-technician, told_on: 2026-05-01, evidence: the order, extra_hours: 5}]
""",
    )
    _, said = run(own, "--goal", "ptcb-cpht")
    assert "what counts toward the 5 hours it ordered (by 31 March 2027)" in " ".join(said.split())
