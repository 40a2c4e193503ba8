"""`rxladder packs`: the rules known here, one of them in words, and what a correction would change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli.frame import show_json
from rxladder.cli.options import Data, Json, On, offer

app = typer.Typer(rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def packs(ctx: typer.Context, on: On, as_json: Json = False) -> None:
    """The rule packs, one for each state and certifying body; `rxladder packs show ID` prints one."""
    if ctx.invoked_subcommand is not None:
        # What is said before `show` or `check` holds for it, too, unless it says otherwise itself.
        told = {"on": on, "as_json": as_json}
        ctx.default_map = dict.fromkeys(("show", "check"), told)
        return
    from rxladder.cli.inputs import packs_here
    from rxladder.facts.listing import packs_document

    document = packs_document(packs_here(), on)
    if as_json:
        show_json(document)
    else:
        from rxladder.cli.show_packs import show_packs

        show_packs(document)


@app.command("show")
def show(
    pack: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The pack's id, such as us-tx, or the state's name.",
            autocompletion=offer("packs"),
        ),
    ],
    on: On,
    as_json: Json = False,
) -> None:
    """Print one pack in words, with its sources."""
    from rxladder.cli.inputs import known_pack, packs_here

    packs = packs_here()
    found = known_pack(pack, packs)
    if as_json:
        show_json(found.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    else:
        from rxladder.cli.show_pack import show_pack

        show_pack(found, packs, on)


@app.command("check", short_help="What a pack or a correction would change.")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A correction, or a whole pack.")],
    on: On,
    as_json: Json = False,
    career: Annotated[
        list[Path] | None,
        typer.Option("--career", metavar="FILE", help="Who would be affected; may be repeated."),
    ] = None,
    data: Data = None,
) -> None:
    """Check a pack or a correction, and show what it would change. Nothing is put into effect.

    One of the program's own packs, edited in place, is compared with the version in git. Exit 2:
    something is wrong with it; the line says what and where.
    """
    from rxladder.cli.check_pack import NOTHING_BEFORE, check_document, print_check
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.cli.packs_before import is_own_pack, packs_before
    from rxladder.facts.installation import data_folder
    from rxladder.facts.language import gettext as _
    from rxladder.facts.trial import tried

    rules = data_folder(data) / "rules"
    found = tried(file, rules)
    before = packs_before(file, rules) if is_own_pack(file) else packs_here(data)
    if before is None:
        typer.echo(_(NOTHING_BEFORE).format(file=file), err=True)
    careers = [read_career_file(path, found.packs, on) for path in career or []]
    document = check_document(file, found, before or found.packs, careers, on)
    if as_json:
        show_json(document)
    else:
        print_check(document, len(careers))
