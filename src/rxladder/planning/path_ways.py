"""How each condition can be met: by itself in time, or by a step. What nothing can bring about has no way.

`Not`, `If` with its case, and a duty with a deadline are looked at as they stand on the record; what a path
itself changes about them is seen when the path is replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any, Protocol

from rxladder.career.record import Work
from rxladder.facts import conditions as c
from rxladder.facts.days import add_months
from rxladder.facts.vocabulary import ExperienceKind
from rxladder.planning.path_ground import Ground, past_work
from rxladder.planning.path_needs import Action, Enough, Every, Need, Table, Test, Way, simplified
from rxladder.rules import experience
from rxladder.rules.answers import given_answer
from rxladder.rules.conditions import truth
from rxladder.rules.context import Atom, Context
from rxladder.rules.eligibility import states_over

_OFF_LADDER = ("pharmacist",)


class Steps(Protocol):
    """The steps that ways may name by their id: each is made when it is first asked for.

    Where a step cannot be planned, or a path must do without it, its id is None.
    """

    @property
    def ground(self) -> Ground:
        """What is so on the day and may be planned with."""

    @property
    def actions(self) -> Mapping[str, Action]:
        """All steps made so far, by id."""

    @property
    def tables(self) -> dict[str, Table]:
        """How much of something is reached by when, by the step that brings it."""

    @property
    def posts(self) -> list[str]:
        """The steps of taking up a post."""

    def training(self, programme: str, hours: Fraction | None = None) -> str | None:
        """Completing a programme, with so many hours of study at least."""

    def course(self, course: str) -> str | None:
        """Taking a course."""

    def education(self, node: c.CreditHours) -> str | None:
        """Taking hours of continuing education."""

    def exam(self, exam: str) -> str | None:
        """Passing an exam."""

    def holding(self, credential: str) -> str | None:
        """Applying for a credential."""

    def lasting(self, credential: str) -> int | None:
        """The days for which a credential is good that cannot be renewed; None for others."""

    def post(self, role: str, workplace: str | None = None, hours: Fraction | None = None) -> str | None:
        """Taking up a post in a role."""

    def work_of(self, id_: str, start: int) -> Work:
        """The work that taking up a post on a day brings."""

    def ask(self, atom: Atom, authority: str, *, yes: bool = True) -> str:
        """Settling what is not known, by a yes or a no."""


def need_of(node: c.Node, context: Context, book: Steps, *, passed: Collection[str] = ()) -> Need:
    """What a condition needs. `passed`: exams taken to be passed, for it is they that are asked about."""
    match node:
        case c.Passed() if node.passed in passed:
            need: Need = Every()
        case c.All():
            need = Every(tuple(need_of(one, context, book, passed=passed) for one in node.all))
        case c.AnyOf():
            need = Enough(1, tuple(need_of(one, context, book, passed=passed) for one in node.any))
        case c.AtLeast():
            need = Enough(node.at_least, tuple(need_of(one, context, book, passed=passed) for one in node.of))
        case c.If() | c.Due():
            by_itself = Test(node, tuple(_by_itself(node, context, book)))
            need = Enough(1, (by_itself, need_of(node.then, context, book, passed=passed)))
        case _:
            return _test(node, context, book)
    return simplified(_in_force(need, node, context, book))


def _in_force(need: Need, node: c.Node, context: Context, book: Steps) -> Need:
    """A branch with what it carries itself: days in which it is asked, and what its sources leave open."""
    ground = book.ground
    if node.open or node.confidence == "low":
        need = Every((need, Test(node, (Way(asks=_doubts(node, context, book)),))))
    ways = []
    if node.from_ and node.from_ > ground.on:
        ways.append(Way(until=ground.number(node.from_) - 1))
    if node.until and node.until < ground.day(ground.last):
        ways.append(Way(since=max(0, ground.number(node.until) + 1)))
    return Enough(1, (need, Test(node, tuple(ways)))) if ways else need


def _doubts(node: c.Node, context: Context, book: Steps) -> tuple[str, ...]:
    if not (node.open or node.confidence == "low"):
        return ()
    cause = Atom("authority", node.open or node.note or "low confidence")
    return (book.ask(cause, context.authority),)


def _test(node: c.Node, context: Context, book: Steps) -> Need:
    ways = list(_by_itself(node, context, book))
    if not any(way.free for way in ways):
        make = _STEPS.get(type(node))
        doubts = _doubts(node, context, book)
        steps = make(node, context, book) if make else ()
        ways += [replace(way, asks=(*way.asks, *doubts)) for way in steps]
    return simplified(Test(node, tuple(ways)))


def _by_itself(node: c.Node, context: Context, book: Steps) -> Iterator[Way]:
    """The days on which a test is met with nothing done, and those on which only an answer is missing."""
    ground = book.ground
    end = ground.day(ground.last)
    for first, last, state, atoms in states_over(node, replace(context, atoms={}), ground.on, end):
        if state is False:
            continue
        since, until = ground.number(first), None if last == end else ground.number(last)
        asks = () if state else _asks(node, atoms, context, book)
        keeps = _keeping(node, context) if since > 0 and isinstance(node, c.Experience) else None
        yield Way(since=since, until=until, asks=asks, keeps=keeps)


def _asks(node: c.Node, atoms: Iterable[Atom], context: Context, book: Steps) -> tuple[str, ...]:
    """The steps that settle what a test hangs on; under a `not`, or in a case, by a no."""
    denied: Iterable[Atom] = ()
    if isinstance(node, (c.Not, c.If)):
        here = replace(context, atoms={})
        truth(node.not_ if isinstance(node, c.Not) else node.if_, here)
        denied = here.atoms
    steps = [book.ask(atom, context.authority, yes=atom not in denied) for atom in atoms]
    return tuple(dict.fromkeys((*steps, *_doubts(node, context, book))))


# --- By a step


def _held(node: c.Holds, context: Context, book: Steps) -> Iterator[Way]:
    table = None
    if node.for_months:
        table = _later(node.for_months, book.ground.on, book.ground.last)
    for credential in _counting(node.holds, book.ground):
        step = book.holding(credential)
        if step is not None:
            yield Way(step, table, lasts=book.lasting(credential))


def _counting(credential: str, ground: Ground) -> list[str]:
    """The credentials that count as one, without those that ask for it themselves."""
    packs = ground.packs
    found = [packs.credential(credential).id]
    for other in sorted(packs.counting_as(credential) - set(found)):
        node = packs.credentials[other].credential.eligibility
        asks = {one.holds for one in c.walk(node) if isinstance(one, c.Holds)} if node else set()
        if node is not None and not asks & packs.counting_as(credential):
            found.append(other)
    return found


def _ever_held(node: c.EverHeld, context: Context, book: Steps) -> Iterator[Way]:
    if node.ended_months_ago is None:
        yield from _held(c.Holds(holds=node.ever_held), context, book)


def _accepted(node: c.AcceptedCertification, context: Context, book: Steps) -> Iterator[Way]:
    doubt = book.ask(Atom("authority", "certification-accepted"), context.authority)
    for credential in node.accepted_certification:
        for way in _held(c.Holds(holds=credential), context, book):
            yield replace(way, asks=(doubt,))


def _recent(months: int | None, ground: Ground) -> int | None:
    """The days for which something counts as recent enough, at the least; None where it always is."""
    if months is None:
        return None
    return min(later - day for day, later in enumerate(_later(months, ground.on, 365))) - 1


@lru_cache(maxsize=256)
def _later(months: int, on: date, last: int) -> Table:
    """For each day up to `last`, counted from `on`, the day so many months later."""
    days = (on + timedelta(days=number) for number in range(last + 1))
    return tuple((add_months(day, months) - on).days for day in days)


def _passed(node: c.Passed, context: Context, book: Steps) -> Iterator[Way]:
    entry = book.ground.packs.vocabulary.exams[node.passed]
    step = book.exam(node.passed) if not entry.likely else None
    lasts = _recent(node.within_months, book.ground)
    if step is not None:
        yield Way(step, lasts=lasts)
    given = entry.question and given_answer(book.ground.career, entry.question, context.authority)
    for exam in entry.likely:
        # A no tells what the board thinks of what one has, and of nothing else.
        if given is False and _has(exam, book.ground):
            continue
        step = book.exam(exam)
        atom = Atom("authority", "certification-accepted", node.passed)
        asks = () if given is True else (book.ask(atom, context.authority),)
        if step is not None:
            yield Way(step, asks=asks, lasts=lasts)


def _has(exam: str, ground: Ground) -> bool:
    """Whether the record shows an exam as passed, itself or by what it leads to."""
    led_to = ground.packs.vocabulary.exams[exam].for_
    passed = any(taken.passed and taken.exam == exam for taken in ground.career.exams)
    return passed or any(held.credential == led_to for held in ground.career.holdings)


def _trained(node: c.Trained, context: Context, book: Steps) -> Iterator[Way]:
    vocabulary = book.ground.packs.vocabulary
    for programme in sorted(vocabulary.satisfying(node.trained), key=lambda one: one != node.trained):
        step = book.training(programme, node.hours)
        if step is not None:
            yield Way(step, lasts=_recent(node.within_months, book.ground))


def _course(node: c.Course, context: Context, book: Steps) -> Iterator[Way]:
    entry = book.ground.packs.vocabulary.courses[node.course]
    if node.hours_each_year is None:
        step = book.course(node.course)
        if step is not None:
            yield Way(step, lasts=_recent(node.within_months, book.ground))
    if entry.credential is not None:
        yield from _held(c.Holds(holds=entry.credential), context, book)


def _hours(node: c.CreditHours, context: Context, book: Steps) -> Iterator[Way]:
    step = book.education(node)
    if step is not None:
        yield Way(step, lasts=_recent(node.within_months, book.ground))


def _answered(node: c.Answer, context: Context, book: Steps) -> Iterator[Way]:
    """Something to do that was answered with no so far; what is only unknown is found without a step."""
    given = given_answer(book.ground.career, node.answer, context.authority)
    if given is False and node.answer in book.ground.assumptions.answers.to_do:
        yield Way(asks=(book.ask(Atom("person", node.answer), context.authority),))


def _employed(node: c.Employed, context: Context, book: Steps) -> Iterator[Way]:
    kind = context.packs.vocabulary.experience_kinds[node.employed]
    for step in _posts_of(kind, context, book):
        yield Way(step, _next_day(book.ground))
    # Where the law wants both a post and a registration before the other, one is hired on condition.
    if given_answer(book.ground.career, "employed-in-pharmacy", context.authority) is not False:
        yield Way(asks=(book.ask(Atom("person", "employed-in-pharmacy"), context.authority),))


def _next_day(ground: Ground) -> Table:
    return tuple(day + 1 for day in range(ground.last + 1))


# --- Work


def _experience(node: c.Experience, context: Context, book: Steps) -> Iterator[Way]:
    kind = context.packs.vocabulary.experience_kinds[node.experience]
    going_on = experience.of_kind(kind, replace(context, career=_only(book.ground.posts, context)))
    if going_on:
        return  # the present work brings it: see `_by_itself`
    for step in _posts_of(kind, context, book):
        yield Way(step, _reached(node, kind, step, context, book), keeps=_keeping(node, context))


def _only(works: list[Work], context: Context) -> Any:
    return replace(context.career, experience=tuple(works))


def _posts_of(kind: ExperienceKind, context: Context, book: Steps) -> list[str]:
    """The posts in which work of a kind is done."""
    if kind.place == "other-state":
        return []
    roles = [role for role in kind.roles or ("technician",) if role not in _OFF_LADDER]
    places = kind.workplaces[:1] or (None,)
    steps = (book.post(role, place, kind.full_time_hours_per_week) for role in roles for place in places)
    return [step for step in steps if step is not None and _is_of(kind, step, context, book)]


def _is_of(kind: ExperienceKind, step: str, context: Context, book: Steps) -> bool:
    return bool(experience.of_kind(kind, replace(context, career=_only([book.work_of(step, 0)], context))))


def _keeping(node: c.Experience, context: Context) -> frozenset[str]:
    """The kind of experience by name: the posts that are of it are known once all are."""
    return frozenset({f"kind:{node.experience}:{context.authority}"})


def posts_keeping(key: frozenset[str], book: Steps) -> frozenset[str]:
    """The posts in which an experience goes on, of all that were found."""
    ((_, kind, authority),) = (one.split(":") for one in key)
    context = book.ground.context(authority)
    found = book.ground.packs.vocabulary.experience_kinds[kind]
    return frozenset(step for step in book.posts if _is_of(found, step, context, book))


def _reached(node: c.Experience, kind: ExperienceKind, step: str, context: Context, book: Steps) -> Table:
    """For each day of taking up a post, the first day on which it has brought what is asked."""
    ground = book.ground
    before = [one for one in experience.of_kind(kind, context) if one.from_ < ground.on]
    if not before:
        return _reached_anew(node, step, book)
    if node.months is None and node.within_months is None:
        return _hours_reached(node, step, before, book)
    return _months_reached(node, step, before, book)


def _reached_anew(node: c.Experience, step: str, book: Steps) -> Table:
    """The same for who has none of it yet: a table for all that ask as much."""
    ground = book.ground
    weekly = (book.actions[step].hours_per_week or ground.work_hours) if node.hours is not None else None
    key = f"{node.months} {node.hours} {weekly}"
    if key not in book.tables:
        book.tables[key] = tuple(_steady(node, weekly, ground))
    return book.tables[key]


def _steady(node: c.Experience, weekly: Fraction | None, ground: Ground) -> Iterator[int]:
    if node.hours is not None:
        days = ceil(node.hours * 7 / weekly) - 1 if weekly else ground.last + 1
        yield from (day + days for day in range(ground.last + 1))
    else:
        yield from (later - 1 for later in _later(node.months or 0, ground.on, ground.last))


def _hours_reached(node: c.Experience, step: str, before: list[Work], book: Steps) -> Table:
    ground = book.ground
    assert node.hours is not None
    have = experience.hours_of(list(past_work(before, ground.on)), None, ground.on)
    left = c.Experience(experience=node.experience, hours=max(node.hours - have, type(have)(0)))
    return _reached_anew(left, step, book)


def _months_reached(node: c.Experience, step: str, before: list[Work], book: Steps) -> Table:
    """Stretches that lie apart add up by days left over: looked up with the very count that judges it."""
    ground, found = book.ground, list[int]()
    reached = 0
    for start in range(ground.last + 1):
        works = [*before, book.work_of(step, start)]
        reached = max(reached, start)
        while reached <= ground.last and not experience.is_enough(node, works, ground.day(reached)):
            reached += 1
        found.append(reached)
    return tuple(found)


_STEPS: dict[type[c.Node], Callable[[Any, Context, Steps], Iterator[Way]]] = {
    c.Holds: _held,
    c.EverHeld: _ever_held,
    c.AcceptedCertification: _accepted,
    c.Passed: _passed,
    c.Trained: _trained,
    c.Course: _course,
    c.CreditHours: _hours,
    c.Answer: _answered,
    c.Employed: _employed,
    c.Experience: _experience,
}
