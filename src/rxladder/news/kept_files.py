"""Files in which it is kept how feeds and pages were: JSON, and the state of each.

Each file is written aside and put in place whole, so that a kill leaves the one before.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rxladder.facts.yaml_text import BadInput, read_bytes
from rxladder.news.refresh import FeedState

_MAX_BYTES = 500_000_000
_TIMES = frozenset({"asked", "answered", "due"})


def read_kept(path: Path, kind: type) -> Any:
    """The JSON in a file of ours, or an empty `kind` where there is none; BadInput where it is another's."""
    if not path.exists():
        return kind()
    try:
        data = orjson.loads(read_bytes(path, max_bytes=_MAX_BYTES))
    except orjson.JSONDecodeError:
        data = None
    if not isinstance(data, kind):
        raise BadInput("is not what was kept of feeds; remove it to begin anew", str(path))
    return data


def write_kept(path: Path, data: Any) -> None:
    """Put JSON, or bytes as they are, in place of a file, whole or not at all."""
    # Of this process alone: the site's worker and a command may write at one time.
    aside = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data if isinstance(data, bytes) else orjson.dumps(data))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise BadInput(f"cannot be written ({error.strerror or error})", str(path)) from None


def state_of(raw: Any, path: Path) -> FeedState:
    """What was kept of a feed or page."""
    try:
        known = {field.name for field in fields(FeedState)}
        told = {key: value for key, value in raw.items() if key in known}
        times = {key: datetime.fromisoformat(told[key]) for key in _TIMES if told.get(key)}
        return FeedState(**(told | times))
    except (TypeError, ValueError, AttributeError):
        raise BadInput("is not what was kept of feeds; remove it to begin anew", str(path)) from None
