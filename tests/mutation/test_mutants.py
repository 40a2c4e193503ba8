"""Changing any number, topic or window of a computed rule by one step makes a golden scenario fail.

Where a step is noticed by no scenario and cannot be (it comes to the same in every case), it stands in
`equivalent.yaml` with the reason. An entry there that explains nothing any more is a failure too.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from rxladder.facts import check_packs
from rxladder.facts.load import Packs, load_packs
from rxladder.facts.yaml_text import read_yaml
from tests.golden import Scenario, differences, scenarios
from tests.mutation.mutants import Mutant, mutants, packs_with

EQUIVALENT = Path(__file__).parent / "equivalent.yaml"
QUICK = ("us-tx", "us-fl", "ptcb")
"""The packs whose mutants are tried in every run of the tests."""


@dataclass(frozen=True)
class Equivalent:
    """Mutants that mean the same as the rule; `path`, `old` and `new` may hold wildcards."""

    credential: str
    path: str
    why: str
    old: str = "*"
    new: str = "*"

    def covers(self, mutant: Mutant) -> bool:
        """Whether it explains why nothing notices a mutant."""
        pairs = ((mutant.where, self.path), (mutant.old, self.old), (mutant.new, self.new))
        return mutant.credential == self.credential and all(fnmatchcase(*pair) for pair in pairs)


def equivalents() -> list[Equivalent]:
    """What `equivalent.yaml` lists, each of an entry's paths by itself."""
    found = []
    for entry in read_yaml(EQUIVALENT.read_bytes(), str(EQUIVALENT)):
        paths = entry.pop("path")
        found += [Equivalent(path=path, **entry) for path in ([paths] if isinstance(paths, str) else paths)]
    return found


def computed() -> list[Any]:
    """Every credential that asks something; those not of the quick packs run with the long tests only."""
    return [
        pytest.param(id_, marks=[] if ref.pack.id in QUICK else pytest.mark.long)
        for id_, ref in load_packs().credentials.items()
        if next(mutants(id_, ref.credential), None)
    ]


@pytest.fixture(scope="module")
def passing() -> list[Scenario]:
    """The scenarios that hold as things are; the others tell nothing about a mutant."""
    packs = load_packs()
    return [scenario for scenario in scenarios() if not _fails(scenario, packs)]


@pytest.mark.parametrize("credential", computed())
def test_every_step_is_noticed(credential: str, passing: list[Scenario]) -> None:
    packs = load_packs()
    mine = [scenario for scenario in passing if credential in scenario.credentials]
    mine.sort(key=lambda scenario: credential not in scenario.data.get("audit", {}))
    rule = packs.credential(credential).credential
    survivors = [one for one in mutants(credential, rule) if not _noticed(one, mine, packs)]
    known = [one for one in equivalents() if one.credential == credential]
    unexplained = [one for one in survivors if not any(entry.covers(one) for entry in known)]
    assert not unexplained, "\n".join(
        [f"{len(unexplained)} steps are noticed by no scenario:", *map(str, unexplained)]
    )
    idle = [entry for entry in known if not any(entry.covers(one) for one in survivors)]
    assert not idle, f"these explain nothing any more: {idle}"


def _noticed(mutant: Mutant, scenarios: list[Scenario], packs: Packs) -> bool:
    """Whether a scenario fails with a mutant, or it is refused when loaded."""
    changed = packs_with(mutant, packs)
    if changed is None or any(_fails(scenario, changed) for scenario in scenarios):
        return True
    return bool(check_packs.problems(changed.packs, changed.vocabulary))


def _fails(scenario: Scenario, packs: Packs) -> bool:
    try:
        return bool(differences(scenario, packs))
    except Exception:  # what cannot be computed is noticed as well
        return True
