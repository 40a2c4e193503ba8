"""The command line: every engine without the web.

Exit 0: done, or the answer is yes. Exit 1: the answer is no. Exit 2: bad input, said in one line on stderr.
What a command needs is imported when it runs, so that the program starts quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli import backups, feeds, rules, study, workforce
from rxladder.cli.frame import (
    OWN_LANGUAGE,
    OneLineErrors,
    finish,
    language_told,
    parse_day,
    parse_language,
    quiet,
    say_json,
    show_json,
    today,
)

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
packs_app = typer.Typer(rich_markup_mode=None)
app.add_typer(packs_app, name="packs", short_help="The rules that are known here.")
app.add_typer(feeds.app, name="feeds", short_help="News of the field: feeds, and what the FDA says.")
app.add_typer(rules.app, name="rules", short_help="Whether the sources of the rules changed.")
app.add_typer(study.app, name="study", short_help="Problems to practise with for an exam.")


def _offer(what: str) -> Callable[[str], list[tuple[str, str]]]:
    """What Tab offers, looked up only when it is pressed."""

    def offers(incomplete: str) -> list[tuple[str, str]]:
        from rxladder.cli import complete

        found: list[tuple[str, str]] = getattr(complete, what)(incomplete)
        return found

    return offers


On = Annotated[
    date,
    typer.Option("--on", metavar="DATE", parser=parse_day, default_factory=today, show_default="today",
                 help="The day that the answer is for, as YYYY-MM-DD."),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, as docs/schemas describes it.")]
CareerPath = Annotated[Path, typer.Argument(metavar="FILE", help="A career file; - reads standard input.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="The data folder (default: RXLADDER_DATA, else the user's)."
    ),
]


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
            help="en or es (default: as LC_ALL, LC_MESSAGES or LANG say). Help and codes stay in English.",
        ),
    ] = None,
) -> None:
    from rxladder import __version__

    code = language_told(language)
    if code != "en" and ctx.invoked_subcommand not in OWN_LANGUAGE:
        from rxladder.facts.language import speaking

        ctx.with_resource(speaking(code))

    if version:
        typer.echo(f"rxladder {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command(short_help="What is missing, by when, and why.")
def audit(file: CareerPath, on: On, as_json: Json = False) -> None:
    """What each renewal asks, what counts toward it, and what is missing."""
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.rules.audit import audit as audit_career

    packs = packs_here()
    career = read_career_file(file, packs)
    found = audit_career(career, packs, on)
    if as_json:
        from rxladder.rules.output import audit_json

        say_json(audit_json(found, indent=True))
    else:
        from rxladder.cli.show_audit import show_audit

        show_audit(found, career.person.name)
    finish(all(held.status in ("met", "planned", "not-required") for held in found.holdings))


@app.command("plan-ce", short_help="The cheapest way to close every term in time.")
def plan_ce(
    file: CareerPath,
    on: On,
    as_json: Json = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue", metavar="ACTIVITIES", help="A file of activities (default: those shipped)."
        ),
    ] = None,
) -> None:
    """The cheapest, then shortest, then smallest set of activities that meets every open term in time."""
    from rxladder.cli.inputs import catalogue_here, packs_here, read_career_file
    from rxladder.planning.ce import plan_ce as plan_education
    from rxladder.planning.ce_model import SolverError

    packs = packs_here()
    career = read_career_file(file, packs)
    activities = catalogue_here(catalogue, packs)
    try:
        with quiet():
            found = plan_education(career, packs, on, activities)
    except SolverError as error:
        raise typer.BadParameter(f"no plan could be proven ({error})", param_hint="ACTIVITIES") from None
    if as_json:
        from rxladder.planning.output import plan_document

        show_json(plan_document(found))
    else:
        from rxladder.cli.show_plan import show_plan

        show_plan(found, packs, career.person.name)
    finish(found.status == "optimal")


@app.command(short_help="The dated steps to a role, a credential or a workplace.")
def path(
    file: CareerPath,
    on: On,
    as_json: Json = False,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal",
            metavar="ID",
            help="A role, credential or workplace (default: the file's first).",
            autocompletion=_offer("goals"),
        ),
    ] = None,
) -> None:
    """The fastest, the cheapest and a balanced path to a goal, within one's hours and budget."""
    from rxladder.cli.goals import known_goal
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.planning.path import find_paths

    packs = packs_here()
    career = read_career_file(file, packs)
    wanted = known_goal(goal, career, packs, str(file))
    found = find_paths(career, packs, on, wanted)
    if as_json:
        from rxladder.planning.path_output import paths_document

        show_json(paths_document(found))
    else:
        from rxladder.cli.show_path import show_own_path, show_paths

        show_paths(found, career.person.name)
        show_own_path(wanted, career, packs, on)
    finish(found.why_not is None)


