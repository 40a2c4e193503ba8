"""A contact read from one line, English or Spanish: who, when, what, and the day that was promised.

"coffee with my mentor, offered to review my résumé; follow up in 3 weeks" is today's contact with the one
person who is a mentor. Nothing is guessed: where a name fits several people all of them are offered, and a
name that nobody bears is told, so that the person can be added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rxladder.career.day_steps import Direction
from rxladder.career.day_words import find_day_words
from rxladder.career.same_person import TITLES
from rxladder.facts.language import gettext as _

LONGEST_LINE = 2_000

_FOLLOW_UP = re.compile(
    r"\b(?:follow(?:ing)?[- ]?up|remind me|get back|(?:call|write) (?:(?:her|him|them) )?back|reach out"
    r"|touch base|check (?:back|in)|write again|meet again|call again|see (?:her|him|them) again|talk again"
    r"|next (?:meeting|time|call)|again"
    r"|(?:dar )?seguimiento|retomar(?:lo)?|recordar(?:me|le)?|recu[eé]rdame|de nuevo|otra vez"
    r"|volver a (?:llamar|escribir|hablar|ver|contactar|reunir)\w*"
    r"|pr[oó]xima (?:reuni[oó]n|llamada|cita|vez))\b",
    re.IGNORECASE,
)
_TITLES = "".join(rf"(?<!\b{title})" for title in ("Dr", "Mr", "Ms", "Mrs"))
_PIECES = re.compile(
    rf"(?:;|{_TITLES}\.)(?=\s|$)"
    r"|\b(?:and|y)\b(?=\s+(?:follow|remind|check|get back|dar seg|seguim|retomar|volver|record))",
    re.IGNORECASE,
)
_AFTER_WORD = re.compile(
    r"(?:\b(?i:with|met|saw|called|phoned|texted|emailed|wrote|to|from|con|(?:llam[eé]|escrib[ií]|vi) a)"
    r"|\bw/)\s*(?<=[\s/])"
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s+)?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)
_NAMES_FOLLOW = re.compile(
    r"(?:^|\bw/ ?|[,&] ?"
    r"|\b(?:with|met|saw|called|phoned|texted|emailed|wrote|to|from|and|my mentor|my mentee|con|y"
    r"|(?:llame|escribi|vi) a|mi mentora?) )$"
)
_WORDS_TOO = frozenset(
    {
        "art",
        "bill",
        "chase",
        "dawn",
        "drew",
        "faith",
        "frank",
        "gene",
        "grace",
        "grant",
        "guy",
        "hill",
        "hope",
    }
    | {"jack", "joy", "june", "long", "love", "mark", "may", "miles", "park", "pat", "penny", "price", "ray"}
    | {"rich", "rob", "rose", "sue", "summer", "will", "young"}
)
"""Names that are words as well: in small letters they are taken for words."""
_MENTORING = {
    "mentor": re.compile(r"\b(?:my mentor|mi mentora?)\b", re.IGNORECASE),
    "mentee": re.compile(r"\b(?:my mentee|mi (?:mentee|aprendiz|pupil[oa]))\b", re.IGNORECASE),
}
_NO_NAMES = frozenset({"I", "The", "My", "A", "HR", "CE", "PTCB", "NHA", "NABP", "ASHP"})


class Named(Protocol):
    """Somebody who can be meant: a record, or a row of it."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def mentoring(self) -> str | None:
        """`mentor`, `mentee` or nothing."""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """What a line told.

    `who` are indexes into the people that were given: one name that fits several people makes them all
    `candidates` instead. `unknown` are names that nobody bears. `note` is the line as it was written.
    """

    who: tuple[int, ...]
    candidates: tuple[int, ...]
    unknown: tuple[str, ...]
    on: date
    note: str
    follow_up: date | None
    problems: tuple[str, ...] = ()


