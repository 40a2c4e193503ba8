"""Address cards (vCard): read as phones and programs write them, 2.1 to 4.0, and written as 3.0 or 4.0.

What a card tells beyond an acquaintance's own fields is kept line by line and written again, so that a card
that comes in and goes out loses nothing but pictures and sounds. What only this program knows (how one knows
somebody, how often to be in touch) stands in lines whose names begin with X-RXLADDER-, which other programs
pass over. RFC 2426 (3.0) and RFC 6350 (4.0); vobject undoes the codings of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from vobject.base import ContentLine, VObjectError

from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm
from rxladder.facts.days import MonthDay
from rxladder.facts.language import gettext as _

Version = Literal["3.0", "4.0"]

MOST_CARDS = 10_000
LONGEST_FILE = 50_000_000
LONGEST_KEPT_LINE = 2_000
MOST_LINES, LONGEST_CARD = 2_000, 500_000
"""Of one card, without its pictures: lines, and letters."""
LONGEST_NAME = 1_000
"""Letters of a line before its first colon: name and parameters."""

_HEAD = re.compile(
    r"""(?:(?P<group>[\w-]++)\.)?(?P<name>[\w-]++)(?P<params>(?:;(?:[^":]|"[^"]*+")*)?):""", re.ASCII
)
_PARAM = re.compile(r""";([\w-]++)(?:=((?:[^";]|"[^"]*+")*))?""", re.ASCII)
_VALUE = re.compile(r""""([^"]*+)"|([^",]++)""")
_CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|shift_jis|gb(?:2312|k|18030)|big5|euc-\w\w",
    re.IGNORECASE | re.ASCII,
)
_PICTURE = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_LEFT_OUT = frozenset({"VERSION", "REV", "PRODID", "BEGIN", "END"})
_CODINGS = frozenset({"CHARSET", "ENCODING"})
_OWN = "X-RXLADDER-"
_NOT_LABELS = frozenset({"internet", "pref", "voice", "text", "x400"})
_TYPES = frozenset(
    {"home", "work", "cell", "mobile", "fax", "pager", "video", "car", "main", "other", "iphone"}
)
"""Labels that are words of their own beside others: a fax at home is of two types."""
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


# --- Reading


def read_cards(data: bytes) -> Cards:
    """The people in a file of address cards. Raises CardsError where it is none, or is too large."""
    if len(data) > LONGEST_FILE:
        raise CardsError(_("This file is larger than 50 MB. Export fewer people at a time."))
    text = _decoded(data)
    if not re.search(r"^BEGIN:VCARD\s*$", text, re.IGNORECASE | re.MULTILINE):
        raise CardsError(_("This is no file of address cards: it has no line BEGIN:VCARD."))
    people: list[Acquaintance] = []
    unread: list[Unread] = []
    pictures = 0
    for began, lines in _each_card(text):
        if len(people) + len(unread) == MOST_CARDS:
            raise CardsError(_("This file holds more than 10,000 cards. Export fewer people at a time."))
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
    for number, line in _unfolded(text):
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


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines as they were before they were folded, each with its number.

    A line goes on where the next begins with a space or a tab and, in cards of version 2.1, where it is
    quoted-printable and ends with an equals sign.
    """
    pieces: list[str] = []
    began, soft, quoted = 0, False, None
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if soft:
            pieces += "\n", line
        elif line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
        else:
            if (whole := "".join(pieces)).strip():
                yield began, whole
            pieces, began, quoted = [line], number, None
        if quoted is None and ":" in pieces[-1]:
            # Told before the first colon, and looked for once.
            quoted = "QUOTED-PRINTABLE" in "".join(pieces).partition(":")[0].upper()
        soft = bool(quoted) and pieces[-1].endswith("=")
    if (whole := "".join(pieces)).strip():
        yield began, whole


