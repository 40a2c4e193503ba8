"""The shape of a JSON Resume, version 1.0.0, as a JSON Schema: each field by its type.

Its dates are a day, a month or a year. Nothing is required, and other keys may stand anywhere.
"""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_DATE = {"type": "string", "pattern": r"^([1-2]\d{3}-[0-1]\d-[0-3]\d|[1-2]\d{3}-[0-1]\d|[1-2]\d{3})$"}
_URL = {"type": "string", "format": "uri"}
_LINES = {"type": "array", "items": _TEXT}


def _mapping(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": True, "properties": fields}


def _list(**fields: Any) -> dict[str, Any]:
    return {"type": "array", "additionalItems": False, "items": _mapping(**fields)}


_SPAN = {"startDate": _DATE, "endDate": _DATE}
JSON_RESUME: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **_mapping(
        **{"$schema": _URL},
        basics=_mapping(
            name=_TEXT, label=_TEXT, image=_TEXT, phone=_TEXT, url=_URL, summary=_TEXT,
            email={"type": "string", "format": "email"},
            location=_mapping(
                address=_TEXT, postalCode=_TEXT, city=_TEXT, countryCode=_TEXT, region=_TEXT
            ),
            profiles=_list(network=_TEXT, username=_TEXT, url=_URL),
        ),
        work=_list(
            name=_TEXT, location=_TEXT, description=_TEXT, position=_TEXT, url=_URL, summary=_TEXT,
            highlights=_LINES, **_SPAN,
        ),
        volunteer=_list(
            organization=_TEXT, position=_TEXT, url=_URL, summary=_TEXT, highlights=_LINES, **_SPAN
        ),
        education=_list(
            institution=_TEXT, url=_URL, area=_TEXT, studyType=_TEXT, score=_TEXT, courses=_LINES, **_SPAN
        ),
        awards=_list(title=_TEXT, date=_DATE, awarder=_TEXT, summary=_TEXT),
        certificates=_list(name=_TEXT, date=_DATE, url=_URL, issuer=_TEXT),
        publications=_list(name=_TEXT, publisher=_TEXT, releaseDate=_DATE, url=_URL, summary=_TEXT),
        skills=_list(name=_TEXT, level=_TEXT, keywords=_LINES),
        languages=_list(language=_TEXT, fluency=_TEXT),
        interests=_list(name=_TEXT, keywords=_LINES),
        references=_list(name=_TEXT, reference=_TEXT),
        projects=_list(
            name=_TEXT, description=_TEXT, highlights=_LINES, keywords=_LINES, url=_URL, roles=_LINES,
            entity=_TEXT, type=_TEXT, **_SPAN,
        ),
        meta=_mapping(canonical=_URL, version=_TEXT, lastModified=_TEXT),
    ),
}  # fmt: skip
