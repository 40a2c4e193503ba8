"""The golden scenarios of `tests/cases`, and how an answer is held against what one expects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.load import Packs, load_packs, merged
from rxladder.facts.yaml_text import read_yaml
from rxladder.rules.audit import audit
from rxladder.rules.eligibility import eligible
from rxladder.rules.next_steps import next_steps
from rxladder.rules.output import audit_document
from rxladder.rules.relocation import move
from rxladder.rules.relocation_output import move_document
from rxladder.rules.steps import Step

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Scenario:
    """One scenario: a career, a day, and what is expected of them."""

    file: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.data['name']}"

    @cached_property
    def career(self) -> Career:
        """The person's record."""
        return read_career(json.dumps({"rxladder": 1} | self.data["career"]), load_packs(), str(self))

    @property
    def on(self) -> date:
        """The day of the audit."""
        return date.fromisoformat(self.data["on"])

    @cached_property
    def credentials(self) -> frozenset[str]:
        """The credentials that are held, audited, asked for or looked up."""
        held = {holding.credential for holding in self.career.holdings}
        named = {id_ for key in ("audit", "eligible", "rules") for id_ in self.data.get(key, {})}
        moves = self.data.get("move", {}).values()
        return frozenset(held | named | {id_ for one in moves for id_ in one.get("needed", {})})


@cache
def scenarios() -> list[Scenario]:
    """Every scenario, file by file, each followed by what is the same `but` for a part of it."""
    return [
        Scenario(path.stem, data)
        for path in sorted(CASES.glob("*.yaml"))
        for scenario in read_yaml(path.read_bytes(), str(path))
        for data in _with_its_changes(scenario)
    ]


