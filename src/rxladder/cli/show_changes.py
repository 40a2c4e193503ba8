"""What the command about the FDA's changes does and says."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import typer

from rxladder.cli.feed_documents import ChangedThing, ChangesDocument
from rxladder.cli.paper import paper
from rxladder.cli.written import write_text
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.roles import workplaces
from rxladder.facts.yaml_text import BadInput
from rxladder.news.changes import Change, changed, matters
from rxladder.news.fetching import NotFetched, fetcher_here
from rxladder.news.openfda import Shortage, approvals, recalls, shortages
from rxladder.news.openfda_ask import PAGE_LIMITS, ask_approvals, ask_recalls, ask_shortages
from rxladder.news.shortage_course import shortages_over_time

OPENFDA, KEY = "RXLADDER_OPENFDA", "OPENFDA_API_KEY"
"""The environment's names for a host that stands in for the FDA's, and for one's own key."""


def known_setting(text: str) -> str:
    """The kind of workplace named on the command line."""
    if text not in workplaces():
        hint = nearest(text, workplaces()) or _("; the known ones are {names}").format(
            names=", ".join(workplaces())
        )
        message = _("the setting {name} is not known{hint}").format(name=quoted(text), hint=hint)
        raise typer.BadParameter(message, param_hint="--setting")
    return text


def changes_here(
    since: date, until: date, setting: str | None = None
) -> tuple[tuple[Change, ...], tuple[Shortage, ...]]:
    """What the FDA says changed between two days, and its whole list of shortages.

    With a setting only what is likely met there. BadInput where the FDA does not answer.
    """
    fetcher = fetcher_here(limits=PAGE_LIMITS)
    base, key = os.environ.get(OPENFDA, ""), os.environ.get(KEY, "")
    try:
        listed = tuple(shortages(ask_shortages(fetcher, base, key)))
        found = changed(
            since,
            until,
            recalls(ask_recalls(fetcher, since, until, base, key)),
            listed,
            approvals(ask_approvals(fetcher, since, until, base, key), since, until),
        )
    except NotFetched as error:
        raise BadInput(str(error), base or "api.fda.gov") from None
    return tuple(one for one in found if setting is None or matters(one, setting)), listed


def draw_shortages(listed: tuple[Shortage, ...], on: date, path: Path, *, replace: bool) -> None:
    """Draw the course of shortages into a file, and say what it shows."""
    from rxladder.papers.plots import on_paper
    from rxladder.papers.shortages_plot import shortages_plot

    plot = shortages_plot(shortages_over_time(listed, on))
    if plot is None:
        raise BadInput(_("nothing to draw: no drug was in short supply"), str(path))
    write_text(on_paper(plot.drawing, "sans-serif"), path, replace=replace)
    typer.echo(plot.label, err=True)


def show_changes(found: tuple[Change, ...]) -> None:
    """Print what changed, each with its day, codes and source."""
    if not found:
        typer.echo(_("Nothing changed."))
    console = paper()
    for one in found:
        console.print(f"{one.day}  {one.title}", soft_wrap=True)
        for line in (one.detail, f"NDC {', '.join(one.ndcs)}" if one.ndcs else "", one.url):
            if line:
                console.print(f"            {line}", soft_wrap=True)
    care = _("From openFDA, whose results are not validated: not for clinical decisions.")
    typer.echo(f"\n{care}", err=True)


def changes_document(found: tuple[Change, ...]) -> ChangesDocument:
    """What changed as JSON."""
    changes: list[ChangedThing] = [
        {
            "kind": one.kind,
            "day": one.day.isoformat(),
            "title": one.title,
            "detail": one.detail,
            "grade": one.grade,
            "drugs": list(one.drugs),
            "ndcs": list(one.ndcs),
            "source": one.url,
        }
        for one in found
    ]
    return {"changes": changes}
