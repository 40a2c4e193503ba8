"""What commands read and write: the packs in force here, career files, ids."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs
import typer

from rxladder.career.file import read_career
from rxladder.career.ids import ids_of, nearest, quoted
from rxladder.career.record import Career
from rxladder.facts.load import Packs, load_packs
from rxladder.facts.pack import Pack
from rxladder.facts.yaml_text import MAX_BYTES, BadInput, read_bytes


def data_folder(data: Path | None = None) -> Path:
    """The folder of this installation: the one given, else RXLADDER_DATA's, else the user's own."""
    named = data or os.environ.get("RXLADDER_DATA")
    return Path(named or platformdirs.user_data_dir("rxladder", appauthor=False)).expanduser()


def packs_here(data: Path | None = None) -> Packs:
    """The built-in packs with this installation's corrections, from its cache where that is fresh."""
    folder = data_folder(data)
    overlays = folder / "rules"
    return load_packs(overlays if overlays.is_dir() else None, folder / "cache")


def read_career_file(path: Path, packs: Packs) -> Career:
    """The record in a file, or on standard input where the path is `-`."""
    if str(path) == "-":
        return read_career(sys.stdin.buffer.read(MAX_BYTES + 1), packs, "standard input")
    return read_career(read_bytes(path), packs, str(path))


def write_text(text: str, path: Path | None) -> None:
    """Write to a file, or to standard output where there is none."""
    if path is None:
        typer.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot be written ({error.strerror or error})", str(path)) from None
    typer.echo(f"Written to {path}.", err=True)


def known_credential(text: str, packs: Packs) -> str:
    """The id of a credential named on the command line."""
    try:
        return ids_of(packs).resolve("credential", text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="CREDENTIAL") from None


def known_pack(text: str, packs: Packs) -> Pack:
    """The pack named on the command line by its id, its state or one of its credentials."""
    meant = packs.credentials.get(text)
    pack = meant.pack if meant else packs.packs.get(text)
    if pack is None:
        message = f"the pack {quoted(text)} is not known{nearest(text, packs.packs)}"
        raise typer.BadParameter(message, param_hint="ID")
    return pack