def _with_its_changes(scenario: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A scenario, and one for each change: merged into its career, with expectations of its own."""
    yield {key: value for key, value in scenario.items() if key != "but"}
    same = {key: scenario[key] for key in ("source", "on")}
    for change in scenario.get("but", ()):
        own = {"name": f"{scenario['name']}; {change['name']}"}
        yield same | change | own | {"career": merged(scenario["career"], change.get("career", {}))}


def differences(scenario: Scenario, packs: Packs) -> list[str]:
    """Where the answer under these packs is not what the scenario expects."""
    found = _eligible(scenario, packs)
    if not scenario.data.keys() - _ASKED_OF_NO_AUDIT:
        return found
    answer = audit(scenario.career, packs, scenario.on)
    document = audit_document(answer)
    holdings = {holding["credential"]: holding for holding in document["holdings"]}
    for credential, expected in scenario.data.get("audit", {}).items():
        found += _holding(holdings[credential], expected)
    if "together" in scenario.data:
        _compare(document["together"]["hours_to_go"], scenario.data["together"], "together", found)
    steps = next_steps(scenario.career, answer, packs, scenario.on)
    if "steps" in scenario.data:
        found += _steps([step for step in steps if step.credential], scenario.data["steps"])
    if "may_work" in scenario.data:
        lacking = any(step.kind == "right-to-work" and step.act == "get" for step in steps)
        _compare(not lacking, scenario.data["may_work"], "may_work", found)
    for state, expected in scenario.data.get("move", {}).items():
        found += _move(scenario, packs, state, expected)
    for id_, expected in scenario.data.get("rules", {}).items():
        found += _rules(packs, id_, expected)
    return found


_ASKED_OF_NO_AUDIT = {"name", "source", "on", "career", "eligible"}


def _eligible(scenario: Scenario, packs: Packs) -> list[str]:
    """What may be had; where no earliest day is expected, the answer stands by itself."""
    differences: list[str] = []
    for credential, expected in scenario.data.get("eligible", {}).items():
        may = eligible(scenario.career, packs, credential, scenario.on)
        actual = {
            "eligible": may.eligible,
            "earliest": may.earliest and may.earliest.isoformat(),
            "questions": [asked.id for asked in may.questions],
        }
        wanted = expected if isinstance(expected, dict) else {"eligible": expected}
        _subset(actual, wanted, f"eligible {credential}", differences)
    return differences


def _steps(steps: list[Step], expected: list[dict[str, Any]]) -> list[str]:
    """The steps about credentials, in order; of why a few words are named."""
    differences: list[str] = []
    _compare([step.act for step in steps], [wanted["act"] for wanted in expected], "steps", differences)
    for step, wanted in zip(steps, expected, strict=False):
        day = step.by and step.by.isoformat()
        actual = {"act": step.act, "by": day, "kind": step.kind, "clause": step.clause}
        why = wanted.get("why", "")
        _subset(actual, {key: wanted[key] for key in wanted if key != "why"}, f"step {step.act}", differences)
        if why not in step.why:
            _compare(step.why, why, f"step {step.act} why", differences)
    return differences


def _move(scenario: Scenario, packs: Packs, state: str, expected: dict[str, Any]) -> list[str]:
    """A move to a state; of what is missing a scenario names words, in order."""
    differences: list[str] = []
    document = move_document(move(scenario.career, packs, state, scenario.on))
    needed = {one["credential"]: one for one in document["needed"]}
    likely = [one["id"] for one in document["accepted_details"] if not one["sure"]]
    for key, value in expected.items():
        match key:
            case "needed":
                _compare(list(needed), list(value), f"{state} needed", differences)
                for credential, wanted in value.items():
                    found = needed.get(credential, {})
                    lines, words = found.get("missing", ()), wanted.get("missing", ())
                    if len(lines) != len(words) or not all(map(_says, lines, words)):
                        _compare(lines, words, f"{state} {credential} missing", differences)
                    rest = {name: item for name, item in wanted.items() if name != "missing"}
                    _subset(found, rest, f"{state} {credential}", differences)
            case "accepted":
                _compare(sorted(document["accepted"]), sorted(value), f"{state} accepted", differences)
            case "likely":
                _compare(sorted(likely), sorted(value), f"{state} likely", differences)
            case "here" | "there":
                _subset(document["ce"][key] or {}, value, f"{state} {key}", differences)
            case _:
                _compare(document[key], value, f"{state} {key}", differences)
    return differences


def _says(line: str, words: str) -> bool:
    return words in line


def _rules(packs: Packs, id_: str, expected: dict[str, Any]) -> list[str]:
    """What a pack or a credential says at places in its tree, such as `fees/late/usd`."""
    differences: list[str] = []
    model = packs.packs[id_] if id_ in packs.packs else packs.credentials[id_].credential
    tree = model.model_dump(mode="json", by_alias=True)
    for path, value in expected.items():
        place: Any = tree
        for step in path.split("/"):
            place = place[int(step)] if isinstance(place, list) else place.get(step)
            if place is None:
                break
        _compare(place, value, f"{id_} {path}", differences)
    return differences


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
            case "credits_say":
                said = {credit["title"]: credit["why"] for credit in found["credits"]}
                for title, words in value.items():
                    if words not in said[title]:
                        _compare(said[title], words, f"why {title}", differences)
            case "credits_do_not_say":
                for title, words in value.items():
                    why = next(credit["why"] for credit in found["credits"] if credit["title"] == title)
                    _compare(words in why, False, f"why {title}: {why!r} has {words!r}", differences)
            case "notes_say":
                unsaid = [words for words in value if not any(words in note for note in found["notes"])]
                _compare(unsaid, [], f"notes not said (said: {found['notes']})", differences)
            case "notes_do_not_say":
                said_too = [words for words in value if any(words in note for note in found["notes"])]
                _compare(said_too, [], "notes said", differences)
            case "questions":
                asked = {question["id"] for question in found["questions"]}
                _compare(sorted(set(value) - asked), [], f"questions (asked: {sorted(asked)})", differences)
            case "excluded":
                excluded = sorted(one["id"] for one in found["excluded"])
                _compare(excluded, sorted(value), "excluded", differences)
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
