"""The folder that keeps the last reading of each page that a rule rests on: its state, and its words."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from rxladder.news.kept_files import not_ours, read_kept, state_of, write_kept
from rxladder.news.refresh import FeedState
from rxladder.news.rule_pages import Reading

_MOST = 40_000_000


class ReadingFolder:
    """Readings by the address of their page. The words lie beside, packed, one file a page."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._states = folder, folder / "states.json"

    def states(self, urls: Iterable[str]) -> dict[str, FeedState]:
        """How each of these pages was when it was asked for last, those that were never asked for too."""
        states = read_kept(self._states, dict)
        return {url: state_of(states[url], self._states) if url in states else FeedState(url) for url in urls}

    def readings(self, urls: Iterable[str]) -> dict[str, Reading]:
        """What was kept of these pages; BadInput where a file is not ours."""
        states = read_kept(self._states, dict)
        known = {url: state_of(states[url], self._states) for url in urls if url in states}
        return {url: Reading(state, self._lines(url)) for url, state in known.items()}

    def keep(self, readings: Mapping[str, Reading]) -> None:
        """Put these in place, and leave all others as they are."""
        kept = read_kept(self._states, dict)
        for url, reading in readings.items():
            if reading.lines:
                write_kept(self._words(url), zlib.compress("\n".join(reading.lines).encode()))
            kept[url] = asdict(reading.state)
        write_kept(self._states, kept)

    def _lines(self, url: str) -> tuple[str, ...]:
        path = self._words(url)
        try:
            packed = path.read_bytes()
            plain = zlib.decompressobj().decompress(packed, _MOST).decode()
        except FileNotFoundError:
            return ()
        except (OSError, zlib.error, UnicodeDecodeError):
            raise not_ours(path) from None
        return tuple(plain.split("\n"))

    def _words(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode()).hexdigest()[:32]}.txt.z"
