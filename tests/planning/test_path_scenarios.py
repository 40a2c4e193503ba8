"""The golden scenarios of `paths/`: somebody, a goal, and what the paths to it must be."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rxladder.career.file import read_career
from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles
from rxladder.facts.yaml_text import read_yaml
from rxladder.planning.path import find_paths
from rxladder.planning.path_goal import goal_named
from rxladder.planning.path_output import paths_document

PACKS = load_packs()
FILES = sorted((Path(__file__).parent / "paths").glob("*.yaml"))
SCENARIOS = [
    pytest.param(data, id=f"{file.stem}: {data['name']}")
    for file in FILES
    for data in read_yaml(file.read_bytes(), str(file))
]
KNOWN = {"all", "has", "has_not", "steps", "starts", "costs", "finish", "number", "says", "notes", "to_ask"}


def answer(data: dict[str, Any]) -> dict[str, Any]:
    career = read_career(json.dumps({"rxladder": 1} | data["career"], default=str), PACKS, data["name"])
    goal = goal_named(data["goal"], PACKS, roles())
    assert goal is not None
    found = find_paths(career, PACKS, date.fromisoformat(str(data["on"])), goal, seconds=20)
    return dict(paths_document(found))


@pytest.mark.parametrize("data", SCENARIOS)
def test_the_fastest_path_is_as_the_scenario_says(data: dict[str, Any]):
    expected, found = data["expect"], answer(data)
    assert set(expected) <= KNOWN
    assert found["alternatives"], found["why_infeasible"]
    fastest = found["alternatives"][0]
    steps = {step["id"]: step for step in fastest["steps"]}
    for path in found["alternatives"]:
        told = {**path, "doubts": sum(step["depends_on_answer"] for step in path["steps"])}
        for key, value in expected.get("all", {}).items():
            assert told[key] == value, (path["name"], key)
    assert set(expected.get("has", ())) <= set(steps)
    assert not set(expected.get("has_not", ())) & set(steps)
    assert list(steps) == expected.get("steps", list(steps))
    assert {id_: steps[id_]["starts"] for id_ in expected.get("starts", {})} == texts(
        expected.get("starts", {})
    )
    assert {id_: steps[id_]["cost_usd"] for id_ in expected.get("costs", {})} == expected.get("costs", {})
    assert fastest["finish"] == str(expected.get("finish", fastest["finish"]))
    assert {id_: steps[id_]["says"] for id_ in expected.get("says", {})} == expected.get("says", {})
    for words, there in expected.get("notes", {}).items():
        assert any(words in note for note in found["notes"]) is there, words
    asked = ["{credential} {clause} by {by}: {what}".format(**one) for one in found["to_ask"]]
    assert asked == expected.get("to_ask", asked)
    kinds = Counter(step["kind"] for step in fastest["steps"])
    assert {kind: kinds[kind] for kind in expected.get("number", {})} == expected.get("number", {})


def texts(days: dict[str, Any]) -> dict[str, str]:
    return {id_: str(day) for id_, day in days.items()}


def test_a_sum_of_hours_is_that_of_the_steps():
    found = answer(SCENARIOS[0].values[0])
    for path in found["alternatives"]:
        assert Fraction(path["study_hours"]) == sum(Fraction(step["study_hours"]) for step in path["steps"])
