"""Why nothing leads to a goal: what no step brings about, or what only itself would."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import all_of, inside, one_of
from rxladder.planning.path_actions import Book
from rxladder.planning.path_needs import Action, Need, Test, blockers, possible
from rxladder.planning.path_result import NoPath
from rxladder.planning.path_words import say_test

if TYPE_CHECKING:
    pass


def impossible(goal: Need, book: Book, reached: Collection[str]) -> NoPath | None:
    """What no step can bring about, where a goal hangs on it; None where there is a way."""
    if possible(goal, reached):
        return None
    hopeless, circular = _blocking(goal, book, reached)
    packs = book.ground.packs
    if hopeless:
        tests = tuple(dict.fromkeys(say_test(test, packs) for test in hopeless))
        said = one_of([inside(test) for test in tests])
        return NoPath(_("No step known here leads to this: {tests}.").format(tests=said), tests)
    return _in_a_circle(circular, book)


def _in_a_circle(circular: list[tuple[Action | None, Test]], book: Book) -> NoPath:
    """Why one cannot begin: what asks for something that only itself brings."""
    itself = [(owner, test) for owner, test in circular if owner and _brings(owner, test, book)]
    told = itself or circular
    tests = tuple(dict.fromkeys(say_test(test, book.ground.packs) for _owner, test in told))
    owners = all_of(list(dict.fromkeys(owner.says for owner, _test in told if owner)))
    says = _(
        "As far as is known here, there is no way to begin: {what} asks for something that comes only "
        "from being there already ({tests}). Ask there what else counts. If you did this kind of work as "
        "part of another job, enter it in your record as a job of its own."
    )
    return NoPath(says.format(what=owners, tests=one_of([inside(test) for test in tests])), tests)


def _brings(owner: Action, test: Test, book: Book) -> bool:
    """Whether what asks for a test is what would meet it."""
    steps = (book.actions[step] for way in test.ways for step in way.steps if step in book.actions)
    return any((step.kind, step.what) == (owner.kind, owner.what) for step in steps)


def _blocking(
    goal: Need, book: Book, reached: Collection[str]
) -> tuple[list[Test], list[tuple[Action | None, Test]]]:
    """The tests that no step could meet, and those that only steps could which lead back to themselves.

    The latter each with what asks for it; None for the goal.
    """
    hopeless, circular, seen = list[Test](), list[tuple[Action | None, Test]](), set[str]()
    open_: list[tuple[Action | None, Need]] = [(None, goal)]
    while open_:
        owner, need = open_.pop()
        for test in blockers(need, reached):
            steps = [step for way in test.ways for step in way.steps if step not in reached]
            new = [step for step in steps if step not in seen]
            seen.update(new)
            open_ += [(book.actions[step], book.actions[step].need) for step in new]
            if not steps:
                hopeless.append(test)
            elif not new:
                circular.append((owner, test))
    return hopeless, circular
