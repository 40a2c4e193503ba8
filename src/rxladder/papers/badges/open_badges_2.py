"""Open Badges 2.0: is an assertion what its issuer signed or gives out, and does the issuer stand by it?

A signed assertion is judged by the key that it names, which must belong to the issuer of its badge class. A
hosted one is judged by what stands at its own address, which must be the issuer's. Both hang on documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.claims import Document, named_by, reference, said_in_2, text_of
from rxladder.papers.badges.documents import Documents, NotAtHand
from rxladder.papers.badges.result import MOST_DETAIL, Finding, Judged, Said, taken_back, unasked, unchecked

# The checker's words for what came after all else was found good.
_ONLY_THE_DAYS = ("Assertion has expired", "Assertion is not yet valid")
_NOT_THE_ISSUERS = ("CryptographicKey owner", "Issuer Profile", "Hosted assertion id")
_NOT_SO_WRITTEN = (
    "Malformed OB 2.0 assertion",
    "Malformed CryptographicKey",
    "is not a valid OpenBadges 2.0",
    "is not valid JSON",
    "is not a JSON object",
    "Empty ",
    "has no valid 'issuer'",
    "has an embedded issuer",
    "has no verification.creator",
)


def judge_2(assertion: Document, token: str | None, documents: Documents) -> Judged:
    """Judge an assertion by its documents; `token` is the signed text that it came in, if it came in one."""
    badge, issuer = _around(assertion, documents)
    said = named_by(said_in_2(assertion, badge, issuer), issuer)
    hosted = _is_hosted(assertion)
    gone = _taken_away(assertion, documents) if hosted else None
    if gone:
        return Judged(said, *unasked(documents.lacking), gone)
    problem = _problem(assertion, token, documents)
    signature, owner = _findings(problem, said, hosted, documents)
    return Judged(said, signature, owner, _withdrawn(assertion, issuer, hosted, signature, documents))


def _is_hosted(assertion: Document) -> bool:
    verification = assertion.get("verification")
    kind = verification.get("type") if isinstance(verification, dict) else ""
    return str(kind).lower() in ("hosted", "hostedbadge")


def _around(assertion: Document, documents: Documents) -> tuple[Document, Document]:
    """The badge class and the issuer's profile, as far as they are at hand or stand in the assertion."""
    badge = _document(assertion.get("badge"), documents)
    return badge, _document(badge.get("issuer"), documents)


def _document(value: Any, documents: Documents) -> Document:
    """What stands at the address of something; else what is told of it in its place."""
    told: Mapping[str, Any] = value if isinstance(value, dict) else {}
    try:
        return documents.json(reference(value)) if reference(value).startswith("http") else told
    except NotAtHand:
        return told


def _problem(assertion: Document, token: str | None, documents: Documents) -> str:
    """The checker's word for what is wrong; empty where nothing is."""
    verifier = OB2Verifier(download=documents.get)
    try:
        if token is not None:
            verifier.verify(token)
        else:
            verifier.verify_hosted(dict(assertion))
    except OB2VerificationError as error:
        return str(error)
    except Exception as error:
        # The checker promises one kind of error; what a hostile document makes of it is no crash of ours.
        return f"Malformed OB 2.0 assertion ({type(error).__name__})"
    return ""


def _findings(problem: str, said: Said, hosted: bool, documents: Documents) -> tuple[Finding, Finding]:
    """Signature and issuer, from what the checker said."""
    if not problem or problem.startswith(_ONLY_THE_DAYS):
        return _genuine(said, hosted)
    lacking = documents.lacking
    if lacking and "Could not fetch" in problem:
        return unasked(documents.lacking)
    if any(words in problem for words in _NOT_SO_WRITTEN):
        text = _("It is not written as Open Badges 2.0 requires.")
        return unchecked("signature", text, problem), unchecked("issuer")
    if problem.startswith(_NOT_THE_ISSUERS):
        text = _("The issuer’s own page does not know the key or the address that this badge relies on.")
        return _genuine(said, hosted)[0], Finding("issuer", "bad", text, problem[:MOST_DETAIL])
    text = (
        _("This is not what the issuer has: the badge was changed, or was never given out like this.")
        if hosted
        else _("The signature does not match: the badge was changed later, or someone else signed it.")
    )
    return Finding("signature", "bad", text, problem[:MOST_DETAIL]), unchecked("issuer")


def _genuine(said: Said, hosted: bool) -> tuple[Finding, Finding]:
    text = (
        _("The issuer has the same badge.")
        if hosted
        else _("The signature matches: nothing has changed since it was signed.")
    )
    whose = _("It comes from {host}, which vouches for it.").format(host=said.host)
    return Finding("signature", "good", text), Finding("issuer", "good", whose)


# --- Taken back


def _taken_away(assertion: Document, documents: Documents) -> Finding | None:
    """That a hosted badge's own address says that it was taken back."""
    url = reference(assertion)
    if documents.status(url) == 410:
        return Finding("withdrawn", "bad", _("The issuer took it back: it is gone from its address (410)."))
    try:
        found = documents.json(url) if url.startswith("http") else {}
    except NotAtHand:
        return None
    return _revoked(found.get("revocationReason")) if found.get("revoked") is True else None


def _revoked(reason: Any) -> Finding:
    told = text_of(reason)[:200]
    if not told:
        return taken_back()
    return Finding("withdrawn", "bad", _("The issuer took it back: “{reason}”").format(reason=told))


def _withdrawn(
    assertion: Document, issuer: Document, hosted: bool, signature: Finding, documents: Documents
) -> Finding:
    """Whether the issuer's list has it; a hosted badge that still stands there was not taken back."""
    # Without the issuer's page nobody knows whether it has such a list.
    if signature.state == "unknown" or not issuer:
        return unchecked("withdrawn", documents.lacking)
    url = issuer.get("revocationList")
    if not isinstance(url, str):
        if hosted and signature.state == "good":
            return Finding("withdrawn", "good", _("The issuer still gives it out."))
        return Finding("withdrawn", "none", _("The issuer has no list of badges that were taken back."))
    try:
        listed = documents.json(url).get("revokedAssertions")
    except NotAtHand:
        return unchecked("withdrawn", documents.lacking)
    for entry in listed if isinstance(listed, list) else ():
        if reference(entry) == reference(assertion):
            return _revoked(entry.get("revocationReason") if isinstance(entry, dict) else None)
    return Finding("withdrawn", "good", _("It is not on the issuer’s list of badges that were taken back."))
