"""The file of a backup: a ZIP with a manifest that names every part of it by size and SHA-256.

Whoever opens one trusts nothing: names that lead out of the folder, sizes that lie and parts that nobody
announced are refused before or while they are unpacked, and nothing of a refused file stays.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MANIFEST = "manifest.json"
# How what a restore has moved aside begins: no part of a backup.
ASIDE = "before-"
MOST_PARTS = 500_000
LARGEST_MANIFEST = 100_000_000
# What the standard library raises for a file that is no ZIP, or a damaged one.
NO_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    EOFError,
    UnicodeError,
    ValueError,
)
_CHUNK = 1 << 20
# These are packed already.
_AS_IT_IS = ("evidence/",)


class Part(BaseModel):
    """One file of a backup: its size in bytes, and its content's SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    size: Annotated[int, Field(ge=0, le=10**18)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a backup is of. `made` is in UTC; `rows` counts each table's; `columns` is told of PostgreSQL."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rxladder_backup: Literal[1]
    made: str
    program: str
    database: Literal["sqlite", "postgresql"]
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    columns: dict[str, list[str]] = {}
    files: dict[str, Part]


def pack(folder: Path, names: Iterable[str], to: Path, about: dict[str, object]) -> Manifest:
    """Pack files of a folder, and tell about them; what is gone is left out. `to` must not be there."""
    parts: dict[str, Part] = {}
    descriptor = os.open(to, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
            for name in names:
                part = _packed(archive, folder / name, name)
                if part is not None:
                    parts[name] = part
            manifest = Manifest.model_validate({"rxladder_backup": 1, **about, "files": parts})
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _packed(archive: zipfile.ZipFile, path: Path, name: str) -> Part | None:
    how = zipfile.ZIP_STORED if name.startswith(_AS_IT_IS) else zipfile.ZIP_DEFLATED
    told = zipfile.ZipInfo(name)
    told.compress_type, told.external_attr = how, 0o600 << 16
    seen, size = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    with source, archive.open(told, "w", force_zip64=True) as out:
        while chunk := source.read(_CHUNK):
            seen.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Part(size=size, sha256=seen.hexdigest())


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a whole backup into a folder made for it. BadInput, and no folder, if anything is wrong."""
    with _opened(path) as archive:
        manifest = _manifest(archive, path.name)
        _check_names(archive, manifest, path.name)
        _check_room(manifest, folder.parent, path.name)
        folder.mkdir(mode=0o700)
        try:
            for name, part in manifest.files.items():
                _unpack(archive, name, part, folder, path.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise BadInput(_("there is no such file"), path.name) from None
    except NO_ZIP:
        raise BadInput(_("is not a backup, or was cut off or damaged"), path.name) from None


def _manifest(archive: zipfile.ZipFile, where: str) -> Manifest:
    try:
        with archive.open(MANIFEST) as file:
            text = _at_most(file, LARGEST_MANIFEST, where)
    except KeyError:
        raise BadInput(_("is not a backup: it has no manifest"), where) from None
    except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error):
        raise BadInput(_("is damaged: its manifest cannot be read"), where) from None
    try:
        told = json.loads(text)
        if isinstance(told, dict) and told.get("rxladder_backup") not in (1, None):
            raise BadInput(_("was made by a newer version of RxLadder; update this one first"), where)
        return Manifest.model_validate(told)
    except (ValidationError, ValueError, RecursionError):
        raise BadInput(_("is not a backup: its manifest does not say what a backup holds"), where) from None


def _at_most(file: IO[bytes], most: int, where: str) -> bytes:
    text = file.read(most + 1)
    if len(text) > most:
        raise BadInput(_("is not a backup: its manifest is far too large"), where)
    return text


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, where: str) -> None:
    there = archive.infolist()
    if len(there) > MOST_PARTS:
        raise BadInput(_("is not a backup: it has far too many parts"), where)
    names = [each.filename for each in there]
    if len(set(names)) != len(names) or set(names) != {MANIFEST, *manifest.files}:
        raise BadInput(_("is damaged: its parts are not the ones its manifest names"), where)
    for each in there:
        if not is_plain(each.filename):
            raise BadInput(
                _("has a part with a name that leads elsewhere ({name})").format(
                    name=repr(each.filename[:80])
                ),
                where,
            )
        kind = each.external_attr >> 28
        if kind not in (0, 0o10):  # nothing told, or a plain file
            raise BadInput(
                _("has a part that is not a file ({name})").format(name=repr(each.filename[:80])), where
            )


def is_plain(name: str) -> bool:
    """Whether a name stays in the folder, whatever the system makes of it."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and str(PurePosixPath(name)) == name
        and name.isprintable()
        and not {"..", ".", "/"} & set(parts)
        and not set(name) & set("\\:")
    )


def _check_room(manifest: Manifest, folder: Path, where: str) -> None:
    needed = sum(part.size for part in manifest.files.values())
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise BadInput(
            _("needs {needed} MB on the disk of {folder}, which has {free} MB left").format(
                needed=f"{needed / 1e6:,.0f}", folder=folder, free=f"{free / 1e6:,.0f}"
            ),
            where,
        )


def _unpack(archive: zipfile.ZipFile, name: str, part: Part, folder: Path, where: str) -> None:
    to = folder / name
    for above in reversed(PurePosixPath(name).parents):
        (folder / above).mkdir(mode=0o700, exist_ok=True)
    seen, size = hashlib.sha256(), 0
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out, archive.open(name) as source:
            while size <= part.size and (chunk := source.read(_CHUNK)):
                seen.update(chunk)
                size += len(chunk)
                out.write(chunk)
    except (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error):
        raise BadInput(_("is damaged: {name} cannot be unpacked").format(name=name), where) from None
    except FileExistsError:
        raise BadInput(
            _("has two parts that are the same on this disk ({name})").format(name=repr(name)), where
        ) from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # a full disk, or one that fails, is no fault of the file
            raise
        raise BadInput(_("is damaged: {name} is outside of it").format(name=name), where) from None
    if (size, seen.hexdigest()) != (part.size, part.sha256):
        raise BadInput(_("is damaged: {name} is not what was packed").format(name=name), where)
