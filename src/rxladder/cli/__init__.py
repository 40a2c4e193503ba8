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
To begin:
  rxladder demo --out me.yaml         a filled example, to put your own in
  rxladder audit me.yaml              what is missing, by when, and why
  rxladder plan-ce me.yaml            the cheapest courses that close it
  rxladder path me.yaml --goal lead-technician
  rxladder serve                      all of it as pages, on this machine

\b
Each command has its own --help, takes --on DATE for another day than today,
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
app.add_typer(packs.app, name="packs", short_help="The rules that are known here.")
app.add_typer(feeds.app, name="feeds", short_help="News of the field: feeds, and what the FDA says.")
app.add_typer(rules.app, name="rules", short_help="Whether the sources of the rules changed.")
app.add_typer(study.app, name="study", short_help="Problems to practise with for an exam.")


@app.callback(invoke_without_command=True)
def _start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            parser=parse_language,
            help="en or es (default: as LC_ALL, LC_MESSAGES or LANG say). Codes stay in English.",
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
app.command("plan-ce", short_help="The cheapest way to close every term in time.")(own_file.plan_ce)
app.command(short_help="The dated steps to a role, a credential or a workplace.")(own_file.path)
app.command(short_help="Whether a credential can be had now.")(own_file.eligible)
app.command(short_help="What it takes to work in another state.")(own_file.move)
app.command(short_help="Whether a digital badge is genuine.")(own_file.badge)
app.command(short_help="Print a filled example.")(own_record.demo)
app.command("import", short_help="Take a career file or a transcript into the site.")(own_record.import_)
app.command(short_help="Print the site's record, or write it to a file.")(own_record.export)
app.command(short_help="Start the site on this machine.")(site.serve)
app.command(short_help="Send reminders beside a site for many users.")(site.worker)
app.command(short_help="Seal stored certificates with a new key.")(site.seal)
app.command(short_help="Invite somebody to a site for many users.")(site.invite)
app.command("forget-second-step", short_help="Let somebody in who lost their phone and codes.")(
    site.forget_second_step
)
app.command(short_help="Audit a whole workforce, from Parquet or CSV to Parquet.")(workforce.bulk)
app.command("bulk-example", short_help="Make up a workforce to try it on.")(workforce.bulk_example)
app.command(short_help="Everything of the site in one file, tried out.")(backups.backup)
app.command(short_help="Put a backup into the data folder.")(backups.restore)
