"""The door: a badge file, the documents at hand and a day become all that can be told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rxladder.facts.language import gettext as _
from rxladder.papers.badges.carrier import Carried, form_of, read_carrier
from rxladder.papers.badges.claims import Document, payload_of, version_of
from rxladder.papers.badges.days import judge_days
from rxladder.papers.badges.documents import Documents, Fetched, NotAtHand, host_of, read_json
from rxladder.papers.badges.open_badges_2 import judge_2
from rxladder.papers.badges.open_badges_3 import judge_3
from rxladder.papers.badges.recipient import judge_recipient
from rxladder.papers.badges.result import BadBadge, Checked, Finding, Said, Version, unchecked


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
        text = _followed(carried, documents)
    except NotAtHand:
        return _only_an_address(carried, documents, on)
    document, version = _read(text)
    signed = form_of(text) == "signed-text"
    if version == "2.0":
        judged = judge_2(document, text if signed else None, documents)
    else:
        judged = judge_3(document, text, signed, documents)
    findings = (
        judged.signature,
        judged.issuer,
        judge_days(judged.said.issued, judged.said.expires, on),
        judged.withdrawn,
        judge_recipient(document, version, emails),
    )
    return Checked(carried.carrier, judged.said, findings, tuple(documents.wanted), on)


def _read(text: str) -> tuple[Document, Version]:
    """What a badge's text says, and in which version; BadBadge where it says nothing of the kind."""
    try:
        document = read_json(text) if form_of(text) == "json" else payload_of(text)
    except ValueError:
        raise BadBadge(_("What is in this file is cut off or damaged. Download it again.")) from None
    version = version_of(document)
    if version is None:
        raise BadBadge(_("This is not a badge given to a person (Open Badges 2.0 or 3.0)."))
    return document, version


def _followed(carried: Carried, documents: Documents) -> str:
    """The badge's text; where the file holds only an address, the one that stands there, else NotAtHand."""
    if carried.form != "address":
        return carried.text
    url = carried.text
    try:
        text = documents.get(url).decode("utf-8-sig").strip()
        _read(text)
    except ValueError:  # BadBadge is one, and so is what is no text
        documents.problems[url] = _("What is at {url} is not a badge.").format(url=url)
        raise NotAtHand(url) from None
    return text


def _only_an_address(carried: Carried, documents: Documents, on: date) -> Checked:
    said = Said(id=carried.text, host=host_of(carried.text))
    why = documents.lacking
    if documents.status(carried.text) == 410:
        withdrawn = Finding(
            "withdrawn", "bad", _("The issuer took it back: it is gone from its address (410).")
        )
    else:
        withdrawn = unchecked("withdrawn", why)
    findings = (
        unchecked("signature", why),
        unchecked("issuer", why),
        Finding("days", "unknown", _("The issuer knows from when to when it is valid.")),
        withdrawn,
        Finding("recipient", "unknown", _("The issuer knows who it was given to.")),
    )
    return Checked(carried.carrier, said, findings, tuple(documents.wanted), on)
