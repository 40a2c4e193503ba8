"""A line of an import: what was read beside what the log has, and what the person decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from rxladder.career.transcripts.matching import Match
from rxladder.career.transcripts.result import FoundCredit
from rxladder.web.education.models import Credit

TAKE, CHANGE = "take", "change"


@dataclass(frozen=True)
class PreviewLine:
    """One credit that was read, beside the log. `number` counts through all files of the import.

    `shown` tells whether CPE Monitor's own transcript shows it. `proof` is the file of the certificate that
    it stands on, if it does; `proved` whether that file proves the log's credit already.
    """

    number: int
    file: str
    shown: bool
    found: FoundCredit
    match: Match
    row: Credit | None
    proof: UUID | None = None
    proved: bool = False

    @property
    def first_seen(self) -> bool:
        """Whether the log has it, and no transcript has shown it before."""
        return self.shown and self.row is not None and self.row.seen_in_transcript is None

    @property
    def adds_proof(self) -> bool:
        """Whether the log has it, and its certificate is not with it yet."""
        return self.proof is not None and self.match.state == "there" and not self.proved


@dataclass(frozen=True)
class Decision:
    """What becomes of a line: taken as a new credit, or its values put into the one that is there."""

    what: str
    date: date | None = None
    hours: Fraction | None = None
    title: str = ""
