"""Address cards (vCard) written as 3.0 or 4.0.

What only this program knows (how one knows somebody, how often to be in touch) stands in lines whose names
begin with X-RXLADDER-, which other programs pass over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from rxladder.career.relationships import Acquaintance
from rxladder.career.vcard_lines import (
    OWN,
    escaped,
    folded,
    is_employer,
    is_name,
    is_organisation,
    name_parts,
    units_in,
    value_of,
)
from rxladder.facts.days import MonthDay

Version = Literal["3.0", "4.0"]
_TYPES = frozenset(
    {"home", "work", "cell", "mobile", "fax", "pager", "video", "car", "main", "other", "iphone"}
)
"""Labels that are words of their own beside others: a fax at home is of two types."""


def write_cards(people: tuple[Acquaintance, ...] | list[Acquaintance], version: Version = "3.0") -> bytes:
    """A file of address cards that `vcards_in.read_cards` reads back to the same people."""
    return b"".join(
        folded(line)
        for person in people
        for line in ("BEGIN:VCARD", f"VERSION:{version}", *_lines(person, version), "END:VCARD")
    )


def _lines(person: Acquaintance, version: Version) -> Iterator[str]:
    yield f"FN:{escaped(person.name)}"
    if not any(is_name(line) for line in person.card):
        yield f"N:{';'.join(map(escaped, name_parts(person.name)))}"
    if person.uid:
        yield f"UID:{escaped(person.uid)}"
    if person.employer and not any(is_employer(person.employer, line) for line in person.card):
        yield f"ORG:{escaped(person.employer)}"
    if person.role:
        yield f"TITLE:{escaped(person.role)}"
    if person.topics:
        yield f"CATEGORIES:{','.join(map(escaped, person.topics))}"
    for kind, reaches in (("EMAIL", person.emails), ("TEL", person.phones)):
        for reach in reaches:
            yield f"{kind}{_type(reach.label)}:{escaped(reach.address)}"
    if person.birthday:
        yield _birthday_line(person.birthday, version)
    if person.note:
        yield f"NOTE:{escaped(person.note)}"
    yield from _kept_lines(person)
    yield from _own_lines(person)


def _kept_lines(person: Acquaintance) -> Iterator[str]:
    """What is kept of a card, but for a second name, and for units of an employer that is another now."""
    names = 0
    for line in person.card:
        names += is_name(line)
        if is_name(line) and names > 1:
            continue
        if is_organisation(line) and units_in(value_of(line)) > 1 and not is_employer(person.employer, line):
            continue
        yield line


def _type(label: str) -> str:
    """A label as a parameter; in quotes, which also carry spaces."""
    words = label.replace('"', "'").replace("\n", " ")
    if not words:
        return ""
    several = words.split(" ")
    if len(several) > 1 and _TYPES.issuperset(several):
        return f";TYPE={','.join(several)}"
    return f";TYPE={words}" if re.fullmatch(r"[\w-]+", words) else f';TYPE="{words}"'


def _birthday_line(birthday: date | MonthDay, version: Version) -> str:
    if isinstance(birthday, date):
        return f"BDAY:{birthday:%Y%m%d}" if version == "4.0" else f"BDAY:{birthday.isoformat()}"
    if version == "4.0":
        return f"BDAY:--{birthday[0]:02}{birthday[1]:02}"
    return f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{birthday}"


def _own_lines(person: Acquaintance) -> Iterator[str]:
    single = {
        "KNOWN-FROM": person.known_from,
        "RHYTHM": str(person.rhythm or ""),
        "MENTORING": person.mentoring or "",
        "INTRODUCED-BY": person.introduced_by,
        "ADDED": person.added.isoformat() if person.added else "",
    }
    for name, value in single.items():
        if value:
            yield f"{OWN}{name}:{escaped(value)}"
    for goal in person.mentoring_goals:
        yield f"{OWN}MENTORING-GOAL:{escaped(goal)}"
    for contact in person.contacts:
        promised = contact.follow_up.isoformat() if contact.follow_up else ""
        yield f"{OWN}CONTACT:{contact.on.isoformat()};{promised};{escaped(contact.note)}"
