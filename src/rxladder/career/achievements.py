"""Achievements: what one did, how much of it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Achievement:
    """Something that one did and can show.

    `what` was done, `figure` says how much (in words with a number: "120 first doses a day"), `result` what
    came of it. `evidence` is the fingerprint (SHA-256) of a file that proves it. `of` is what in the record
    it came of, such as `holding:ptcb-cspt` (see `rxladder.rules.worth_noting`).
    """

    on: date
    what: str
    figure: str = ""
    result: str = ""
    evidence: str = ""
    topics: tuple[str, ...] = ()
    of: str = ""
    note: str = ""