def _person(lines: list[str]) -> tuple[Acquaintance, int]:
    if lines and not lines[-1]:
        raise ValueError(_("The card is cut off: it has no line END:VCARD."))
    told = [line for line in lines if not _PICTURE.match(line)]
    if len(told) > MOST_LINES or sum(map(len, told)) > LONGEST_CARD:
        raise ValueError(_("The card is far too long."))
    content = [(line, raw) for raw in told if (line := _content(raw)) is not None]
    reading = _Reading(
        {line.group: _label_text(line.value) for line, _raw in content if line.name == "X-ABLABEL"}
    )
    for line, raw in content:
        reading.take(line, raw)
    return reading.person(), len(lines) - len(told)


def _content(line: str) -> ContentLine | None:
    """A line taken apart; None for one that is no content line (some programs write such).

    vobject's own pattern tries every way to part what is no line, of which there are far too many.
    """
    head = _HEAD.match(line)
    if head is None or len(head[0]) > LONGEST_NAME:
        return None
    params = [
        [name, *(quoted or plain for quoted, plain in _VALUE.findall(values))]
        for name, values in _PARAM.findall(head["params"])
    ]
    if any(
        not _CHARSET.fullmatch(value)
        for name, *values in params
        if name.upper() == "CHARSET"
        for value in values
    ):
        return None
    try:
        return ContentLine(
            head["name"].replace("_", "-"), _one_coding(params), line[head.end() :], head["group"]
        )
    except (VObjectError, ValueError, LookupError):
        return None


def _one_coding(params: list[list[str]]) -> list[list[str]]:
    """Quoted-printable alone, in capitals, where it is named in any way: vobject knows it in no other."""
    codings = [param for param in params if param[0].upper() in ("ENCODING", "QUOTED-PRINTABLE")]
    words = [word.upper() for name, *values in codings for word in (values or [name])]
    if "QUOTED-PRINTABLE" not in words:
        return params
    return [*(param for param in params if param not in codings), ["ENCODING", "QUOTED-PRINTABLE"]]


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
        taken = self._own(line) if line.name.startswith(_OWN) else self._known(line)
        if not taken and len(raw) <= LONGEST_KEPT_LINE:
            self.kept.append(_as_today(line, raw))

    def _known(self, line: ContentLine) -> bool:
        value = _one(line.value)
        match line.name:
            case "FN" if not self.parts.name:
                self._set(name=value)
            case "N":
                self.structured = _split(line.value, ";")
            case "ORG" if not self.parts.employer:
                self._set(employer=_employer(line.value))
                return _units(line.value) < 2
            case "TITLE" | "ROLE" if not self.parts.role:
                self._set(role=value)
            case "NOTE":
                self._set(note="\n".join(filter(None, (self.parts.note, value))))
            case "UID":
                self._set(uid=value)
            case "CATEGORIES":
                self._set(topics=(*self.parts.topics, *filter(None, _split(line.value, ","))))
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
        return Reach(_one(line.value).removeprefix("tel:"), label or " ".join(told))

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
        value = _one(line.value)
        match line.name.removeprefix(_OWN):
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
                on, follow_up, note = [*_split(line.value, ";"), "", ""][:3]
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
            raise ValueError(_("The card names nobody."))
        return replace(self.parts, name=name, card=tuple(self._card(name)), contacts=tuple(self.contacts))

    def _card(self, name: str) -> Iterator[str]:
        """The lines to keep: with the parts of the name that it does not tell, and the labels of lines."""
        if self.structured is not None and [*self.structured, *[""] * 5][:5] != _name_parts(name):
            yield "N:" + ";".join(map(_escaped, self.structured))
        for line in self.kept:
            yield line
            group = line.partition(".")[0]
            if _HEAD.match(line) and group in self.kept_labels:
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


def _units(value: str) -> int:
    return len([part for part in _split(value, ";") if part])


def _employer(value: str) -> str:
    """An organisation and its units as one text."""
    return ", ".join(filter(None, _split(value, ";")))


