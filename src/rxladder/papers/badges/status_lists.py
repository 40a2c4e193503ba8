"""Whether a credential of Open Badges 3.0 was taken back: its bit in the issuer's status list.

The list must be signed by the badge's issuer before its word for "still good" is taken. Its word for "taken
back" is taken in any case: nobody gains by making a badge of their own site look worse.
"""

from __future__ import annotations

from openbadgeslib.ob3 import OB3VerificationError, OpenBadgeCredential, check_credential_status

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.claims import Document
from rxladder.papers.badges.documents import Documents
from rxladder.papers.badges.keys import Key
from rxladder.papers.badges.result import MOST_DETAIL, Finding, taken_back, unchecked


def judge_status(credential: Document, key: Key | None, documents: Documents) -> Finding:
    """What the lists that a credential names say of it."""
    if not credential.get("credentialStatus"):
        return Finding(
            "withdrawn", "none", _("It names no list on which it would stand if it was taken back.")
        )
    try:
        held = OpenBadgeCredential.from_vc_document(dict(credential))
    except Exception as error:
        return unchecked("withdrawn", detail=str(error))
    if not held.credential_status:
        return unchecked("withdrawn")
    problem = _problem(held, documents, key.pem if key else None, signed=True)
    if not problem:
        return Finding("withdrawn", "good", _("The issuer’s list says that it was not taken back."))
    if not _is_set(problem):
        problem_unsigned = _problem(held, documents, None, signed=False)
        problem = problem_unsigned if _is_set(problem_unsigned) else problem
    if _is_set(problem):
        text = _("The issuer put it on hold.") if "'suspension'" in problem else taken_back().says
        return Finding("withdrawn", "bad", text, problem[:MOST_DETAIL])
    why = documents.lacking or _("The issuer’s list is not signed as it should be.")
    return unchecked("withdrawn", why, problem)


def _is_set(problem: str) -> bool:
    return problem.startswith("Credential status '")


def _problem(held: OpenBadgeCredential, documents: Documents, pem: bytes | None, *, signed: bool) -> str:
    """The checker's word; empty where the list says that all is well."""
    try:
        check_credential_status(held, download=documents.get, verify_list=signed, list_pubkey_pem=pem)
    except OB3VerificationError as error:
        return str(error)
    except Exception as error:
        return type(error).__name__
    return ""
