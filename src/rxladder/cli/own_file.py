"""What a career file comes to: `audit`, `plan-ce`, `path`, `eligible`, `move`; and a badge by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rxladder.cli.frame import finish, quiet, say_json, show_json
from rxladder.cli.options import CareerPath, Json, On, offer


def audit(file: CareerPath, on: On, as_json: Json = False) -> None:
    """What each renewal asks for, what counts toward it, and what is missing."""
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.rules.audit import audit as audit_career

    packs = packs_here()
    career = read_career_file(file, packs, on)
    found = audit_career(career, packs, on)
    if as_json:
        from rxladder.rules.output import audit_json

        say_json(audit_json(found, indent=True))
    else:
        from rxladder.cli.show_audit import show_audit

        show_audit(found, career.person.name)
    finish(all(held.status in ("met", "planned", "not-required") for held in found.holdings))


def plan_ce(
    file: CareerPath,
    on: On,
    as_json: Json = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue", metavar="ACTIVITIES", help="A file of activities (default: the built-in ones)."
        ),
    ] = None,
) -> None:
    """The cheapest, then shortest, then smallest set of activities that meets every open term in time."""
    from rxladder.cli.inputs import catalogue_here, packs_here, read_career_file
    from rxladder.planning.ce import plan_ce as plan_education
    from rxladder.planning.ce_model import SolverError

    packs = packs_here()
    career = read_career_file(file, packs, on)
    activities = catalogue_here(catalogue, packs)
    try:
        with quiet():
            found = plan_education(career, packs, on, activities)
    except SolverError as error:
        from rxladder.facts.language import gettext as _

        said = _("no plan could be proven ({why})").format(why=error)
        raise typer.BadParameter(said, param_hint="ACTIVITIES") from None
    if as_json:
        from rxladder.planning.output import plan_document

        show_json(plan_document(found))
    else:
        from rxladder.cli.show_plan import show_plan

        show_plan(found, packs, career.person.name)
    finish(found.status == "optimal")


def path(
    file: CareerPath,
    on: On,
    as_json: Json = False,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal",
            metavar="ID",
            help="A role, credential or workplace (default: the first goal in the file).",
            autocompletion=offer("goals"),
        ),
    ] = None,
) -> None:
    """The fastest, the cheapest and a balanced path to a goal, within your hours and budget."""
    from rxladder.cli.goals import known_goal
    from rxladder.cli.inputs import packs_here, read_career_file
    from rxladder.planning.path import find_paths

    packs = packs_here()
    career = read_career_file(file, packs, on)
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


def eligible(
    file: CareerPath,
    credential: Annotated[
        str,
        typer.Argument(
            metavar="CREDENTIAL", help="Its id, such as ptcb-cpht.", autocompletion=offer("credentials")
        ),
    ],
    on: On,
    as_json: Json = False,
) -> None:
    """Whether you can get a credential now, why or why not, and from what date."""
    from rxladder.cli.inputs import known_credential, packs_here, read_career_file
    from rxladder.rules.eligibility import eligible as judge

    packs = packs_here()
    wanted = known_credential(credential, packs)
    found = judge(read_career_file(file, packs, on), packs, wanted, on)
    if as_json:
        from rxladder.rules.output import eligibility_document

        show_json(eligibility_document(found))
    else:
        from rxladder.cli.show_eligible import show_eligibility

        show_eligibility(found, packs, on)
    finish(found.eligible is True)


def move(
    file: CareerPath,
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help="us-oh, OH or Ohio; `all` lists every state, easiest first.",
            autocompletion=offer("states"),
        ),
    ],
    on: On,
    as_json: Json = False,
) -> None:
    """What it takes to work in another state, what you have that counts there, what is missing, and what
    it costs.

    Exit 0: nothing is missing there. Exit 1: something is missing, or not known. `all` always exits with 0.
    """
    from rxladder.cli.inputs import known_state, packs_here, read_career_file
    from rxladder.cli.show_move import print_move, print_places
    from rxladder.rules.relocation import all_places
    from rxladder.rules.relocation import move as judge

    packs = packs_here()
    wanted = None if state.lower() == "all" else known_state(state, packs)
    career = read_career_file(file, packs, on)
    if wanted is None:
        print_places(all_places(career, packs, on), on, as_json=as_json)
        return
    found = judge(career, packs, wanted, on)
    print_move(found, as_json=as_json)
    finish(found.place.can_move)


def badge(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A badge: PNG, SVG, JSON or signed text.")],
    on: On,
    as_json: Json = False,
    email: Annotated[
        list[str] | None,
        typer.Option(
            "--email",
            metavar="ADDRESS",
            help="Your email address, to compare with the badge's; may be repeated.",
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the issuer over the network. Without this, nobody is asked.")
    ] = False,
    issuer: Annotated[
        list[Path] | None,
        typer.Option(
            "--issuer",
            metavar="FILE",
            help="An issuer file, from the issuer itself, to check the badge without a network; may be "
            "repeated.",
        ),
    ] = None,
) -> None:
    """What a digital badge says, whether it is genuine and why, and which credential it may be for.

    Exit 0: it is genuine. Exit 1: it is refused, or something could not be checked.
    """
    from rxladder.cli.inputs import packs_here
    from rxladder.cli.show_badge import judge_badge, print_badge

    checked = judge_badge(file, on, email or [], ask=ask, issuers=issuer or [])
    print_badge(checked, packs_here(), asked=ask, as_json=as_json)
    finish(checked.verdict == "genuine")
