"""The activities, bundles and directories that come with the program: all that was read, and no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rxladder.facts.activities import Activity, built_in_catalogue
from rxladder.facts.ce_offers import Bundle, bundles, directories
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import read_yaml_file
from tests.facts.accounting import FACTS

SEED: dict[str, Any] = read_yaml_file(FACTS / "ce_catalog_seed.yaml")
ACTIVITIES = {activity.id: activity for activity in built_in_catalogue(load_packs())}
DAYS = {"release": "available_from", "expires": "available_until", "live_on": "live_on"}
SAME = ("title", "provider", "url", "activity_type", "part_of", "prepares_for", "subject", "place", "parts")
TOLD = ("printed", "joint")
# Notes that are said in plainer words.
SAID = {
    "ashp-diversion-2023": "the numbers of its parts could not be read",
    "ashp-sterile-2026": "its page did not give the contact hours yet",
}


def days_of(found: Activity | Bundle, entry: dict[str, Any]) -> dict[str, date | None]:
    return {key: getattr(found, own) for key, own in DAYS.items() if key in entry}


def is_as_read(found: Activity | Bundle, entry: dict[str, Any]) -> None:
    assert {key: str(getattr(found, key)) for key in SAME if key in entry} == {
        key: str(entry[key]) for key in SAME if key in entry
    }
    assert days_of(found, entry) == {key: date.fromisoformat(entry[key]) for key in DAYS if key in entry}
    hours = entry.get("hours")
    assert found.hours == (None if hours is None else float(hours))
    if entry.get("note") and entry["id"] != "ashp-accreditation":
        assert SAID.get(entry["id"], entry["note"]) in (found.note or "")


@pytest.mark.parametrize("entry", SEED["activities"], ids=lambda entry: entry["id"])
def test_an_activity_is_as_it_was_read(entry: dict[str, Any]):
    found = ACTIVITIES[entry["id"]]
    is_as_read(found, entry)
    assert found.uan == (entry.get("uan") if entry["uan_status"] in TOLD else None)
    if found.uan is None:
        assert (found.topic, found.format) == (entry["topic"], entry["format"])


@pytest.mark.parametrize("entry", SEED["activities"], ids=lambda entry: entry["id"])
def test_a_price_is_what_anyone_pays_or_unknown(entry: dict[str, Any]):
    found, prices = ACTIVITIES[entry["id"]], entry.get("price_usd", {})
    assert found.cost_usd == (max(prices.values()) if prices else None)
    assert set(found.price_usd.values()) == (set() if "all" in prices else set(prices.values()))


@pytest.mark.parametrize("entry", SEED["bundles"], ids=lambda entry: entry["id"])
def test_a_bundle_is_as_it_was_read(entry: dict[str, Any]):
    found = bundles()[entry["id"]]
    if entry["id"] != "ashp-sterile":  # its note was broken in two
        is_as_read(found, entry)
    assert found.price_usd == entry.get("price_usd", {})


def test_nothing_was_added_and_no_directory_is_missing():
    assert list(ACTIVITIES) == [entry["id"] for entry in SEED["activities"]]
    assert list(bundles()) == [entry["id"] for entry in SEED["bundles"]]
    assert [(one.name, one.url, one.source, one.acpe_provider) for one in directories()] == [
        (entry["name"], entry["site"], entry["source"], entry.get("acpe_provider"))
        for entry in SEED["providers"]
    ]


def test_a_bundle_leads_to_a_credential_that_there_is():
    known = load_packs().credentials
    assert all(bundle.prepares_for in (None, *known) for bundle in bundles().values())


def test_a_bundle_is_over_after_its_last_day():
    accreditation = bundles()["ashp-accreditation"]
    assert not accreditation.is_over(date(2027, 5, 22))
    assert accreditation.is_over(date(2027, 5, 23))
