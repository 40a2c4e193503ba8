"""The folder in which the command line keeps what it knows of feeds: their states, and the items that came.

Each file is written aside and put in place whole, so that a kill leaves the one before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rxladder.facts.yaml_text import BadInput, read_bytes
from rxladder.news.items import Item
from rxladder.news.refresh import FeedState

MOST_ITEMS = 20_000
_MAX_BYTES = 500_000_000
_TIMES = frozenset({"asked", "answered", "due"})


class FeedFolder:
    """States by the address under which a feed is listed, and the newest items."""

    def __init__(self, folder: Path) -> None:
        self._states, self._items = folder / "states.json", folder / "items.json"

    def states(self) -> dict[str, FeedState]:
        """What was kept of each feed; BadInput where the file is not ours."""
        return {url: state_of(raw, self._states) for url, raw in read_kept(self._states, dict).items()}

    def items(self) -> tuple[Item, ...]:
        """What came, the newest first."""
        return tuple(_item(raw, self._items) for raw in read_kept(self._items, list))

    def keep(self, states: Mapping[str, FeedState], items: Iterable[Item]) -> None:
        """Put both in place; of the items the newest."""
        newest = sorted(items, key=lambda one: (one.moment, one.id), reverse=True)
        write_kept(self._items, [asdict(one) for one in newest[:MOST_ITEMS]])
        write_kept(self._states, {url: asdict(state) for url, state in states.items()})


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
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data if isinstance(data, bytes) else orjson.dumps(data))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
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


def _item(raw: Any, path: Path) -> Item:
    try:
        return Item(**(raw | {"moment": datetime.fromisoformat(raw["moment"])}))
    except (TypeError, ValueError, KeyError):
        raise BadInput("is not what was kept of feeds; remove it to begin anew", str(path)) from None
