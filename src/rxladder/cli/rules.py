"""`rxladder rules`: whether the pages on which the rules rest still say what they said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from rxladder.cli.frame import finish, show_json
from rxladder.cli.options import Data, Json, On

app = typer.Typer(rich_markup_mode=None, help="Whether the sources of the rules have changed.")


@app.callback()
def _rules() -> None:
    """Whether the sources of the rules have changed."""


@app.command(short_help="Read the sources again and say which pages changed.")
def check(
    on: On,
    pack: Annotated[
        str | None, typer.Option("--pack", metavar="ID", help="Only those of one pack, such as us-tx.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Get every page, even those that are not due yet.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Read the pages behind the rules again; say which ones changed, and which packs cite them.

    The first look only keeps their words, to compare with later. Exit 1: a page changed or is gone, or
    none could be read.
    """
    from rxladder.cli.inputs import known_pack, packs_here
    from rxladder.cli.show_rule_pages import check_here, checks_document, show_checks

    packs = packs_here(data)
    only = known_pack(pack, packs, "--pack").id if pack else None
    now = datetime.combine(on, datetime.now(UTC).timetz())
    found = check_here(packs, only, data, now, all_due=everything)
    if as_json:
        show_json(checks_document(found, packs, only))
    else:
        show_checks(found, packs, only)
    asked = [one for one in found if one.verdict != "waiting"]
    well = not asked or any(one.verdict in ("first", "same") for one in asked)
    finish(well and not any(one.verdict in ("changed", "gone") for one in asked))
