"""The names of the jurisdictions: fifty states, the District of Columbia and Puerto Rico."""

from __future__ import annotations

from types import MappingProxyType

from rxladder.facts.language import gettext

STATES = MappingProxyType(
    {
        "us-al": "Alabama", "us-ak": "Alaska", "us-az": "Arizona", "us-ar": "Arkansas", "us-ca": "California",
        "us-co": "Colorado", "us-ct": "Connecticut", "us-de": "Delaware", "us-dc": "District of Columbia",
        "us-fl": "Florida", "us-ga": "Georgia", "us-hi": "Hawaii", "us-id": "Idaho", "us-il": "Illinois",
        "us-in": "Indiana", "us-ia": "Iowa", "us-ks": "Kansas", "us-ky": "Kentucky", "us-la": "Louisiana",
        "us-me": "Maine", "us-md": "Maryland", "us-ma": "Massachusetts", "us-mi": "Michigan",
        "us-mn": "Minnesota", "us-ms": "Mississippi", "us-mo": "Missouri", "us-mt": "Montana",
        "us-ne": "Nebraska", "us-nv": "Nevada", "us-nh": "New Hampshire", "us-nj": "New Jersey",
        "us-nm": "New Mexico", "us-ny": "New York", "us-nc": "North Carolina", "us-nd": "North Dakota",
        "us-oh": "Ohio", "us-ok": "Oklahoma", "us-or": "Oregon", "us-pa": "Pennsylvania",
        "us-pr": "Puerto Rico", "us-ri": "Rhode Island", "us-sc": "South Carolina", "us-sd": "South Dakota",
        "us-tn": "Tennessee", "us-tx": "Texas", "us-ut": "Utah", "us-vt": "Vermont", "us-va": "Virginia",
        "us-wa": "Washington", "us-wv": "West Virginia", "us-wi": "Wisconsin", "us-wy": "Wyoming",
    }
)  # fmt: skip


def state_name(jurisdiction: str) -> str:
    """A jurisdiction's name in words; an unknown one as it is written."""
    name = STATES.get(jurisdiction)
    return gettext(name) if name else jurisdiction


def state_meant(text: str) -> str | None:
    """The jurisdiction that is named by its id, its name or its two letters."""
    wanted = text.strip().lower()
    names = {name.lower(): id_ for id_, name in STATES.items()}
    return next((id_ for id_ in (wanted, f"us-{wanted}", names.get(wanted, "")) if id_ in STATES), None)
