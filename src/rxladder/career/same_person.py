"""Whether two entries are one person, and the one entry that both become.

Bringing the same cards in again must change nothing, and must never make two of one person without saying
so: a card's own id settles it, an address or a number that both have beside a name that fits makes it sure,
the same name alone makes it likely and is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from rxladder.career.relationships import Acquaintance, Contact

Certainty = Literal["sure", "likely"]
Why = Literal["card", "email", "phone", "name"]

_SWITCHBOARD = 20
_MERGED = ("topics", "emails", "phones", "mentoring_goals", "card")


@dataclass(frozen=True, slots=True)
class Match:
    """Two of a list, by their places, that are or may be one person, and by what."""

    one: int
    other: int
    certainty: Certainty
    why: Why


@dataclass(frozen=True, slots=True)
class Change:
    """A field that merging changes: what it was, and what it becomes."""

    field: str
    before: object
    after: object


def plain_name(name: str) -> str:
    """A name without case, accents, titles and the order of its words: `López, Maria` is `maria lopez`."""
    letters = name.casefold()
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(sorted(word for word in _WORDS.findall(letters) if word not in TITLES))


_WORDS = re.compile(r"[^\W\d_]+")
TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "rph", "pharmd", "cpht", "jr", "sr", "ii", "iii"})
"""What stands beside a name, in small letters and without a dot."""


def plain_phone(number: str) -> str:
    """A telephone number's digits, without the country code of the US; empty where too few to tell."""
    digits = re.sub(r"\D", "", number)
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return digits if len(digits) >= 7 else ""


def find_duplicates(people: Sequence[Acquaintance]) -> list[Match]:
    """Every pair that is or may be one person, the sure ones first.

    Only those that share a mark are compared, and not by a number that many have, which is a switchboard's.
    """
    by_mark: dict[str, list[int]] = {}
    for at, person in enumerate(people):
        for mark in marks(person):
            by_mark.setdefault(mark, []).append(at)
    pairs = {
        (one, other)
        for places in by_mark.values()
        if len(places) <= _SWITCHBOARD
        for index, one in enumerate(places)
        for other in places[index + 1 :]
    }
    found = [
        Match(one, other, *same) for one, other in pairs if (same := same_person(people[one], people[other]))
    ]
    return sorted(found, key=lambda match: (match.certainty != "sure", match.one, match.other))


def merged(kept: Acquaintance, other: Acquaintance) -> Acquaintance:
    """One entry out of two: what `kept` says stands, what it leaves open `other` fills, lists are joined."""
    joined: dict[str, object] = {
        name: tuple(_without_repeats(name, (*getattr(kept, name), *getattr(other, name)))) for name in _MERGED
    }
    joined["contacts"] = _contacts(kept.contacts, other.contacts)
    joined["note"] = _notes(kept.note, other.note)
    if kept.added and other.added:
        joined["added"] = min(kept.added, other.added)
    for field in fields(Acquaintance):
        if field.name not in joined:
            joined[field.name] = getattr(kept, field.name) or getattr(other, field.name)
    return replace(kept, **joined)  # type: ignore[arg-type]


def changes(before: Acquaintance, after: Acquaintance) -> list[Change]:
    """The fields in which two entries differ."""
    pairs = [
        (field.name, getattr(before, field.name), getattr(after, field.name)) for field in fields(before)
    ]
    return [Change(name, old, new) for name, old, new in pairs if old != new]


def same_person(one: Acquaintance, other: Acquaintance) -> tuple[Certainty, Why] | None:
    """How sure it is that two entries are one person, and by what; None where nothing speaks for it."""
    if one.uid and one.uid == other.uid:
        return "sure", "card"
    name, other_name = plain_name(one.name), plain_name(other.name)
    fits = bool(set(name.split()) & set(other_name.split()))
    if _addresses(one, "email") & _addresses(other, "email"):
        return ("sure" if fits else "likely"), "email"
    if fits and _addresses(one, "phone") & _addresses(other, "phone"):
        return "sure", "phone"
    return ("likely", "name") if name and name == other_name else None


def _addresses(person: Acquaintance, kind: Why) -> set[str]:
    if kind == "email":
        return {reach.address.casefold() for reach in person.emails} - {""}
    return {plain_phone(reach.address) for reach in person.phones} - {""}


def marks(person: Acquaintance) -> Iterator[str]:
    """By what a person can be found again: only those who share a mark can be one."""
    if person.uid:
        yield f"uid {person.uid}"
    yield from (f"email {address}" for address in _addresses(person, "email"))
    yield from (f"phone {address}" for address in _addresses(person, "phone"))
    if name := plain_name(person.name):
        yield f"name {name}"


def _without_repeats(name: str, items: Iterable[object]) -> Iterator[object]:
    seen = set()
    for item in items:
        mark = _mark(name, item)
        if mark not in seen:
            seen.add(mark)
            yield item


def _mark(name: str, item: object) -> object:
    match name:
        case "emails":
            return getattr(item, "address", "").casefold()
        case "phones":
            number = getattr(item, "address", "")
            return plain_phone(number) or number
        case "topics":
            return str(item).casefold()
        case _:
            return item


def _contacts(one: tuple[Contact, ...], other: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(sorted(dict.fromkeys((*one, *other)), key=lambda contact: contact.on))


def _notes(one: str, other: str) -> str:
    if not other or other in one:
        return one
    return f"{one}\n{other}" if one else other
