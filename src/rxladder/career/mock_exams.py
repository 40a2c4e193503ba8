"""A mock exam in the career file: its questions, one a line, with what was answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rxladder.facts.language import gettext as _

MockKind = Literal["full", "short"]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_LINE = re.compile(
    r"(?P<card>\S{1,160}) (?P<seed>\d{1,18}) (?P<domain>[\w-]+:\d+) (?P<counts>counts|trial)(?P<flag> flag)?"
    r"(?: (?P<judged>right|wrong) (?P<seconds>\d{1,5}) (?P<given>.+))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class MockQuestion:
    """One question, as a line: `drug-class/warfarin 4711 ptce-2026:1 counts flag right 42 2`.

    The card, the seed it was drawn with, its domain, whether it counts or is on trial, whether it was marked
    to come back to; once it was answered: right or wrong, after how many seconds, what was given, as JSON.
    """

    card: str
    seed: int
    domain: str
    scored: bool
    flagged: bool = False
    right: bool | None = None
    seconds: int = 0
    given: str = "null"

    @classmethod
    def parse(cls, text: str) -> MockQuestion:
        """Read such a line; a ValueError that says what is wrong with it."""
        found = _LINE.fullmatch(text)
        if found is None:
            said = _(
                '"{text}" is not a question of a mock exam; '
                "write it like: drug-class/warfarin 4711 ptce-2026:1 counts right 42 2"
            )
            raise ValueError(said.format(text=text[:60]))
        judged = found["judged"]
        return cls(
            card=found["card"],
            seed=int(found["seed"]),
            domain=found["domain"],
            scored=found["counts"] == "counts",
            flagged=bool(found["flag"]),
            right=judged == "right" if judged else None,
            seconds=int(found["seconds"] or 0),
            given=_given(found["given"] or "null"),
        )

    def __str__(self) -> str:
        line = f"{self.card} {self.seed} {self.domain} {'counts' if self.scored else 'trial'}"
        line += " flag" if self.flagged else ""
        if self.right is None:
            return line
        return f"{line} {'right' if self.right else 'wrong'} {self.seconds} {self.given}"


def _given(text: str) -> str:
    try:
        return json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        said = _('"{text}" is not JSON; the given answer is written as JSON')
        raise ValueError(said.format(text=text[:40])) from None


def moment(text: str) -> str:
    """A moment as the file writes it; a ValueError where it is none."""
    if not _MOMENT.fullmatch(text):
        said = _('"{text}" is not a date and time; write it like 2026-11-20T14:03:22Z')
        raise ValueError(said.format(text=text[:40]))
    return datetime.fromisoformat(text).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class MockExamTaken:
    """A mock exam: when it was begun and was over (moments as written, in UTC), and how far it is.

    `seconds` of `allowed` are used, `at` is the question in front, `chance` the range told at the end.
    """

    outline: str
    begun: str
    seed: int
    allowed: int
    questions: tuple[MockQuestion, ...]
    kind: MockKind = "full"
    ended: str | None = None
    seconds: int = 0
    at: int = 0
    chance: tuple[float, float] | None = None
