"""What commands read and write: the packs in force here, career files, ids."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import typer

from rxladder.career.demo import refuse_day
from rxladder.career.file import MOST_BYTES, read_career
from rxladder.career.ids import ids_of
from rxladder.career.record import Career
from rxladder.facts.activities import Activity, built_in_catalogue, read_catalogue
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.installation import data_folder, packs_in
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.pack import Pack
from rxladder.facts.states import STATES, state_meant
from rxladder.facts.yaml_text import MAX_BYTES, BadInput, read_bytes


def packs_here(data: Path | None = None) -> Packs:
    """The packs that are in force in this installation."""
    return packs_in(data_folder(data))


def read_career_file(path: Path, packs: Packs, on: date) -> Career:
    """The record in a file, or on standard input where the path is `-`."""
    if str(path) == "-":
        return read_career(_standard_input(MOST_BYTES), packs, _("standard input"), on)
    return read_career(read_bytes(path, max_bytes=MOST_BYTES), packs, str(path), on)


def catalogue_here(path: Path | None, packs: Packs) -> tuple[Activity, ...]:
    """The activities in a file (`-`: standard input), or those that come with the program."""
    if path is None:
        return built_in_catalogue(packs)
    if str(path) == "-":
        return read_catalogue(_standard_input(MAX_BYTES), packs, _("standard input"))
    return read_catalogue(read_bytes(path), packs, str(path))


def _standard_input(most: int) -> bytes:
    """What comes on standard input, which may be closed or a terminal's that was torn away."""
    try:
        return sys.stdin.buffer.read(most + 1)
    except (AttributeError, ValueError, OSError) as error:
        why = getattr(error, "strerror", None) or _("it is closed")
        raise BadInput(_("cannot be read ({why})").format(why=why), _("standard input")) from None


def demo_day(on: date) -> None:
    """Refuse a day that the example cannot be written as of, before anything is written or started."""
    try:
        refuse_day(on)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--on'") from None


def known_credential(text: str, packs: Packs) -> str:
    """The id of a credential named on the command line."""
    try:
        return ids_of(packs).resolve("credential", text)
    except ValueError as error:
        more = _("; `rxladder packs show ID` lists a pack's credentials")
        hint = "" if str(error).endswith("?") else more
        raise typer.BadParameter(f"{error}{hint}", param_hint="CREDENTIAL") from None


def known_pack(text: str, packs: Packs, parameter: str = "ID") -> Pack:
    """The pack named on the command line, in `parameter`, by its id, its state or one of its credentials."""
    meant = packs.credentials.get(text)
    pack = meant.pack if meant else packs.packs.get(text) or packs.packs.get(state_meant(text) or "")
    if pack is None:
        hint = nearest(text, packs.packs) or _("; `rxladder packs` lists them all")
        message = _("the pack {id} is not known{hint}").format(id=quoted(text), hint=hint)
        raise typer.BadParameter(message, param_hint=parameter)
    return pack


def known_state(text: str, packs: Packs) -> str:
    """The state named on the command line by its id, its name, or its two letters."""
    state = state_meant(text)
    if state is None or state not in packs.packs:
        hint = nearest(text, [*STATES, *STATES.values()]) or _("; write us-tx, TX or Texas, or `all`")
        message = _("the state {name} is not known{hint}").format(name=quoted(text), hint=hint)
        raise typer.BadParameter(message, param_hint="STATE")
    return state
