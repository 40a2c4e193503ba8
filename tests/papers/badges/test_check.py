"""Badges of both versions in every file: what is genuine, what is refused, what stays unknown, and why."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from rxladder.papers.badges.asking import check_asking
from rxladder.papers.badges.check import check
from rxladder.papers.badges.result import Checked
from tests.badge_files import (
    BODY,
    DID,
    EXPIRES,
    ISSUED,
    ME,
    NAME,
    SITE,
    Made,
    credential_3,
    did_site,
    hosted_2,
    jwt_3,
    keys,
    own_key,
    proof_3,
    signed_2,
    with_status,
)

ON = date(2026, 11, 22)
MAKERS = {
    "signed 2.0": signed_2,
    "hosted 2.0": hosted_2,
    "signed text 3.0": jwt_3,
    "with a proof 3.0": proof_3,
}
every_kind = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def states(found: Checked) -> dict[str, str]:
    return {one.kind: one.state for one in found.findings}


def says(found: Checked, kind: str) -> str:
    return next(one.says for one in found.findings if one.kind == kind)


def ask(made: Made, kind: str = "text", on: date = ON, emails=(ME,)) -> Checked:
    return check_asking(made.file(kind), on, made.fetch, emails)


# --- Good ones


@every_kind
@pytest.mark.parametrize("kind", ["png", "svg", "text"])
def test_a_good_badge_is_genuine_in_every_file(make, kind):
    found = ask(make(), kind)
    assert found.verdict == "genuine", found.findings
    assert states(found) == {
        "signature": "good",
        "issuer": "good",
        "days": "good",
        "withdrawn": states(found)["withdrawn"],
        "recipient": "good",
    }
    said = found.said
    assert (said.name, said.issuer, said.host) == (NAME, BODY, "badges.ptcb.example")
    assert (said.issued, said.expires) == (ISSUED.date(), EXPIRES.date())


@every_kind
def test_without_asking_nothing_is_claimed_and_nothing_is_fetched(make):
    made = make()
    found = check(made.file("png"), ON, [ME])
    assert found.verdict == "open"
    assert states(found)["signature"] == states(found)["issuer"] == "unknown"
    assert "not been asked" in says(found, "signature")
    assert states(found)["recipient"] == "good", "this needs nobody"
    assert found.wanted
    assert made.asked == []


@every_kind
def test_an_issuer_that_does_not_answer_leaves_it_open(make):
    made = make()
    made.site = {}
    found = ask(made)
    assert found.verdict == "open"
    assert "nothing is there (404)." in says(found, "signature")
    assert not [state for state in states(found).values() if state == "bad"]


def test_what_a_did_key_signed_is_whole_but_whose_it_is_nobody_knows():
    for make in (jwt_3, proof_3):
        found = check(make(own_key()).file("text"), ON)
        assert (states(found)["signature"], states(found)["issuer"]) == ("good", "unknown")
        assert found.verdict == "open"


# --- Bad ones


@dataclass
class Bad:
    """A badge that must be refused: for what, and what stays good."""

    made: Made
    kind: str
    words: str
    good: tuple[str, ...] = ()


def tampered(made: Made) -> Made:
    """The same with a later end, as someone would change it whose certification has ended."""
    later = made.text.replace("2027-05-31", "2037-05-31")
    if later != made.text:
        return made.changed(later)
    head, middle, signature = made.text.split(".")
    body = json.loads(base64.urlsafe_b64decode(middle + "=="))
    old = json.dumps(body)
    body = json.loads(old.replace("2027-05-31", "2037-05-31"))
    assert json.dumps(body) != old
    middle = base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")
    return made.changed(f"{head}.{middle}.{signature}")


def with_more(made: Made) -> Made:
    """A document with a line that its proof does not cover."""
    return made.changed(json.dumps(json.loads(made.text) | {"honours": "with distinction"}))


def revoked_list(reason: str | None = None) -> Made:
    entry = {"id": "urn:uuid:1", "revocationReason": reason} if reason else "urn:uuid:1"
    made = signed_2(profile={"revocationList": f"{SITE}/revoked"})
    made.site[f"{SITE}/revoked"] = {"revokedAssertions": ["urn:uuid:0", entry]}
    return made


def gone(made: Made, answer) -> Made:
    made.site[f"{SITE}/assertions/1"] = answer
    return made


def strangers_site(made: Made) -> Made:
    """A hosted badge at a stranger's that says it is of the issuer's class."""
    other = "https://evil.example/assertions/1"
    made = made.changed(made.text.replace(f"{SITE}/assertions/1", other))
    made.site[other] = json.loads(made.text)
    return made


def strangers_key() -> Made:
    """A signed badge whose key is at a stranger's, who says that it is the issuer's."""
    made = signed_2(by="stranger", verification=signed_key("https://evil.example/key"))
    made.site["https://evil.example/key"] = {
        "type": "CryptographicKey",
        "id": "https://evil.example/key",
        "owner": f"{SITE}/issuer",
        "publicKeyPem": keys("stranger").public.decode(),
    }
    return made


def signed_key(url: str):
    from openbadgeslib.ob2 import Verification

    return Verification("SignedBadge", url)


def strangers_proof() -> Made:
    """A document that names the issuer, with a proof by a key of someone's own."""
    from openbadgeslib.ob3 import OB3LdpSigner

    text = OB3LdpSigner(keys("stranger").private).sign_to_json(credential_3(DID))
    return Made(text, "3.0", did_site())


