"""The door: a badge file, the documents at hand and a day become all that can be told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.papers.badges.carrier import BadBadge, Carried, form_of, read_carrier
from rxladder.papers.badges.claims import host_of, payload_of, version_of
from rxladder.papers.badges.documents import Documents, Fetched, NotAtHand, read_json
from rxladder.papers.badges.open_badges_2 import judge_2
from rxladder.papers.badges.open_badges_3 import judge_3
from rxladder.papers.badges.recipient import judge_recipient
from rxladder.papers.badges.result import Checked, Finding, Judged, Said, unchecked


def check(
    content: bytes, on: date, emails: Sequence[str] = (), found: Mapping[str, Fetched] | None = None
) -> Checked:
    """All that can be told about a badge file on a day, with what was fetched so far.

    `emails` are the addresses that the person says are theirs. Raises BadBadge, in one sentence, for a file
    that holds no badge. Of the network it knows what is in `found`, by address; what else it would take is in
    the answer's `wanted`.
    """
    documents = Documents(found or {})
    carried = read_carrier(content)
    try:
        text, form = _followed(carried, documents)
    except NotAtHand:
        return _only_an_address(carried, documents, on)
    try:
        document = read_json(text) if form == "json" else payload_of(text)
    except ValueError:
        raise BadBadge(_("What this file holds is cut off or damaged. Download it once more.")) from None
    version = version_of(document)
    if version is None:
        raise BadBadge(_("This is no badge that was given to a person (Open Badges 2.0 or 3.0)."))
    signed = form == "signed-text"
    if version == "2.0":
        judged = judge_2(document, text if signed else None, documents)
    else:
        judged = judge_3(document, text, signed, documents)
    findings = (*_judged(judged), judge_recipient(document, version, emails))
    days = _days(judged.said, on)
    return Checked(
        carried.carrier, judged.said, (*findings[:2], days, *findings[2:]), tuple(documents.wanted), on
    )


def _followed(carried: Carried, documents: Documents) -> tuple[str, str]:
    """The badge's text and form; where the file holds only an address, what stands there."""
    if carried.form != "address":
        return carried.text, carried.form
    try:
        text = documents.get(carried.text).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = ""
    form = form_of(text)
    if form == "address":
        raise BadBadge(_("This file holds no badge that can be read here."))
    return text, form


def _only_an_address(carried: Carried, documents: Documents, on: date) -> Checked:
    said = Said(id=carried.text, host=host_of(carried.text))
    why = documents.lacking
    if documents.status(carried.text) == 410:
        withdrawn = Finding(
            "withdrawn", "bad", _("The issuer took it back: at its address it is gone (410).")
        )
    else:
        withdrawn = unchecked("withdrawn", why)
    findings = (
        unchecked("signature", why),
        unchecked("issuer", why),
        Finding("days", "unknown", _("From when to when it is good stands at the issuer’s.")),
        withdrawn,
        Finding("recipient", "unknown", _("To whom it was given stands at the issuer’s.")),
    )
    return Checked(carried.carrier, said, findings, tuple(documents.wanted), on)


def _judged(judged: Judged) -> tuple[Finding, Finding, Finding]:
    return judged.signature, judged.issuer, judged.withdrawn


def _days(said: Said, on: date) -> Finding:
    """Whether the day lies between the badge's days. Both are taken as the days printed there."""
    if said.issued is None:
        return Finding("days", "unknown", _("It does not say since when it is good."))
    # West of Greenwich a badge of this evening is of tomorrow.
    if said.issued > on + timedelta(days=1):
        text = _("It is good from {day} on, which has not come yet.").format(day=say_date(said.issued))
        return Finding("days", "bad", text)
    if said.expires is None:
        return Finding("days", "good", _("It names no day on which it ends."))
    day = say_date(said.expires)
    if said.expires < on:
        return Finding("days", "bad", _("It ended on {day}.").format(day=day))
    return Finding("days", "good", _("It is good until {day}.").format(day=day))
