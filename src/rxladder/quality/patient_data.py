"""A guard against patient data: it finds what looks like it, so that it is neither stored nor logged.

What looks like it: a number of a record, an account, a prescription or a member behind its name; a Social
Security number; a telephone number; an e-mail or street address; a date of birth that is called so; a
person's name beside an age or a day long past, or behind the word patient. Names are known by a list of
common given names; beside a day so long past that hardly anything else happened on it, by their capitals
alone. It judges looks alone and cannot know everything: a page that uses it says so. Drug names, NDCs, lot
numbers and the days of events are none of it. Nothing here quotes what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal

from rxladder.career.days_in_text import DayInText, find_days
from rxladder.facts.days import add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

Kind = Literal["name", "birth", "record", "ssn", "phone", "email", "address", "column"]

NAMES = Path(__file__).parent / "data" / "given_names.txt"
_GROWN = 24
"""Months: a day longer past than these, beside a name, is taken for a date of birth, not for that of an
event."""
_LONG_AGO = 144
"""Months: beside a day longer past than these, any two words with capitals are taken for a name."""
_SOON = 120
_SHORT_YEAR = re.compile(r"\D\d\d$")
_NEAR = 40
_JOINT = "; "

_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_SSN_SAID = re.compile(
    r"\b(?:ssn|social security(?: (?:number|no\.?))?)\s{0,3}[:#]?\s{0,3}\d{3}[- ]?\d\d[- ]?\d{4}\b", re.I
)
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+?1[-. ]?)?(?:\((?P<a>[2-9]\d\d)\) ?|(?P<b>[2-9]\d\d)[-. ])[2-9]\d\d[-. ]\d{4}(?![\w-])"
)
_PHONE_SAID = re.compile(
    r"\b(?:phone|telephone|tel|cell|mobile)(?: (?:number|no\.?))?\s{0,3}[.:#]?\s{0,3}[2-9]\d\d[2-9]\d{6}\b",
    re.I,
)
_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_RECORD = re.compile(
    r"\b(?:m\.?r\.?n|medical record(?: (?:number|no|#))?|chart(?: (?:number|no)| ?(?=#))"
    r"|(?:patient|pt|resident)'?s? (?:id|number|no)"
    r"|account (?:number|no)|acct(?: (?:number|no))?|encounter(?: (?:id|number|no))?|visit (?:id|number|no)"
    r"|fin|csn|(?:member|subscriber|medicaid|medicare|beneficiary) (?:id|number|no)"
    r"|(?:rx|prescription) ?(?:number|no|#))"
    r"[.]?\s{0,3}(?:is\s)?[:#=]?\s{0,3}[A-Z]{0,3}-?(?=[\dA-Z-]{0,14}\d{4})[\dA-Z][\dA-Z-]{3,14}\b",
    re.I,
)
_RX = re.compile(r"\bRx[\s:#]{1,3}\d{7}\b", re.I)
_MEDICARE = re.compile(r"\b[1-9][A-Z][A-Z\d]\d-[A-Z][A-Z\d]\d-[A-Z]{2}\d\d\b", re.I)
_BORN = r"\b(?:d\.?o\.?b\.?|dates? of birth|born(?: on)?|birth ?-?(?:date|day))(?!\w)[\s:=(]{0,4}"
_BIRTH = re.compile(_BORN, re.I)
_BIRTH_IN_DIGITS = re.compile(_BORN + r"(?:(?:19|20)\d{6}|[01]\d[0-3]\d(?:\d\d){1,2})\b", re.I)
_BEHIND = 4
_BESIDE = 3
_STREET = re.compile(
    r"(?<![\w/.-])\d{1,5}[A-Z]? (?!(?:Minute|Mile|Hour|Day|Week|Month)s?\b)"
    r"(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?"
    r"(?:(?:[A-Z][a-z]{2,}|\d{1,3}(?:st|nd|rd|th)) ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr(?!\w|\.? [A-Z])"
    r"|Court|Ct|Boulevard|Blvd|Terrace|Parkway|Pkwy|Apt|Circle|Cir)\b"
)
_OF_PATIENT = re.compile(
    r"\b(?:patient|pt|resident)s?(?: (?:named?|is|was)){0,2}[\s:,.]{1,3}(?:name[\s:]{1,3})?$", re.I
)
_TITLED = re.compile(
    r"\b(?:[Pp]atient|[Pp]t|PT|PATIENT|[Rr]esident)[\s:,.]{1,3}(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z][\w'’-]+"
)
_PATIENT = r"\b(?:[Pp]atient|[Pp]t|PATIENT|PT|[Rr]esident)"
_CALLED = re.compile(
    rf"{_PATIENT}(?:(?:['’]s)?\.? [Nn](?:ame|AME)(?: is)?[\s:=]{{1,3}}[A-Z][\w'’-]+"
    rf"|\.?\s?:\s?[A-Z][\w'’-]+,? (?:[A-Z]\.? )?[A-Z][\w'’-]+)"
)
_AGE = re.compile(r"[,\s(]{1,3}(?:aged? \d{1,3}\b|\d{1,3}[\s-]?(?:y/?o\b|yrs?\b|years?[- ]old\b))", re.I)
_CAPITALS = re.compile(
    r"(?<![\w'’-])[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?,? (?:[A-Z]\.? |[a-z]{2,3} ){0,2}"
    r"[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?"
)
_NO_NAMES = re.compile(
    r"\b(?:Act|Board|Chapter|Class|Code|Commission|Committee|Congress|FDA|Form|Hospital|Institute|ISMP|Law|Lot|NDC"
    r"|Pharmac\w+|Phase|Policy|Room|Rule|Section|Since|Society|Standards?|Unit|USP|Version|January|February"
    r"|March|April|May|June|July|August|September|October|November|December)\b"
)
_NAME_CELL = re.compile(r"[A-Z][^\W\d]*(?:[ '’-][^\W\d]+\.?){0,3}(?:, ?[A-Z][^\W\d]*\.?)?")
_WORDS_TOO = frozenset({"april", "faith", "grace", "hope", "joy", "june", "mark", "may", "summer", "will"})
"""Given names that are words as well: alone behind "patient" they are taken for words."""
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("ssn", _SSN),
    ("ssn", _SSN_SAID),
    ("phone", _PHONE_SAID),
    ("email", _EMAIL),
    ("record", _RECORD),
    ("address", _STREET),
    ("name", _TITLED),
    ("name", _CALLED),
    ("record", _RX),
    ("record", _MEDICARE),
    ("birth", _BIRTH_IN_DIGITS),
)
"""What is told by its form alone."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=\w)){0,30}")
_BETWEEN = re.compile(r"\s{1,3}(?:[A-Z]\.?\s{1,3})?(?:[A-Za-z]{2,3}\s{1,3}){0,2}")
_INVERTED = re.compile(r",\s{0,3}")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "la", "los", "van", "von"})
_HEADINGS = re.compile(
    r"(?:patient|pt|resident)(?:'s)?(?: (?:name|id|no|number|initials|first name|last name))?"
    r"|(?:first|last|sur|given|family) ?name|dob|d o b|date of birth|birth ?(?:date|day)"
    r"|mrn|medical record(?: (?:number|no))?|chart (?:number|no)|ssn|social security(?: (?:number|no))?"
    r"|(?:home |cell |mobile )?(?:phone|telephone)(?: (?:number|no))?|(?:home |street )?address|e ?mail"
    r"|(?:rx|prescription) ?(?:number|no|id)|rx #|(?:member|subscriber) (?:id|number)|encounter(?: id)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a stretch of a text looks like. It has the place and not the words, so that it can be told."""

    kind: Kind
    start: int
    end: int


def say_kind(kind: Kind) -> str:
    """What was found, as the end of "This looks like"."""
    return {
        "name": _("a patient's name"),
        "birth": _("a date of birth"),
        "record": _("a patient's record, account or prescription number"),
        "ssn": _("a Social Security number"),
        "phone": _("a phone number"),
        "email": _("an email address"),
        "address": _("a street address"),
        "column": _("a column about patients"),
    }[kind]


def find_patient_data(text: str, on: date) -> tuple[Finding, ...]:
    """What in a text looks like patient data, in its order; `on` is today, from which ages are reckoned."""
    return tuple(sorted(set(_findings(text, on)), key=lambda one: (one.start, one.end)))


def say_patient_data(text: str, on: date) -> str:
    """The warning about a text: what it looks like and what to do; nothing where it looks like none."""
    kinds = dict.fromkeys(say_kind(one.kind) for one in find_patient_data(text, on))
    if not kinds:
        return ""
    return _(
        "This looks like {what}. Leave it out: patient data does not belong here, and none of it was kept."
    ).format(what=", ".join(kinds))


def refuse_patient_data(lines: Sequence[tuple[int, Sequence[str]]], file: str, on: date) -> None:
    """BadInput for the first cell that looks like patient data: its line and column, not its words."""
    for number, column, kind in patient_data_in(lines, on):
        heads = lines[0][1]
        where = heads[column] if number != lines[0][0] and column < len(heads) else ""
        if where and _HEADINGS.fullmatch(_plain(where)) is None and find_patient_data(where, on):
            where = ""
        text = _("{column}: this looks like {what}; take it out of the file. Nothing from the file was kept")
        raise BadInput(
            text.format(column=where or _("column {n}").format(n=column + 1), what=say_kind(kind)),
            file,
            number,
        )


def patient_data_in(lines: Sequence[tuple[int, Sequence[str]]], on: date) -> Iterator[tuple[int, int, Kind]]:
    """What looks like patient data in a table's lines, each with its line and its column from 0.

    The first line may hold headings; a column called after patients is found by its heading.
    """
    if not lines:
        return
    told = {at for at, head in enumerate(lines[0][1]) if _HEADINGS.fullmatch(_plain(head))}
    for place, (number, cells) in enumerate(lines):
        if place:
            yield from ((number, at, "column") for at in sorted(told) if at < len(cells) and cells[at])
        whole = list(find_patient_data(_JOINT.join(cells), on))
        for found in whole:
            yield number, _column_at(cells, found.start), found.kind
        if not whole:
            yield from ((number, at, "name") for at in _name_beside_birth(cells, on))


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w#']+", " ", heading.replace("_", " ")).split())


def _name_beside_birth(cells: Sequence[str], on: date) -> Iterator[int]:
    """The first cell that may be a name, where another cell of the line is a day long ago and no more."""
    ago = [day for cell in cells for day in find_days(cell) if day.text == cell.strip()]
    if any(_longer_ago(day, on, _LONG_AGO) for day in ago):
        names = (
            at
            for at, cell in enumerate(cells)
            if _NAME_CELL.fullmatch(cell.strip()) and not _NO_NAMES.search(cell)
        )
        yield from islice(names, 1)


def _column_at(cells: Sequence[str], start: int) -> int:
    end = 0
    for column, cell in enumerate(cells):
        end += len(cell) + len(_JOINT)
        if start < end:
            return column
    return len(cells) - 1


# --- Looks


def _findings(text: str, on: date) -> Iterator[Finding]:
    for kind, form in _FORMS:
        yield from (Finding(kind, match.start(), match.end()) for match in form.finditer(text))
    for match in _PHONE.finditer(text):
        if (match["a"] or match["b"]) not in _TOLL_FREE:
            yield Finding("phone", match.start(), match.end())
    yield from _births(text)
    yield from _people(text, on)


def _births(text: str) -> Iterator[Finding]:
    """Days that are called a date of birth."""
    labels = list(_BIRTH.finditer(text))
    if not labels:
        return
    days = find_days(text)
    for label in labels:
        behind = next((day for day in days if 0 <= day.start - label.end() <= _BEHIND), None)
        if behind is not None:
            yield Finding("birth", label.start(), behind.end)


def _people(text: str, on: date) -> Iterator[Finding]:
    """Names of patients: called so, or beside a day on which somebody may have been born."""
    days = find_days(text)
    yield from _beside_a_birth(text, days, on)
    yield from _alone_behind_patient(text)
    people = list(_names(text))
    if not people:
        return
    born = [day for day in days if _longer_ago(day, on, _GROWN)]
    for start, end in people:
        near = any(0 <= day.start - end <= _NEAR or 0 <= start - day.end <= _NEAR for day in born)
        if near or _AGE.match(text, end) or _OF_PATIENT.search(text[max(0, start - _NEAR) : start]):
            yield Finding("name", start, end)


def _beside_a_birth(text: str, days: Sequence[DayInText], on: date) -> Iterator[Finding]:
    """Words with capitals right beside a day so long ago that it can hardly be an event's."""
    born = [day for day in days if _longer_ago(day, on, _LONG_AGO)]
    if not born:
        return
    for match in _CAPITALS.finditer(text):
        start, end = match.span()
        gaps = (day.start - end if day.start >= end else start - day.end for day in born)
        if any(0 < gap <= _BESIDE for gap in gaps) and not _NO_NAMES.search(match[0]):
            yield Finding("name", match.start(), match.end())


def _alone_behind_patient(text: str) -> Iterator[Finding]:
    for word in _WORD.finditer(text):
        start, known = word.start(), word[0].lower()
        if not word[0][0].isupper() or known not in given_names() or known in _WORDS_TOO:
            continue
        if _OF_PATIENT.search(text[max(0, start - _NEAR) : start]):
            yield Finding("name", start, word.end())


def _longer_ago(found: DayInText, on: date, months: int) -> bool:
    """Whether a day lies back by more than so many months."""
    if found.day is None:
        return False
    # A year of two digits is read as one of this century: 3/4/61 is nobody's expiry date.
    if _SHORT_YEAR.search(found.text) and found.day > add_months(on, _SOON):
        return True
    return found.day < add_months(on, -months)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where a given name and a family name stand together, in either order."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if word[0].lower() not in given_names() or not word[0][0].isupper():
            continue
        after = _next_name(words, at)
        if after is not None and _BETWEEN.fullmatch(text[word.end() : after.start()]):
            yield word.start(), after.end()
        before = words[at - 1] if at else None
        if (
            before is not None
            and _family(before[0])
            and _INVERTED.fullmatch(text[before.end() : word.start()])
        ):
            yield before.start(), word.end()


def _next_name(words: Sequence[re.Match[str]], at: int) -> re.Match[str] | None:
    """The family name behind a given one, past an initial and what stands before a name ("de la")."""
    behind = list(words[at + 1 : at + 4])
    if behind and len(behind[0][0]) == 1:
        behind.pop(0)
    while len(behind) > 1 and behind[0][0].lower() in _PARTICLES:
        behind.pop(0)
    return behind[0] if behind and _family(behind[0][0]) else None


def _family(word: str) -> bool:
    return len(word) > 1 and any(part[:1].isupper() for part in word.split("-"))


@cache
def given_names() -> frozenset[str]:
    """Common given names, in small letters."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
