"""The folder in which one installation keeps its database, its secret key and its built static files."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.crypto import get_random_string

from rxladder.facts.installation import data_folder

KEY_LENGTH = 64


def own_folder() -> Path:
    """The data folder, made for its owner alone if it is missing."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made the first time and readable by its owner alone."""
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = get_random_string(KEY_LENGTH)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
