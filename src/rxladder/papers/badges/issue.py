"""Giving a badge: an Open Badge 3.0 signed by an organisation's own key, in a picture that carries it.

Pure: keys, addresses, numbers and moments come in, files go out. The organisation is a did:web where it has a
public site, whose document at `did_address` tells its key; else a did:key, which proves only that nothing was
changed. Whom a badge was given to stands in it by name and, where there is one, by a salted hash of the
e-mail address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from openbadgeslib.baking import ITXT_KEYWORD_OB3, bake_png
from openbadgeslib.keys import KeyEd25519, public_jwk_from_pem
from openbadgeslib.ob3 import (
    Achievement,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    did_key_from_pem,
    sign_status_list_credential,
    status_entry,
)
from openbadgeslib.ob3.credential import IdentityObject

from rxladder.facts.language import gettext as _

LIST_GOOD_FOR = timedelta(days=35)
"""How long a copy of a status list may be believed. It is signed anew whenever it is asked for."""
MOST_BADGES = 131_072
"""As many as a status list numbers."""
_KEY_NAME = "key-1"
_ALGORITHM = "EdDSA"
_PICTURE = 480


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An organisation's key as PEM. Whoever has `private` can give badges in its name."""

    private: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class IssuerSite:
    """Who gives badges: its name, and where its site tells its key and its status list (https).

    Without a public site `address` is empty.
    """

    name: str
    public: bytes
    address: str = ""

    @property
    def id(self) -> str:
        """Its DID."""
        if not self.address:
            key: str = did_key_from_pem(self.public)
            return key
        parts = urlsplit(self.address)
        host = parts.netloc.replace(":", "%3A")
        return ":".join(["did:web", host, *(quote(part) for part in parts.path.strip("/").split("/"))])

    @property
    def did_address(self) -> str:
        """Where its DID document stands."""
        return f"{self.address.rstrip('/')}/did.json"

    @property
    def list_address(self) -> str:
        """Where its status list stands."""
        return f"{self.address.rstrip('/')}/status"


@dataclass(frozen=True, slots=True)
class Given:
    """One badge to be made: what for, to whom, by whom it was seen, its id and its number on the list."""

    id: str
    number: int
    name: str
    description: str
    criteria: str
    to_name: str
    to_email: str
    salt: str
    at: datetime


def new_keys() -> KeyPair:
    """A new key pair."""
    return KeyPair(*KeyEd25519().generate_keypair())


def badge_text(site: IssuerSite, given: Given, keys: KeyPair) -> str:
    """The signed text of a badge."""
    identifiers = [IdentityObject(given.to_name, "name", hashed=False)] if given.to_name else []
    if given.to_email:
        identifiers.append(IdentityObject.create(given.to_email.lower(), given.salt))
    known: dict[str, Any] = {"url": site.address} if site.address else {}
    credential = OpenBadgeCredential(
        issuer=Issuer(site.id, site.name, **known),
        recipient_id=None,
        achievement=Achievement(
            f"{given.id}#achievement",
            given.name,
            given.description,
            given.criteria,
            achievement_type="Competency",
        ),
        id=given.id,
        name=given.name,
        issuance_date=given.at,
        identifiers=identifiers,
        credential_status=[status_entry(site.list_address, "revocation", given.number)]
        if site.address
        else [],
    )
    text: str = OB3Signer(keys.private, _ALGORITHM).sign(credential)
    return text


def badge_picture(text: str, title: str, issuer: str, to: str) -> bytes:
    """A PNG that shows what a badge is about and carries its text."""
    # It brings a whole JavaScript engine: loaded only where something is drawn.
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(_drawing(title, issuer, to), scale=1)
    made: bytes = bake_png(drawn, text, keyword=ITXT_KEYWORD_OB3)
    return made


def did_document(site: IssuerSite) -> dict[str, Any]:
    """What an organisation's site tells of its key."""
    found: dict[str, Any] = build_did_document(site.id, [(_KEY_NAME, public_jwk_from_pem(site.public))])
    return found


def status_list(site: IssuerSite, withdrawn: Iterable[int], keys: KeyPair, at: datetime) -> str:
    """The signed list on which the badges stand that were taken back."""
    listed = build_status_list_credential(
        site.id, site.list_address, "revocation", withdrawn, issued=at, valid_until=at + LIST_GOOD_FOR
    )
    text: str = sign_status_list_credential(listed, keys.private, _ALGORITHM)
    return text


def offline_file(site: IssuerSite, listed: str) -> str:
    """Key and list of an issuer in one file, by which badges can be judged where there is no network."""
    documents = {site.did_address: json.dumps(did_document(site)), site.list_address: listed}
    return json.dumps({"rxladder_issuer": 1, "issuer": site.id, "documents": documents}, indent=2) + "\n"


def _drawing(title: str, issuer: str, to: str) -> str:
    lines = _wrapped(title, 20, 4)
    top = 250 - 22 * (len(lines) - 1)
    font = 'font-family="Libertinus Serif, DejaVu Serif, serif" text-anchor="middle"'
    words = "".join(
        f'<text x="240" y="{top + 44 * n}" {font} font-size="36" font-weight="600" fill="#1c5a48">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    )
    small = 'font-family="DejaVu Sans, sans-serif" text-anchor="middle"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_PICTURE}" height="{_PICTURE}" '
        'viewBox="0 0 480 480"><g stroke="#1c5a48" stroke-width="8">'
        '<rect x="4" y="4" width="472" height="472" rx="40" fill="#fbfaf5"/>'
        '<path d="M216 60v84M264 60v84M216 76h48M216 102h48M216 128h48" stroke-linecap="round"/></g>'
        f"{words}"
        f'<text x="240" y="398" {small} font-size="22" fill="#1b2622">{escape(_cut(to, 34))}</text>'
        f'<text x="240" y="432" {small} font-size="18" fill="#56635d">{escape(_cut(issuer, 42))}</text></svg>'
    )


def _wrapped(text: str, width: int, most: int) -> list[str]:
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [_cut(line, width + 6) for line in lines[:most]]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def words_for(skill: str, by: str) -> tuple[str, str]:
    """What a badge for a skill that was signed off says of itself, and what it took."""
    described = _("Was seen doing this well at work: {skill}.").format(skill=skill)
    took = _("{by} watched it and signed off on it. It is a sign-off at work, not a license.").format(by=by)
    return described, took
