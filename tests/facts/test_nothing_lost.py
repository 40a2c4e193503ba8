"""Nothing of the raw facts is lost in the packs.

Every text, reference, number, window and anchor of `jurisdictions/` and `credentials/` stands in the pack of
the same name: computed with, or shown where `notes_only.yaml` says why it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import (
    FACTS,
    FILES,
    REWORDED,
    facts_of,
    items,
    lost_numbers,
    lost_quantities,
    lost_references,
    lost_texts,
    pack_of,
    plain,
)

MOST = 81
"""How many entries `notes_only.yaml` has. Lower it when one goes; raise it only with a reviewer's consent."""

NOTES: dict[str, list[dict[str, str]]] = read_yaml_file(FACTS / "notes_only.yaml")
LISTED = {note["what"] for notes in NOTES.values() for note in notes}

Check = Callable[[Path], Iterator[str]]
CHECKS: tuple[Check, ...] = (lost_texts, lost_references, lost_numbers, lost_quantities)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("lost_"))
def test_nothing_is_lost(check: Check, file: Path) -> None:
    assert [line for line in check(file) if line not in LISTED] == []


@pytest.mark.parametrize(("old", "new"), REWORDED.items())
def test_what_is_reworded_was_read_and_is_said(old: str, new: str) -> None:
    raw = " ".join(plain(item.value) for file in FILES for item in items(facts_of(file)))
    said = " ".join(plain(item.value) for file in FILES for item in items(pack_of(file)))
    assert old in raw
    assert all(part in said for part in new.split("\n"))


def test_every_facts_file_has_its_pack() -> None:
    assert {file.stem for file in FILES} <= {path.stem for path in (DATA / "packs").glob("*.yaml")}


def test_the_list_holds_nothing_that_is_accounted_for() -> None:
    lost = {line for file in FILES for check in CHECKS for line in check(file)}
    assert sorted(LISTED - lost) == []


def test_the_list_only_shrinks() -> None:
    assert sum(map(len, NOTES.values())) == len(LISTED) == MOST


@pytest.mark.parametrize("note", NOTES["elsewhere"], ids=lambda note: note["what"][:40])
def test_what_is_elsewhere_is_there(note: dict[str, str]) -> None:
    tree: Any = pack_of(_facts_file(note))
    for step in note["at"].split("/"):
        tree = tree[int(step) if isinstance(tree, list) else step]
    assert tree not in (None, "", [], {})


@pytest.mark.parametrize("note", NOTES["doubted"], ids=lambda note: note["what"][:40])
def test_what_is_doubted_is_named_by_a_doubt(note: dict[str, str]) -> None:
    doubts = [plain(doubt) for doubt in facts_of(_facts_file(note))["doubts"]]
    assert any(note["doubt"] in doubt for doubt in doubts)


@pytest.mark.parametrize("note", NOTES["shown"], ids=lambda note: note["what"][:40])
def test_what_is_only_shown_says_what_it_tells_of(note: dict[str, str]) -> None:
    assert note["about"]


def _facts_file(note: dict[str, str]) -> Path:
    return next(file for file in FILES if file.stem == note["file"])
