"""What a résumé says, made of the JSON Resume of a record: once for the PDFs and for the plain text.

What somebody brought that has no place in the record is in it, too. Headings are the usual ones, since
programs that read résumés look for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rxladder.career.json_resume import json_resume, newest_first, one_line, post_at
from rxladder.career.record import Career, Work
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.organisations import organisations
from rxladder.facts.phrases import say_month
from rxladder.facts.roles import workplaces
from rxladder.facts.says_names import credential_name

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: its name, where, when, and lines about it."""

    title: str
    where: str = ""
    when: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Entries under a heading. `short`: names without lines, which may run on."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    short: bool = False


@dataclass(frozen=True, slots=True)
class LaidResume:
    """A whole résumé in the order in which it is read."""

    name: str
    label: str
    contact: tuple[str, ...]
    summary: str
    blocks: tuple[Block, ...]
    on: date


def lay_out_resume(career: Career, packs: Packs, on: date) -> LaidResume:
    """A record as a résumé, as it stands on a day."""
    document = json_resume(career, packs, on)
    basics = _mapping(document.get("basics"))
    blocks = (
        Block("work", _("Experience"), tuple(_work(document, career, on))),
        Block("certificates", _("Certifications"), tuple(_certificates(document, career, packs))),
        Block("education", _("Education"), tuple(_education(document))),
        Block("skills", _("Skills"), tuple(_skills(document)), short=True),
        Block("projects", _("Projects"), tuple(_projects(document))),
        Block("achievements", _("Achievements"), tuple(_achievements(career, on))),
        Block("awards", _("Awards"), tuple(_plain(document, "awards", "title", "awarder", "date"))),
        Block(
            "volunteer", _("Volunteering"), tuple(_plain(document, "volunteer", "position", "organization"))
        ),
        Block(
            "publications", _("Publications"), tuple(_plain(document, "publications", "name", "publisher"))
        ),
        Block("memberships", _("Memberships"), tuple(_memberships(career)), short=True),
        Block("languages", _("Languages"), tuple(_languages(document)), short=True),
    )
    return LaidResume(
        name=_text(basics, "name") or _("Name not given"),
        label=_text(basics, "label"),
        contact=tuple(_contact(basics)),
        summary=_text(basics, "summary"),
        blocks=tuple(block for block in blocks if block.entries),
        on=on,
    )


def _mapping(value: Any) -> Item:
    return value if isinstance(value, dict) else {}


def _items(document: Item, section: str) -> list[Item]:
    found = document.get(section)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(item: Item, key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""


def _lines(item: Item, *keys: str) -> tuple[str, ...]:
    """The texts of some keys, those of lists one by one."""
    found: list[str] = []
    for key in keys:
        value = item.get(key)
        found += (
            [one for one in value if isinstance(one, str)] if isinstance(value, list) else [_text(item, key)]
        )
    return tuple(line.strip() for line in found if line.strip())


def _contact(basics: Item) -> Iterator[str]:
    location = _mapping(basics.get("location"))
    place = ", ".join(filter(None, (_text(location, key) for key in ("address", "city", "region"))))
    yield from filter(None, (" ".join(filter(None, [place, _text(location, "postalCode")])),))
    yield from filter(None, (_text(basics, key) for key in ("phone", "email", "url")))
    for one in _items(basics, "profiles"):
        yield _text(one, "url") or ": ".join(filter(None, [_text(one, "network"), _text(one, "username")]))


def say_time(text: str) -> str:
    """A day, month or year of a JSON Resume in little room: "Mar 2024"."""
    parts = text.split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        return text
    return say_month(date(int(parts[0]), min(max(int(parts[1]), 1), 12), 1))


def _when(item: Item, *, goes_on: bool = False) -> str:
    starts, ends = say_time(_text(item, "startDate")), say_time(_text(item, "endDate"))
    if starts and (ends or goes_on):
        return f"{starts} – {ends or _('present')}"
    return starts or ends


# --- The blocks


def _work(document: Item, career: Career, on: date) -> Iterator[Entry]:
    """The posts; of one without an employer's name, the kind of place."""
    posts: Sequence[Work | None] = newest_first(career, on)
    items = _items(document, "work")
    for item, work in zip(items, [*posts, *[None] * len(items)], strict=False):
        place = workplaces().get(work.workplace or "") if work else None
        yield Entry(
            title=_text(item, "position") or _text(item, "name"),
            where=", ".join(
                filter(
                    None,
                    [_text(item, "name") or (_(place.name) if place else ""), _text(item, "location")],
                )
            ),
            when=_when(item, goes_on=True),
            lines=_lines(item, "summary", "description", "highlights"),
        )


def _certificates(document: Item, career: Career, packs: Packs) -> Iterator[Entry]:
    until = {credential_name(one.credential, packs): one.expires for one in career.holdings if one.expires}
    for item in _items(document, "certificates"):
        name, day = _text(item, "name"), say_time(_text(item, "date"))
        ends = until.get(name)
        good = _("valid to {month}").format(month=say_month(ends)) if ends else ""
        yield Entry(name, _text(item, "issuer"), ", ".join(filter(None, [day, good])))


def _education(document: Item) -> Iterator[Entry]:
    for item in _items(document, "education"):
        kind, area = _text(item, "studyType"), _text(item, "area")
        institution = _text(item, "institution")
        title = area if not institution else ", ".join(filter(None, [kind, area])) or institution
        yield Entry(
            title=title or kind,
            where=institution if title != institution else "",
            when=_when(item),
            lines=tuple(filter(None, [_text(item, "score"), ", ".join(_lines(item, "courses"))])),
        )


def _skills(document: Item) -> Iterator[Entry]:
    for item in _items(document, "skills"):
        yield Entry(_text(item, "name"), when=_text(item, "level").lower())


def _projects(document: Item) -> Iterator[Entry]:
    for item in _items(document, "projects"):
        lines = _lines(item, "description", "highlights")
        yield Entry(_text(item, "name"), _text(item, "entity"), _when(item, goes_on=True), lines)


def _achievements(career: Career, on: date) -> Iterator[Entry]:
    """Those of no post; the others stand with their posts."""
    for one in sorted(career.achievements, key=lambda one: one.on, reverse=True):
        if one.on <= on and post_at(one.on, career) is None:
            yield Entry(one_line(one), when=say_month(one.on))


def _plain(document: Item, section: str, title: str, where: str, day: str = "") -> Iterator[Entry]:
    for item in _items(document, section):
        when = say_time(_text(item, day)) if day else _when(item) or say_time(_text(item, "releaseDate"))
        yield Entry(_text(item, title), _text(item, where), when, _lines(item, "summary", "highlights"))


def _memberships(career: Career) -> Iterator[Entry]:
    known = organisations()
    for one in career.organisations:
        yield Entry(known[one.organisation].name if one.organisation in known else one.organisation)


def _languages(document: Item) -> Iterator[Entry]:
    for item in _items(document, "languages"):
        yield Entry(_text(item, "language"), when=_text(item, "fluency").lower())
