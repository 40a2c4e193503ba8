"""Every credential as one person sees it: can it be had, from when on, for how much money and work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts.chapters import chapter_name, chapter_of
from rxladder.facts.days import add_months
from rxladder.facts.load import CredentialRef, Packs
from rxladder.facts.states import STATES
from rxladder.rules.answers import active
from rxladder.rules.asked_for import GoodFor, good_for
from rxladder.rules.costs import Cost, cost_over, cost_to_get
from rxladder.rules.effort import least_work
from rxladder.rules.eligibility import context_of, eligible
from rxladder.rules.readiness import own_exams, ready
from rxladder.rules.result import Eligibility
from rxladder.rules.titles import full_title, short_title

SOON_MONTHS = 12
When = Literal["", "now", "soon"]


@dataclass(frozen=True, slots=True)
class Offered:
    """A credential and what it means for a person on a day.

    `held`: they hold it now. `ready`: all is met but its own exam, which can be sat (`exam`). `first` and
    `over` are what it costs to get it and over five years; `work` the fewest months of work that it asks,
    None where that was not read.
    """

    ref: CredentialRef
    title: str
    chapter: str
    answer: Eligibility
    ready: Eligibility
    exam: bool
    held: bool
    first: Cost
    over: Cost
    work: Fraction | None
    good_for: GoodFor

    @property
    def id(self) -> str:
        """The credential's id."""
        return self.ref.id


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. A bound leaves out what is not known, for it may lie above it.

    `when`: it can be had, or its exam sat, `now` or `soon` (within a year if work goes on as now).
    `elsewhere`: those of other states, too. `most_usd` bounds the five years, `most_work` the months of work
    asked.
    """

    words: str = ""
    chapter: str = ""
    when: When = ""
    most_usd: Fraction | None = None
    most_work: Fraction | None = None
    elsewhere: bool = False


def offered(career: Career, packs: Packs, on: date) -> tuple[Offered, ...]:
    """Every credential of the packs, for a person on a day."""
    return tuple(_offered(ref, career, packs, on) for ref in packs.credentials.values())


def _offered(ref: CredentialRef, career: Career, packs: Packs, on: date) -> Offered:
    context = context_of(career, packs, ref, on)
    exam = bool(own_exams(ref, packs))
    answer = eligible(career, packs, ref.id, on)
    return Offered(
        ref=ref,
        title=full_title(ref),
        chapter=chapter_of(ref.id),
        answer=answer,
        ready=ready(career, packs, ref, on) if exam else answer,
        exam=exam,
        held=any(one.credential == ref.id and active(one, context) for one in career.holdings),
        first=cost_to_get(ref),
        over=cost_over(ref),
        work=least_work(ref, packs),
        good_for=good_for(ref.id, packs),
    )


def look_for(offers: Iterable[Offered], sought: Sought, state: str | None, on: date) -> list[Offered]:
    """What fits: what can be had today first, then by the day, then what hangs on an answer; by title."""
    return sorted(
        (one for one in offers if all(_fits(one, sought, state, on))),
        key=lambda one: (*_nearness(one), one.title),
    )


def _fits(one: Offered, sought: Sought, state: str | None, on: date) -> Iterator[bool]:
    credential = one.ref.credential
    yield credential.status != "retired" and (credential.until is None or credential.until >= on)
    yield sought.elsewhere or one.ref.pack.id not in STATES or one.ref.pack.id == state
    yield not sought.chapter or one.chapter == sought.chapter
    yield all(word in _words(one) for word in sought.words.casefold().split())
    if sought.when == "now":
        yield one.ready.eligible is True and not one.held
    elif sought.when == "soon":
        last = add_months(on, SOON_MONTHS) - timedelta(days=1)
        yield one.ready.earliest is not None and one.ready.earliest <= last and not one.held
    if sought.most_usd is not None:
        yield one.over.most is not None and one.over.most <= sought.most_usd
    if sought.most_work is not None:
        yield one.work is not None and one.work <= sought.most_work


def _words(one: Offered) -> str:
    credential = one.ref.credential
    texts = (one.title, short_title(one.ref), credential.abbreviation or "", one.ref.pack.name, one.id)
    return " ".join((*texts, chapter_name(one.chapter))).casefold()


def _nearness(one: Offered) -> tuple[int, date]:
    answer = one.ready
    if one.held or one.ref.credential.eligibility is None:
        return 5 if one.held else 4, date.max
    rank = 0 if answer.eligible else 1 if answer.earliest else 2 if answer.eligible is None else 3
    return rank, answer.earliest or date.max
