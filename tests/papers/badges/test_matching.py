"""Which credential a badge is about: by letters, by title, by whose it is; else nothing."""

from __future__ import annotations

import pytest

from rxladder.facts.load import load_packs
from rxladder.papers.badges.documents import host_of
from rxladder.papers.badges.matching import propose
from rxladder.papers.badges.result import Said

PTCB = "Pharmacy Technician Certification Board (PTCB)"


def first(name: str, issuer: str = PTCB, host: str = "api.credly.com") -> tuple[str | None, bool]:
    found = propose(Said(name=name, issuer=issuer, host=host), load_packs())
    return (found[0].credential, found[0].site) if found else (None, False)


@pytest.mark.parametrize(
    ("name", "credential"),
    [
        ("Certified Pharmacy Technician (CPhT)", "ptcb-cpht"),
        ("CPhT", "ptcb-cpht"),
        ("Advanced Certified Pharmacy Technician (CPhT-Adv)", "ptcb-cpht-adv"),
        ("Certified Compounded Sterile Preparation Technician (CSPT)", "ptcb-cspt"),
        ("Technician Product Verification Certificate", "ptcb-tpv"),
        ("Immunization Administration Certificate", "ptcb-immunization"),
        ("Medication History Certificate", "ptcb-medication-history"),
        ("Hazardous Drug Management Certificate", "ptcb-hazardous-drug-management"),
    ],
)
def test_the_names_that_ptcb_gives(name, credential):
    assert first(name)[0] == credential


def test_the_same_letters_of_another_body_are_another_credential():
    assert first("Certified Pharmacy Technician (CPhT)", "National Healthcareer Association")[0] == "nha-cpht"


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Certified Pharmacy Technician (CPhT)", "Some School"),
        ("Certified Pharmacy Technician (CPhT)", ""),
        ("Volunteer of the Year", PTCB),
        ("Pharmacy Technician", PTCB),
        ("Certificate", PTCB),
        ("", PTCB),
    ],
)
def test_nothing_is_proposed_where_nothing_tells(name, issuer):
    assert first(name, issuer)[0] is None


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("ptcb.org", True),
        ("badges.ptcb.org", True),
        ("badges.ptcb.org:8443", True),
        ("api.credly.com", False),
        ("ptcb.org.evil.example", False),
        ("notptcb.org", False),
        ("рtcb.org", False),
    ],
)
def test_whose_site_it_is(host, site):
    assert first("CPhT", host=host) == ("ptcb-cpht", site)


def test_a_host_in_look_alike_letters_shows_as_what_it_is():
    assert host_of("https://рtcb.org/issuer") == "xn--tcb-zed.org"
    assert host_of("did:web:рtcb.org") == "xn--tcb-zed.org"
    assert host_of("https://ptcb.org@evil.example/") == "evil.example"
    assert host_of("https://[bad/") == host_of("urn:uuid:1") == host_of("did:key:z6Mk") == ""
