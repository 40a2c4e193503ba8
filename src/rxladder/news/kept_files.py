"""Files in which it is kept how feeds and pages were: JSON, and the state of each.

Each is put in place whole, so that a kill leaves the one before.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rxladder.facts.language import gettext as _
from rxladder.facts.whole_file import write_whole
from rxladder.facts.yaml_text import BadInput, read_bytes
from rxladder.news.refresh import FeedState

_MAX_BYTES = 500_000_000
_TIMES = frozenset({"asked", "answered", "due"})


def not_ours(path: Path) -> BadInput:
    """The error for a file that holds something else than what is kept there."""
    return BadInput(_("is not what was kept here; remove it to start over"), str(path))


def read_kept(path: Path, kind: type) -> Any:
    """The JSON in a file of ours, or an empty `kind` where there is none; BadInput where it is another's."""
    if not path.exists():
        return kind()
    try:
        data = orjson.loads(read_bytes(path, max_bytes=_MAX_BYTES))
    except orjson.JSONDecodeError:
        data = None
    if not isinstance(data, kind):
        raise not_ours(path)
    return data


def write_kept(path: Path, data: Any) -> None:
    """Put JSON, or bytes as they are, in place of a file, whole or not at all; BadInput where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data if isinstance(data, bytes) else orjson.dumps(data))
    except OSError as error:
        why = error.strerror or error
        raise BadInput(_("cannot be written ({why})").format(why=why), str(path)) from None


def state_of(raw: Any, path: Path) -> FeedState:
    """What was kept of a feed or page."""
    try:
        known = {field.name for field in fields(FeedState)}
        told = {key: value for key, value in raw.items() if key in known}
        times = {key: datetime.fromisoformat(told[key]) for key in _TIMES if told.get(key)}
        return FeedState(**(told | times))
    except (TypeError, ValueError, AttributeError):
        raise not_ours(path) from None
