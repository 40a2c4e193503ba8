"""The shape of a JSON Resume (version 1.0.0): which texts and dates stand where."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from rxladder.facts.entries import FIRST_DAY, LAST_DAY, LONGEST_TEXT
from rxladder.facts.language import gettext as _

_DAY = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TEXT, _DATE = "text", "date"
_LINES = [_TEXT]
SHAPE: dict[str, Any] = {
    "basics": {
        **dict.fromkeys(("name", "label", "image", "email", "phone", "url", "summary"), _TEXT),
        "location": dict.fromkeys(("address", "postalCode", "city", "countryCode", "region"), _TEXT),
        "profiles": [dict.fromkeys(("network", "username", "url"), _TEXT)],
    },
    "work": [
        {
            **dict.fromkeys(("name", "location", "description", "position", "url", "summary"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
        }
    ],
    "volunteer": [
        {
            **dict.fromkeys(("organization", "position", "url", "summary"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
        }
    ],
    "education": [
        {
            **dict.fromkeys(("institution", "url", "area", "studyType", "score"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "courses": _LINES,
        }
    ],
    "awards": [{**dict.fromkeys(("title", "awarder", "summary"), _TEXT), "date": _DATE}],
    "certificates": [{**dict.fromkeys(("name", "issuer", "url"), _TEXT), "date": _DATE}],
    "publications": [{**dict.fromkeys(("name", "publisher", "url", "summary"), _TEXT), "releaseDate": _DATE}],
    "skills": [{"name": _TEXT, "level": _TEXT, "keywords": _LINES}],
    "languages": [{"language": _TEXT, "fluency": _TEXT}],
    "interests": [{"name": _TEXT, "keywords": _LINES}],
    "references": [{"name": _TEXT, "reference": _TEXT}],
    "projects": [
        {
            **dict.fromkeys(("name", "description", "url", "entity", "type"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
            "keywords": _LINES,
            "roles": _LINES,
        }
    ],
    "meta": {"canonical": _TEXT, "version": _TEXT, "lastModified": _TEXT},
}

Wrong = tuple[tuple[str | int, ...], str]


def wrong_in(value: Any, shape: Any, place: tuple[str | int, ...]) -> Iterator[Wrong]:
    """What is not of the shape, with its place; a key that the format does not name may hold anything."""
    if value is None:
        return
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield place, _("must be a mapping")
        else:
            for key in shape.keys() & value.keys():
                yield from wrong_in(value[key], shape[key], (*place, key))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield place, _("must be a list")
        else:
            for number, one in enumerate(value):
                yield from wrong_in(one, shape[0], (*place, number))
    elif not isinstance(value, str):
        yield place, _("must be text")
    elif len(value) > LONGEST_TEXT:
        yield place, _("is longer than {n} characters").format(n=f"{LONGEST_TEXT:,}")
    elif shape == _DATE and value and span_of(value) is None:
        yield place, _("is not a date; write it as 2019-05-31, 2019-05 or 2019")


def span_of(text: str) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year; None for what is none."""
    if not _DAY.fullmatch(text):
        return None
    parts = [int(part) for part in text.split("-")]
    try:
        first = date(parts[0], *(parts[1:] or [1]), *([1] if len(parts) < 3 else []))
        month = parts[1] if len(parts) > 1 else 12
        last = first if len(parts) == 3 else date(parts[0], month, calendar.monthrange(parts[0], month)[1])
    except ValueError:
        return None
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else None
