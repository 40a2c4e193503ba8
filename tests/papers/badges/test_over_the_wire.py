"""Badges whose issuer is a real server on a protected line: asked, trusted for who it is, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from openbadgeslib.ob3 import build_status_list_credential, sign_status_list_credential, status_entry

from rxladder.news.fetching import Fetcher, Limits
from rxladder.papers.badges.asking import check_asking
from tests.badge_files import ME, Made, hosted_2, jwt_3, keys, proof_3, signed_2
from tests.web_server import Server, reply, serving, trusting

ON = date(2026, 11, 22)
HERE = frozenset({"127.0.0.1"})
FETCHER = Fetcher(Limits(seconds=20), allowed=HERE, secure=True, context=trusting())


@pytest.fixture
def issuer():
    with serving(secure=True) as server:
        yield server


def put_up(made: Made, server: Server) -> Made:
    for url, document in made.site.items():
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        server.pages[url.removeprefix(server.url)] = reply(200, content)
    return made


def of_version_3(make, server: Server, *bits: int) -> Made:
    """A badge of the server's did:web, with its status list; the badge's own bit is 7."""
    did, url = f"did:web:127.0.0.1%3A{server.port}", f"{server.url}/status"
    made = make(did, base=server.url, credential_status=[status_entry(url, "revocation", 7)])
    listed = build_status_list_credential(did, url, "revocation", bits)
    made.site[url] = sign_status_list_credential(listed, keys("issuer").private, "EdDSA").encode()
    return put_up(made, server)


@pytest.mark.parametrize("make", [jwt_3, proof_3])
@pytest.mark.parametrize(("bits", "verdict"), [((), "genuine"), ((7,), "refused")])
def test_an_issuer_known_by_its_site_answers_for_its_badge(issuer, make, bits, verdict):
    made = of_version_3(make, issuer, *bits)
    found = check_asking(made.file("png"), ON, FETCHER.within(10), [ME])
    assert found.verdict == verdict, found.findings
    assert found.said.host == f"127.0.0.1:{issuer.port}"
    assert {line.split()[1] for line in issuer.asked} == {"/.well-known/did.json", "/status"}


@pytest.mark.parametrize("make", [signed_2, hosted_2])
def test_an_issuer_of_the_older_version_does_too(issuer, make):
    found = check_asking(put_up(make(issuer.url), issuer).file("svg"), ON, FETCHER.within(10), [ME])
    assert found.verdict == "genuine", found.findings


@pytest.mark.parametrize("make", [jwt_3, proof_3])
def test_who_cannot_prove_who_it_is_is_not_believed(issuer, make):
    fetcher = Fetcher(Limits(seconds=20), allowed=HERE, secure=True)
    found = check_asking(of_version_3(make, issuer).file("text"), ON, fetcher.within(10), [ME])
    assert found.verdict == "open"
    assert "could not prove that it is who it says" in found.findings[0].says


def test_an_inner_address_in_a_badge_is_not_asked(issuer):
    found = check_asking(of_version_3(jwt_3, issuer).file("text"), ON, Fetcher(secure=True).within(10), [ME])
    assert found.verdict == "open"
    assert "inside a private network" in found.findings[0].says
    assert not issuer.asked


@pytest.mark.parametrize("make", [signed_2, hosted_2])
def test_a_site_that_can_be_made_to_pass_on_does_not_vouch(make):
    """The issuer's own site redirects to wherever one likes; a stranger's documents stand there."""
    made = make(issuer := "https://badges.ptcb.example/go?to=https://evil.example")

    def fetch(url):
        answer = made.fetch(url)
        return replace(answer, url=url.replace("https://badges.ptcb.example/go?to=", ""))

    found = check_asking(made.file("text"), ON, fetch, [ME])
    assert issuer in made.asked[0]
    assert found.verdict == "open"
    assert "badges.ptcb.example passed the request on to evil.example" in found.findings[0].says


def test_a_host_may_pass_on_within_itself():
    made = hosted_2("https://ptcb.example")

    def fetch(url):
        return replace(made.fetch(url), url=url.replace("//ptcb", "//www.ptcb"))

    assert check_asking(made.file("text"), ON, fetch, [ME]).verdict == "genuine"


def test_asking_ends_when_its_time_is_over(issuer):
    put_up(hosted_2(issuer.url), issuer)
    found = check_asking(hosted_2(issuer.url).file("text"), ON, FETCHER.within(0), [ME])
    assert found.verdict == "open"
    assert "no time left" in found.findings[0].says
    assert not issuer.asked
