"""The golden scenarios of tests/cases: each was derived by hand from the source that it names."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rxladder.career.file import read_career
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import read_yaml
from rxladder.rules.audit import audit
from rxladder.rules.eligibility import eligible
from rxladder.rules.output import audit_document

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in read_yaml(path.read_bytes(), str(path)):
            found.append(pytest.param(path, case, id=f"{path.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize(("path", "case"), _cases())
def test_scenario(path: Path, case: dict[str, Any]) -> None:
    packs = load_packs()
    assert case.get("source"), "a scenario names the source that it rests on"
    career = read_career(json.dumps({"rxladder": 1} | case["career"]), packs, path.name)
    on = date.fromisoformat(case["on"])
    document = audit_document(audit(career, packs, on))
    holdings = {holding["credential"]: holding for holding in document["holdings"]}
    differences: list[str] = []
    for credential, expected in case.get("audit", {}).items():
        differences += _holding(holdings[credential], expected)
    if "together" in case:
        _compare(document["together"]["hours_to_go"], case["together"], "together", differences)
    for credential, expected in case.get("eligible", {}).items():
        found = eligible(career, packs, credential, on)
        actual = {"eligible": found.eligible, "earliest": found.earliest and found.earliest.isoformat()}
        _subset(actual, expected, f"eligible {credential}", differences)
    assert not differences, "\n".join(differences)


def _holding(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    differences: list[str] = []
    for key, value in expected.items():
        match key:
            case "clauses":
                clauses = {clause["id"]: clause for clause in found["clauses"]}
                for clause, wanted in value.items():
                    if wanted is None or clause not in clauses:
                        _compare(clauses.get(clause), wanted, f"clause {clause}", differences)
                    else:
                        _subset(clauses[clause], wanted, f"clause {clause}", differences)
            case "credits":
                counted = {credit["title"]: credit["counted"] for credit in found["credits"]}
                _subset(counted, value, "credits", differences)
            case "questions":
                asked = {question["id"] for question in found["questions"]}
                _compare(sorted(set(value) - asked), [], f"questions (asked: {sorted(asked)})", differences)
            case "excluded":
                _compare(sorted(one["id"] for one in found["excluded"]), sorted(value), "excluded", differences)
            case "term" if value is not None:
                _subset(found["term"] or {}, value, "term", differences)
            case _:
                _compare(found[key], value, key, differences)
    return differences


def _subset(found: dict[str, Any], expected: dict[str, Any], where: str, differences: list[str]) -> None:
    for key, value in expected.items():
        _compare(found.get(key), value, f"{where} {key}", differences)


def _compare(found: Any, expected: Any, where: str, differences: list[str]) -> None:
    if found != expected:
        differences.append(f"{where}: {found!r}, expected {expected!r}")
