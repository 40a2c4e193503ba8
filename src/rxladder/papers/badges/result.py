"""What is found out about a badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.facts.language import gettext as _

State = Literal["good", "bad", "unknown", "none"]
"""`unknown`: it could not be checked. `none`: there is nothing to check, which is no fault."""
Kind = Literal["signature", "issuer", "days", "withdrawn", "recipient"]
Verdict = Literal["genuine", "open", "refused"]
Carrier = Literal["png", "svg", "json", "signed-text", "address"]
Version = Literal["2.0", "3.0"]

MOST_DETAIL = 300


class BadBadge(ValueError):  # noqa: N818 - what is wrong, in one sentence for a person
    """Why a file cannot be read as a badge."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `detail` is the checker's own word, in English, where it has one."""

    kind: Kind
    state: State
    says: str
    detail: str = ""


def taken_back() -> Finding:
    """That the issuer took the badge back, without a word why."""
    return Finding("withdrawn", "bad", _("The issuer took it back."))


def unchecked(kind: Literal["signature", "issuer", "withdrawn"], why: str = "", detail: str = "") -> Finding:
    """That something could not be checked, and why (a sentence) where that is known."""
    said = {
        "signature": _("The signature could not be checked."),
        "issuer": _("Whose it is could not be checked."),
        "withdrawn": _("Whether it was taken back could not be checked."),
    }[kind]
    return Finding(kind, "unknown", f"{said} {why}".strip(), detail[:MOST_DETAIL])


def unasked(lacking: str) -> tuple[Finding, Finding]:
    """Signature and issuer where a document was lacking, with the sentence why."""
    return unchecked("signature", lacking), unchecked("issuer", lacking)


@dataclass(frozen=True, slots=True)
class Said:
    """What a badge says about itself; empty where it says nothing. None of it is proven by standing here.

    `issuer_id` is the address or DID by which it names its issuer, `host` the site that this leads to.
    `recipient` is an address or a name in plain words, empty where it is only there as a hash.
    """

    version: Version | None = None
    id: str = ""
    name: str = ""
    description: str = ""
    issuer: str = ""
    issuer_id: str = ""
    issuer_url: str = ""
    host: str = ""
    recipient: str = ""
    issued: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a version's own rules tell of a badge."""

    said: Said
    signature: Finding
    issuer: Finding
    withdrawn: Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """A badge with all that was found out about it on a day.

    `wanted` are addresses that would have to be asked to find out more.
    """

    carrier: Carrier
    said: Said
    findings: tuple[Finding, ...]
    wanted: tuple[str, ...]
    on: date

    @property
    def verdict(self) -> Verdict:
        """What the findings come to."""
        return verdict_of({found.kind: found.state for found in self.findings})


def verdict_of(states: Mapping[Kind, State]) -> Verdict:
    """Refused for any one bad thing; genuine only where signature, issuer and days are all good."""
    if "bad" in states.values():
        return "refused"
    sure = all(states.get(kind) == "good" for kind in ("signature", "issuer", "days"))
    return "genuine" if sure and states.get("withdrawn") in ("good", "none") else "open"
