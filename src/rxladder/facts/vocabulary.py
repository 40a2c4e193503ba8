"""The vocabulary: exams, programmes, courses, kinds of experience and questions that packs and records name.

It lies in `data/vocabulary.yaml`. Ids are what packs use; `aliases` are other spellings that a career file
may use, and that are rewritten to the id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from rxladder.facts.conditions import Strict
from rxladder.facts.days import Hours
from rxladder.facts.matches import Topic

Kind = Literal["exam", "programme", "course", "experience", "question", "credential"]


class Entry(Strict):
    """What every entry has. `scope: authority`: it means something else for each authority."""

    aliases: tuple[str, ...] = ()
    scope: Literal["authority"] | None = None
    open: str | None = Field(None, description="What the texts read leave open about it.")


class Exam(Entry):
    """An exam that can be passed."""

    name: str
    for_: str | None = Field(None, alias="for", description="The credential that it leads to.")
    likely: tuple[str, ...] = Field((), description="Exams that probably are it, where no text names them.")
    question: str | None = Field(None, description="The question that settles whether one's exam is it.")


class Programme(Entry):
    """A training programme that can be completed."""

    name: str
    kind: Literal["accredited", "board-approved", "employer", "course", "certificate", "armed-forces"]
    includes: tuple[str, ...] = Field((), description="Programmes of which each counts as this one.")
    credential: str | None = Field(None, description="A credential that it leads to.")
    hours: Hours | None = Field(None, description="Any such training has at least these hours.")
    approved_by: Literal["whoever-asks"] | None = Field(
        None, description="The authority that asks has approved it: what one approved another may not."
    )


NO_COURSE = "no-named-course"
"""What a credit names that is none of the courses which rules name."""


class Course(Entry):
    """One course, taken as a credit or as a training."""

    name: str
    topic: Topic | None = Field(None, description="What it is about; `no-named-course` does not say.")
    credential: str | None = Field(None, description="A credential whose holder has taken it.")
    question: str | None = None
    hours: Hours | None = Field(
        None, description="Hours of the whole course; what is taken in parts adds up."
    )


class ExperienceKind(Entry):
    """A kind of work. A role, workplace or place that is not given is not tested."""

    name: str
    roles: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    place: Literal["us", "own-state", "other-state"] | None = None
    credential: str | None = Field(None, description="What is held while working so.")
    full_time_hours_per_week: Hours | None = None
    part_time_open: str | None = Field(
        None,
        description="What there is to ask about work of fewer hours, if no text settles whether it counts.",
    )
    part_time: Literal["by-itself", "together"] = Field(
        "by-itself",
        description="What of it may count: each post, or several at once that are full-time together.",
    )
    while_holding: tuple[str, ...] = Field(
        (), description="Any technician work counts for as long as one of these credentials is held."
    )


class InRecord(Strict):
    """What in a record answers a question with yes: any one of these will do."""

    holdings: tuple[str, ...] = Field((), description="Credentials; one is held and active.")
    ever_held: tuple[str, ...] = Field((), description="Credentials; one was held at some time.")
    roles: tuple[str, ...] = Field((), description="Present work in one of these roles.")
    workplaces: tuple[str, ...] = Field((), description="Present work at one of these kinds of workplaces.")
    exams: tuple[str, ...] = Field((), description="One is passed, or what it leads to is held.")
    programmes: tuple[str, ...] = Field((), description="One is completed.")
    courses: tuple[str, ...] = Field(
        (), description="One was taken, and would still be good if it were the credential it stands for."
    )


class Question(Entry):
    """Something only a person (or the authority) can tell, unless it is `told_by` the record."""

    asks: str
    says: str | None = Field(None, description="A yes as a statement; for a date, what day it is.")
    says_not: str | None = Field(None, description="A no as a statement.")
    answer: Literal["yes-no", "choice", "date"]
    choices: tuple[str, ...] = ()
    choice_names: dict[str, str] = {}
    many: bool = Field(False, description="More than one choice may be picked.")
    sensitive: bool = False
    judged: bool = Field(False, description="A no is for the authority to judge: it leaves a test unknown.")
    told_by: InRecord | None = None


class Vocabulary(Strict):
    """The whole vocabulary."""

    vocabulary: Literal[1]
    exams: dict[str, Exam]
    programmes: dict[str, Programme]
    courses: dict[str, Course]
    experience_kinds: dict[str, ExperienceKind]
    questions: dict[str, Question]
    credential_aliases: dict[str, str] = {}

    def resolve(self, kind: Kind, text: str) -> str | None:
        """The id that an id, a name or an alias of one kind stands for, or None.

        Case and spaces do not matter.
        """
        spellings = self._spellings[kind]
        return spellings.get(text) or spellings.get(folded(text))

    def spellings(self, kind: Kind) -> Mapping[str, str]:
        """Every accepted spelling of one kind's ids, as written, with the id that it stands for."""
        return {
            spelling: id_ for id_, entry in self.entries(kind).items() for spelling in (*entry.aliases, id_)
        } | ({} if kind != "credential" else self.credential_aliases)

    def entries(self, kind: Kind) -> Mapping[str, Entry]:
        """The entries of one kind by id; none for credentials, which packs hold."""
        kinds: dict[Kind, Mapping[str, Entry]] = {
            "exam": self.exams,
            "programme": self.programmes,
            "course": self.courses,
            "experience": self.experience_kinds,
            "question": self.questions,
        }
        return kinds.get(kind, {})

    def satisfying(self, programme: str) -> frozenset[str]:
        """The programmes of which each counts as `programme`: itself and what it includes, at any depth."""
        return self._satisfying[programme]

    @cached_property
    def _satisfying(self) -> Mapping[str, frozenset[str]]:
        return {id_: frozenset(self._included(id_, ())) for id_ in self.programmes}

    def _included(self, id_: str, seen: tuple[str, ...]) -> Iterator[str]:
        yield id_
        if id_ not in seen and id_ in self.programmes:
            for inner in self.programmes[id_].includes:
                yield from self._included(inner, (*seen, id_))

    @cached_property
    def _spellings(self) -> Mapping[Kind, Mapping[str, str]]:
        found: dict[Kind, dict[str, str]] = {}
        for kind in ("exam", "programme", "course", "experience", "question", "credential"):
            names = {
                folded(entry.name): id_
                for id_, entry in self.entries(kind).items()
                if isinstance(entry, (Exam, Programme, Course, ExperienceKind))
            }
            aliases = {folded(spelling): id_ for spelling, id_ in self.spellings(kind).items()}
            found[kind] = names | aliases | {id_: id_ for id_ in self.entries(kind)}
        return found


def folded(text: str) -> str:
    """A name without case and spare spaces, to compare by."""
    return " ".join(text.casefold().split())
