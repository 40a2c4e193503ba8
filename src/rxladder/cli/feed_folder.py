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
        return {url: _state(raw, self._states) for url, raw in _read(self._states, dict).items()}

    def items(self) -> tuple[Item, ...]:
        """What came, the newest first."""
        return tuple(_item(raw, self._items) for raw in _read(self._items, list))

    def keep(self, states: Mapping[str, FeedState], items: Iterable[Item]) -> None:
        """Put both in place; of the items the newest."""
        newest = sorted(items, key=lambda one: (one.moment, one.id), reverse=True)
        _write(self._items, [asdict(one) for one in newest[:MOST_ITEMS]])
        _write(self._states, {url: asdict(state) for url, state in states.items()})


def _read(path: Path, kind: type) -> Any:
    if not path.exists():
        return kind()
    try:
        data = orjson.loads(read_bytes(path, max_bytes=_MAX_BYTES))
    except orjson.JSONDecodeError:
        data = None
    if not isinstance(data, kind):
        raise BadInput("is not what was kept of feeds; remove it to begin anew", str(path))
    return data


def _write(path: Path, data: Any) -> None:
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(orjson.dumps(data))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise BadInput(f"cannot be written ({error.strerror or error})", str(path)) from None


def _state(raw: Any, path: Path) -> FeedState:
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
