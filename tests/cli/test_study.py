"""`rxladder study`: a problem, its solution, and an answer graded."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.cli.schemas import schemas

WEIGHT = ("--kind", "lb_to_kg", "--seed", "3")


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["study", "calculate", *args])


def test_a_problem_is_the_same_for_the_same_seed_and_keeps_its_solution_back():
    first, second = run(*WEIGHT), run(*WEIGHT)
    assert first.exit_code == 0
    assert first.output == second.output
    assert "÷" not in first.output
    assert "÷" in run(*WEIGHT, "--solution").output


def test_an_answer_is_graded_by_the_exit_code():
    last = run(*WEIGHT, "--solution").output.split("kg\n")[0].rsplit("=", 1)[-1].strip(" …")
    rounded = f"{float(last):.1f} kg"
    right, wrong = run(*WEIGHT, "--answer", rounded), run(*WEIGHT, "--answer", "0.1 kg")
    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert f"Right: {rounded.removesuffix('.0 kg')}" in right.output
    assert "Right answer:" in wrong.output
    assert "Source:" in wrong.output


def test_as_exams_ask_it_one_of_four_letters_is_right():
    shown = run(*WEIGHT, "--choices").output
    assert "--seed 3 --choices)" in shown
    assert [line[:5] for line in shown.splitlines()[1:5]] == ["  a) ", "  b) ", "  c) ", "  d) "]
    answered = {letter: run(*WEIGHT, "--choices", "--answer", letter) for letter in "abcd"}
    (right,) = [letter for letter, result in answered.items() if result.exit_code == 0]
    assert all("That is the answer of someone who" in answered[one].output for one in {*"abcd"} - {right})
    assert run(*WEIGHT, "--choices", "--answer", "e").exit_code == 2


def test_what_cannot_be_read_is_bad_input_and_gives_nothing_away():
    unnamed = (*WEIGHT[: WEIGHT.index("--seed")], "--answer", "1 kg")
    for args in ((*WEIGHT, "--answer", "about half"), ("--kind", "pound_to_kg"), unnamed):
        result = run(*args)
        assert result.exit_code == 2
        assert "÷" not in result.output


def test_kinds_are_listed_and_any_is_drawn():
    listed = run("--kinds").output.splitlines()
    assert len(listed) == 74
    assert any(line.startswith("crcl ") for line in listed)
    drawn = run()
    assert drawn.exit_code == 0
    assert "--seed" in drawn.output


def test_a_seed_alone_names_a_problem_that_can_be_answered_later():
    drawn = {run("--seed", "7").output for _ in range(3)}
    assert len(drawn) == 1
    (line,) = [line for line in drawn.pop().splitlines() if line.startswith("(")]
    named = line.strip("()").split()
    assert run(*named).output == run("--seed", "7").output


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("study-calculate", ("calculate", *WEIGHT)),
        ("study-calculate", ("calculate", *WEIGHT, "--answer", "0.1 kg")),
        ("study-calculate", ("calculate", *WEIGHT, "--choices")),
        ("study-calculate", ("calculate", *WEIGHT, "--solution")),
        ("study-kinds", ("calculate", "--kinds")),
        ("study-items", ("items", "-n", "40", "--seed", "1")),
    ],
)
def test_the_json_obeys_its_schema(name, args):
    document = json.loads(CliRunner().invoke(app, ["study", *args, "--json"]).stdout)
    assert not list(Draft202012Validator(schemas()[name]).iter_errors(document))
    assert ("solution" in document) == (args[-1] == "--solution" or "--answer" in args)
