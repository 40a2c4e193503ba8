"""The golden scenarios of `tests/cases`: each was derived by hand from the source that it names."""

from __future__ import annotations

import pytest

from rxladder.facts.load import load_packs
from tests.golden import Scenario, differences, scenarios


@pytest.mark.parametrize("scenario", scenarios(), ids=str)
def test_scenario(scenario: Scenario) -> None:
    assert scenario.data.get("source"), "a scenario names the source that it rests on"
    found = differences(scenario, load_packs())
    assert not found, "\n".join(found)


def test_every_computed_duty_is_seen_met_and_short() -> None:
    """Where a clause cannot be computed, the best that there is to see is `check`."""
    seen: dict[str, set[str]] = {}
    for scenario in scenarios():
        for credential, expected in scenario.data.get("audit", {}).items():
            seen.setdefault(credential, set()).add(expected.get("status", ""))
    unseen = []
    for id_, ref in load_packs().credentials.items():
        ce = ref.credential.ce
        if ce.duty == "hours":
            best = "check" if any(clause.check for clause in ce.clauses.values()) else "met"
            unseen += [f"{id_}: {status}" for status in (best, "short") if status not in seen.get(id_, set())]
    assert not unseen, unseen
