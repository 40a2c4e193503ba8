"""A pair of names that somebody doubts is asked by no card, and held to be none by no card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml

from rxladder.facts.study import study_facts
from rxladder.facts.study_tables import DATA, Doubt
from rxladder.learning.items import FORMS
from rxladder.learning.items.askings import Choosing, Pairing

KNOWN = study_facts()
DOUBTED = sorted(
    (str(entry["key"]), partner)
    for entry in yaml.safe_load((DATA / "doubts.yaml").read_text("utf-8"))
    if entry["file"] == "drugs.csv" and entry["field"] == "look_alike_with"
    for partner in str(entry["value"]).split(";")
)


def pairs() -> Iterator[frozenset[str]]:
    """Every pair of names that a question of look-alikes holds to be alike, or to be unlike."""
    for form in ("look-alike", "tall-reason", "alike-use", "alike-matching"):
        for fact, asked in FORMS[form].askings(KNOWN).items():
            if isinstance(asked, Pairing):
                shown = (asked.first, *asked.others)
                yield from (frozenset((pair.left, pair.right)) for pair in shown)
                yield from (frozenset((asked.first.left, pair.right)) for pair in asked.others)
                yield from (frozenset((pair.left, asked.first.right)) for pair in asked.others)
            elif form == "alike-use":
                yield frozenset(fact.split(" "))
            else:
                assert isinstance(asked, Choosing)
                options = (*asked.right, *asked.near, *asked.far)
                yield from (frozenset((fact, option.text)) for option in options)


@pytest.fixture(scope="module")
def asked() -> frozenset[frozenset[str]]:
    return frozenset(pairs())


@pytest.mark.parametrize(("name", "partner"), DOUBTED)
def test_a_doubted_pair_of_look_alikes_is_asked_by_no_card(asked, name, partner):
    drug = KNOWN.drugs[name]
    assert partner in drug.doubted_look_alikes
    listed = KNOWN.drugs[partner].look_alikes if partner in KNOWN.drugs else ()
    assert partner in drug.look_alikes or name in listed  # a doubt about what no row says would do nothing
    assert frozenset((name, partner)) not in asked


def test_a_doubt_about_one_partner_leaves_the_others(asked):
    assert {"phenylephrine", "fluvoxamine", "clonidine", "chlordiazepoxide"} <= {name for name, _ in DOUBTED}
    assert frozenset(("clonidine", "clonazepam")) in asked
    assert frozenset(("chlordiazepoxide", "chlorpromazine")) in asked
    assert frozenset(("ephedrine", "epinephrine")) in asked


def test_a_doubted_pair_is_not_told_to_be_unlike_either():
    doubt = {"look_alike_with": Doubt("alprazolam", "as if nobody had read the list")}
    drugs = {**KNOWN.drugs, "lorazepam": replace(KNOWN.drugs["lorazepam"], doubted=doubt)}
    alprazolam = FORMS["look-alike"].askings(replace(KNOWN, drugs=drugs))["alprazolam"]
    assert isinstance(alprazolam, Choosing)
    assert [option.text for option in alprazolam.right] == ["clonazepam"]
    assert "lorazepam" not in [option.text for option in (*alprazolam.near, *alprazolam.far)]
