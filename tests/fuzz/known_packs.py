"""The built-in packs, read and checked once for many trials beside them.

A trial reads every pack anew, a tenth of a second of which a changed correction makes no difference to: the
same bytes give the same pack, and the same packs the same problems. Only what is remembered of the very same
bytes is taken; the file on trial, and all packs with it in force, are read and checked each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from rxladder.facts import check_packs, load
from rxladder.facts.load import DATA

_texts: dict[tuple[str, bytes], load._Text] = {}
_packs: dict[int, Any] = {}
_sound: set[frozenset[int]] = set()
_read, _pack, _problems = load._read, load._pack, check_packs.problems
_BUILT_IN = {(path.name, path.read_bytes()) for path in (DATA / "packs").glob("*.yaml")}


@contextmanager
def read_once() -> Iterator[None]:
    """While it lasts, what was read from the bytes of a built-in pack is not read from them again."""
    with (
        patch.object(load, "_read", _known_read),
        patch.object(load, "_pack", _known_pack),
        patch.object(check_packs, "problems", _known_problems),
    ):
        yield


def _known_read(path: Any) -> load._Text:
    key = path.name, path.read_bytes()
    if key not in _BUILT_IN:
        return _read(path)
    if key not in _texts:
        _texts[key] = _read(path)
    return _texts[key]


def _known_pack(text: load._Text) -> Any:
    if _texts.get((text.file.name, text.text)) is not text:
        return _pack(text)
    if id(text) not in _packs:
        _packs[id(text)] = _pack(text)
    return _packs[id(text)]


def _known_problems(packs: Any, vocabulary: Any) -> Any:
    """The built-in packs alone are looked through once; with anything else among them, each time."""
    known = frozenset(id(pack) for pack in packs.values())
    if known in _sound:
        return []
    found = _problems(packs, vocabulary)
    if not found and known <= {id(pack) for pack in _packs.values()}:
        _sound.add(known)
    return found
