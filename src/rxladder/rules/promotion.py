"""What a role asks, set against a record for others to read: what shows each thing, and what is to come.

The same conditions as on the ladder (`rxladder.rules.ladder`), taken apart into asks. Of several ways the one
that is met speaks; where none is, they are named together. Days come from the work that goes on, or from the
path to the role that the person accepted; where neither tells a day, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.career.record import Career, PlannedStep, Work
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.of_them import speaking_of_them
from rxladder.facts.phrases import inside, one_of, say_date, say_hours, say_months, sentence
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.says import say_condition
from rxladder.facts.says_names import credential_name, name_in
from rxladder.rules import experience
from rxladder.rules.answers import active
from rxladder.rules.context import Context
from rxladder.rules.interview import Part, Progress, role_parts
from rxladder.rules.ladder import role_context

AskState = Literal["met", "to-come", "planned", "open", "not-known"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a role asks, and how the record stands to it.

    `met`; `to-come`: met on `day` if work goes on as now; `planned`: a step of the accepted path leads to it
    by `day`; `open`: nothing tells a day; `not-known`: the record does not tell. `shown` is what in the
    record shows it, in words; `note` what a source adds.
    """

    says: str
    state: AskState
    shown: tuple[str, ...] = ()
    day: date | None = None
    progress: Progress | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoleCase:
    """A record's case for a role on a day. `doubts`: what of the asks no source confirmed."""

    role: str
    on: date
    asks: tuple[Ask, ...]
    doubts: tuple[str, ...] = ()

    @property
    def met(self) -> tuple[Ask, ...]:
        """What is met."""
        return tuple(ask for ask in self.asks if ask.state == "met")

    @property
    def gaps(self) -> tuple[Ask, ...]:
        """What is not, or not known to be."""
        return tuple(ask for ask in self.asks if ask.state != "met")


def role_case(career: Career, packs: Packs, role: str, on: date) -> RoleCase:
    """The case for a role. KeyError for a role that there is not."""
    found = roles()[role]
    making = _Making(career, packs, on, _steps_to(career, role))
    asks = tuple(making.asks(found.asks)) if found.asks else ()
    return RoleCase(role, on, asks, tuple(_(doubt) for doubt in found.unconfirmed))


def _steps_to(career: Career, role: str) -> tuple[PlannedStep, ...]:
    """The steps of the path to the role that the person accepted."""
    paths = (goal.path for goal in career.goals if goal.role == role)
    return next((path.steps for path in paths if path is not None), ())


def _is_a_name(node: c.Node) -> bool:
    """Whether what is asked is said by a name, which keeps its capital wherever it stands."""
    return isinstance(node, c.Holds | c.Trained)


