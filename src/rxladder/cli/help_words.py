"""Help and usage errors in the language of the terminal.

Commands are told in English, in their own decorators and docstrings. Only where another language is spoken,
and help is asked for, its texts take their place; so no other start pays for it. Some classes are imported
from inside the library, which offers them nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer._click.core import Context
from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption
from typer._click.formatting import HelpFormatter

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop

_AS_IT_STANDS = "\b"
_OF_THE_LIBRARY = {
    "help": noop("Show this help and exit."),
    "install_completion": noop("Let this shell complete commands and ids."),
    "show_completion": noop("Print the completion script for this shell."),
}
"""Our words for the options that every program of the library has."""
_HEADINGS = {"Options": noop("Options"), "Arguments": noop("Arguments"), "Commands": noop("Commands")}
_MORE = re.compile(r"  \[([^\[\]]+)\]$")


def texts(command: Any) -> Iterator[str]:
    """Every text of a command's help, and of the commands below it, a paragraph at a time."""
    for text in (command.help, command.short_help, command.epilog):
        yield from _paragraphs(text)
    for param in command.params:
        if param.name not in _OF_THE_LIBRARY:
            yield from _paragraphs(param.help)
    for inner in getattr(command, "commands", {}).values():
        yield from texts(inner)


def translate(command: Any) -> None:
    """Put the help of a command and of those below it into the language spoken now."""
    command.context_class = _Spoken
    command.help, command.short_help = _whole(command.help), _whole(command.short_help)
    command.epilog = _whole(command.epilog)
    for param in command.params:
        ours = _OF_THE_LIBRARY.get(param.name)
        param.help = _(ours) if ours else _whole(param.help)
    for inner in getattr(command, "commands", {}).values():
        translate(inner)


def _paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each on one line but for those that stand as they are."""
    found = [one for one in (text or "").split("\n\n") if one.strip()]
    return [one.strip("\n") if _AS_IT_STANDS in one else " ".join(one.split()) for one in found]


def _whole(text: str | None) -> str | None:
    return text and "\n\n".join(_(one) for one in _paragraphs(text))


class _Formatter(HelpFormatter):
    """What the library itself says around the texts."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND": _("COMMAND"), "[ARGS]": _("[ARGS]")}
        for word, ours in words.items():
            args = args.replace(word, ours)
        super().write_usage(prog, args, prefix or _("Usage: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_(_HEADINGS.get(heading, heading)))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _row(name, text)) for name, text in rows], col_max, col_spacing)


def _row(name: str, text: str) -> str:
    if name == "--help":
        return _(_OF_THE_LIBRARY["help"])
    return _MORE.sub(lambda found: f"  [{'; '.join(map(_more, found[1].split('; ')))}]", text)


def _more(text: str) -> str:
    """What stands in brackets behind the help of a parameter."""
    if text == "required":
        return _("required")
    if text.startswith("default: "):
        value = text.removeprefix("default: ")
        return _("default: {value}").format(value=_("(today)") if value == "(today)" else value)
    return text


class _Spoken(Context):
    formatter_class = _Formatter


# --- What is wrong with a command line


def usage_error(error: typer.TyperException) -> str:
    """What is wrong with a command line, in the language spoken now."""
    if isinstance(error, MissingParameter) and error.param is not None:
        return _("{name} is missing.").format(name=_named(error))
    if isinstance(error, BadParameter):
        return _("{name}: {why}").format(name=_named(error), why=_in_our_words(error.message))
    if isinstance(error, NoSuchOption):
        said = _("There is no option {name}.").format(name=error.option_name)
        near = ", ".join(sorted(error.possibilities or ()))
        return f"{said} " + _("Did you mean {names}?").format(names=near) if near else said
    return _in_our_words(getattr(error, "message", str(error)))


def _named(error: BadParameter) -> str:
    """The parameter that is meant, as it is typed."""
    hint = error.param_hint or (error.param and error.param.get_error_hint()) or ""
    return " / ".join(hint) if isinstance(hint, (list, tuple)) else str(hint).replace("'", "")


_SAID = (
    (r"No such command '(.*)'\.", noop("There is no command {what}.")),
    (r"Missing command\.", noop("A command is missing; --help lists them.")),
    (r"Got unexpected extra argument\(s\) \((.*)\)", noop("This is extra: {what}")),
    (r"Option '(.*)' requires an argument\.", noop("{what} needs a value after it.")),
    (r"Option '(.*)' does not take a value\.", noop("{what} takes no value.")),
    (r"Input should be a valid integer.*", noop("it must be a whole number")),
    (r"Input should be greater than or equal to (.*)", noop("it must be {what} or more")),
    (r"Input should be less than or equal to (.*)", noop("it must be {what} or less")),
)
"""What the library says of a command line, and the same in our words."""


def _in_our_words(text: str) -> str:
    for pattern, ours in _SAID:
        found = re.fullmatch(pattern, text)
        if found:
            return _(ours).format(what=found[1] if found.groups() else "")
    return text
