"""A badge as JSON: what it says, what was found out, and which credential it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.papers.badges.claims import text_of
from rxladder.papers.badges.matching import Proposal
from rxladder.papers.badges.result import Carrier, Checked, Finding, Kind, State, Verdict, Version
from rxladder.rules.documents import Day


class BadgeSaidDocument(TypedDict):
    """What the badge says of itself; empty where it says nothing."""

    version: Annotated[Version | None, Field(description="Of Open Badges; null where that is not known.")]
    id: str
    name: str
    description: str
    issuer: str
    issuer_id: Annotated[str, Field(description="The address or DID by which it names its issuer.")]
    issuer_url: str
    host: Annotated[str, Field(description="The site that this leads to.")]
    recipient: Annotated[str, Field(description="Empty where it is there only as a hash.")]
    issued: Day | None
    expires: Day | None


class FindingDocument(TypedDict):
    """One thing that was looked at."""

    kind: Kind
    state: Annotated[State, Field(description="unknown: not checked. none: there is nothing to check.")]
    says: str
    detail: Annotated[str, Field(description="The checker's own word, in English, where it has one.")]


class ProposalDocument(TypedDict):
    """A credential that it may be about."""

    credential: str
    site: Annotated[bool, Field(description="It comes from the authority's own site.")]


class BadgeDocument(TypedDict):
    """A badge, judged on a day."""

    on: Day
    asked: Annotated[bool, Field(description="Whether the issuer was asked over the network.")]
    verdict: Verdict
    carrier: Carrier
    said: BadgeSaidDocument
    findings: list[FindingDocument]
    proposals: Annotated[list[ProposalDocument], Field(description="The likeliest first.")]
    wanted: Annotated[list[str], Field(description="Addresses to ask to find out more.")]


def finding_document(found: Finding) -> FindingDocument:
    """One thing that was looked at, in texts that any database keeps."""
    return {
        "kind": found.kind,
        "state": found.state,
        "says": text_of(found.says),
        "detail": text_of(found.detail),
    }


def badge_document(checked: Checked, proposals: Sequence[Proposal], *, asked: bool) -> BadgeDocument:
    """The answer of `rxladder badge --json`."""
    said = checked.said
    return {
        "on": checked.on.isoformat(),
        "asked": asked,
        "verdict": checked.verdict,
        "carrier": checked.carrier,
        "said": {
            "version": said.version,
            "id": said.id,
            "name": said.name,
            "description": said.description,
            "issuer": said.issuer,
            "issuer_id": said.issuer_id,
            "issuer_url": said.issuer_url,
            "host": said.host,
            "recipient": said.recipient,
            "issued": said.issued.isoformat() if said.issued else None,
            "expires": said.expires.isoformat() if said.expires else None,
        },
        "findings": [finding_document(one) for one in checked.findings],
        "proposals": [{"credential": one.credential, "site": one.site} for one in proposals],
        "wanted": [url for url in checked.wanted if url.isprintable()],
    }
