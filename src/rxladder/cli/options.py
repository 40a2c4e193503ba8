"""The options and arguments that many commands take, each said in one way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli.frame import parse_day, today

On = Annotated[
    date,
    typer.Option("--on", metavar="DATE", parser=parse_day, default_factory=today, show_default="today",
                 help="The day the answer is for, as YYYY-MM-DD."),
]  # fmt: skip
AnyDay = Annotated[
    date,
    typer.Option("--on", metavar="DATE", parser=parse_day, default_factory=today, show_default="today",
                 help="Accepted as in every command; nothing here depends on the day."),
]  # fmt: skip
"""For commands whose answer is the same on every day: a program may name the day to all of them alike."""
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, as described in docs/schemas.")]
CareerPath = Annotated[Path, typer.Argument(metavar="FILE", help="A career file; - reads standard input.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="The data folder (default: RXLADDER_DATA, otherwise the user's)."
    ),
]

Replace = Annotated[
    bool, typer.Option("--replace", help="Overwrite a file of that name; without this, it stays as it is.")
]


def offer(what: str) -> Callable[[str], list[tuple[str, str]]]:
    """What Tab offers, looked up only when it is pressed."""

    def offers(incomplete: str) -> list[tuple[str, str]]:
        from rxladder.cli import complete

        found: list[tuple[str, str]] = getattr(complete, what)(incomplete)
        return found

    return offers
