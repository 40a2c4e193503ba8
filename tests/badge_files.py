"""Badges as issuers make them, with what their sites answer; and what people do to them who should not.

Made with openbadgeslib: both versions, each in every file that carries one.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from openbadgeslib.baking import ITXT_KEYWORD_OB3, SVG_ELEMENT_OB3, SVG_NS_OB3, bake_png, bake_svg
from openbadgeslib.keys import KeyEd25519, public_jwk_from_pem
from openbadgeslib.ob2 import Assertion, BadgeClass, CryptographicKey, OB2Signer, Profile, Verification
from openbadgeslib.ob2 import IdentityObject as Identity2
from openbadgeslib.ob3 import (
    Achievement,
    Issuer,
    OB3LdpSigner,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    did_key_from_pem,
    sign_status_list_credential,
    status_entry,
)
from PIL import Image

from rxladder.news.fetching import Answer

SITE = "https://badges.ptcb.example"
DID = "did:web:badges.ptcb.example"
ME = "sam@example.org"
NAME = "Certified Pharmacy Technician (CPhT)"
BODY = "Pharmacy Technician Certification Board"
ISSUED = datetime(2025, 6, 1, tzinfo=UTC)
EXPIRES = datetime(2027, 5, 31, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


@cache
def png() -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (120, 120), "seagreen").save(out, "PNG")
    return out.getvalue()


@dataclass
class Keys:
    """A pair of keys."""

    private: bytes
    public: bytes


@cache
def keys(name: str) -> Keys:
    """Someone's keys, the same for a name."""
    return Keys(*KeyEd25519().generate_keypair())


@dataclass
class Made:
    """A badge: its text, and what its issuer's site answers, by address."""

    text: str
    version: str
    site: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def file(self, kind: str) -> bytes:
        """The badge in a file of a kind: png, svg, or its text alone."""
        three, inside = self.version == "3.0", self.text.startswith("{")
        if kind == "png":
            return bake_png(png(), self.text, keyword=ITXT_KEYWORD_OB3 if three else b"openbadges")
        if kind == "svg" and three:
            return bake_svg(SVG, self.text, element=SVG_ELEMENT_OB3, namespace=SVG_NS_OB3, as_text=inside)
        if kind == "svg":
            return bake_svg(SVG, self.text, as_text=inside)
        return self.text.encode()

    def fetch(self, url: str) -> Answer:
        """What the issuer's site answers."""
        self.asked.append(url)
        found = self.site.get(url)
        if found is None:
            return Answer(url, 404, problem="nothing is there (404).")
        if isinstance(found, int):
            return Answer(url, found, problem=f"it says {found}.")
        content = found if isinstance(found, bytes) else json.dumps(found).encode()
        return Answer(url, 200, content)

    def changed(self, text: str) -> Made:
        """The same with another text."""
        return replace(self, text=text, asked=[])


# --- Open Badges 2.0


def site_2(base: str = SITE, *, key: Keys | None = None, **profile: Any) -> dict[str, Any]:
    """The documents that an issuer of Open Badges 2.0 puts on its site."""
    made = Profile(f"{base}/issuer", BODY, url="https://www.ptcb.org", public_key=[f"{base}/key"]).to_dict()
    badge = BadgeClass(
        f"{base}/class", NAME, "It says so.", f"{base}/image.png", f"{base}/why", f"{base}/issuer"
    )
    pem = (key or keys("issuer")).public.decode()
    return {
        f"{base}/issuer": made | profile,
        f"{base}/class": badge.to_dict(),
        f"{base}/key": CryptographicKey(f"{base}/key", f"{base}/issuer", pem).to_dict(),
    }


def assertion_2(base: str = SITE, *, hosted: bool = False, **more: Any) -> Assertion:
    """An assertion that Sam passed."""
    how = Verification("HostedBadge") if hosted else Verification("SignedBadge", f"{base}/key")
    given: dict[str, Any] = {
        "recipient": Identity2.create(ME, "salt"),
        "badge": f"{base}/class",
        "verification": how,
        "id": f"{base}/assertions/1" if hosted else "urn:uuid:1",
        "issued_on": ISSUED,
        "expires": EXPIRES,
    }
    return Assertion(**given | more)


def signed_2(
    base: str = SITE, *, by: str = "issuer", profile: dict[str, Any] | None = None, **more: Any
) -> Made:
    """A signed badge of Open Badges 2.0."""
    text = OB2Signer(keys(by).private, "EdDSA").sign(assertion_2(base, **more))
    return Made(text, "2.0", site_2(base, **profile or {}))


def hosted_2(base: str = SITE, profile: dict[str, Any] | None = None, **more: Any) -> Made:
    """A badge that stands at its issuer's."""
    document = assertion_2(base, hosted=True, **more).to_dict()
    return Made(json.dumps(document), "2.0", site_2(base, **profile or {}) | {document["id"]: document})


# --- Open Badges 3.0


def credential_3(issuer: str = DID, **more: Any) -> OpenBadgeCredential:
    """A credential that Sam passed."""
    given: dict[str, Any] = {
        "issuer": Issuer(issuer, BODY, url="https://www.ptcb.org"),
        "recipient_id": f"mailto:{ME}",
        "achievement": Achievement(f"{SITE}/class", NAME, "It says so.", "Passed the exam."),
        "id": "urn:uuid:4e4d9d40-0000-4000-8000-000000000001",
        "issuance_date": ISSUED,
        "expiration_date": EXPIRES,
    }
    return OpenBadgeCredential(**given | more)


def did_site(did: str = DID, base: str = SITE, by: str = "issuer") -> dict[str, Any]:
    """The DID document at an issuer's."""
    return {
        f"{base}/.well-known/did.json": build_did_document(did, [("k", public_jwk_from_pem(keys(by).public))])
    }


def jwt_3(issuer: str = DID, *, by: str = "issuer", base: str = SITE, **more: Any) -> Made:
    """A signed text of Open Badges 3.0."""
    text = OB3Signer(keys(by).private, "EdDSA").sign(credential_3(issuer, **more))
    return Made(text, "3.0", did_site(issuer, base) if issuer.startswith("did:web") else {})


def proof_3(issuer: str = DID, *, by: str = "issuer", base: str = SITE, **more: Any) -> Made:
    """A document of Open Badges 3.0 with a Data Integrity proof."""
    method = f"{issuer}#k" if issuer.startswith("did:web") else None
    text = OB3LdpSigner(keys(by).private, method).sign_to_json(credential_3(issuer, **more))
    return Made(text, "3.0", did_site(issuer, base) if method else {})


def own_key() -> str:
    """The issuer's did:key."""
    return did_key_from_pem(keys("issuer").public)


def with_status(
    make: Callable[..., Made], *bits: int, by: str = "issuer", purpose: str = "revocation", base: str = SITE
) -> Made:
    """A badge whose issuer keeps a status list, on which these bits are set; the badge's own is 7."""
    url = f"{base}/status"
    made = make(credential_status=[status_entry(url, purpose, 7)])
    listed = build_status_list_credential(DID, url, purpose, bits)
    made.site[url] = sign_status_list_credential(listed, keys(by).private, "EdDSA").encode()
    return made
