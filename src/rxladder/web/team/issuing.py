"""An organisation as an issuer of badges: its key, its site, its list, and giving one to a member.

The private key lies in the database only as this installation's own key has locked it: who has the database
alone can give no badge in an organisation's name, and a copy of it is of no use elsewhere.
"""

from __future__ import annotations

import json
import secrets
import uuid
from datetime import UTC, datetime

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from rxladder.facts.skills import skill_name
from rxladder.papers.badges.issue import (
    MOST_BADGES,
    Given,
    IssuerSite,
    KeyPair,
    badge_picture,
    badge_text,
    did_document,
    new_keys,
    status_list,
    words_for,
)
from rxladder.papers.badges.issuer_file import FromFile
from rxladder.papers.badges.result import BadBadge, taken_back
from rxladder.web.accounts.models import Person
from rxladder.web.accounts.sealed import sealed, unsealed
from rxladder.web.certifications.badges_keeping import keep
from rxladder.web.certifications.badges_standing import with_finding
from rxladder.web.certifications.models import Badge
from rxladder.web.responsibilities.models import SkillSignOff
from rxladder.web.site import clock
from rxladder.web.site.languages import in_language_of
from rxladder.web.team import log
from rxladder.web.team.models import IssuedBadge, Organisation, SignedHere, TeamMember


class NoKey(Exception):  # noqa: N818 - what is the matter
    """The organisation's key cannot be unlocked here: the installation's own key is another one now."""


def keys_of(organisation: Organisation) -> KeyPair:
    """An organisation's keys, made the first time."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(id=organisation.id)
        if not row.badge_key:
            made = new_keys()
            row.badge_key = sealed(made.private.decode())
            row.badge_public = made.public.decode()
            row.save(update_fields=["badge_key", "badge_public"])
    try:
        return KeyPair(unsealed(row.badge_key).encode(), row.badge_public.encode())
    except InvalidToken:
        raise NoKey from None


def site_of(organisation: Organisation, public: bytes) -> IssuerSite:
    """An organisation as others find it. A site that is not reached over https has no public address."""
    path = reverse("team:issuer", args=[organisation.id]).rstrip("/")
    public_site = settings.SITE.startswith("https://") and organisation.example_of_id is None
    return IssuerSite(organisation.name, public, f"{settings.SITE.rstrip('/')}{path}" if public_site else "")


def withdrawn_numbers(organisation: Organisation) -> list[int]:
    """The numbers of the badges that were taken back."""
    rows = IssuedBadge.objects.filter(organisation=organisation).exclude(revoked_at=None)
    return list(rows.values_list("number", flat=True))


def listed(organisation: Organisation) -> tuple[IssuerSite, str]:
    """The issuer, and its status list as of now."""
    keys = keys_of(organisation)
    site = site_of(organisation, keys.public)
    return site, status_list(site, withdrawn_numbers(organisation), keys, clock.now())


def own_documents(organisation: Organisation) -> dict[str, FromFile]:
    """What the issuer's site would answer: for judging a badge that was made here."""
    site, text = listed(organisation)
    if not site.address:
        return {}
    return {
        site.did_address: FromFile(site.did_address, json.dumps(did_document(site)).encode()),
        site.list_address: FromFile(site.list_address, text.encode()),
    }


def give(viewer: TeamMember, member: TeamMember, signed: SignedHere, person: Person) -> Badge:
    """Give a badge for a sign-off of this team's: the file is the member's own from then on.

    `person` gives it. BadBadge says why the member cannot keep it, NoKey that none can be made.
    """
    organisation = viewer.organisation
    keys = keys_of(organisation)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(id=organisation.id)
        if row.badges_numbered >= MOST_BADGES:
            raise BadBadge(_("This team has given as many badges as its list can number."))
        number = row.badges_numbered
        Organisation.objects.filter(id=row.id).update(badges_numbered=F("badges_numbered") + 1)
        name = skill_name(signed.skill)
        content = _file(site_of(row, keys.public), keys, number, member.person, signed, name)
        with in_language_of(member.person):  # whose page tells how it was found
            kept = keep(
                member.person, f"{name}.png", content, member.person.email or "", clock.today(member.person),
                own_documents(row),
            )  # fmt: skip
        IssuedBadge.objects.create(
            organisation=row,
            number=number,
            given_to=member.person,
            skill=signed.skill,
            sign_off=signed.sign_off,
            issued_by=person.id,
            sha256=kept.sha256,
        )
        log.note(row, person, "badge", member.person_id, signed.skill)
    return kept


def tell_holder(row: IssuedBadge) -> None:
    """Let the holder's own page say that a badge was taken back, without their asking the issuer."""
    if row.given_to is None:  # the account is gone
        return
    with in_language_of(row.given_to):  # whose page tells how it was found
        finding = taken_back()
    for kept in Badge.objects.kept_of(row.given_to).filter(sha256=row.sha256):
        kept.found = with_finding(kept.found, finding)
        kept.save(update_fields=["found", "changed_at"])


def _file(site: IssuerSite, keys: KeyPair, number: int, to: Person, signed: SignedHere, name: str) -> bytes:
    sign_off = SkillSignOff.objects.visible_to(to).get(id=signed.sign_off)
    described, took = words_for(name, sign_off.by)
    given = Given(
        id=f"urn:uuid:{uuid.uuid4()}",
        number=number,
        name=name,
        description=described,
        criteria=took,
        to_name=to.name,
        to_email=to.email or "",
        salt=secrets.token_hex(8),
        # On the member's own day, which is the one that their other pages show.
        at=datetime.combine(clock.today(to), clock.now().time(), UTC),
    )
    return badge_picture(badge_text(site, given, keys), name, site.name, to.name)
