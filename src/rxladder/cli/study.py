"""`rxladder study`: exam preparation on the command line."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Annotated

import typer

from rxladder.cli.frame import finish

if TYPE_CHECKING:
    from rxladder.learning.question import Question

app = typer.Typer(rich_markup_mode=None, help="Exam preparation: problems to practise with.")


@app.callback()
def _study() -> None:
    """Exam preparation: problems to practise with."""


@app.command(short_help="A calculation problem; with --answer it is graded.")
def calculate(
    kind: Annotated[str | None, typer.Option("--kind", metavar="ID", help="A kind (default: any).")] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Which problem of the kind (default: any).")
    ] = None,
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="TEXT", help='Your answer, such as "7.5 mL".')
    ] = None,
    solution: Annotated[bool, typer.Option("--solution", help="Show the solution, step by step.")] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds and stop.")] = False,
) -> None:
    """A pharmacy calculation to solve. The same kind and seed are the same problem, always.

    With an answer: exit 0 where it is right, 1 where it is not.
    """
    from rxladder.facts.calculations import calculation_kinds
    from rxladder.learning.calculations.problem import cards, question
    from rxladder.learning.grading import grade

    known = calculation_kinds()
    if kinds:
        for one in known.values():
            typer.echo(f"{one.id}  {one.title}")
        return
    chosen, number = kind or random.choice(tuple(known)), random.randrange(10**6) if seed is None else seed
    card = next(card for card in cards(known) if card.fact == _known(chosen, tuple(known)))
    asked = question(known, card, number)
    typer.echo(f"{asked.stem}\n({card.fact}, --seed {number})")
    graded = None if answer is None else grade(asked.answer, answer)
    if graded and not graded.understood:
        raise typer.BadParameter(graded.says, param_hint="--answer")
    if graded:
        typer.echo(f"\n{graded.says}")
    if graded or solution:
        _show_solution(asked)
    if graded:
        finish(graded.right)


def _known(kind: str, kinds: tuple[str, ...]) -> str:
    from rxladder.facts.hints import nearest, quoted

    if kind not in kinds:
        hint = nearest(kind, kinds) or "; --kinds lists them"
        raise typer.BadParameter(f"the kind {quoted(kind)} is not known{hint}", param_hint="--kind")
    return kind


def _show_solution(asked: Question) -> None:
    typer.echo("")
    for step in asked.steps:
        typer.echo(f"  {step}")
    typer.echo(f"\n{asked.explanation}")
    for source in asked.sources:
        typer.echo(f"Source: {source.says}")
