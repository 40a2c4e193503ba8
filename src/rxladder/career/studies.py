"""What a person studies: the exam that they prepare for, and every answer that they gave to a card."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, get_args

from rxladder.career.mock_exams import MockExamTaken
from rxladder.facts.language import gettext as _

GradeName = Literal["again", "hard", "good", "easy"]
GRADES: tuple[GradeName, ...] = get_args(GradeName)
USUAL_A_DAY = 40
MOST_SECONDS = 86_400
_MOST_SEED = 2**62
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_SECONDS = re.compile(r"\d{1,5}(\.\d{1,3})?", re.ASCII)
_SEED = re.compile(r"\d{1,19}", re.ASCII)
_NONE: Mapping[str, Any] = MappingProxyType({})
_Day = date  # where a field is called `date`


@dataclass(frozen=True, slots=True)
class StudyAnswer:
    """One answer to a card, as a line: `2026-11-20T14:03:22Z good 8.2 4711 2`.

    When (in UTC), how well, after how many seconds (`-` where nobody measured), the seed that the question
    was drawn with, and what was given, as JSON; null, which is left out, is "I don't know" or not told.
    """

    at: datetime
    grade: GradeName
    seconds: Fraction | None = None
    seed: int = 0
    given: str = "null"

    @classmethod
    def parse(cls, text: str) -> StudyAnswer:
        """Read such a line; a ValueError that says what is wrong with it."""
        parts = [*text.split(" ", 4), *[""] * 4]
        if parts[1] not in GRADES:
            said = _('"{text}" is not a grade; the grades are {known}')
            raise ValueError(said.format(text=parts[1], known=", ".join(GRADES)))
        return cls(
            _moment(parts[0]),
            parts[1],
            _seconds(parts[2]),
            _seed(parts[3]),
            _given(parts[4]),
        )

    def __str__(self) -> str:
        at = self.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        seconds = "-" if self.seconds is None else f"{float(self.seconds):.3f}".rstrip("0").rstrip(".")
        given = "" if self.given == "null" else f" {self.given}"
        return f"{at} {self.grade} {seconds} {self.seed}{given}"


def _moment(text: str) -> datetime:
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(
        _('"{text}" is not a date and time; write it like 2026-11-20T14:03:22Z').format(text=text)
    )


def _seconds(text: str) -> Fraction | None:
    if text in ("", "-"):
        return None
    if not _SECONDS.fullmatch(text) or Fraction(text) > MOST_SECONDS:
        said = _('"{text}" is not the number of seconds an answer takes; write - if no one measured')
        raise ValueError(said.format(text=text))
    return Fraction(text)


def _seed(text: str) -> int:
    if text and (not _SEED.fullmatch(text) or int(text) >= _MOST_SEED):
        raise ValueError(_('"{text}" is not a seed; a seed is a whole number').format(text=text))
    return int(text or 0)


def _given(text: str) -> str:
    try:
        return json.dumps(json.loads(text or "null"))
    except (ValueError, RecursionError):
        said = _('"{text}" is not JSON; the given answer is written as JSON')
        raise ValueError(said.format(text=text[:40])) from None


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card that the person brought: plain text on two sides. `deck` is its path (`Drugs::Top 200`)."""

    id: str
    front: str
    back: str
    deck: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Studies:
    """The exam that a person prepares for, at most so many questions a day, and what they answered.

    `parameters` are those of the schedule that was fitted to the person, where they use it; `reviews` has the
    answers to each card, oldest first.
    """

    exam: str | None = None
    date: _Day | None = None
    hours_per_week: Fraction | None = None
    questions_per_day: int = USUAL_A_DAY
    parameters: tuple[float, ...] = ()
    reviews: Mapping[str, tuple[StudyAnswer, ...]] = field(default_factory=lambda: _NONE)
    mock_exams: tuple[MockExamTaken, ...] = ()
    own_cards: tuple[OwnCard, ...] = ()
