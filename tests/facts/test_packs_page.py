"""Every example in `docs/packs.md` is right: it passes the type that its fence names."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from rxladder.facts.conditions import KEYS, Condition
from rxladder.facts.education_rules import Clause, ContinuingEducation, Exception_
from rxladder.facts.load import DATA, load_packs
from rxladder.facts.matches import Match
from rxladder.facts.pack import Duty, Pack
from rxladder.facts.term_rules import TermRule
from rxladder.facts.yaml_text import read_yaml

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^( *)```yaml (\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [(found[2], textwrap.dedent(found[3])) for found in FENCE.finditer(PAGE)]
TYPES: dict[str, Any] = {
    "pack": Pack,
    "condition": Condition,
    "match": Match,
    "term": TermRule,
    "ce": ContinuingEducation,
    "clause": Clause,
    "exceptions": dict[str, Exception_],
    "duties": dict[str, Duty],
}


@pytest.mark.parametrize(("kind", "text"), [example for example in EXAMPLES if example[0] in TYPES])
def test_an_example_is_right(kind: str, text: str) -> None:
    TypeAdapter(TYPES[kind]).validate_python(read_yaml(text, kind))


def test_the_example_of_a_pack_and_of_an_overlay_load(tmp_path: Path) -> None:
    for name, kind in (("us-xx", "pack"), ("overlay", "overlay")):
        (tmp_path / f"{name}.yaml").write_text(dict(EXAMPLES)[kind])
    packs = load_packs(tmp_path)
    assert packs.credential("us-xx-technician").authority == "us-xx"
    assert packs.credential("us-tx-technician").credential.ce.clauses["state-law"].at_least == 2


def test_every_kind_of_example_is_known() -> None:
    assert {kind for kind, _text in EXAMPLES} == {*TYPES, "overlay"}


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_condition_is_explained(key: str) -> None:
    assert f"`{key}:" in PAGE


@pytest.mark.parametrize("model", [Clause, ContinuingEducation, Exception_, TermRule, Match])
def test_every_key_of_the_rules_is_shown(model: Any) -> None:
    remarks = {"note", "notes", "sources", "confidence", "says", "minutes_note", "first_term_note"}
    keys = {field.alias or name for name, field in model.model_fields.items()} - remarks
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", PAGE)] == []


def test_the_schema_is_where_the_page_says() -> None:
    named = re.search(r"\$schema=(\S+)", PAGE)
    assert named
    assert (DATA / "packs" / named[1]).resolve().is_file()
