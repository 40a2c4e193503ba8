"""What can be wished for stands on a line that was read, word for word; nothing stands on silence."""

from __future__ import annotations

import pytest

from rxladder.facts.roles import Workplace, workplaces
from rxladder.facts.workplace_traits import skills_used, trait_of

PLACES = list(workplaces().values())
TRAITS = ("shifts", "patients", "sterile", "remote")


def lines_of(place: Workplace) -> set[str]:
    lists = (place.also, place.tasks, place.skills, place.rules, place.physical)
    return {place.name, place.schedule.hours, *(line for lines in lists for line in lines)}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_trait_repeats_a_line_of_its_workplace(place):
    for name in TRAITS:
        trait = trait_of(place, name)
        assert trait is None or trait.line in lines_of(place), name


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_what_no_source_confirmed_is_weak(place):
    """Tasks or physical lines that the workplace calls unconfirmed as a whole carry no sure trait."""
    whole = {"tasks": place.tasks, "physical": place.physical}
    doubtful = {
        line
        for kind, lines in whole.items()
        for line in lines
        if any(kind in text and ("line" in text or text == kind) for text in place.unconfirmed)
    }
    for name in ("patients", "sterile", "remote"):
        trait = trait_of(place, name)
        if trait is not None and trait.line in doubtful:
            assert trait.weak, (name, trait.line)


def test_what_nothing_tells_is_not_known():
    assert trait_of(workplaces()["industry"], "sterile") is None
    assert skills_used("industry") == ()
    assert trait_of(workplaces()["hospital-inpatient"], "sterile").is_ == "yes"
