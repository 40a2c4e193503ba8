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