def outside_and_inside() -> Made:
    """A signed text by an honest key whose outside names another issuer than its inside."""
    from openbadgeslib.ob3 import OB3Signer

    payload = credential_3(DID).to_jwt_payload() | {"iss": "did:web:other.example"}
    return Made(OB3Signer(keys("issuer").private, "EdDSA").sign_payload(payload), "3.0", did_site())


ENDED = {"expiration_date": datetime(2026, 11, 21, tzinfo=UTC)}
ENDED_2 = {"expires": datetime(2026, 11, 21, tzinfo=UTC)}
BAD = {
    "2.0 signed, tampered": Bad(tampered(signed_2()), "signature", "does not match"),
    "2.0 hosted, tampered": Bad(tampered(hosted_2()), "signature", "not what the issuer has"),
    "3.0 text, tampered": Bad(tampered(jwt_3()), "signature", "does not match"),
    "3.0 proof, tampered": Bad(tampered(proof_3()), "signature", "does not match"),
    "3.0 proof, with more": Bad(with_more(proof_3()), "signature", "does not match"),
    "2.0 signed, by a stranger": Bad(signed_2(by="stranger"), "signature", "does not match"),
    "3.0 text, by a stranger": Bad(jwt_3(by="stranger"), "signature", "does not match"),
    "3.0 proof, by a stranger": Bad(proof_3(by="stranger"), "signature", "does not match"),
    "2.0 signed, a stranger's key": Bad(strangers_key(), "issuer", "does not know the key", ("signature",)),
    "2.0 hosted, at a stranger's": Bad(strangers_site(hosted_2()), "issuer", "does not know"),
    "3.0 proof, a stranger's key": Bad(strangers_proof(), "issuer", "someone other than the issuer"),
    "3.0 text, two issuers": Bad(outside_and_inside(), "issuer", "not the same", ("signature",)),
    "2.0 signed, ended": Bad(signed_2(**ENDED_2), "days", "ended on", ("signature", "issuer")),
    "2.0 hosted, ended": Bad(hosted_2(**ENDED_2), "days", "ended on", ("signature", "issuer")),
    "3.0 text, ended": Bad(jwt_3(**ENDED), "days", "ended on", ("signature", "issuer")),
    "3.0 proof, ended": Bad(proof_3(**ENDED), "days", "ended on", ("signature", "issuer")),
    "2.0 signed, revoked": Bad(revoked_list(), "withdrawn", "took it back", ("signature", "issuer")),
    "2.0 signed, revoked with a reason": Bad(revoked_list("Cheated"), "withdrawn", "“Cheated”", ("issuer",)),
    "2.0 hosted, gone": Bad(gone(hosted_2(), 410), "withdrawn", "410"),
    "2.0 hosted, revoked": Bad(gone(hosted_2(), {"revoked": True}), "withdrawn", "took it back"),
    "3.0 text, revoked": Bad(with_status(jwt_3, 7), "withdrawn", "took it back", ("signature", "issuer")),
    "3.0 proof, revoked": Bad(with_status(proof_3, 7), "withdrawn", "took it back", ("signature", "issuer")),
    "3.0 text, on hold": Bad(with_status(jwt_3, 7, purpose="suspension"), "withdrawn", "on hold"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_badge_is_refused_for_its_reason(bad):
    found = ask(bad.made)
    assert found.verdict == "refused", found.findings
    assert states(found)[bad.kind] == "bad", found.findings
    assert bad.words in says(found, bad.kind)
    assert [states(found)[kind] for kind in bad.good] == ["good"] * len(bad.good), found.findings
    assert [one.kind for one in found.findings if one.state == "bad"] == [bad.kind]


@every_kind
def test_someone_elses_badge_is_refused(make):
    found = ask(make(), emails=["other@example.org"])
    assert (found.verdict, states(found)["recipient"]) == ("refused", "bad")
    assert states(ask(make(), emails=["other@example.org", "Sam@Example.ORG"]))["recipient"] == "good"
    assert (states(ask(make(), emails=[]))["recipient"], ask(make(), emails=[]).verdict) == (
        "unknown",
        "genuine",
    )


# --- Days are told by the day that is asked about, not by the clock


@every_kind
@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 5, 30), "bad"),
        (date(2025, 5, 31), "good"),
        (date(2027, 5, 31), "good"),
        (date(2027, 6, 1), "bad"),
        (date(2031, 1, 1), "bad"),
    ],
)
def test_days_hang_on_the_day_asked_about(make, on, state):
    found = ask(make(), on=on)
    assert states(found)["days"] == state
    assert states(found)["signature"] == "good"


