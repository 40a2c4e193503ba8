"""The rules as they were before one of the program's own packs was edited where it stands.

Whoever corrects a pack in a checkout of the project edits the very file that is in force, so that only git
knows what stood there before.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from rxladder.facts.load import DATA, Packs, load_packs


def is_own_pack(file: Path, facts: Path = DATA) -> bool:
    """Whether a file is one of the packs that the program reads, in its place."""
    return file.resolve().parent == (facts / "packs").resolve()


def packs_before(file: Path, overlays: Path | None = None, facts: Path = DATA) -> Packs | None:
    """All packs with an own pack as git kept it last; without it where git never kept it.

    `overlays` is the folder of the corrections in force. None where no git keeps the program's files.
    """
    folder = facts / "packs"
    if file.name not in (_git(folder, "ls-files", "--cached", "--others") or b"").decode().splitlines():
        return None
    kept = _git(folder, "show", f"HEAD:./{file.name}")
    with tempfile.TemporaryDirectory(prefix="rxladder-packs-") as made:
        base = Path(made) / "facts"
        shutil.copytree(folder, base / "packs", ignore=shutil.ignore_patterns(file.name))
        shutil.copy2(facts / "vocabulary.yaml", base)
        if kept is not None:
            (base / "packs" / file.name).write_bytes(kept)
        return load_packs(overlays, data_folder=base)


def _git(folder: Path, *asked: str) -> bytes | None:
    """What git answers in a folder; None where it does not know, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *asked], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
