"""Feeds and interfaces: all that was read of them is there, and nothing leads nowhere."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from rxladder.facts.feeds import holes, interfaces, known_feeds, openfda, read_feeds
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import FACTS

RAW: dict[str, Any] = read_yaml_file(FACTS / "feeds.yaml")
PROGRAM = re.compile(r"file \d+")


def told(raw: dict[str, Any]) -> dict[str, Any]:
    """A feed as it was read, with the programs that read it counted, and no nulls."""
    seen = raw.get("seen_in", [])
    others = [one for one in seen if not PROGRAM.fullmatch(one)]
    counted = {"readers": len(seen) - len(others), "seen_in": others}
    whole = {key: value for key, value in raw.items() if value is not None and key not in ("seen_in", "note")}
    return whole | {key: value for key, value in counted.items() if value}


@pytest.mark.parametrize("raw", RAW["feeds"], ids=lambda raw: raw["id"])
def test_every_feed_is_as_it_was_read(raw):
    made = known_feeds()[raw["id"]].model_dump(mode="json", exclude_defaults=True)
    note = made.pop("note", "")
    assert made == told(raw)
    numbers = r" \((?:file )?\d{8,}\)|(?:in )?file \d{8,}|, unverified \(\d+\)"
    parts = [part.strip(" ,") for part in re.split(numbers, raw.get("note", ""))]
    assert [part for part in parts if part not in note] == []
    assert bool(note) == ("note" in raw)


def test_no_feed_is_added_and_the_order_is_kept():
    assert list(known_feeds()) == [raw["id"] for raw in RAW["feeds"]]


@pytest.mark.parametrize("raw", RAW["apis"]["endpoints"], ids=lambda raw: raw["id"])
def test_every_interface_is_as_it_was_read(raw):
    made = interfaces()[raw["id"]].model_dump(mode="json", exclude_defaults=True)
    expected = copy.deepcopy(raw)
    if "example" in raw:
        expected["example"] = raw["example"].removeprefix("feeds_examples/openfda_drug_")
        assert (FACTS.parent / "news" / "openfda" / made["example"]).exists()
    for doubt in made.get("doubts", []):
        assert not PROGRAM.search(doubt)
    expected["doubts"] = [re.sub(r" \(file \d+\)", "", one) for one in raw.get("doubts", [])]
    made.setdefault("doubts", [])
    assert made == expected


def test_what_the_interfaces_share_is_as_it_was_read():
    assert openfda().model_dump(mode="json", exclude_defaults=True) == RAW["apis"]["common"]
    assert list(holes()) == RAW["holes"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"settings": ["moon"]}, "moon are no workplaces"),
        ({"feed": None}, "has an address unless"),
        ({"use": "nowhere"}, "leads nowhere"),
        ({"strange": "key"}, "strange"),
    ],
)
def test_what_leads_nowhere_fails_the_load(change, words):
    data = read_yaml_file(DATA / "feeds.yaml")
    data["feeds"][0] |= change
    with pytest.raises(ValueError, match=words):
        read_feeds(data)
