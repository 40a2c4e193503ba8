"""The folder in which the command line keeps what it knows of feeds: their states, and items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rxladder.news.items import Item
from rxladder.news.kept_files import not_ours, read_kept, state_of, write_kept
from rxladder.news.refresh import FeedState

MOST_ITEMS = 20_000


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


def _item(raw: Any, path: Path) -> Item:
    try:
        return Item(**(raw | {"moment": datetime.fromisoformat(raw["moment"])}))
    except (TypeError, ValueError, KeyError):
        raise not_ours(path) from None
