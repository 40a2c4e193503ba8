"""Address cards (vCard) read as phones and programs write them, 2.1 to 4.0.

What a card tells beyond an acquaintance's own fields is kept line by line, to be written again
(`vcards_out`), so that a card that comes in and goes out loses nothing but pictures and sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from vobject.base import ContentLine

from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm
from rxladder.career.vcard_lines import (
    HEAD,
    OWN,
    content_line,
    employer_in,
    escaped,
    name_parts,
    split_value,
    unescaped,
    unfolded,
    units_in,
)
from rxladder.facts.days import MonthDay
from rxladder.facts.language import gettext as _

MOST_CARDS = 10_000
LONGEST_FILE = 50_000_000
LONGEST_KEPT_LINE = 2_000
MOST_LINES, LONGEST_CARD = 2_000, 500_000
"""Of one card, without its pictures: lines, and letters."""
_PICTURE = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_LEFT_OUT = frozenset({"VERSION", "REV", "PRODID", "BEGIN", "END"})
_CODINGS = frozenset({"CHARSET", "ENCODING"})
_NOT_LABELS = frozenset({"internet", "pref", "voice", "text", "x400"})
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_BIRTHDAY = re.compile(r"(?P<year>\d{4}|-)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Unread:
    """A card that could not be read: the line on which it begins, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Cards:
    """What a file of cards holds. `pictures` counts what was left out of them."""

    people: tuple[Acquaintance, ...]
    unread: tuple[Unread, ...] = ()
    pictures: int = 0


class CardsError(ValueError):
    """A file that is no file of address cards, in words for a person."""


def read_cards(data: bytes) -> Cards:
    """The people in a file of address cards. Raises CardsError where it is none, or is too large."""
    if len(data) > LONGEST_FILE:
        raise CardsError(_("This file is larger than 50 MB. Export fewer people at a time."))
    text = _decoded(data)
    if not re.search(r"^BEGIN:VCARD\s*$", text, re.IGNORECASE | re.MULTILINE):
        raise CardsError(_("This is not a file of contact cards: it has no line BEGIN:VCARD."))
    people: list[Acquaintance] = []
    unread: list[Unread] = []
    pictures = 0
    for began, lines in _each_card(text):
        if len(people) + len(unread) == MOST_CARDS:
            raise CardsError(_("This file has more than 10,000 cards. Export fewer people at a time."))
        try:
            person, left_out = _person(lines)
            people.append(person)
            pictures += left_out
        except ValueError as error:
            unread.append(Unread(began, str(error)))
    return Cards(tuple(people), tuple(unread), pictures)