# --- Taken back


@pytest.mark.parametrize("make", [jwt_3, proof_3])
def test_a_list_of_others_that_were_taken_back_is_no_harm(make):
    found = ask(with_status(make, 6, 8))
    assert (found.verdict, states(found)["withdrawn"]) == ("genuine", "good")


@pytest.mark.parametrize("make", [jwt_3, proof_3])
def test_a_list_that_a_stranger_signed_cannot_say_that_all_is_well(make):
    found = ask(with_status(make, by="stranger"))
    assert (found.verdict, states(found)["withdrawn"]) == ("open", "unknown")


def test_a_list_that_cannot_be_had_is_not_an_empty_one():
    made = with_status(jwt_3)
    del made.site[f"{SITE}/status"]
    found = ask(made)
    assert (found.verdict, states(found)["withdrawn"]) == ("open", "unknown")
    made = revoked_list()
    del made.site[f"{SITE}/revoked"]
    assert states(ask(made))["withdrawn"] == "unknown"


@pytest.mark.parametrize("make", [signed_2, hosted_2])
def test_an_issuers_page_that_is_too_long_to_read_leaves_it_open(make):
    found = ask(make(profile={"revocationList": f"{SITE}/revoked", "note": "x" * 300_000}))
    assert (found.verdict, states(found)["withdrawn"]) == ("open", "unknown")


# --- What is not checkable here is unknown, not bad


def test_a_badge_that_is_only_an_address_is_what_stands_there():
    hosted = hosted_2()
    at = Made(f"{SITE}/assertions/1", "2.0", hosted.site)
    assert ask(at, "png").verdict == "genuine"
    offline = check(at.file("png"), ON)
    assert (offline.verdict, offline.wanted) == ("open", (f"{SITE}/assertions/1",))
    for nonsense in (b"<html>Hello</html>", b"https://elsewhere.example/", b"\xff", {"type": "BadgeClass"}):
        at.site[at.text] = nonsense
        assert (ask(at).verdict, "is not a badge" in says(ask(at), "signature")) == ("open", True)
    at.site[at.text] = 410
    assert ask(at).verdict == "refused"


def test_a_key_at_the_issuers_own_address_is_the_issuers():
    import jwt
    from openbadgeslib.keys import public_jwk_from_pem

    issuer = f"{SITE}/issuer"
    payload = credential_3(issuer).to_jwt_payload()
    for kid, verdict in ((f"{SITE}/keys.json", "genuine"), ("https://evil.example/keys.json", "open")):
        text = jwt.encode(payload, keys("issuer").private, algorithm="EdDSA", headers={"kid": kid})
        made = Made(text, "3.0", {kid: {"keys": [public_jwk_from_pem(keys("issuer").public) | {"kid": kid}]}})
        assert ask(made).verdict == verdict


def test_a_proof_of_a_kind_that_is_not_known_is_no_forgery():
    document = json.loads(proof_3().text)
    document["proof"]["cryptosuite"] = "mldsa-jcs-2027"
    found = ask(proof_3().changed(json.dumps(document)))
    assert (found.verdict, states(found)["signature"]) == ("open", "unknown")


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}])
def test_the_text_does_not_choose_how_it_is_checked(header):
    _head, middle, signature = jwt_3().text.split(".")
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    found = ask(jwt_3().changed(f"{head}.{middle}.{signature}"))
    assert found.verdict == "refused"
