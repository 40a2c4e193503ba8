"""The manual page, made from the commands' own help: `python -m rxladder.cli.man docs/rxladder.1`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from rxladder import __version__
from rxladder.cli import app

_ABOUT = """\
RxLadder tells pharmacy technicians in the US what to do next, by when, and why: what each state board and
certifying body asks of them, what their continuing education already covers, and what is missing. Every
answer shows its source and the day it was read, and says so where nobody knows. It is not legal advice."""
_ENVIRONMENT = {
    "RXLADDER_DATA": "The data folder: the database, evidence, and corrections of rules (rules/*.yaml).",
    "DATABASE_URL": "Another database than the SQLite file in that folder, such as a PostgreSQL.",
    "RXLADDER_HOSTS": "Names of a site for many users. Without it the site serves this machine alone.",
    "RXLADDER_KEEPERS": "Addresses of those who look after the rules on a site for many users.",
    "RXLADDER_ALLOWED_HOSTS": "Hosts of one's own network that feeds and badges may name.",
    "NO_COLOR": "Write without colours.",
}
_EXIT = {"0": "Done, or the answer is yes.", "1": "The answer is no.", "2": "Bad input, said in one line."}


def man_page() -> str:
    """The page in roff's man macros."""
    root = typer.main.get_command(app)
    lines = [f'.TH RXLADDER 1 "" "RxLadder {__version__}" "User commands"']
    lines += [
        ".SH NAME",
        r"rxladder \- what a pharmacy technician must do next, by when, and why",
    ]
    lines += [".SH SYNOPSIS", ".B rxladder", r"\fICOMMAND\fR [\fIARGUMENTS\fR] [\fIOPTIONS\fR]"]
    lines += [".SH DESCRIPTION", *map(_plain, _ABOUT.splitlines())]
    lines += [".SH COMMANDS", *_commands(root, "rxladder")]
    lines += [".SH EXIT STATUS", *_terms(_EXIT)]
    lines += [".SH ENVIRONMENT", *_terms(_ENVIRONMENT)]
    lines += [".SH BEGIN", ".nf", *map(_plain, _begin(root)), ".fi"]
    return "\n".join(lines) + "\n"


def _commands(group: Any, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if not getattr(command, "commands", None) or command.params:
            yield from _command(command, f"{path} {name}")
        if getattr(command, "commands", None):
            yield from _commands(command, f"{path} {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    shown = " ".join(str(param.metavar or param.name.upper()) for param in arguments)
    yield f".SS {_plain(f'{path} {shown}'.strip())}"
    paragraphs = (command.help or command.short_help or "").replace("\b", "").split("\n\n")
    for number, text in enumerate(paragraphs):
        if number:
            yield ".PP"
        yield _plain(" ".join(text.split()))
    for param in command.params:
        if param.help and not param.hidden:
            yield from [".TP", _named(param), _plain(param.help)]


def _named(param: Any) -> str:
    if param.param_type_name == "argument":
        return rf"\fI{_plain(param.metavar or param.name.upper())}\fR"
    value = "" if param.is_flag else rf" \fI{_plain(param.metavar or param.name.upper())}\fR"
    return r"\fB" + ", ".join(map(_plain, param.opts)) + r"\fR" + value


def _terms(terms: dict[str, str]) -> Iterator[str]:
    for term, text in terms.items():
        yield from [".TP", rf"\fB{_plain(term)}\fR", _plain(text)]


def _begin(root: Any) -> list[str]:
    """The lines of the first help's example."""
    example = str(root.epilog).split("\n\n")[0]
    return [line for line in example.replace("\b", "").splitlines()[2:] if line]


def _plain(text: str) -> str:
    """A text that roff takes as it is."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return r"\&" + escaped if escaped[:1] in (".", "'") else escaped


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(man_page(), encoding="utf-8")
