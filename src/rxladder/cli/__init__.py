"""The command line: every engine without the web.

Exit 0: done, or the answer is yes. Exit 1: the answer is no. Exit 2: bad input, said in one line on stderr.
What a command needs is imported when it runs, so that the program starts quickly.
"""

from __future__ import annotations

from typing import Annotated

import typer

from rxladder.cli import backups, feeds, own_file, own_record, packs, rules, site, study, workforce
from rxladder.cli.frame import OneLineErrors, parse_language

_BEGIN = """\b
To get started:
  rxladder demo --out me.yaml         an example to replace with your own
  rxladder audit me.yaml              what is missing, by when, and why
  rxladder plan-ce me.yaml            the cheapest courses that cover it
  rxladder path me.yaml --goal lead-technician
  rxladder serve                      all of it as web pages, on this computer

\b
Each command has its own --help, takes --on DATE for a day other than today,
and exits with 0 (done, or yes), 1 (the answer is no) or 2 (bad input).
`rxladder --install-completion` lets your shell complete commands and ids.
"""

app = typer.Typer(
    cls=OneLineErrors,
    help="What a pharmacy technician must do next, by when, and why.",
    epilog=_BEGIN,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(packs.app, name="packs", short_help="The rules that RxLadder knows.")
app.add_typer(feeds.app, name="feeds", short_help="News from the field: feeds, and what the FDA says.")
app.add_typer(rules.app, name="rules", short_help="Whether the sources of the rules changed.")
app.add_typer(study.app, name="study", short_help="Practice problems for an exam.")


@app.callback(invoke_without_command=True)
def _start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            parser=parse_language,
            help="en or es (default: whatever LC_ALL, LC_MESSAGES or LANG says). Codes stay in English.",
        ),
    ] = None,
) -> None:
    from rxladder import __version__

    if version:
        typer.echo(f"rxladder {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


app.command(short_help="What is missing, by when, and why.")(own_file.audit)
app.command("plan-ce", short_help="The cheapest way to complete every term in time.")(own_file.plan_ce)
app.command(short_help="The dated steps to a role, a credential or a workplace.")(own_file.path)
app.command(short_help="Whether you can get a credential now.")(own_file.eligible)
app.command(short_help="What it takes to work in another state.")(own_file.move)
app.command(short_help="Whether a digital badge is genuine.")(own_file.badge)
app.command(short_help="Print a filled-in example.")(own_record.demo)
app.command("import", short_help="Import a career file or a transcript into the site.")(own_record.import_)
app.command(short_help="Print the site's record, or write it to a file.")(own_record.export)
app.command(short_help="Start the site on this computer.")(site.serve)
app.command(short_help="Send reminders alongside a site for many users.")(site.worker)
app.command(short_help="Seal stored certificates with a new key.")(site.seal)
app.command(short_help="Invite someone to a site for many users.")(site.invite)
app.command("forget-second-step", short_help="Let someone who lost their phone and codes sign in.")(
    site.forget_second_step
)
app.command(short_help="Audit a whole workforce, from Parquet or CSV to Parquet.")(workforce.bulk)
app.command("bulk-example", short_help="Make up a workforce to try it on.")(workforce.bulk_example)
app.command(short_help="Everything on the site in one file, tested.")(backups.backup)
app.command(short_help="Restore a backup into the data folder.")(backups.restore)
