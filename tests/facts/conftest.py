"""A small world of packs: one board and a certifier, written to a folder, to be changed piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rxladder.facts.load import Packs, load_packs
from rxladder.facts.yaml_text import read_yaml

VOCABULARY = """\
vocabulary: 1
exams:
  ptce: {name: PTCE, for: ptcb-cpht, aliases: [the exam]}
programmes:
  any: {name: Any programme, kind: accredited, includes: [ashp]}
  ashp: {name: ASHP programme, kind: accredited, aliases: [ashp-accredited]}
courses:
  traffic: {name: Trafficking course, topic: human-trafficking}
experience_kinds:
  technician: {name: Work as a technician, roles: [technician]}
questions:
  vaccines: {asks: Do you give vaccines?, says: you give vaccines, says_not: you give none, answer: yes-no}
  since: {asks: Since when?, says: the day you began, answer: date}
  record: {asks: What?, answer: choice, choices: [none, felony]}
credential_aliases: {cpht: ptcb-cpht}
"""

BOARD = """\
pack: 1
id: us-tx
name: Board of Texas
kind: state-board
read: 2026-11-22
confidence: high
credentials:
  us-tx-technician:
    title: Registered technician
    kind: registration
    required_to_practise: true
    eligibility: {holds: ptcb-cpht, sources: [rule]}
    ce:
      duty: hours
      clauses:
        total: {at_least: 20, sources: [rule]}
        law: {at_least: 2, of: {topic: law}}
      exceptions:
        first-term: {kind: first-term, when: {first_term: true}, waive: all}
sources:
  rule: {url: "https://example.org/rule", for: hours, kind: rule}
"""

CERTIFIER = """\
pack: 1
id: ptcb
name: PTCB
kind: certifying-body
read: 2026-11-22
confidence: high
credentials:
  ptcb-cpht:
    title: Certified technician
    abbreviation: CPhT
    kind: certification
    required_to_practise: false
  ptcb-adv:
    title: Advanced technician
    kind: certification
    required_to_practise: false
    counts_as: [ptcb-cpht]
sources: {}
"""


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A data folder with a small vocabulary and two packs."""
    folder = tmp_path / "data"
    (folder / "packs").mkdir(parents=True)
    (folder / "vocabulary.yaml").write_text(VOCABULARY)
    (folder / "packs" / "us-tx.yaml").write_text(BOARD)
    (folder / "packs" / "ptcb.yaml").write_text(CERTIFIER)
    return folder


@pytest.fixture
def packs(data_folder: Path) -> Packs:
    """The small world, loaded."""
    return load_packs(data_folder=data_folder)


Change = Callable[[str], Path]


@pytest.fixture
def overlay(tmp_path: Path) -> Change:
    """Write an overlay; the folder of all overlays is returned."""
    folder = tmp_path / "overlays"
    folder.mkdir()

    def write(text: str) -> Path:
        (folder / f"{len(list(folder.iterdir()))}.yaml").write_text(text)
        return folder

    return write


def changed(base: str, *path: str | int, to: object) -> str:
    """The text of a pack with one value set (None removes it)."""
    data = read_yaml(base)
    place = data
    for step in path[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return json.dumps(data, indent=1)
