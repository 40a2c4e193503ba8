"""`rxladder backup` and `rxladder restore`: all of an installation in one file, and back."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rxladder.cli.frame import show_json
from rxladder.cli.options import AnyDay, Data, Json
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext

if TYPE_CHECKING:
    from rxladder.cli.site_documents import BackupDocument, RestoreDocument

VARIABLE = "RXLADDER_PASSPHRASE"
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", metavar="FILE", help="Its first line is the passphrase."),
]


def backup(
    on: AnyDay,
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TO]", help="A folder or a new file (default: `backups` in the data folder)."
        ),
    ] = None,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help=f"Encrypt it with a passphrase, typed in or from {VARIABLE}.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="AGE1...", help="Encrypt it for an age key; may be repeated."),
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Make a backup of everything on this computer's site: records, certificates, settings and the key.

    The site can be in use. The backup counts only after it has been restored separately, as a test.
    """
    from rxladder.cli.own_site import back_up

    wanted = encrypt or passphrase_file is not None
    passphrase = _passphrase(passphrase_file, twice=True) if wanted else ""
    told = back_up(to, data, passphrase=passphrase, keys=tuple(recipient or ()))
    if as_json:
        show_json(told)
        return
    people, files = _of(told)
    size = f"{told['bytes'] / 1e6:,.1f} MB"
    said = _("Made and tested: {file} ({size}, {people}, {files}).")
    typer.echo(said.format(file=told["backup"], size=size, people=people, files=files))
    if told["missing_files"]:
        lost = ngettext(
            "{n} certificate in the record has lost its file.",
            "{n} certificates in the record have lost their files.",
            told["missing_files"],
        )
        typer.echo(lost.format(n=told["missing_files"]), err=True)
    if not told["encrypted"]:
        typer.echo(_("Anyone who has this file can read all of it; use --encrypt to lock one."), err=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    on: AnyDay,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    identity: Annotated[
        Path | None,
        typer.Option("--identity", metavar="FILE", help="A file with the age secret key, for --recipient."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is there, which is set aside and kept.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Restore a backup into the data folder. Stop the site first.

    What is there stays, unless you use --replace: then it is set aside and kept.
    """
    from rxladder.cli.own_site import restore as put_back
    from rxladder.web.backup.sealing import is_closed

    closed = is_closed(file)
    passphrase = _passphrase(passphrase_file, twice=False) if closed and identity is None else ""
    told = put_back(file, data, passphrase=passphrase, identities=identity, replace=replace)
    if as_json:
        show_json(told)
        return
    people, files = _of(told)
    said = _("Restored into {folder}, as it was on {moment}: {people}, {files}.")
    moment = _moment(told["made"])
    typer.echo(said.format(folder=told["restored"], moment=moment, people=people, files=files))
    if told["aside"]:
        typer.echo(_("What was there is kept in {folder}.").format(folder=told["aside"]))


def _moment(iso: str) -> str:
    """A moment by the clock of this machine: "26 November 2026, 18:09"."""
    from rxladder.facts.phrases import say_date

    moment = datetime.fromisoformat(iso).astimezone()
    return _("{day}, {time}").format(day=say_date(moment.date()), time=f"{moment:%H:%M}")


def _of(told: BackupDocument | RestoreDocument) -> tuple[str, str]:
    people, files = told["people"], told["files"]
    return (
        ngettext("{n} person", "{n} people", people).format(n=people),
        ngettext("{n} file", "{n} files", files).format(n=files),
    )


def _passphrase(file: Path | None, *, twice: bool) -> str:
    from rxladder.facts.yaml_text import BadInput

    if file is not None:
        try:
            return (file.read_text(encoding="utf-8").splitlines() or [""])[0]
        except (OSError, UnicodeError):
            raise BadInput(_("cannot be read"), str(file)) from None
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        said = _("is missing: set {variable}, or give a --passphrase-file").format(variable=VARIABLE)
        raise BadInput(said, _("the passphrase"))
    asked: str = typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice)
    return asked
