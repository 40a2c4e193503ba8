"""The packs on disk as they are in memory, for a quick start.

A cache file is believed only if it lies in a folder that the user alone can write to, belongs to the user,
is whole, and was made from the very files, code and Python at hand; else it is made anew. It is written
aside and moved into place, so that processes may share a folder.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import platform
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pydantic

from rxladder import __version__

_MAGIC = b"rxladder packs 1"


def key_of(inputs: Iterable[Path]) -> str:
    """What a cache made from these files must carry: their paths, sizes and times, and the code's."""
    digest = hashlib.sha256(_code().encode())
    for path in inputs:
        digest.update(_mark(path).encode())
    return digest.hexdigest()


def _mark(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return f"{path} missing\n"
    return f"{path} {state.st_size} {state.st_mtime_ns}\n"


@cache
def _code() -> str:
    versions = (
        f"{__version__} {platform.python_implementation()} {platform.python_version()} {pydantic.VERSION}\n"
    )
    return versions + "".join(_mark(path) for path in sorted(Path(__file__).parent.glob("*.py")))


def _file(folder: Path, folders: object) -> Path:
    """One file for each set of folders and Python, so that they do not push each other out."""
    whose = f"{folders} {platform.python_version()}"
    return folder / "packs" / f"{hashlib.sha256(whose.encode()).hexdigest()[:16]}.pickle"


def read(folder: Path, folders: object, key: str) -> object | None:
    """What is stored under a key, or None where nothing is, or nothing that can be trusted."""
    path = _file(folder, folders)
    try:
        if not _private(path.parent):
            return None
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            if not _ours(os.fstat(stream.fileno())):
                return None
            content = stream.read()
    except OSError:
        return None
    return _unpacked(content, key)


def _unpacked(content: bytes, key: str) -> object | None:
    head, _, payload = content.partition(b"\n")
    if head != _head(key, payload):
        return None
    collecting = gc.isenabled()
    gc.disable()  # thousands of new objects and no garbage among them
    try:
        return pickle.loads(payload)  # type: ignore[no-any-return]
    except Exception:  # whatever is wrong with it, it can be made anew
        return None
    finally:
        if collecting:
            gc.enable()


def write(folder: Path, folders: object, key: str, value: object) -> None:
    """Store a value under a key; where that cannot be done, nothing happens."""
    path = _file(folder, folders)
    payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _private(path.parent):
            _replace(path, _head(key, payload) + b"\n" + payload)


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _head(key: str, payload: bytes) -> bytes:
    return b" ".join((_MAGIC, key.encode(), hashlib.sha256(payload).hexdigest().encode()))


def _private(folder: Path) -> bool:
    state = folder.lstat()
    return stat.S_ISDIR(state.st_mode) and _ours(state)


def _ours(state: os.stat_result) -> bool:
    """Owned by us, and nobody else may write to it (where the system knows owners)."""
    if not hasattr(os, "geteuid"):
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
