"""Whether a credential of Open Badges 3.0 was taken back: its bit in the issuer's status list.

The list must be signed by the badge's issuer before its word for "still good" is taken. Its word for "taken
back" is taken in any case: nobody gains by making a badge of their own site look worse.
"""

from __future__ import annotations

from datetime import date

from openbadgeslib.ob3 import OB3VerificationError, OpenBadgeCredential, check_credential_status

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.papers.badges.claims import Document, payload_of, said_in_3
from rxladder.papers.badges.documents import Documents, read_json
from rxladder.papers.badges.keys import Key
from rxladder.papers.badges.result import MOST_DETAIL, Finding, taken_back, unchecked


def judge_status(credential: Document, key: Key | None, documents: Documents) -> Finding:
    """What the lists that a credential names say of it."""
    if not credential.get("credentialStatus"):
        return Finding("withdrawn", "none", _("It names no list that would show if it was taken back."))
    try:
        held = OpenBadgeCredential.from_vc_document(dict(credential))
    except Exception as error:
        # The library promises no set of errors for what a stranger's document holds.
        return unchecked("withdrawn", detail=str(error))
    if not held.credential_status:
        return unchecked("withdrawn")
    problem = _problem(held, documents, key.pem if key else None, signed=True)
    if not problem:
        return Finding("withdrawn", "good", _not_taken_back(held, documents))
    if not _is_set(problem):
        problem_unsigned = _problem(held, documents, None, signed=False)
        problem = problem_unsigned if _is_set(problem_unsigned) else problem
    if _is_set(problem):
        text = _("The issuer put it on hold.") if "'suspension'" in problem else taken_back().says
        return Finding("withdrawn", "bad", text, problem[:MOST_DETAIL])
    return unchecked("withdrawn", documents.lacking or _of_no_use(problem), problem)


def _not_taken_back(held: OpenBadgeCredential, documents: Documents) -> str:
    """What good lists say, and of which day they are: what came after that they cannot know."""
    days = [_day_of(entry["statusListCredential"], documents) for entry in held.credential_status]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return _("The issuer’s list says that it was not taken back.")
    said = _("The issuer’s list of {day} says that it was not taken back.")
    return said.format(day=say_date(min(known)))


def _day_of(url: str, documents: Documents) -> date | None:
    """The day of a list that was found good; None where it tells none."""
    text = documents.get(url).decode().strip()
    try:
        return said_in_3(read_json(text) if text.startswith("{") else payload_of(text)).issued
    except ValueError:  # longer than a badge's documents are
        return None


def _of_no_use(problem: str) -> str:
    if " expired (validUntil" in problem:
        return _("The issuer’s list is too old to rely on.")
    return _("The issuer’s list is not signed as it should be.")


def _is_set(problem: str) -> bool:
    return problem.startswith("Credential status '")


def _problem(held: OpenBadgeCredential, documents: Documents, pem: bytes | None, *, signed: bool) -> str:
    """The checker's word; empty where the list says that all is well."""
    try:
        check_credential_status(held, download=documents.get, verify_list=signed, list_pubkey_pem=pem)
    except OB3VerificationError as error:
        return str(error)
    except Exception as error:
        # The checker promises one kind of error; what a hostile list makes of it is no crash of ours.
        return type(error).__name__
    return ""
