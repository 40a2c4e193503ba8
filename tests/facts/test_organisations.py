"""Organisations, events, observances and forums: all that was read of them, and no more."""

from __future__ import annotations

from typing import Any

from rxladder.facts.organisations import doubts, forums, observances, organisations, read_on
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import FACTS

RAW: dict[str, Any] = read_yaml_file(FACTS / "organisations.yaml")
REJOINED = {
    ("CPE Monitor (standard free", "plus paid) with mobile app"): (
        "CPE Monitor (standard free, plus paid) with mobile app"
    ),
    (
        "Foundations in Medication Safety (45 minutes online",
        "acute and community modules",
        "sold to organisations)",
    ): (
        "Foundations in Medication Safety"
        " (45 minutes online, acute and community modules, sold to organizations)"
    ),
}
"""Offers that were read as one and cut at the commas inside their brackets."""


def offers(raw: dict[str, Any]) -> list[str]:
    """What an organisation was read to offer, each offer in one piece."""
    found = "\0".join(raw.get("offers", []))
    for pieces, whole in REJOINED.items():
        found = found.replace("\0".join(pieces), whole)
    return found.split("\0") if found else []


def test_every_organisation_is_as_it_was_read():
    made = list(organisations().values())
    assert [(one.name, one.kind, one.url) for one in made] == [
        (raw["name"], raw["kind"], raw.get("url")) for raw in RAW["organisations"]
    ]
    for one, raw in zip(made, RAW["organisations"], strict=True):
        assert one.offers == offers(raw)
        assert one.facts == raw.get("facts", [])
        assert one.sources == raw.get("sources", [])
        assert [event.model_dump(exclude_none=True) for event in one.events] == raw.get("events", [])


def test_no_membership_fee_was_read():
    assert not any(raw.get("membership_fee") for raw in RAW["organisations"])


def test_the_days_that_are_kept_and_their_contradictions():
    for one, raw in zip(observances(), RAW["observances"], strict=True):
        assert [day.isoformat() for day in one.dates] == [f"{y}-{day}" for y, day in raw["dates"].items()]
        assert (one.rule, one.contradictions) == (raw["rule"], raw["contradictions"])


def test_forums_and_doubts():
    assert [one.model_dump() for one in forums()] == RAW["forums"]
    assert list(doubts()) == RAW["doubts"]
    assert read_on().isoformat() == str(RAW["compiled"])