def read_contact_line(text: str, people: Sequence[Named], on: date) -> ContactLine:
    """Read a line about one of `people`, written on the day `on`."""
    note = " ".join(text[:LONGEST_LINE].split())
    line = unicodedata.normalize("NFC", note)
    promised, told = _split(line)
    problems: list[str] = []
    day = _day(told, on, "back", problems)
    if day is not None and day > on:
        problems.append(_("That day has not come yet: {day}.").format(day=day.isoformat()))
        day = None
    follow_up = _day(promised, on, "ahead", problems)
    who, candidates = _who(line, people)
    known = {people[index].name for index in (*who, *candidates)}
    return ContactLine(
        who=who,
        candidates=candidates,
        unknown=tuple(_strangers(told, known)),
        on=day or on,
        note=note,
        follow_up=follow_up if follow_up and follow_up > on else None,
        problems=tuple(problems),
    )


def _split(line: str) -> tuple[str, str]:
    """What was promised, and the rest."""
    promised, told = [], []
    for piece in _PIECES.split(line):
        found = _FOLLOW_UP.search(piece)
        if found is None:
            told.append(piece)
            continue
        before = piece[: found.start()]
        cut = max(before.rfind(","), before.rfind(":"))
        cut = found.start() if cut < 0 else cut
        told.append(piece[:cut])
        promised.append(piece[cut:])
    return "; ".join(promised), "; ".join(told)


def _day(text: str, on: date, direction: Direction, problems: list[str]) -> date | None:
    found = find_day_words(text, on, direction)
    for one in found:
        if one.day is None:
            problems.append(_("{day} is not a real date.").format(day=one.text))
    return next((one.day for one in found if one.day), None)


def _who(line: str, people: Sequence[Named]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sure: dict[int, None] = {}
    unsure: dict[int, None] = {}
    rest = _plain(line)
    for name, indexes in _callings(people):
        taken = [
            (start, end)
            for start, end in _places(name, rest)
            if " " in name or _meant_as_name(name, line, rest, start)
        ]
        for start, end in taken:
            rest = rest[:start] + " " * (end - start) + rest[end:]
        if taken:
            (sure if len(indexes) == 1 else unsure).update(dict.fromkeys(indexes))
    for kind, words in _MENTORING.items():
        if words.search(rest):
            indexes = [index for index, one in enumerate(people) if one.mentoring == kind]
            (sure if len(indexes) == 1 else unsure).update(dict.fromkeys(indexes))
    return tuple(sure), tuple(index for index in unsure if index not in sure)


def _places(name: str, text: str) -> list[tuple[int, int]]:
    if name not in text:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?:'s|’s)?(?!\w)")
    return [found.span() for found in pattern.finditer(text)]


def _meant_as_name(name: str, line: str, rest: str, start: int) -> bool:
    """Whether one word is somebody: it has a capital, or stands where a name is expected and is no word."""
    if line[start].isupper():
        return True
    return name not in _WORDS_TOO and bool(_NAMES_FOLLOW.search(rest[:start]))


def _plain(text: str) -> str:
    """A text in small letters without accents, each in the place where it stood."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFKD", char)[0].lower() or char)[0] for char in text)


def _callings(people: Sequence[Named]) -> Iterator[tuple[str, list[int]]]:
    """What people can be called, whole names first, each with those who are called so."""
    whole: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for index, one in enumerate(people):
        parts = _plain(unicodedata.normalize("NFC", one.name)).split()
        named = [part for part in parts if part.strip(".,") not in TITLES]
        for name in dict.fromkeys((" ".join(parts), " ".join(named))):
            if name:
                whole.setdefault(name, []).append(index)
        if len(named) > 1:
            for name in dict.fromkeys((named[0], named[-1])):
                short.setdefault(name, []).append(index)
    yield from sorted(whole.items(), key=lambda item: -len(item[0]))
    yield from short.items()


def _strangers(told: str, known: set[str]) -> Iterator[str]:
    words = {word for name in known for word in _plain(name).split()}
    for match in _AFTER_WORD.finditer(told):
        name = match["name"].removesuffix("'s").removesuffix("’s")
        if name.split()[0] not in _NO_NAMES and not words.intersection(_plain(name).split()):
            yield name
