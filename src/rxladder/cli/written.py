"""Files that commands write where a person says: the one rule of all of them.

A file is whole or not there, also when the disk is full or the program killed. One that is there already
stays, unless the person says `--replace`; what a command works out anew from what it reads (the result of
`rxladder bulk`) takes the place of the last one by itself, once it is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from rxladder.facts.language import gettext as _
from rxladder.facts.whole_file import OWN, USUAL, whole_file
from rxladder.facts.yaml_text import BadInput


def write_text(text: str, path: Path | None, *, replace: bool = False) -> None:
    """Write to a file, or to standard output; the path `-` is standard output, too."""
    if path is None or str(path) == "-":
        typer.echo(text, nl=False)
        return
    with file_to_write(path, replace=replace) as file:
        file.write(text.encode())
    typer.echo(_("Written to {path}.").format(path=path), err=True)


@contextmanager
def file_to_write(path: Path, *, replace: bool, own: bool = False) -> Iterator[BinaryIO]:
    """A file to write into, which gets its name once it is whole; `own`: for its owner's eyes alone."""
    try:
        with whole_file(path, OWN if own else USUAL, new=not replace) as file:
            yield file
    except FileExistsError:
        raise BadInput(_("already exists; name another file, or use --replace"), str(path)) from None
    except OSError as error:
        why = error.strerror or error
        raise BadInput(_("cannot be written ({why})").format(why=why), str(path)) from None
