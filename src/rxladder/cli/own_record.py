"""The record of this machine's site: `demo` to begin with, `import` into it, `export` out of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli.frame import agree, finish, show_json, today
from rxladder.cli.options import Data, Json, On, Replace
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext


def demo(
    on: On,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to a file.")] = None,
    start: Annotated[bool, typer.Option("--serve", help="Start the site with it instead.")] = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="With --serve.")] = 8000,
    replace: Replace = False,
) -> None:
    """A filled-in example of a career file."""
    from rxladder.career.demo import demo_career, demo_text
    from rxladder.career.dump import write_career
    from rxladder.cli.inputs import demo_day
    from rxladder.cli.written import write_text

    demo_day(on)
    if start:
        from rxladder.cli.own_site import start_site

        start_site(None, port, None, demo=True, on=on if on != today() else None)
        return
    text = write_career(demo_career(on), "json") if as_json else demo_text(on)
    write_text(text, out, replace=replace)


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A career file (YAML or JSON; - reads standard input), a ZIP from `rxladder export`, or a "
            "transcript, export or certificate (PDF, XLSX, CSV).",
        ),
    ],
    on: On,
    as_json: Json = False,
    data: Data = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Save what is new in a transcript without asking.")
    ] = False,
) -> None:
    """Replace the site's record with a career file, or add what is new in a transcript to it.

    What is in a transcript is shown first, and saved only if you agree. The site can undo both.

    Exit 0: what is new in it is saved, or it was there already. Exit 1: nothing is saved, because you did
    not agree, or because no credit that could be added was found in it.
    """
    from rxladder.cli.bring_in import is_career_file

    if is_career_file(file):
        _replace(file, data, on, as_json)
    elif file.suffix.lower() == ".zip":
        _replace_everything(file, data, on, as_json)
    else:
        _bring_in(file, data, on, as_json, yes)


def _replace(file: Path, data: Path | None, on: date, as_json: bool) -> None:
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.cli.own_site import replace_record

    career = read_career_file(file, packs_here(data), on)
    replace_record(career, data)
    _say_imported({"holdings": len(career.holdings), "credits": len(career.credits)}, as_json)


def _replace_everything(file: Path, data: Path | None, on: date, as_json: bool) -> None:
    from rxladder.cli.own_site import read_everything

    career, files = read_everything(file, data, on)
    counts = {"holdings": len(career.holdings), "credits": len(career.credits), "files": files}
    _say_imported(counts, as_json)


def _say_imported(counts: dict[str, int], as_json: bool) -> None:
    from rxladder.facts.phrases import all_of

    if as_json:
        show_json({"imported": counts})
    else:
        named = [_counted(what, n) for what, n in counts.items()]
        typer.echo(_("Imported {what}.").format(what=all_of(named)))


def _counted(what: str, n: int) -> str:
    said = {
        "holdings": ngettext("{n} holding", "{n} holdings", n),
        "credits": ngettext("{n} credit", "{n} credits", n),
        "files": ngettext("{n} file", "{n} files", n),
    }
    return said[what].format(n=n)


def _bring_in(file: Path, data: Path | None, on: date, as_json: bool, yes: bool) -> None:
    from rxladder.cli.bring_in import BroughtIn
    from rxladder.cli.show_import import show_import

    brought = BroughtIn(file, data, on)
    count, saved = len(brought.takes), False
    if not as_json:
        show_import(brought)
    if count:
        question = ngettext("Save {n} new credit?", "Save {n} new credits?", count).format(n=count)
        saved = yes or (not as_json and agree(question))
    if saved:
        brought.save()
    else:
        brought.forget()
    if as_json:
        show_json(brought.document(saved))
    else:
        typer.echo(_("Saved {n}.").format(n=count) if saved else _("Nothing was saved."))
    finish(saved or (not count and brought.knows_some))


def export(
    on: On,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to write it (default: standard output).")
    ] = None,
    as_json: Json = False,
    data: Data = None,
    replace: Replace = False,
) -> None:
    """Write the record of this computer's site as a career file; as a ZIP, with its certificates.

    A ZIP (a name that ends in .zip) holds everything of yours, and `rxladder import` loads it into any
    site.
    """
    from rxladder.career.dump import write_career
    from rxladder.cli.own_site import kept_record, write_everything
    from rxladder.cli.written import write_text

    if file is not None and file.suffix.lower() == ".zip":
        count = write_everything(file, data, replace=replace)
        said = ngettext("Written to {path}, with {n} file.", "Written to {path}, with {n} files.", count)
        typer.echo(said.format(path=file, n=count), err=True)
        if as_json:
            show_json({"exported": str(file), "files": count})
        return
    as_json = as_json or (file is not None and file.suffix == ".json")
    write_text(write_career(kept_record(data), "json" if as_json else "yaml"), file, replace=replace)
