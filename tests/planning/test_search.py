"""Searching a catalogue: each wish narrows what is found, and what is unknown never passes for known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.facts.activities import Activity
from rxladder.facts.load import load_packs
from rxladder.planning.search import Wanted, search

ON = date(2026, 11, 25)
CATALOGUE = (
    Activity("law", "Pharmacy law", Fraction(2), Decimal(20), uan="0384-0000-26-012-L03-T", provider="Alpha"),
    Activity("texas", "Texas law", Fraction(1), Decimal(0), topic="state-law", format="home-study"),
    Activity("sterile", "Aseptic work", Fraction(3), None, topic="sterile-compounding", format="live"),
    Activity("silent", "An evening", None, Decimal(5)),
    Activity("over", "Old law", Fraction(1), Decimal(1), topic="law", available_until=date(2026, 11, 24)),
    Activity("last-day", "Errors", Fraction(1), Decimal(9), topic="patient-safety", live_on=ON),
)


def found(**wanted) -> list[str]:
    return [one.id for one in search(CATALOGUE, Wanted(**wanted), load_packs().vocabulary.courses, ON)]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, ["silent", "sterile", "last-day", "law", "texas"]),
        ({"words": "LAW alpha"}, ["law"]),
        ({"words": "law alpha zebra"}, []),
        ({"words": "26-012"}, ["law"]),
        # The UAN says that "law" is on law and live; Texas law is law, too.
        ({"topic": "law"}, ["law", "texas"]),
        ({"topic": "state-law"}, ["texas"]),
        ({"topic": "compounding"}, ["sterile"]),
        ({"live": True}, ["sterile", "law"]),
        ({"least_hours": Fraction(2)}, ["sterile", "law"]),
        ({"most_usd": Decimal(0)}, ["texas"]),
        ({"most_usd": Decimal(9)}, ["silent", "last-day", "texas"]),
        ({"until": date(2026, 11, 26)}, ["silent", "sterile", "law", "texas"]),
        ({"until": ON, "words": "errors"}, ["last-day"]),
        ({"topic": "law", "over": True}, ["law", "texas", "over"]),
    ],
)
def test_a_wish_narrows_what_is_found(wanted, ids):
    assert found(**wanted) == ids
