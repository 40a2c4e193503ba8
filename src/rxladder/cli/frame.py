"""What every command shares: errors in one line, the day, JSON, and exit codes."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

import typer
from typer.core import TyperGroup

NO, BAD_INPUT, INTERRUPTED = 1, 2, 130
LANGUAGES = ("en", "es")
OWN_LANGUAGE = ("worker",)
"""Commands that speak to many: each mail has a language of its own there."""


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
        typed = list(sys.argv[1:] if args is None else args)
        with self._language_of(typed):
            try:
                code = super().main(
                    typed, prog_name or "rxladder", complete_var, False, windows_expand_args, **extra
                )
            except typer.Abort:
                code = INTERRUPTED
            except Exception as error:
                said = _input_error_line(error)
                if said is None:
                    raise
                typer.echo(said, err=True)
                code = BAD_INPUT
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)

    def _language_of(self, typed: Sequence[str]) -> AbstractContextManager[None]:
        """What has a run speak the language that is told, from its first error on; in help, too, if asked."""
        language, command = _told_first(typed)
        code, helps = language_told(language), command is None or "--help" in typed
        if code == "en" or (command in OWN_LANGUAGE and not helps):
            return nullcontext()
        from rxladder.facts.language import speaking

        return self._speaking(speaking(code), helps=helps)

    @contextmanager
    def _speaking(self, language: AbstractContextManager[None], *, helps: bool) -> Iterator[None]:
        with language:
            if helps:
                from rxladder.cli.help_words import translate

                translate(self)
            yield


def _told_first(typed: Sequence[str]) -> tuple[str | None, str | None]:
    """The language and the command in what was typed, before anything of it is judged."""
    language, words = None, iter(typed)
    for word in words:
        if word == "--language":
            language = next(words, None)
        elif word.startswith("--language="):
            language = word.partition("=")[2]
        elif not word.startswith("-"):
            return language, word
    return language, None


def _input_error_line(error: Exception) -> str | None:
    """The line for an error that the input caused; None for any other."""
    # Only now: reading packs and files brings this module in anyway, a usage error alone does not.
    from rxladder.facts.language import language
    from rxladder.facts.yaml_text import BadInput

    if isinstance(error, BadInput):
        return str(error)
    if isinstance(error, typer.TyperException):
        said = str(getattr(error, "format_message", lambda: str(error))())
        # The library's own English will do, but for what it hands on from its checker of types.
        if language() != "en" or "Input should be" in said:
            from rxladder.cli.help_words import usage_error

            said = usage_error(error)
        return "rxladder: " + " ".join(said.split())
    return _said_of_the_disk(error)


def _said_of_the_disk(error: Exception) -> str | None:
    """The line where a disk takes no more, be it that of a data folder or of what is printed."""
    from rxladder.facts.language import gettext as _

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
        where = error.filename or _("what was asked for")
        said = _("{where} cannot be written ({why}); nothing was changed")
        return "rxladder: " + said.format(where=where, why=error.strerror)
    # Django is there only where a command keeps a record.
    if "django" in sys.modules:
        from rxladder.web.site.disk import reason

        why = reason(error)
        if why:
            return "rxladder: " + _("nothing was changed: {why}").format(why=why)
        return _said_of_the_database(error)
    return None


def _said_of_the_database(error: Exception) -> str | None:
    """The line where a database does not let this program in, or is away."""
    from django.db import OperationalError

    from rxladder.facts.language import gettext as _

    if isinstance(error, OperationalError):
        why = " ".join(str(error).split())
        return "rxladder: " + _("the database cannot be used: {why}").format(why=why)
    return None


def parse_language(text: str) -> str:
    """A language from the command line: one that there are texts in."""
    if text not in LANGUAGES:
        from rxladder.facts.language import gettext as _

        said = _("{language} is not available; use one of {known}")
        raise typer.BadParameter(said.format(language=repr(text), known=", ".join(LANGUAGES)))
    return text


def language_told(language: str | None) -> str:
    """The language of the command line, else that of the environment, looked for as gettext does.

    One that there are no texts in is English, and refused where it was typed (`parse_language`).
    """
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


def agree(question: str) -> bool:
    """Ask a person for a yes, in the language spoken now; anything else is a no."""
    from rxladder.facts.language import gettext as _

    # A yes is understood in English, too, whatever the language.
    answer = typer.prompt(f"{question} [{_('y/N')}]", default="", show_default=False)
    return answer.strip().casefold() in {"y", "yes", *_("y, yes").split(", ")}


def finish(yes: bool) -> None:
    """End a command whose answer is yes or no."""
    raise typer.Exit(0 if yes else NO)
