"""The folder in which one installation keeps its database, its secret key and its built static files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.utils.crypto import get_random_string

from rxladder.facts.installation import data_folder
from rxladder.facts.whole_file import OWN, name_new, sync_folder, write_new

KEY_LENGTH = 64


def own_folder() -> Path:
    """The data folder, made for its owner alone if it is missing."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made the first time and readable by its owner alone."""
    path = folder / "secret-key"
    # An empty file is what a disk without room has left: nothing rests on it.
    if not _text(path):
        with suppress(FileExistsError):
            _put_aside_first(path, get_random_string(KEY_LENGTH) + "\n")
    return _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _put_aside_first(path: Path, text: str) -> None:
    """Write a file whole; of two that do so at once the first one's stays. FileExistsError for the other."""
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        write_new(aside, text.encode(), OWN)
        if path.exists() and not path.stat().st_size:
            path.unlink(missing_ok=True)
        name_new(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)
