"""Badges step by step: kept and judged, the issuer asked, made a holding, and each of it taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rxladder.news.fetching import Limits, fetcher_here
from rxladder.papers.badges.asking import SECONDS, check_asking
from rxladder.papers.badges.check import check
from rxladder.papers.badges.documents import Fetched
from rxladder.papers.badges.matching import propose
from rxladder.papers.badges.output import BadgeDocument, badge_document
from rxladder.papers.badges.result import BadBadge, Checked
from rxladder.papers.certificates import BadCertificate, examine
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.badges_standing import with_finding
from rxladder.web.certifications.models import Badge, Holding
from rxladder.web.education import evidence_store
from rxladder.web.education.evidence_keeping import content_of, plain_name
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs

MOST_KEPT = 200
MOST_BYTES_KEPT = 100_000_000


def keep(
    person: Person,
    name: str,
    content: bytes,
    email: str,
    on: date,
    found: Mapping[str, Fetched] | None = None,
) -> Badge:
    """Keep a badge and judge it without asking anybody. BadBadge says why it cannot be kept.

    A content that is kept already is not stored twice; one that was deleted comes back. `found` are documents
    of the issuer's that are at hand: those of a team on this very site.
    """
    checked = judged(content, email, on, found)
    with one_at_a_time(person.id):
        return keep_judged(person, name, content, email, checked)


def judged(content: bytes, email: str, on: date, found: Mapping[str, Fetched] | None = None) -> Checked:
    """What a badge is, without asking anybody. BadBadge says why it cannot be kept."""
    checked = check(content, on, [email], found)
    if checked.carrier == "png":
        try:
            examine(content)
        except BadCertificate as error:
            raise BadBadge(str(error)) from None
    return checked


def keep_judged(person: Person, name: str, content: bytes, email: str, checked: Checked) -> Badge:
    """Keep a badge that was judged. BadBadge where there is no room. Within `one_at_a_time`."""
    _check_room(person, content)
    sha256 = evidence_store.write(person.id, content)
    row = Badge.objects.kept_of(person).filter(sha256=sha256).first()
    row = row or Badge(person=person, sha256=sha256, name=plain_name(name), size=len(content))
    row.deleted_at = None
    if not row.asked_at:
        row.email, row.found = email, _document(checked, asked=False)
    known = None if row._state.adding else ["deleted_at", "email", "found", "changed_at"]
    row.save(update_fields=known)
    return row


def _check_room(person: Person, content: bytes) -> None:
    sizes = dict(Badge.objects.kept_of(person).values_list("sha256", "size"))
    sizes[evidence_store.hash_of(content)] = len(content)
    if len(sizes) > MOST_KEPT or sum(sizes.values()) > MOST_BYTES_KEPT:
        raise BadBadge(_("There is no room for more. You can keep at most 200 badges and 100 MB."))


def ask(row: Badge, on: date) -> None:
    """Ask the issuer for all that is needed, and judge anew. OSError where the file is gone."""
    fetcher = fetcher_here(secure=True, limits=Limits(seconds=10))
    checked = check_asking(content_of(row), on, fetcher.within(SECONDS), [row.email])
    row.found, row.asked_at = _document(checked, asked=True), timezone.now()
    row.save(update_fields=["found", "asked_at", "changed_at"])


def compare(row: Badge, email: str, on: date) -> None:
    """Compare it with another e-mail address; nobody is asked, and what was found out before stays."""
    checked = check(content_of(row), on, [email])
    row.email = email
    row.found = with_finding(row.found, next(one for one in checked.findings if one.kind == "recipient"))
    row.save(update_fields=["email", "found", "changed_at"])


def _document(checked: Checked, *, asked: bool) -> BadgeDocument:
    return badge_document(checked, propose(checked.said, packs())[:5], asked=asked)


# --- Into the record


def take(row: Badge, credential: str, issued: date | None, expires: date | None) -> Holding:
    """Let a badge show a holding: the one that is there, which stays as it is, or a new one."""
    with one_at_a_time(row.person_id):
        held = Holding.objects.visible_to(row.person).filter(credential=credential).first()
        if held is None:
            held = Holding(person=row.person, credential=credential, issued=issued, expires=expires)
            held.save()
            row.made = held
        row.credential = credential
        row.save(update_fields=["credential", "made", "changed_at"])
    return held


def take_back(row: Badge) -> datetime | None:
    """Undo `take`: a holding that was made of it goes, at the moment given back; one that was there stays."""
    gone = None
    with one_at_a_time(row.person_id):
        if row.made is not None and row.made.deleted_at is None:
            row.made.delete_softly()
            gone = row.made.deleted_at
        row.credential, row.made = "", None
        row.save(update_fields=["credential", "made", "changed_at"])
    return gone
