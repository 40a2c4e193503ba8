"""Writing the career file: the whole record as YAML or JSON that reads back to the same record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import yaml

from rxladder.career.mock_exams import MockQuestion
from rxladder.career.record import Career
from rxladder.career.relationships import Rhythm
from rxladder.career.studies import StudyAnswer
from rxladder.facts.days import MonthDay, number


def write_career(career: Career, format: Literal["yaml", "json"] = "yaml") -> str:
    """The career file of a record; what is unset or at its default is left out."""
    document = career_document(career)
    if format == "json":
        return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"
    return yaml.dump(
        _Outermost(document),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
        default_flow_style=None,
    )


def career_document(career: Career) -> dict[str, Any]:
    """The career file's data; days are `date`s, amounts numbers (or texts such as "10/3")."""
    document: dict[str, Any] = {"rxladder": 1}
    for item in fields(career):
        value = getattr(career, item.name)
        if item.name != "reserved" and value and (written := _written(value)):
            document[item.name] = written
    return document | dict(career.reserved)


def plain_part(part: Any) -> Any:
    """A part of a record as plain data that any JSON holds: what `write_career` writes of it."""
    return json.loads(json.dumps(_written(part), default=_plain))


def _written(value: Any) -> Any:
    if isinstance(value, MonthDay | Rhythm | StudyAnswer | MockQuestion):
        return str(value)
    if is_dataclass(value):
        return {
            item.name.rstrip("_"): _written(getattr(value, item.name))
            for item in fields(value)
            if not _left_out(item, getattr(value, item.name))
        }
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, Decimal):
        return number(Fraction(value))
    return value


def _left_out(item: Field[Any], value: Any) -> bool:
    return item.default is not MISSING and bool(value == item.default)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a part of a career file")


class _Outermost(dict[str, Any]):
    """The document itself, which has one key a line whatever it holds."""


class _Dumper(yaml.SafeDumper):
    """Flat entries on one line each, and no anchors, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Outermost, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=False)
)
_OTHER_LINE_BREAKS = frozenset("\x85\u2028\u2029")


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text; one with a line break other than a new line is escaped, since it would be read as a space."""
    style = '"' if _OTHER_LINE_BREAKS.intersection(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
# What YAML 1.2 reads as a number and PyYAML's 1.1 does not has to stand in quotes where it is text.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?$"),
    list("-+0123456789"),
)
