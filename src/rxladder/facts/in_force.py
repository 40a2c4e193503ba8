"""The rules that are in force in an installation while its files change, and what was in force before.

A correction takes effect without a new start: whoever serves asks `is_fresh` now and then, which looks at
the marks of a few files, and loads anew. A correction with a mistake changes nothing: what was good last
stays.
Each set of rules that was in force is kept as its files, so that the next one can be compared with it, and so
that a process that starts beside a faulty correction works with the same rules as those that run.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rxladder.facts.installation import packs_in
from rxladder.facts.load import DATA, Packs, load_packs, sources_of, texts_hash
from rxladder.facts.whole_file import OWN, write_whole
from rxladder.facts.yaml_text import BadInput

KEPT = 6
"""Sets of rules that stay."""
_SETTLED = 1.0
"""Seconds for which a file must not have changed: nobody loads what an editor has half written."""
_LAST = "last-good"
_BUILT_IN, _OWN = "facts", "rules"


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules in force, the marks of the files that they were looked for in, and what is wrong with these.

    Where there is a `problem`, the rules are those of before.
    """

    packs: Packs
    marks: str
    problem: BadInput | None = None


def marks_of(folder: Path) -> str:
    """What tells that a data folder's corrections have changed: their names, sizes and times."""
    return "".join(f"{path.name} {size} {at}\n" for path, size, at in _files(folder))


def is_fresh(known: InForce, folder: Path, now: float) -> bool:
    """Whether nothing has changed since, or only what is still being written; `now` in seconds since 1970."""
    found = _files(folder)
    if known.marks == "".join(f"{path.name} {size} {at}\n" for path, size, at in found):
        return True
    return any(abs(now - at / 1e9) < _SETTLED for _path, _size, at in found)


def look(folder: Path, known: InForce | None = None) -> InForce:
    """The rules of a data folder as they are now; where a correction is wrong, those that were good last."""
    marks = marks_of(folder)
    try:
        packs = packs_in(folder)
    except BadInput as problem:
        return InForce(known.packs if known else _good_before(folder), marks, problem)
    with suppress(OSError):
        _keep(folder, packs)
    return InForce(packs, marks)


@contextmanager
def rules_before(folder: Path, hash_: str) -> Iterator[Packs | None]:
    """A set of rules that was in force, by its hash; None where it is not there or can no longer be read."""
    with tempfile.TemporaryDirectory(prefix="rxladder-rules-") as aside:
        if not _unpack(_place(folder, hash_), Path(aside)):
            yield None
            return
        try:
            packs = load_packs(Path(aside) / _OWN, data_folder=Path(aside) / _BUILT_IN)
        except BadInput:  # written in a language that this version no longer reads
            yield None
            return
        yield packs if packs.hash == hash_ else None


def _files(folder: Path) -> list[tuple[Path, int, int]]:
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder / "rules"):
            if entry.name.endswith((".yaml", ".yml")):
                state = entry.stat()
                found.append((Path(entry.path), state.st_size, state.st_mtime_ns))
    return sorted(found)


# --- What was in force


def _place(folder: Path, hash_: str) -> Path:
    return folder / "rules-before" / f"{hash_}.zip"


def _keep(folder: Path, packs: Packs) -> None:
    """Keep the files of these rules, and that they were good last."""
    place = _place(folder, packs.hash)
    last = place.parent / _LAST
    if last.exists() and last.read_text(encoding="ascii") == packs.hash and place.exists():
        return
    overlays = folder / "rules" if (folder / "rules").is_dir() else None
    built_in, own = sources_of(DATA, overlays)
    texts = [(path, path.read_bytes()) for path in (*built_in, *own)]
    if texts_hash((path.name, text) for path, text in texts) != packs.hash:
        return  # it has changed in between: the next look keeps it
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path, text in texts:
            archive.writestr(_name(path, own), text)
    Path(file.name).replace(place)
    write_whole(last, packs.hash.encode(), OWN)
    _let_go(place.parent)


def _name(path: Path, own: list[Path]) -> str:
    if path in own:
        return f"{_OWN}/{path.name}"
    return f"{_BUILT_IN}/packs/{path.name}" if path.parent.name == "packs" else f"{_BUILT_IN}/{path.name}"


def _let_go(folder: Path) -> None:
    old = sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime_ns)[:-KEPT]
    for path in old:
        path.unlink(missing_ok=True)


def _unpack(place: Path, to: Path) -> bool:
    for name in (f"{_BUILT_IN}/packs", _OWN):
        (to / name).mkdir(parents=True)
    try:
        with zipfile.ZipFile(place) as archive:
            archive.extractall(to)
    except (OSError, zipfile.BadZipFile):
        return False
    return True


def _good_before(folder: Path) -> Packs:
    """The corrections that were good last with the built-in rules of today; without them where they clash."""
    try:
        hash_ = (folder / "rules-before" / _LAST).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return load_packs(None, folder / "cache")
    with tempfile.TemporaryDirectory(prefix="rxladder-rules-") as aside:
        if hash_.isalnum() and _unpack(_place(folder, hash_), Path(aside)):
            with suppress(BadInput):
                return load_packs(Path(aside) / _OWN)
    return load_packs(None, folder / "cache")
