"""`rxladder study`: exam preparation on the command line."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from rxladder.cli.frame import finish, show_json
from rxladder.cli.options import AnyDay, Json

if TYPE_CHECKING:
    from rxladder.facts.calculations import CalculationKind
    from rxladder.learning.grading import Graded
    from rxladder.learning.question import Question

app = typer.Typer(rich_markup_mode=None, help="Exam preparation: problems to practice with.")


@app.callback()
def _study() -> None:
    """Exam preparation: problems to practise with."""


@app.command(short_help="A calculation problem; with --answer it is graded.")
def calculate(
    on: AnyDay,
    kind: Annotated[str | None, typer.Option("--kind", metavar="ID", help="A kind (default: any).")] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Which problem of the kind (default: any).")
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option("--answer", metavar="TEXT", help='Your answer, such as "7.5 mL"; with --seed.'),
    ] = None,
    choices: Annotated[
        bool,
        typer.Option("--choices", help="Offer four answers, as exams do; the wrong ones come from mistakes."),
    ] = False,
    solution: Annotated[bool, typer.Option("--solution", help="Show the solution, step by step.")] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds and exit.")] = False,
    as_json: Json = False,
) -> None:
    """A pharmacy calculation to solve. The same kind and seed, or the same seed alone, give the same
    problem.

    With an answer: exit 0 if it is right, 1 if it is not.
    """
    from rxladder.cli.show_items import calculation_document
    from rxladder.facts.calculations import calculation_kinds
    from rxladder.facts.language import gettext as _

    known = calculation_kinds()
    if kinds:
        _show_kinds(known, as_json=as_json)
        return
    if answer is not None and seed is None:
        said = _("say which problem it answers: --kind and --seed were shown below it")
        raise typer.BadParameter(said, param_hint="--answer")
    asked = _problem(known, kind, seed, choices=choices)
    graded = None if answer is None else _graded(asked, answer)
    if as_json and (graded is None or graded.understood):
        show_json(calculation_document(asked, graded, solved=solution or graded is not None))
    elif not as_json:
        _show_problem(asked)
    if graded and not graded.understood:
        raise typer.BadParameter(graded.says, param_hint="--answer")
    if not as_json:
        _show_answer(asked, graded, solved=solution)
    if graded:
        finish(graded.right)


@app.command(short_help="Questions made from facts, with their answers.")
def items(
    on: AnyDay,
    exam: Annotated[
        str, typer.Option("--exam", metavar="ID", help="ptce-2026, excpt or cspt.")
    ] = "ptce-2026",
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Which questions (default: any).")
    ] = None,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=1000, help="How many.")] = 10,
    as_json: Json = False,
) -> None:
    """Questions weighted by an exam's outline, each with its answer, reason and source.

    The same exam and seed always give the same questions.
    """
    from rxladder.cli.show_items import items_document, show_items
    from rxladder.facts.exam_outlines import outlines
    from rxladder.facts.hints import quoted
    from rxladder.facts.language import gettext as _
    from rxladder.facts.study import study_facts
    from rxladder.learning.items import question
    from rxladder.learning.items.draws import TooFewCards, session

    asked_today = [id_ for id_, outline in outlines().items() if not (outline.superseded or outline.until)]
    if exam not in asked_today:
        known = ", ".join(asked_today)
        said = _("{exam} is not known here; {known} are").format(exam=quoted(exam), known=known)
        raise typer.BadParameter(said, param_hint="--exam")
    facts, number = study_facts(), random.randrange(10**6) if seed is None else seed
    try:
        drawn = session(facts, exam, number, count)
    except TooFewCards as error:
        said = _("{exam} has {n} cards").format(exam=exam, n=error.cards)
        raise typer.BadParameter(said, param_hint="-n") from None
    asked = [question(facts, card, at) for card, at in drawn]
    if as_json:
        show_json(items_document(asked))
    else:
        show_items(asked)
        typer.echo(f"({exam}, --seed {number})")


def _problem(
    known: Mapping[str, CalculationKind], kind: str | None, seed: int | None, *, choices: bool
) -> Question:
    """The problem of a kind and a seed; where either is left out, any."""
    from rxladder.learning.calculations.choices import choice_question
    from rxladder.learning.calculations.problem import cards, question

    number = random.randrange(10**6) if seed is None else seed
    chosen = _known(kind or random.Random(number).choice(tuple(known)), tuple(known))
    card = next(card for card in cards(known) if card.fact == chosen)
    return (choice_question if choices else question)(known, card, number)


def _known(kind: str, kinds: tuple[str, ...]) -> str:
    from rxladder.facts.hints import nearest, quoted
    from rxladder.facts.language import gettext as _

    if kind not in kinds:
        hint = nearest(kind, kinds) or _("; --kinds lists them")
        said = _("the kind {id} is not known{hint}").format(id=quoted(kind), hint=hint)
        raise typer.BadParameter(said, param_hint="--kind")
    return kind


def _graded(asked: Question, answer: str) -> Graded:
    """What an answer is worth: a text, or the letter of one of the answers that were offered."""
    from rxladder.facts.language import gettext as _
    from rxladder.learning.grading import grade
    from rxladder.learning.question import Choice

    if not isinstance(asked.answer, Choice):
        return grade(asked.answer, answer)
    letters = [chr(97 + at) for at in range(len(asked.answer.options))]
    letter = answer.strip().lower()
    if letter not in letters:
        said = _("use one of the letters {letters}").format(letters=", ".join(letters))
        raise typer.BadParameter(said, param_hint="--answer")
    return grade(asked.answer, letters.index(letter))


def _show_problem(asked: Question) -> None:
    """Print what is asked, and the options that name it: whoever answers later gives them all."""
    from rxladder.cli.show_items import offered
    from rxladder.learning.question import Choice

    typer.echo(asked.stem)
    for line in offered(asked):
        typer.echo(f"  {line}")
    choices = " --choices" if isinstance(asked.answer, Choice) else ""
    typer.echo(f"(--kind {asked.card.fact} --seed {asked.seed}{choices})")


def _show_kinds(known: Mapping[str, CalculationKind], *, as_json: bool) -> None:
    if as_json:
        show_json({"kinds": [{"id": one.id, "title": one.title} for one in known.values()]})
        return
    for one in known.values():
        typer.echo(f"{one.id}  {one.title}")


def _show_answer(asked: Question, graded: Graded | None, *, solved: bool) -> None:
    if graded:
        typer.echo(f"\n{graded.says}")
    if graded or solved:
        _show_solution(asked)


def _show_solution(asked: Question) -> None:
    from rxladder.facts.language import gettext as _

    typer.echo("")
    for step in asked.steps:
        typer.echo(f"  {step}")
    typer.echo(f"\n{asked.explanation}")
    for source in asked.sources:
        typer.echo(_("Source: {source}").format(source=source.says))