@app.command(short_help="Whether a credential can be had now.")
def eligible(
    file: CareerPath,
    credential: Annotated[
        str,
        typer.Argument(
            metavar="CREDENTIAL", help="Its id, such as ptcb-cpht.", autocompletion=_offer("credentials")
        ),
    ],
    on: On,
    as_json: Json = False,
) -> None:
    """Whether a credential can be had now, why or why not, and from when on."""
    from rxladder.cli.inputs import known_credential, packs_here, read_career_file
    from rxladder.rules.eligibility import eligible as judge

    packs = packs_here()
    wanted = known_credential(credential, packs)
    found = judge(read_career_file(file, packs), packs, wanted, on)
    if as_json:
        from rxladder.rules.output import eligibility_document

        show_json(eligibility_document(found))
    else:
        from rxladder.cli.show_eligible import show_eligibility

        show_eligibility(found, packs, on)
    finish(found.eligible is True)


@app.command(short_help="What it takes to work in another state.")
def move(
    file: CareerPath,
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help="us-oh, OH or Ohio; `all` lists every state by ease.",
            autocompletion=_offer("states"),
        ),
    ],
    on: On,
    as_json: Json = False,
) -> None:
    """What working in another state takes, what of yours counts there, what is missing, and what it costs.

    Exit 0: nothing is missing there. Exit 1: something is missing, or not known. `all` always exits with 0.
    """
    from rxladder.cli.inputs import known_state, packs_here, read_career_file
    from rxladder.cli.show_move import print_move, print_places
    from rxladder.rules.relocation import all_places
    from rxladder.rules.relocation import move as judge

    packs = packs_here()
    wanted = None if state.lower() == "all" else known_state(state, packs)
    career = read_career_file(file, packs)
    if wanted is None:
        print_places(all_places(career, packs, on), on, as_json=as_json)
        return
    found = judge(career, packs, wanted, on)
    print_move(found, as_json=as_json)
    finish(found.place.can_move)


@app.command(short_help="Whether a digital badge is genuine.")
def badge(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A badge: PNG, SVG, JSON or a signed text.")],
    on: On,
    as_json: Json = False,
    email: Annotated[
        list[str] | None,
        typer.Option(
            "--email", metavar="ADDRESS", help="Yours, to compare with the badge's; may be repeated."
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the issuer over the network. Without, nobody is asked.")
    ] = False,
    issuer: Annotated[
        list[Path] | None,
        typer.Option(
            "--issuer",
            metavar="FILE",
            help="An issuer's file, got from the issuer itself, to judge without a network; may be repeated.",
        ),
    ] = None,
) -> None:
    """What a digital badge says, whether it is genuine and why, and which credential it may be about.

    Exit 0: it is genuine. Exit 1: it is refused, or something could not be checked.
    """
    from rxladder.cli.inputs import packs_here
    from rxladder.cli.show_badge import judge_badge, print_badge

    checked = judge_badge(file, on, email or [], ask=ask, issuers=issuer or [])
    print_badge(checked, packs_here(), asked=ask, as_json=as_json)
    finish(checked.verdict == "genuine")


@packs_app.callback(invoke_without_command=True)
def packs(ctx: typer.Context, on: On, as_json: Json = False) -> None:
    """The packs of rules, one for each state and certifying body; `rxladder packs show ID` prints one."""
    if ctx.invoked_subcommand is not None:
        return
    from rxladder.cli.inputs import packs_here
    from rxladder.facts.listing import packs_document

    document = packs_document(packs_here(), on)
    if as_json:
        show_json(document)
    else:
        from rxladder.cli.show_packs import show_packs

        show_packs(document)


@packs_app.command("show")
def packs_show(
    pack: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The pack's id, such as us-tx, or the state's name.",
            autocompletion=_offer("packs"),
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


@packs_app.command("check", short_help="What a pack or a correction would change.")
def packs_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A correction, or a whole pack.")],
    on: On,
    as_json: Json = False,
    career: Annotated[
        list[Path] | None,
        typer.Option("--career", metavar="FILE", help="Whom it would touch; may be repeated."),
    ] = None,
    data: Data = None,
) -> None:
    """Check a pack or a correction, and tell what it would change. Nothing is put in force.

    Exit 2: something is wrong with it; the line says what and where.
    """
    from rxladder.cli.check_pack import check_document, print_check
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.facts.installation import data_folder
    from rxladder.facts.trial import tried

    before = packs_here(data)
    found = tried(file, data_folder(data) / "rules")
    careers = [read_career_file(path, before) for path in career or []]
    document = check_document(file, found, before, careers, on)
    if as_json:
        show_json(document)
    else:
        print_check(document, len(careers))


@app.command(short_help="Print a filled example.")
def demo(
    on: On,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to a file.")] = None,
    start: Annotated[bool, typer.Option("--serve", help="Start the site with it instead.")] = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="With --serve.")] = 8000,
) -> None:
    """A filled example of a career file."""
    from rxladder.career.demo import demo_career, demo_text
    from rxladder.career.dump import write_career
    from rxladder.cli.inputs import write_text

    if start:
        serve(on=on, port=port, demo=True)
        return
    text = write_career(demo_career(on), "json") if as_json else demo_text(on)
    write_text(text, out, new=True)


