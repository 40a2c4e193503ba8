"""A career file, or the ZIP of everything, sent to the site, that waits for a yes: one for each person.

It lies in the data folder, for its owner alone and sealed like a certificate. It goes when it is used, thrown
away or another one comes, and after a day by a job. What it holds is told in a small file beside it, so that
looking at it does not read it again. No backup has it.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from rxladder.facts.whole_file import OWN, write_whole
from rxladder.web.education import evidence_seal
from rxladder.web.education.evidence_store import hash_of

FOLDER = "brought"
HOURS = 24
_CONTENT, _ABOUT = ".brought", ".json"


def put(person: UUID, content: bytes, about: dict[str, Any]) -> None:
    """Put a file aside with what is told of it, in the place of the one before."""
    _folder().mkdir(mode=0o700, exist_ok=True)
    drop(person)
    _write(person, _CONTENT, content)
    # Without this one nothing is there: a kill in between leaves what the job removes.
    _write(person, _ABOUT, json.dumps(about | {"mark": hash_of(content)}).encode())


def about(person: UUID) -> dict[str, Any] | None:
    """What is told of a person's file, with its `mark` and until when it stays (`until`, in seconds)."""
    content = _read(person, _ABOUT)
    if content is None:
        return None
    told: dict[str, Any] = json.loads(content)
    return told | {"until": _made(_path(person, _ABOUT)) + HOURS * 3600}


def content(person: UUID, mark: str) -> bytes | None:
    """The file of this mark; None where it is gone or is another one by now."""
    found = _read(person, _CONTENT)
    return found if found is not None and hash_of(found) == mark else None


def drop(person: UUID) -> None:
    """Forget a person's file."""
    for kind in (_ABOUT, _CONTENT):
        _path(person, kind).unlink(missing_ok=True)


def sweep() -> int:
    """Remove what is too old, and whatever a kill has left; the number of files removed."""
    removed = 0
    with suppress(FileNotFoundError):
        for path in _folder().iterdir():
            if _is_old(path):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _write(person: UUID, kind: str, content: bytes) -> None:
    path = _path(person, kind)
    write_whole(path, evidence_seal.seal(content, _bound_to(path)), OWN)


def _read(person: UUID, kind: str) -> bytes | None:
    """None where it is not there, too old, or cannot be opened any more, as with a key that is gone."""
    path = _path(person, kind)
    if _is_old(path):
        return None
    with suppress(OSError):
        return evidence_seal.unseal(path.read_bytes(), _bound_to(path))
    return None


def _is_old(path: Path) -> bool:
    return time.time() - _made(path) > HOURS * 3600


def _made(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _bound_to(path: Path) -> str:
    return f"{FOLDER}/{path.name}"


def _folder() -> Path:
    return Path(settings.DATA) / FOLDER


def _path(person: UUID, kind: str) -> Path:
    return _folder() / f"{person}{kind}"
