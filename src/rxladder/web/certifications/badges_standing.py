"""How badges stand on a day, by what was found out before; what judges them is slow to load, and not here."""

from __future__ import annotations

from datetime import date

from rxladder.papers.badges.days import judge_days
from rxladder.papers.badges.output import BadgeDocument, finding_document
from rxladder.papers.badges.result import Finding, verdict_of
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Badge


def badges_of(person: Person, credential: str, on: date) -> list[Badge]:
    """The badges that show a credential, as they stand on a day."""
    return [as_of(row, on) for row in Badge.objects.visible_to(person).filter(credential=credential)]


def as_of(row: Badge, on: date) -> Badge:
    """A badge as it stands on a day: what was good when it was found out may have ended since."""
    said = row.found["said"]
    issued, expires = (
        date.fromisoformat(text) if text else None for text in (said["issued"], said["expires"])
    )
    if said["version"]:
        row.found = with_finding(row.found, judge_days(issued, expires, on)) | {"on": on.isoformat()}
    return row


def with_finding(found: BadgeDocument, finding: Finding) -> BadgeDocument:
    """What was found out, with one thing of it found anew."""
    findings = [
        finding_document(finding) if one["kind"] == finding.kind else one for one in found["findings"]
    ]
    verdict = verdict_of({one["kind"]: one["state"] for one in findings})
    return found | {"findings": findings, "verdict": verdict}