@app.command("import", short_help="Take a career file or a transcript into the site.")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A career file (YAML or JSON; - reads standard input), a ZIP of `rxladder export`, or a "
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
    """Put a career file in the place of the site's record, or add what is new in a transcript to it.

    What is in a transcript is shown first, and saved only when you agree. The site can undo both.
    """
    from rxladder.cli.bring_in import is_career_file

    if is_career_file(file):
        _replace(file, data, as_json)
    elif file.suffix.lower() == ".zip":
        _replace_everything(file, data, on, as_json)
    else:
        _bring_in(file, data, on, as_json, yes)


def _replace(file: Path, data: Path | None, as_json: bool) -> None:
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.cli.own_site import replace_record

    career = read_career_file(file, packs_here(data))
    replace_record(career, data)
    _say_imported({"holdings": len(career.holdings), "credits": len(career.credits)}, as_json)


def _replace_everything(file: Path, data: Path | None, on: date, as_json: bool) -> None:
    from rxladder.cli.own_site import read_everything

    career, files = read_everything(file, data, on)
    counts = {"holdings": len(career.holdings), "credits": len(career.credits), "files": files}
    _say_imported(counts, as_json)


def _say_imported(counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        show_json({"imported": counts})
    else:
        named = [f"{n} {what if n != 1 else what.removesuffix('s')}" for what, n in counts.items()]
        typer.echo(f"Imported {' and '.join(named)}.")


def _bring_in(file: Path, data: Path | None, on: date, as_json: bool, yes: bool) -> None:
    from rxladder.cli.bring_in import BroughtIn
    from rxladder.cli.show_import import show_import

    brought = BroughtIn(file, data, on)
    count, saved = len(brought.takes), False
    if not as_json:
        show_import(brought)
    if count:
        question = f"Save {count} new credit{'s' if count != 1 else ''}?"
        saved = yes or (not as_json and typer.confirm(question))
    if saved:
        brought.save()
    else:
        brought.forget()
    if as_json:
        show_json(brought.document(saved))
    else:
        typer.echo(f"Saved {count}." if saved else "Nothing was saved.")
    finish(saved or not count)


@app.command(short_help="Print the site's record, or write it to a file.")
def export(
    on: On,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to write it (default: standard output).")
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write the record that this machine's site keeps as a career file; as a ZIP, with its certificates.

    A ZIP (a name that ends in .zip) holds all of you, and `rxladder import` takes it into any site.
    """
    from rxladder.career.dump import write_career
    from rxladder.cli.inputs import write_text
    from rxladder.cli.own_site import kept_record, write_everything

    if file is not None and file.suffix.lower() == ".zip":
        count = write_everything(file, data)
        typer.echo(f"Written to {file}, with {count} file{'' if count == 1 else 's'}.", err=True)
        return
    as_json = as_json or (file is not None and file.suffix == ".json")
    write_text(write_career(kept_record(data), "json" if as_json else "yaml"), file)


@app.command(short_help="Start the site on this machine.")
def serve(
    on: On,
    host: Annotated[
        str | None, typer.Option("--host", help="The address to listen on (default: 127.0.0.1).")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Data = None,
    demo: Annotated[bool, typer.Option("--demo", help="Open with the made-up person.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes, for many users.")] = 1,
    lan: Annotated[bool, typer.Option("--lan", help="Let your own phone in, at home.")] = False,
) -> None:
    """Start the site on this machine; with RXLADDER_HOSTS set, for many users (docs/deploy.md)."""
    from rxladder.cli.own_site import start_site

    start_site(host, port, data, demo=demo, on=on if on != today() else None, workers=workers, lan=lan)


@app.command(short_help="Send reminders beside a site for many users.")
def worker(
    data: Data = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop.")] = False,
) -> None:
    """Do the site's jobs, such as sending reminders. On one machine `rxladder serve` does them itself."""
    from rxladder.cli.own_site import start_worker

    said = start_worker(data, once=once)
    if said:
        typer.echo(said)


@app.command(short_help="Seal stored certificates with a new key.")
def seal(
    new_key: Annotated[bool, typer.Option("--new-key", help="Make a new key first.")] = False,
    data: Data = None,
) -> None:
    """Seal every stored certificate with the newest key, while the site runs; older keys may go then."""
    from rxladder.cli.own_site import seal_certificates

    typer.echo(seal_certificates(data, new_key=new_key))


@app.command(short_help="Invite somebody to a site for many users.")
def invite(
    email: Annotated[
        str, typer.Argument(metavar="[EMAIL]", help="Where to send it (default: nowhere).")
    ] = "",
    days: Annotated[int, typer.Option("--days", min=1, max=90, help="How long it is good.")] = 7,
    data: Data = None,
) -> None:
    """Make a link with which somebody may make an account, once. It is printed, and mailed to EMAIL."""
    from rxladder.cli.own_site import new_invitation

    typer.echo(new_invitation(email, days, data))


app.command(short_help="Audit a whole workforce, from Parquet or CSV to Parquet.")(workforce.bulk)
app.command("bulk-example", short_help="Make up a workforce to try it on.")(workforce.bulk_example)
app.command(short_help="Everything of the site in one file, tried out.")(backups.backup)
app.command(short_help="Put a backup into the data folder.")(backups.restore)
