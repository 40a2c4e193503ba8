"""One installation: the folder in which it keeps its own, and the packs that are in force in it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from rxladder.facts.load import Packs, load_packs

DATABASE = "rxladder.sqlite3"
"""The file in the data folder that has the record, where DATABASE_URL names no other database."""


def data_folder(named: Path | None = None) -> Path:
    """The folder that is named, else RXLADDER_DATA's, else the user's own. It need not be there yet."""
    folder = named or os.environ.get("RXLADDER_DATA")
    return Path(folder or platformdirs.user_data_dir("rxladder", appauthor=False)).expanduser()


def packs_in(folder: Path) -> Packs:
    """The built-in packs with the corrections of a data folder, from its cache where that is fresh.

    Raises BadInput where a correction is wrong.
    """
    overlays = folder / "rules"
    return load_packs(overlays if overlays.is_dir() else None, folder / "cache")