def _decoded(data: bytes) -> str:
    for coding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(coding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").replace("\x00", "")


def _each_card(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each card, with the number of its first. Cards within cards are passed over."""
    began, depth = 0, 0
    lines: list[str] = []
    for number, line in unfolded(text):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            depth += 1
            if depth == 1:
                began, lines = number, []
        elif word == "END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield began, lines
        elif depth == 1:
            lines.append(line)
    if depth:
        yield began, [*lines, ""]


def _person(lines: list[str]) -> tuple[Acquaintance, int]:
    if lines and not lines[-1]:
        raise ValueError(_("The card is cut off: it has no line END:VCARD."))
    told = [line for line in lines if not _PICTURE.match(line)]
    if len(told) > MOST_LINES or sum(map(len, told)) > LONGEST_CARD:
        raise ValueError(_("The card is far too long."))
    content = [(line, raw) for raw in told if (line := content_line(raw)) is not None]
    reading = _Reading(
        {line.group: _label_text(line.value) for line, _raw in content if line.name == "X-ABLABEL"}
    )
    for line, raw in content:
        reading.take(line, raw)
    return reading.person(), len(lines) - len(told)


class _Reading:
    """A card on its way to an acquaintance."""

    def __init__(self, labels: dict[str | None, str]) -> None:
        self.labels = labels
        self.parts = Acquaintance(name="")
        self.structured: list[str] | None = None
        self.kept: list[str] = []
        self.kept_labels: dict[str, str] = {}
        self.contacts: list[Contact] = []

    def take(self, line: ContentLine, raw: str) -> None:
        """Read one line into the acquaintance, or keep it as it stands."""
        if line.name in _LEFT_OUT or not line.value.strip():
            return
        if line.name == "X-ABLABEL" and line.group and len(raw) <= LONGEST_KEPT_LINE:
            self.kept_labels[line.group] = raw
            return
        taken = self._own(line) if line.name.startswith(OWN) else self._known(line)
        if not taken and len(raw) <= LONGEST_KEPT_LINE:
            self.kept.append(_as_today(line, raw))

    def _known(self, line: ContentLine) -> bool:
        value = unescaped(line.value)
        match line.name:
            case "FN" if not self.parts.name:
                self._set(name=value)
            case "N":
                self.structured = split_value(line.value, ";")
            case "ORG" if not self.parts.employer:
                self._set(employer=employer_in(line.value))
                return units_in(line.value) < 2
            case "TITLE" | "ROLE" if not self.parts.role:
                self._set(role=value)
            case "NOTE":
                self._set(note="\n".join(filter(None, (self.parts.note, value))))
            case "UID":
                self._set(uid=value)
            case "CATEGORIES":
                self._set(topics=(*self.parts.topics, *filter(None, split_value(line.value, ","))))
            case "EMAIL":
                self._set(emails=(*self.parts.emails, self._reach(line)))
            case "TEL":
                self._set(phones=(*self.parts.phones, self._reach(line)))
            case "BDAY":
                return self._birthday(line)
            case _:
                return False
        return True

    def _set(self, **parts: object) -> None:
        self.parts = replace(self.parts, **parts)  # type: ignore[arg-type]

    def _reach(self, line: ContentLine) -> Reach:
        words = [word.lower() for words in line.params.get("TYPE", []) for word in words.split(",")]
        words += [word.lower() for word in line.singletonparams]
        told = [word for word in words if word not in _NOT_LABELS]
        label = self.labels.get(line.group) if line.group else None
        return Reach(unescaped(line.value).removeprefix("tel:"), label or " ".join(told))

    def _birthday(self, line: ContentLine) -> bool:
        found = _BIRTHDAY.fullmatch(line.value.strip())
        if found is None:
            return False
        month, day = int(found["month"]), int(found["day"])
        no_year = found["year"] == "-" or found["year"] in line.params.get("X-APPLE-OMIT-YEAR", [])
        try:
            birthday: date | MonthDay = (
                MonthDay.parse(f"{month:02}-{day:02}") if no_year else date(int(found["year"]), month, day)
            )
        except ValueError:
            return False
        self._set(birthday=birthday)
        return True

    def _own(self, line: ContentLine) -> bool:
        value = unescaped(line.value)
        match line.name.removeprefix(OWN):
            case "KNOWN-FROM":
                self._set(known_from=value)
            case "RHYTHM":
                self._set(rhythm=Rhythm.parse(value))
            case "MENTORING" if value in ("mentor", "mentee"):
                mentoring: Mentoring = "mentor" if value == "mentor" else "mentee"
                self._set(mentoring=mentoring)
            case "MENTORING-GOAL":
                self._set(mentoring_goals=(*self.parts.mentoring_goals, value))
            case "INTRODUCED-BY":
                self._set(introduced_by=value)
            case "ADDED":
                self._set(added=date.fromisoformat(value))
            case "CONTACT":
                on, follow_up, note = [*split_value(line.value, ";"), "", ""][:3]
                day = date.fromisoformat(follow_up) if follow_up else None
                self.contacts.append(Contact(date.fromisoformat(on), note, day))
            case _:
                return False
        return True

    def person(self) -> Acquaintance:
        """What the card told. Raises ValueError where it names nobody."""
        spoken = _spoken(self.structured or [])
        name = self.parts.name or spoken or self.parts.employer
        if not name and self.parts.emails:
            name = self.parts.emails[0].address
        if not name:
            raise ValueError(_("The card names no one."))
        return replace(self.parts, name=name, card=tuple(self._card(name)), contacts=tuple(self.contacts))

    def _card(self, name: str) -> Iterator[str]:
        """The lines to keep: with the parts of the name that it does not tell, and the labels of lines."""
        if self.structured is not None and [*self.structured, *[""] * 5][:5] != name_parts(name):
            yield "N:" + ";".join(map(escaped, self.structured))
        for line in self.kept:
            yield line
            group = line.partition(".")[0]
            if HEAD.match(line) and group in self.kept_labels:
                yield self.kept_labels.pop(group)


def _as_today(line: ContentLine, raw: str) -> str:
    """A line as it is kept: in plain letters and with named types, as versions 3.0 and 4.0 ask."""
    codings = _CODINGS.intersection(map(str.upper, line.params))
    if "\n" not in raw and not codings and not line.singletonparams:
        return raw
    types = [*line.params.get("TYPE", ()), *line.singletonparams]
    named = [f";TYPE={','.join(word.lower() for word in types)}"] if types else []
    named += [
        f";{name}={','.join(map(_quoted, values))}"
        for name, values in line.params.items()
        if name.upper() not in _CODINGS and name.upper() != "TYPE"
    ]
    group = f"{line.group}." if line.group else ""
    return f"{group}{line.name}{''.join(named)}:" + re.sub(r"\r\n?|\n", r"\\n", line.value)


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w.+/-]+", value) else f'"{value}"'


def _spoken(structured: list[str]) -> str:
    """A structured name as it is said: prefix, given, middle, family, suffix."""
    family, given, middle, prefix, suffix = [*structured, "", "", "", "", ""][:5]
    return " ".join(filter(None, (prefix, given, middle, family, suffix)))


def _label_text(value: str) -> str:
    found = _APPLE_LABEL.fullmatch(value.strip())
    return (found[1] if found else unescaped(value)).lower()
