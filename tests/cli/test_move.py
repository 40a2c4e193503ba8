"""`rxladder move`: the contract's document, its exit codes, and its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.facts.states import STATES
from tests.cli.runs import ON

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, ["move", *[str(arg) for arg in args], "--on", ON])


def document(schema: str, *args: object) -> dict:
    found = json.loads(run(*args, "--json").stdout)
    published = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(published).validate(found)
    return found


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_is_told_as_the_contract_has_it(sam, state):
    found = document("move", sam, state)
    assert found["state"] == state
    assert {"needed", "accepted", "ce"} <= set(found)
    for one in found["needed"]:
        assert {"credential", "held", "missing", "cost_usd", "earliest"} <= set(one)
        assert one["held"] is (state == "us-tx")
    assert found["ce"]["here"]["credential"] == "us-tx-technician"
    assert found["ce"]["here"]["hours"] == 20


@pytest.mark.parametrize(
    ("state", "code"),
    [("us-tx", 0), ("us-nc", 0), ("us-ri", 1), ("us-ok", 1), ("us-hi", 1)],
    ids=["held", "nothing missing", "an answer is open", "a training is missing", "not read"],
)
def test_the_exit_code_tells_whether_nothing_is_missing(sam, state, code):
    result = run(sam, state, "--json")
    assert result.exit_code == code
    assert json.loads(result.stdout)["can_move"] is (code == 0)
    assert run(sam, state).exit_code == code


def test_a_person_without_a_state_has_no_hours_here(tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text("rxladder: 1\n", encoding="utf-8")
    found = document("move", path, "us-ky")
    assert found["ce"]["here"] is None
    assert found["ce"]["there"]["hours"] == 0
    assert found["accepted"] == []
    assert run(path, "us-ky").exit_code == 1


@pytest.mark.parametrize("written", ["us-nv", "NV", "Nevada", "nevada", " us-nv "])
def test_a_state_may_be_named_in_several_ways(sam, written):
    assert document("move", sam, written)["state"] == "us-nv"


@pytest.mark.parametrize("written", ["us-zz", "ptcb", "us-tx-technician", ""])
def test_what_is_no_state_is_bad_input_in_one_line(sam, written):
    result = run(sam, written)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "STATE" in result.stderr


def test_a_file_that_is_wrong_is_bad_input_with_its_line(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("rxladder: 1\nholdings:\n  - {credential: nobody-knows-it}\n", encoding="utf-8")
    result = run(path, "us-nv")
    assert result.exit_code == 2
    assert "bad.yaml:3" in result.stderr


def test_for_people_it_tells_what_is_needed_what_counts_and_the_hours(sam):
    result = run(sam, "nevada")
    for words in (
        "Moving to Nevada",
        "3 answers are open",
        "a pharmacy",
        "dispensing practitioner's office",
        "Cost not known",
        "if the board agrees",
        "here: 20 hours every 2 years",
        "there: 12 hours every 2 years",
        "confidence medium",
        "https://",
    ):
        assert words in result.stdout
    lines = [line for line in result.stdout.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 80


def test_all_lists_every_state_the_easiest_first(sam):
    found = document("move-all", sam, "all")
    assert sorted(one["state"] for one in found["states"]) == sorted(STATES)
    first, last = found["states"][0], found["states"][-1]
    assert (first["state"], first["ease"], first["cost_usd"]) == ("us-tx", "at-once", 0)
    assert (last["state"], last["ease"]) == ("us-hi", "not-read")
    result = run(sam, "ALL")
    assert result.exit_code == 0
    assert result.stdout.index("Texas") < result.stdout.index("Ohio") < result.stdout.index("Hawaii")
