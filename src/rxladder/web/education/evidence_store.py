"""Where the files of certificates lie: in the installation's data folder, by person and content.

This is the one home for reading and writing them, sealed where many share a site (`evidence_seal`). A file is
there whole or not at all, and only its owner may read it. Which files are wanted the records tell: see
`evidence_keeping`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from rxladder.facts.whole_file import OWN, sync_folder, write_whole
from rxladder.web.education import evidence_seal

_HASH = re.compile(r"[0-9a-f]{64}")


def hash_of(content: bytes) -> str:
    """The name under which a content lies: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def write(person: UUID, content: bytes) -> str:
    """Put a content into a person's store, on the disk when this returns; its name is given back."""
    sha256 = hash_of(content)
    path = _path(person, sha256)
    _make_folder(path.parent)
    write_whole(path, evidence_seal.seal(content, _bound_to(path)), OWN)
    return sha256


def read(person: UUID, sha256: str) -> bytes:
    """A content of a person's store. OSError where it is missing or is not what it was."""
    path = _path(person, sha256)
    content = evidence_seal.unseal(path.read_bytes(), _bound_to(path))
    if hash_of(content) != sha256:
        raise OSError(f"the content of {sha256} has changed")
    return content


def seal_anew() -> int:
    """Seal every file that is not as it would be written now; the number of them."""
    done = 0
    for person in people():
        for path in sorted(_folder(person).iterdir()):
            if _HASH.fullmatch(path.name) and not evidence_seal.is_newest(path.read_bytes()):
                write(person, read(person, path.name))
                done += 1
    return done


def keep_only(person: UUID, wanted: set[str]) -> int:
    """Remove whatever lies in a person's store and is not wanted; the number of what was removed."""
    folder = _folder(person)
    if not wanted:
        count = sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
        shutil.rmtree(folder, ignore_errors=True)
        return count
    unwanted = [path for path in folder.iterdir() if path.name not in wanted] if folder.is_dir() else []
    for path in unwanted:
        path.unlink(missing_ok=True)
    return len(unwanted)


def people() -> list[UUID]:
    """Everyone who has a store."""
    found = []
    with suppress(FileNotFoundError):
        for folder in _root().iterdir():
            with suppress(ValueError):
                found.append(UUID(folder.name))
    return found


def _bound_to(path: Path) -> str:
    """What a sealed file is good for: this person's content of this name."""
    return f"{path.parent.name}/{path.name}"


def _root() -> Path:
    return Path(settings.DATA) / "evidence"


def _folder(person: UUID) -> Path:
    return _root() / str(person)


def _path(person: UUID, sha256: str) -> Path:
    if not _HASH.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256")
    return _folder(person) / sha256


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