def _split(value: str, mark: str) -> list[str]:
    """The parts of a value between marks that stand for themselves, each without its escapes."""
    parts = [""]
    for token in re.findall(r"\\.|.", value, re.DOTALL):
        if token == mark:
            parts.append("")
        else:
            parts[-1] += token
    return [_one(part) for part in parts]


_ESCAPES = re.compile(r"\\([nN;,:\\])")


def _one(value: str) -> str:
    return _ESCAPES.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _spoken(structured: list[str]) -> str:
    """A structured name as it is said: prefix, given, middle, family, suffix."""
    family, given, middle, prefix, suffix = [*structured, "", "", "", "", ""][:5]
    return " ".join(filter(None, (prefix, given, middle, family, suffix)))


def _label_text(value: str) -> str:
    found = _APPLE_LABEL.fullmatch(value.strip())
    return (found[1] if found else _one(value)).lower()


# --- Writing


def write_cards(people: tuple[Acquaintance, ...] | list[Acquaintance], version: Version = "3.0") -> bytes:
    """A file of address cards that `read_cards` reads back to the same people."""
    return b"".join(
        _folded(line)
        for person in people
        for line in ("BEGIN:VCARD", f"VERSION:{version}", *_lines(person, version), "END:VCARD")
    )


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _lines(person: Acquaintance, version: Version) -> Iterator[str]:
    yield f"FN:{_escaped(person.name)}"
    if not any(is_name(line) for line in person.card):
        yield f"N:{';'.join(map(_escaped, _name_parts(person.name)))}"
    if person.uid:
        yield f"UID:{_escaped(person.uid)}"
    if person.employer and not any(_is_of(person.employer, line) for line in person.card):
        yield f"ORG:{_escaped(person.employer)}"
    if person.role:
        yield f"TITLE:{_escaped(person.role)}"
    if person.topics:
        yield f"CATEGORIES:{','.join(map(_escaped, person.topics))}"
    for kind, reaches in (("EMAIL", person.emails), ("TEL", person.phones)):
        for reach in reaches:
            yield f"{kind}{_type(reach.label)}:{_escaped(reach.address)}"
    if person.birthday:
        yield _birthday_line(person.birthday, version)
    if person.note:
        yield f"NOTE:{_escaped(person.note)}"
    yield from _kept_lines(person)
    yield from _own_lines(person)


def _kept_lines(person: Acquaintance) -> Iterator[str]:
    """What is kept of a card, but for a second name, and for units of an employer that is another now."""
    names = 0
    for line in person.card:
        names += is_name(line)
        if is_name(line) and names > 1:
            continue
        if _is_org(line) and _units(_after_colon(line)) > 1 and not _is_of(person.employer, line):
            continue
        yield line


def _after_colon(line: str) -> str:
    return line.partition(":")[2]


def is_name(line: str) -> bool:
    """Whether a line that is kept tells the parts of a name, which a new name makes untrue."""
    return line.upper().startswith(("N:", "N;"))


def _is_org(line: str) -> bool:
    return line.upper().startswith(("ORG:", "ORG;"))


def _is_of(employer: str, line: str) -> bool:
    return _is_org(line) and _employer(_after_colon(line)) == employer


def _name_parts(name: str) -> list[str]:
    """A name in the parts of a card, as far as words tell: the last is taken for the family's."""
    given, _space, family = name.rpartition(" ")
    return [family, given, "", "", ""]


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
            yield f"{_OWN}{name}:{_escaped(value)}"
    for goal in person.mentoring_goals:
        yield f"{_OWN}MENTORING-GOAL:{_escaped(goal)}"
    for contact in person.contacts:
        promised = contact.follow_up.isoformat() if contact.follow_up else ""
        yield f"{_OWN}CONTACT:{contact.on.isoformat()};{promised};{_escaped(contact.note)}"


def _escaped(text: str) -> str:
    text = re.sub(r"\r\n?", "\n", text)
    for plain, written in (("\\", "\\\\"), ("\n", "\\n"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    return text
