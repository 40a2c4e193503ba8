"""A pack or a correction on trial: in force beside everything else, in no installation.

Whoever writes one sees what is wrong with it, and what it would change, before anybody relies on it.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rxladder.facts.language import gettext as _
from rxladder.facts.load import DATA, Packs, load_packs
from rxladder.facts.yaml_text import BadInput, read_yaml_file


@dataclass(frozen=True, slots=True)
class Tried:
    """What a file would do: the pack it is about, and all packs with it in force."""

    pack: str
    packs: Packs


def tried(file: Path, overlays: Path | None = None) -> Tried:
    """All packs as they would be with `file` among them.

    `file` is a correction (`pack: us-tx`), a new pack, or an edited copy of a whole pack, which it then
    replaces. `overlays` is the folder of the corrections in force; one of its name gives way to `file`.
    Raises BadInput with the file and line of the first thing that is wrong.
    """
    data = read_yaml_file(file)
    about = _about(data, file)
    with tempfile.TemporaryDirectory(prefix="rxladder-packs-") as folder:
        base, own = Path(folder) / "facts", Path(folder) / "rules"
        _copy(DATA / "packs", base / "packs")
        shutil.copy2(DATA / "vocabulary.yaml", base)
        _copy(overlays, own)
        # Known by its name alone: an id may be a path, and would lead out of the folder.
        known = {path.stem for path in (base / "packs").glob("*.yaml")}
        whole = data.get("pack") == 1 and about in known
        put = (base / "packs" / f"{about}.yaml") if whole else (own / file.name)
        if put.suffix not in (".yaml", ".yml"):
            put = put.with_suffix(".yaml")
        shutil.copyfile(file, put)
        try:
            return Tried(about, load_packs(own, data_folder=base))
        except BadInput as error:
            raise BadInput(
                error.message, _original_path(error.file, put, file, own, overlays), error.line
            ) from None


def _about(data: Any, file: Path) -> str:
    """The id of the pack that a file is, or corrects."""
    if not isinstance(data, dict):
        raise BadInput(_("is not a mapping of keys to values"), str(file), 1)
    if "pack" not in data:
        said = _("has no `pack`: write `pack: us-tx` to correct that pack, or `pack: 1` in a complete one")
        raise BadInput(said, str(file), 1)
    return str(data.get("id") if data["pack"] == 1 else data["pack"])


def _copy(folder: Path | None, to: Path) -> None:
    to.mkdir(parents=True)
    for path in sorted(folder.glob("*.y*ml")) if folder and folder.is_dir() else []:
        shutil.copyfile(path, to / path.name)


def _original_path(named: str, put: Path, file: Path, own: Path, overlays: Path | None) -> str:
    """The file as the one who asked knows it, for one in the folder of the trial."""
    if named == str(put):
        return str(file)
    path = Path(named)
    return str(overlays / path.name) if overlays and path.parent == own else path.name
