"""Open Badges 3.0: a credential signed as a text (VC-JWT), or as a document with a Data Integrity proof."""

from __future__ import annotations

import jwt
from jwt.types import Options
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.claims import Document, body_of, reference, said_in_3
from rxladder.papers.badges.documents import Documents, NotAtHand
from rxladder.papers.badges.keys import Key, key_for
from rxladder.papers.badges.result import MOST_DETAIL, Finding, Judged, Said, unasked, unchecked
from rxladder.papers.badges.status_lists import judge_status

# The checker's words for what came after the signature was found good.
_ONLY_THE_DAYS = ("Credential has expired (validUntil", "Credential is not yet valid (validFrom")
_NOT_BOUND = "does not belong to the credential issuer"
# What is no fault of the badge: it may be genuine, and this checker cannot tell.
_BEYOND = (
    "carries no supported Data Integrity proof",
    "whose issuer",
    "unsupported DID method",
    "requires the optional",
    "bundled allowlist",
    "cannot canonicalize safely",
    "refusing",
    "exceeds the",
)
# Days are judged by the day that is asked about, not by the clock.
_NO_CLOCK: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


def judge_3(document: Document, text: str, signed: bool, documents: Documents) -> Judged:
    """Judge a credential: `text` is as it came, a signed text or else a JSON document with its proof."""
    said = said_in_3(document)
    if signed:
        signature, issuer, key = _by_text(said, document, text, documents)
    else:
        (signature, issuer), key = _by_proof(said, text, documents), None
    withdrawn = judge_status(body_of(document), key, documents)
    return Judged(said, signature, issuer, withdrawn)


# --- A signed text


def _by_text(
    said: Said, document: Document, token: str, documents: Documents
) -> tuple[Finding, Finding, Key | None]:
    try:
        key = key_for(reference(body_of(document).get("issuer")), jwt.get_unverified_header(token), documents)
    except NotAtHand:
        return (*unasked(documents.lacking), None)
    except (LibOpenBadgesException, jwt.PyJWTError) as error:
        if documents.lacking:
            return (*unasked(documents.lacking), None)
        text = _("The key that it names cannot be used.")
        issuer = _not_bound(str(error)) if "different DID" in str(error) else unchecked("issuer")
        return unchecked("signature", text, str(error)), issuer, None
    if key is None:
        text = _("It names no key that can be found.")
        return unchecked("signature", text), unchecked("issuer"), None
    try:
        jwt.decode(token, key.pem, algorithms=key.algorithms, options=_NO_CLOCK)
    except (jwt.PyJWTError, LibOpenBadgesException, ValueError) as error:
        return _forged(str(error)), unchecked("issuer"), key
    if not _agrees(document):
        text = _("What it says about itself on the outside and on the inside is not the same.")
        return _intact(), Finding("issuer", "bad", text), key
    return _intact(), _whose(said, key.known), key


def _agrees(document: Document) -> bool:
    """Whether the text's own claims are about the credential that it carries."""
    body = body_of(document)
    claims = (("iss", reference(body.get("issuer"))), ("jti", body.get("id")))
    subject = body.get("credentialSubject")
    whom = reference(subject[0] if isinstance(subject, list) and subject else subject)
    outside = (*claims, ("sub", whom or None))
    return (
        all(document.get(name) == value for name, value in outside if name in document) and "iss" in document
    )


# --- A proof inside


def _by_proof(said: Said, text: str, documents: Documents) -> tuple[Finding, Finding]:
    try:
        OB3LdpVerifier().verify(text, download=documents.get)
    except OB3VerificationError as error:
        return _findings(str(error), said, documents)
    except Exception as error:
        # The checker promises one kind of error; what a hostile document makes of it is no crash of ours.
        return _findings(type(error).__name__, said, documents)
    return _intact(), _whose(said, said.issuer_id.startswith("did:web:"))


def _findings(problem: str, said: Said, documents: Documents) -> tuple[Finding, Finding]:
    """Signature and issuer, from what the checker said."""
    if problem.startswith(_ONLY_THE_DAYS):
        return _intact(), _whose(said, said.issuer_id.startswith("did:web:"))
    if documents.lacking:
        return unasked(documents.lacking)
    if _NOT_BOUND in problem:
        return unchecked("signature"), _not_bound(problem)
    if any(words in problem for words in _BEYOND):
        text = _("It is signed in a way that RxLadder does not know.")
        return unchecked("signature", text, problem), unchecked("issuer")
    return _forged(problem), unchecked("issuer")


# --- What is told


def _intact() -> Finding:
    return Finding("signature", "good", _("The signature matches: nothing has changed since it was signed."))


def _forged(problem: str) -> Finding:
    text = _("The signature does not match: the badge was changed later, or someone else signed it.")
    return Finding("signature", "bad", text, problem[:MOST_DETAIL])


def _not_bound(problem: str) -> Finding:
    text = _("It is signed with the key of someone other than the issuer it names.")
    return Finding("issuer", "bad", text, problem[:MOST_DETAIL])


def _whose(said: Said, known: bool) -> Finding:
    if known:
        text = _("It comes from {host}, which vouches for it.").format(host=said.host)
        return Finding("issuer", "good", text)
    text = _(
        "There is no way to know whose it is: the key is in the badge itself, and anyone can make a key."
    )
    return Finding("issuer", "unknown", text)
