"""Questions to ask in an interview at a kind of workplace, made from what was read of it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_dollars
from rxladder.facts.roles import Workplace, roles
from rxladder.rules.fit import main_industry
from rxladder.rules.titles import full_title


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the lines that were read and that it is about."""

    asks: str
    about: tuple[str, ...]


def questions_to_ask(place: Workplace, packs: Packs) -> tuple[Question, ...]:
    """What to ask there, the day's work first; a question about nothing that was read is none."""
    return tuple(question for question in _all(place, packs) if question.about)


def _all(place: Workplace, packs: Packs) -> Iterator[Question]:
    yield Question(
        _("How much of the week goes into each, and what would I do from the start?"),
        _translated(place.tasks),
    )
    hours = _("What are the hours really, and how are nights, weekends and holidays shared?")
    yield Question(hours, _translated((place.schedule.hours,)))
    yield Question(_("How do you train for this, who checks it, and how often?"), _translated(place.rules))
    yield Question(_("What is this like in your pharmacy?"), _translated(place.physical))
    credentials = _("Which of these do you look for, do you pay for any, and does the pay change with one?")
    yield Question(credentials, tuple(full_title(packs.credential(id_)) for id_ in place.valued))
    yield Question(_("Where does the pay start, and what moves it up?"), _wage(place))
    steps = _("Who was the last person here to take one of these steps, and how long did it take?")
    yield Question(steps, tuple(_(roles()[id_].name) for id_ in place.advances_to))
    yield Question(
        _("No source confirms what is said about these points. What is true here?"),
        _translated(place.unconfirmed),
    )


def _translated(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_(line) for line in lines)


def _wage(place: Workplace) -> tuple[str, ...]:
    row = main_industry(place)
    if row is None or row.p50 is None:
        return ()
    said = _("{industry}: half of the technicians earn {usd} an hour or more (BLS, {year})")
    return (said.format(industry=_(row.name), usd=say_dollars(row.p50), year=row.year),)
