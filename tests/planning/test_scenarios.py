"""Plans for scenarios written by hand: what is taken, by when, at what cost, and what is said."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rxladder.career.file import read_career
from rxladder.facts.activities import read_catalogue
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import read_yaml
from rxladder.planning.ce import plan_ce
from rxladder.planning.ce_model import Clock
from rxladder.planning.output import plan_document

CASES = Path(__file__).parent / "cases"


def scenarios() -> list[Any]:
    return [
        pytest.param(case, id=case["name"])
        for path in sorted(CASES.glob("*.yaml"))
        for case in read_yaml(path.read_bytes(), str(path))
    ]


def planned(case: dict[str, Any]) -> dict[str, Any]:
    packs = load_packs()
    career = read_career(json.dumps({"rxladder": 1} | case["career"]), packs)
    catalogue = read_catalogue(json.dumps({"activities": case["activities"]}), packs)
    on = date.fromisoformat(case["on"])
    chosen = {key: case.get(key, ()) for key in ("pinned", "refused")}
    clock = Clock()
    plan = plan_ce(career, packs, on, catalogue, clock=clock, **chosen)
    assert clock.refused == 0, "the program's own answer is not what the audit finds enough"
    return dict(plan_document(plan))


@pytest.mark.parametrize("case", scenarios())
def test_the_plan_is_as_expected(case):
    found, expected = planned(case), case["expect"]
    taken = {one["title"]: one["by"] for one in found["activities"]}
    assert taken in expected.get("one_of", [expected.get("take")]), found
    for key in ("status", "cost_usd", "hours"):
        if key in expected:
            assert found[key] == expected[key], key
    for title, clauses in expected.get("serves", {}).items():
        (one,) = (each for each in found["activities"] if each["title"] == title)
        assert [f"{each['credential']} {each['clause']}" for each in one["serves"]] == clauses
    for title, hours in expected.get("gives", {}).items():
        (one,) = (each for each in found["activities"] if each["title"] == title)
        assert {each["clause"]: each["hours"] for each in one["serves"]} == hours
    says_all(" ".join(found["notes"]), expected.get("notes", ()))
    says_all(" / ".join(found["still_missing"]), expected.get("missing", ()))
    assert found["still_missing"] == expected.get("kinds", found["still_missing"])
    says_all(json.dumps(found["why_infeasible"], ensure_ascii=False), expected.get("why", ()))
    left_out = [f"{one['credential']} {one['why']}" for one in found["left_out"]]
    assert left_out == expected.get("left_out", [])
    to_ask = [f"{one['clause']} by {one['by']}: {one['what']}" for one in found["to_ask"]]
    assert to_ask == expected.get("to_ask", to_ask)
    assert bool(found["still_missing"]) == (found["why_infeasible"] is not None)


def says_all(text: str, words: list[str]) -> None:
    for each in words:
        assert each in text