@dataclass(frozen=True)
class _Making:
    career: Career
    packs: Packs
    on: date
    steps: tuple[PlannedStep, ...]

    @property
    def context(self) -> Context:
        return role_context(self.career, self.packs, self.on)

    def asks(self, node: c.Node) -> Iterator[Ask]:
        """A condition as asks: what is asked together is asked one by one."""
        if isinstance(node, c.All):
            for part in node.all:
                yield from self.asks(part)
        else:
            yield self.ask(node)

    def ask(self, node: c.Node) -> Ask:
        part = self._part(node)
        if isinstance(node, c.AnyOf):
            return self._one_way(node, part)
        state, day = self._state(node, part)
        return Ask(
            says=sentence(self._says(node)),
            state=state,
            shown=tuple(self._shown(node)) if state == "met" else (),
            day=day,
            progress=part.progress if state != "met" else None,
            note=_(node.note) if node.note else "",
        )

    def _part(self, node: c.Node) -> Part:
        return role_parts(node, self.career, self.packs, self.on)

    def _one_way(self, node: c.AnyOf, part: Part) -> Ask:
        """Of several ways: the one that is met; else all of them, with the first day of any."""
        ways = [self.ask(way) for way in node.any]
        met = next((way for way in ways if way.state == "met"), None)
        if met is not None and part.because.state is True:
            return met
        nearest = min(ways, key=lambda way: (_RANK[way.state], way.day or date.max))
        state = nearest.state if part.because.state is False else "not-known"
        said = [
            way.says if _is_a_name(one) else inside(way.says) for one, way in zip(node.any, ways, strict=True)
        ]
        says = sentence(one_of(said))
        return Ask(says, state, day=nearest.day, progress=nearest.progress, note=nearest.note)

    def _state(self, node: c.Node, part: Part) -> tuple[AskState, date | None]:
        if part.because.state is True:
            return "met", None
        if part.first is not None:
            return "to-come", part.first
        # A step that should be done by now tells no day any more.
        ends = [step.ends for step in self.steps if step.ends >= self.on and self._leads(step, node)]
        if ends:
            return "planned", max(ends)
        return ("not-known" if part.because.state is None else "open"), None

    def _leads(self, step: PlannedStep, node: c.Node) -> bool:
        """Whether a step of the path is the one that brings it."""
        match node:
            case c.Holds():
                return step.kind == "holding" and step.what in self.packs.counting_as(node.holds)
            case c.Trained():
                wanted = self.packs.vocabulary.satisfying(node.trained)
                return step.kind == "training" and step.what in wanted
            case c.Passed():
                return step.kind == "exam" and step.what == node.passed
            case c.Experience():
                kind = self.packs.vocabulary.experience_kinds[node.experience]
                return step.kind == "work" and step.what in kind.roles
            case _:
                return False

    # --- In words that others read

    def _says(self, node: c.Node) -> str:
        match node:
            case c.Holds(for_months=None):
                return credential_name(node.holds, self.packs)
            case c.Trained(hours=None, within_months=None):
                return name_in(self.packs.vocabulary.programmes, node.trained)
            case c.Experience() if node.months is not None and node.within_months is None:
                work = inside(name_in(self.packs.vocabulary.experience_kinds, node.experience))
                return _("{time} of {work}").format(time=say_months(node.months), work=work)
            case c.Experience() if node.hours is not None and node.within_months is None:
                work = inside(name_in(self.packs.vocabulary.experience_kinds, node.experience))
                return _("{hours} of {work}").format(hours=say_hours(node.hours), work=work)
            case c.Employed():
                return name_in(self.packs.vocabulary.experience_kinds, node.employed)
            case c.Education():
                return _(_SCHOOLING[node.education])
            case _:
                with speaking_of_them():
                    return say_condition(node, self.packs)

    def _shown(self, node: c.Node) -> Iterator[str]:
        match node:
            case c.Holds():
                yield from self._held(node.holds)
            case c.Trained():
                yield from self._trained(node.trained)
            case c.Experience():
                kind = self.packs.vocabulary.experience_kinds[node.experience]
                for work in experience.of_kind(kind, self.context):
                    yield say_work(work, self.on)
            case c.Education() | c.Answer():
                yield _("By the holder’s own account")

    def _held(self, credential: str) -> Iterator[str]:
        wanted, context = self.packs.counting_as(credential), self.context
        for holding in self.career.holdings:
            if holding.credential in wanted and active(holding, context):
                since = holding.first_issued
                parts = [
                    credential_name(holding.credential, self.packs)
                    if holding.credential != credential
                    else "",
                    _("held since {day}").format(day=say_date(since)) if since else _("held"),
                    _("good until {day}").format(day=say_date(holding.expires)) if holding.expires else "",
                ]
                yield sentence(", ".join(filter(None, parts)))

    def _trained(self, programme: str) -> Iterator[str]:
        wanted = self.packs.vocabulary.satisfying(programme)
        for training in self.career.trainings:
            if training.programme in wanted and training.completed and training.completed <= self.on:
                day = say_date(training.completed)
                name = name_in(self.packs.vocabulary.programmes, training.programme)
                if training.programme == programme:
                    yield _("Completed on {day}").format(day=day)
                else:
                    yield _("{name}, completed on {day}").format(name=name, day=day)


_RANK: dict[AskState, int] = {"met": 0, "to-come": 1, "planned": 2, "not-known": 3, "open": 4}
_SCHOOLING = {
    "in-high-school": noop("in high school, or finished it"),
    "high-school": noop("high school or its equivalent"),
    "some-college": noop("some college"),
    "associate": noop("an associate degree"),
    "bachelor": noop("a bachelor's degree"),
}


def say_post(work: Work) -> str:
    """A post: the role, and where."""
    role = _(roles()[work.role].name) if work.role in roles() else work.role
    place = workplaces().get(work.workplace or "")
    where = work.employer or (_(place.name) if place else "")
    return _("{role}, {where}").format(role=role, where=where) if where else role


def say_work(work: Work, on: date) -> str:
    """A post with its days and its hours a week, as it stands on a day."""
    days = (
        _("{first} to {last}").format(first=say_date(work.from_), last=say_date(work.to))
        if work.to and work.to <= on
        else _("since {day}").format(day=say_date(work.from_))
    )
    hours = work.hours_per_week
    a_week = _("{hours} a week").format(hours=say_hours(hours)) if hours else ""
    return ", ".join(filter(None, [say_post(work), days, a_week]))
