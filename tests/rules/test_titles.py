"""What credentials are called where there is room, and where there is little."""

import pytest

from rxladder.facts.load import load_packs
from rxladder.facts.states import STATES
from rxladder.rules.titles import full_title, short_title

CREDENTIALS = load_packs().credentials


@pytest.mark.parametrize(
    ("credential", "full", "short"),
    [
        ("us-tx-technician", "Registered pharmacy technician, Texas", "Texas registration"),
        ("ptcb-cpht", "Certified Pharmacy Technician (PTCB)", "CPhT"),
        ("nha-cpht", "Certified Pharmacy Technician (NHA, by the ExCPT)", "CPhT (NHA)"),
        (
            "us-il-registered-technician",
            "Registered pharmacy technician, Illinois",
            "Illinois license (registered pharmacy technician)",
        ),
        (
            "us-hi-vaccine-authority",
            "Authority to administer vaccines (pharmacy technician), Hawaii",
            "Hawaii permit (authority to administer vaccines)",
        ),
        (
            "us-ri-technician-2",
            "Pharmacy Technician II, Rhode Island",
            "Rhode Island license (Pharmacy Technician II)",
        ),
        ("us-oh-trainee", "Pharmacy technician trainee, Ohio", "Ohio trainee registration"),
        (
            "us-ny-registered-technician",
            "Registered pharmacy technician (licence with triennial registration), New York",
            "New York license",
        ),
    ],
)
def test_names(credential, full, short):
    assert full_title(CREDENTIALS[credential]) == full
    assert short_title(CREDENTIALS[credential]) == short


def test_no_two_credentials_that_can_be_held_today_share_a_short_name():
    names = [short_title(ref) for ref in CREDENTIALS.values() if ref.credential.status == "current"]
    assert len(set(names)) == len(names)


def test_what_a_national_body_gives_fits_into_little_room():
    assert [name for ref in CREDENTIALS.values() if ref.pack.id not in STATES for name in [short_title(ref)]
            if len(name) > 45] == []  # fmt: skip
