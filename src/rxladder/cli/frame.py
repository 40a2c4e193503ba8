"""What every command shares: errors in one line, the day, JSON, and exit codes."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import typer
from typer.core import TyperGroup

NO, BAD_INPUT, INTERRUPTED = 1, 2, 130
LANGUAGES = ("en", "es")
OWN_LANGUAGE = ("serve", "worker")
"""Commands that speak to many: each request and each mail has a language of its own there."""


class OneLineErrors(TyperGroup):
    """Says whatever is wrong with the input in one line on stderr, and exits with 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; in standalone mode the process ends with its exit code."""
        try:
            code = super().main(
                args, prog_name or "rxladder", complete_var, False, windows_expand_args, **extra
            )
        except typer.Abort:
            code = INTERRUPTED
        except Exception as error:
            said = _said(error)
            if said is None:
                raise
            typer.echo(said, err=True)
            code = BAD_INPUT
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)


def _said(error: Exception) -> str | None:
    """The line for an error that the input caused; None for any other."""
    # Only now: reading packs and files brings this module in anyway, a usage error alone does not.
    from rxladder.facts.yaml_text import BadInput

    if isinstance(error, BadInput):
        return str(error)
    if isinstance(error, typer.TyperException):
        say = getattr(error, "format_message", lambda: str(error))
        return "rxladder: " + " ".join(str(say()).split())
    return _said_of_the_disk(error)


def _said_of_the_disk(error: Exception) -> str | None:
    """The line where a disk takes no more, be it that of a data folder or of what is printed."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
        where = f"{error.filename} " if error.filename else "what was asked for "
        return f"rxladder: {where}cannot be written ({error.strerror}); nothing was changed"
    # Django is there only where a command keeps a record.
    if "django" in sys.modules:
        from rxladder.web.site.disk import reason

        said = reason(error)
        return f"rxladder: nothing was changed: {said}" if said else _said_of_the_database(error)
    return None


def _said_of_the_database(error: Exception) -> str | None:
    """The line where a database does not let this program in, or is away."""
    from django.db import OperationalError

    if isinstance(error, OperationalError):
        return f"rxladder: the database cannot be used: {' '.join(str(error).split())}"
    return None


def parse_language(text: str) -> str:
    """A language from the command line: one that there are texts in."""
    if text not in LANGUAGES:
        raise typer.BadParameter(f"there are no texts in {text!r}; it is one of {', '.join(LANGUAGES)}")
    return text


def language_told(language: str | None) -> str:
    """The language of the command line, else that of the environment, looked for as gettext does."""
    told = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = language or next((one for one in told if one), "")[:2]
    return code if code in LANGUAGES else "en"


def parse_day(text: str | date) -> date:
    """A day from the command line."""
    from rxladder.facts.entries import to_day

    try:
        return to_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def today() -> date:
    """The machine's own day: here, and nowhere below, the clock is read."""
    return datetime.now().astimezone().date()


def show_json(document: Any) -> None:
    """Print a document as JSON."""
    import orjson

    say_json(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def say_json(text: bytes) -> None:
    """Print what is JSON already, in UTF-8 whatever the terminal's encoding."""
    typer.echo(text)


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing that a library writes by itself get among the answer: HiGHS now and then prints a line."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        ctypes.CDLL(None).fflush(None)  # what the library printed may still wait in the C library's buffer
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def finish(yes: bool) -> None:
    """End a command whose answer is yes or no."""
    raise typer.Exit(0 if yes else NO)
