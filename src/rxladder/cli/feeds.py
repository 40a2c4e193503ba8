"""`rxladder feeds`: news of the field on the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli.frame import finish, show_json
from rxladder.cli.options import AnyDay, CareerPath, Data, Json, On, Replace
from rxladder.facts.language import gettext as _

app = typer.Typer(rich_markup_mode=None, help="News from the field: feeds, and what the FDA says.")

_List = Annotated[
    Path | None,
    typer.Option("--opml", metavar="FILE", help="A list of feeds (default: those that RxLadder knows)."),
]
_Days = Annotated[int, typer.Option("--days", min=1, max=366, help="How many days back.")]


@app.callback()
def _feeds() -> None:
    """News of the field: feeds, and what the FDA says."""


@app.command(short_help="Fetch what is new in feeds.")
def refresh(
    on: On,
    opml: _List = None,
    data: Data = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Check every feed, even those that are not due yet.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the feeds on a list that are due, and keep what is new for `feeds digest`.

    Exit 1: feeds were checked, and none could be read.
    """
    from rxladder.cli.show_feeds import refresh_document, refresh_here, show_refresh

    now = datetime.combine(on, datetime.now(UTC).timetz())
    done = refresh_here(opml, data, now, all_due=everything)
    if as_json:
        show_json(refresh_document(done))
    else:
        show_refresh(done)
    asked = [one for one in done if one.look.outcome != "waiting"]
    finish(not asked or any(one.look.outcome in ("new", "same") for one in asked))


@app.command(short_help="The week in at most ten items, for one person.")
def digest(
    file: CareerPath,
    on: On,
    opml: _List = None,
    data: Data = None,
    days: _Days = 7,
    as_json: Json = False,
) -> None:
    """What matters most in the news that `feeds refresh` kept, with the reason for each item."""
    from rxladder.cli.show_feeds import digest_document, digest_here, sources_here
    from rxladder.news.digest import in_words

    found = digest_here(file, opml, data, on, days)
    if as_json:
        show_json(digest_document(found))
    else:
        nothing = _("Nothing new that matters. `rxladder feeds refresh` gets what is new.")
        typer.echo(in_words(found, sources_here(opml)) or nothing)


@app.command(short_help="Recalls, shortages and approvals in recent days.")
def changes(
    on: On,
    days: _Days = 7,
    as_json: Json = False,
    setting: Annotated[
        str | None,
        typer.Option(
            "--setting",
            metavar="ID",
            help="Only what is likely to come up in that setting, such as home-infusion.",
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Draw two years of shortages in an SVG file."),
    ] = None,
    replace: Replace = False,
) -> None:
    """Ask the FDA (openFDA) what changed, starting with what may do the most harm. Not for clinical
    decisions."""
    from rxladder.cli.show_changes import (
        changes_document,
        changes_here,
        draw_shortages,
        known_setting,
        show_changes,
    )

    place = known_setting(setting) if setting else None
    found, listed = changes_here(on - timedelta(days=days), on, place)
    if plot is not None:
        draw_shortages(listed, on, plot, replace=replace)
    if as_json:
        show_json(changes_document(found))
    else:
        show_changes(found)


@app.command("export", short_help="Print the feeds that RxLadder knows as a list (OPML).")
def export_(on: AnyDay, opml: _List = None, as_json: Json = False) -> None:
    """The list of feeds, for any feed reader."""
    from rxladder.cli.show_feeds import list_document, listed_here
    from rxladder.news.opml import write_opml

    listed = listed_here(opml)
    if as_json:
        show_json(list_document(listed))
    else:
        typer.echo(write_opml(listed, "RxLadder").decode(), nl=False)
