"""A credit read from one line: a bare UAN, or a line copied from a certificate or a transcript.

What is recognised: the activity number, the day (ISO, or as Americans write it), the hours (also as CEUs or
minutes) and how it was taken; what is left over is the title. Nothing is guessed: what is not there stays
None, and what looks like a part but is wrong is told in `problems`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rxladder.career.days_in_text import find_days
from rxladder.career.hours_in_text import take_hours
from rxladder.facts.language import gettext as _
from rxladder.facts.uan import Uan, UanError, find_uans, parse_uan

LONGEST_LINE = 1_000

_FORMS = {
    "in-service": re.compile(r"\bin-?service\b", re.IGNORECASE),
    "home-study": re.compile(r"\b(?:home[- ]?study|on-?demand|enduring|recorded)\b", re.IGNORECASE),
    "live": re.compile(r"\blive\b", re.IGNORECASE),
}
LIKE_UAN = re.compile(r"(?<![\w-])\w{3,5}(?:-\w{1,5}){4,6}(?![\w-])")
_PAPER = r"certificate of (?:completion|attendance|credit)"
_LABELS = re.compile(
    rf"\b(?:{_PAPER}|UAN|ACPE(?: UAN)?(?: (?:number|no\.?|#))?|activity number|universal activity number"
    r"|title|date(?: (?:completed|taken|earned))?|completed(?: on)?|earned(?: on)?|credits?|contact)\s*[:#=]",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    rf"{_PAPER}|UAN|ACPE(?: UAN)?|titled?|date|of|on|completed(?: on)?|earned(?: on)?", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"[\s,;]+(?:completed|earned|taken|held)(?: on)?$", re.IGNORECASE)
"""What stood before a day that was taken out."""
_EDGES = ' \t\r\n,;:|–—-·•()[]"“”'


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a line told of a credit, and what in it was wrong.

    `wrong_uan` is the text that looks like a UAN and is none, so that it can be put right where it is asked.
    """

    uan: Uan | None = None
    date: date | None = None
    hours: Fraction | None = None
    format: str | None = None
    title: str = ""
    problems: tuple[str, ...] = ()
    wrong_uan: str = ""

    @property
    def told(self) -> bool:
        """Whether anything but a title was recognised."""
        return any(part is not None for part in (self.uan, self.date, self.hours, self.format))


def read_credit_line(text: str) -> CreditLine:
    """Read one line (or a few: line breaks count as spaces)."""
    rest = " ".join(text[:LONGEST_LINE].split())
    problems: list[str] = []
    like = LIKE_UAN.search(rest)
    uan, rest = _uan(rest, problems)
    day, rest = _date(rest, problems)
    hours, rest = take_hours(rest, problems)
    form = next((name for name, words in _FORMS.items() if words.search(rest)), None)
    return CreditLine(
        uan=uan,
        date=day,
        hours=hours,
        format=uan.format if uan and uan.format else form,
        title=title_of(rest),
        problems=tuple(problems),
        wrong_uan=like[0] if like and uan is None else "",
    )


def _uan(text: str, problems: list[str]) -> tuple[Uan | None, str]:
    found = next(find_uans(text), None)
    if found:
        place = re.search(
            r"[-\s\u2010-\u2015\u2212]*".join(re.escape(found.text.replace("-", ""))), text, re.I
        )
        return found, _without(text, place)
    if re.fullmatch(r"[\w\s-]{12,30}", text) and any(char.isdigit() for char in text):
        try:
            return parse_uan(text), ""
        except UanError:
            pass
    like = LIKE_UAN.search(text)
    if like is None:
        return None, text
    try:
        return parse_uan(like[0]), _without(text, like)
    except UanError as error:
        problems.append(str(error))
        return None, _without(text, like)


def _date(text: str, problems: list[str]) -> tuple[date | None, str]:
    found = next(iter(find_days(text)), None)
    if found is None:
        return None, text
    if found.day is None:
        problems.append(_("{day} is not a real date.").format(day=found.text))
    return found.day, f"{text[: found.start]} | {text[found.end :]}"


def _without(text: str, found: re.Match[str] | None) -> str:
    return text if found is None else f"{text[: found.start()]} | {text[found.end() :]}"


def title_of(rest: str) -> str:
    """What is left of a line as a title; ` | ` stands where a part was taken out."""
    parts = (_LABELS.sub(" ", part).strip(_EDGES) for part in re.split(r"[|\t]", rest))
    words = (_LEFT_OVER.sub("", " ".join(part.split()).removeprefix("of ")) for part in parts)
    return ", ".join(
        part for part in words if re.search(r"[^\W\d]{2}", part) and not _LABEL_ALONE.fullmatch(part)
    )
