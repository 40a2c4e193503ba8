"""A receipt brings the same answer back without the installation that made it."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path

import pytest

from rxladder.career.file import read_career
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput, read_yaml
from rxladder.rules.audit import audit
from rxladder.rules.receipts import make_receipt, replay

CASES = Path(__file__).parent.parent / "cases"


def _receipts():
    packs = load_packs()
    for path in sorted(CASES.glob("us-*.yaml")):
        case = read_yaml(path.read_bytes(), str(path))[0]
        career = read_career(json.dumps({"rxladder": 1} | case["career"]), packs)
        found = audit(career, packs, date.fromisoformat(case["on"]))
        yield path.stem, json.loads(json.dumps(make_receipt(career, found, packs)))


def test_a_receipt_of_every_state_gives_the_same_answer_again():
    for state, receipt in _receipts():
        assert replay(receipt).same, state


def test_a_receipt_with_another_rule_gives_another_answer():
    receipt = dict(_receipts())["us-tx"]
    changed = copy.deepcopy(receipt)
    clauses = changed["rules"]["packs"]["us-tx"]["credentials"]["us-tx-technician"]["ce"]["clauses"]
    clauses["total"]["at_least"] = 33
    assert not replay(changed).same
    assert replay(receipt).same


@pytest.mark.parametrize("key", ["career", "rules", "answer", "packs", "on"])
def test_a_receipt_with_a_part_missing_is_refused(key):
    receipt = dict(_receipts())["us-tx"]
    del receipt[key]
    with pytest.raises(BadInput, match=key):
        replay(receipt)


def test_a_receipt_of_an_unknown_format_is_refused():
    with pytest.raises(BadInput, match="format 9"):
        replay(dict(_receipts())["us-tx"] | {"receipt": 9})
