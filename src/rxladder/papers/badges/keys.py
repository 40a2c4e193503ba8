"""The key that a signed credential of Open Badges 3.0 must fit, and whose key that is.

A did:key is the key itself and proves nothing about who holds it. A did:web, and a key at an address of the
issuer's own site, are the issuer's as surely as the site is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from openbadgeslib.keys import KeyType, detect_key_type, key_to_pem
from openbadgeslib.ob3 import OB3VerificationError, resolve_did
from openbadgeslib.ob3.did import fetch_did_web_document, pem_for_kid

from rxladder.papers.badges.documents import Documents

_KINDS = ("RSA", "EC", "OKP")
_ALGORITHMS = {
    KeyType.RSA: ["RS256", "RS384", "RS512"],
    KeyType.ECC: ["ES256", "ES384", "ES512"],
    KeyType.ED25519: ["EdDSA"],
}


@dataclass(frozen=True, slots=True)
class Key:
    """A public key as PEM. `known`: that it is the issuer's is known from the issuer's own site."""

    pem: bytes
    known: bool

    @property
    def algorithms(self) -> list[str]:
        """What the key can have been used for; the text itself has no say in that."""
        return _ALGORITHMS[detect_key_type(self.pem)]


def key_for(issuer: str, header: Mapping[str, Any], documents: Documents) -> Key | None:
    """The key for a signed text; None where none is told. NotAtHand and OB3VerificationError as they come."""
    kid, jwk = header.get("kid"), header.get("jwk")
    if issuer.startswith("did:web:"):
        document = fetch_did_web_document(issuer, documents.get)
        return Key(pem_for_kid(document, issuer, kid if isinstance(kid, str) else None), known=True)
    if issuer.startswith("did:"):
        return Key(resolve_did(issuer, download=documents.get), known=False)
    if isinstance(kid, str) and _same_site(kid, issuer):
        return Key(_pem(_of_set(documents.json(kid), kid)), known=True)
    return Key(_pem(jwk), known=False) if isinstance(jwk, dict) else None


def _same_site(one: str, other: str) -> bool:
    try:
        first, second = urlsplit(one), urlsplit(other)
        return bool(first.hostname) and first[:2] == second[:2] and first.scheme in ("https", "http")
    except ValueError:
        return False


def _of_set(document: Mapping[str, Any], kid: str) -> Mapping[str, Any]:
    """A key, alone or by its name in a set of them."""
    keys = document.get("keys")
    if not isinstance(keys, list):
        return document
    named = [one for one in keys if isinstance(one, dict) and one.get("kid") in (kid, urlsplit(kid).fragment)]
    return named[0] if named else {}


def _pem(jwk: Mapping[str, Any]) -> bytes:
    if jwk.get("kty") not in _KINDS or "d" in jwk:
        raise OB3VerificationError("unsupported key")
    try:
        pem = key_to_pem(jwt.PyJWK.from_dict(dict(jwk), algorithm=None).key)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise OB3VerificationError(f"malformed key: {error}") from None
    return pem.encode() if isinstance(pem, str) else pem
