"""What a career file may refer to: every accepted spelling of an id, and what it is rewritten to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import AfterValidator, ValidationInfo

from rxladder.facts.education_rules import ContinuingEducation, FixedValue
from rxladder.facts.hints import meant, nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.facts.vocabulary import Vocabulary

Kind = Literal[
    "credential", "state", "exam", "programme", "course", "question", "role", "workplace", "activity"
]

KIND_WORDS: dict[Kind, str] = {
    "credential": noop("credential"), "state": noop("state"), "exam": noop("exam"),
    "programme": noop("program"), "course": noop("course"), "question": noop("question"),
    "role": noop("role"), "workplace": noop("workplace"), "activity": noop("activity"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids known to one set of packs and its vocabulary.

    `spellings` has, by kind, each spelling that may be suggested with the id that it stands for;
    `activities` the fixed-value activities, `clauses` the ids of each credential's clauses, `by_years` of
    those that are judged once for each year or cycle; `deadlines` are the credentials of which something
    must be kept that has a last day.
    """

    vocabulary: Vocabulary
    spellings: Mapping[Kind, Mapping[str, str]]
    authorities: frozenset[str]
    activities: Mapping[str, FixedValue]
    clauses: Mapping[str, frozenset[str]]
    by_years: Mapping[str, frozenset[str]]
    deadlines: frozenset[str]

    def resolve(self, kind: Kind, text: str) -> str:
        """The id that a spelling stands for; a ValueError that suggests the nearest where it is not known."""
        known = self.spellings[kind]
        if text in known:
            return known[text]
        found = self._by_words(kind, text)
        if found is None:
            hint = _state_hint(text) if kind == "state" else ""
            told = _("the {kind} {id} is not known{hint}")
            hint = hint or meant(text, known)
            raise ValueError(told.format(kind=_(KIND_WORDS[kind]), id=quoted(text), hint=hint))
        return found

    def authority(self, id_: str) -> str:
        """An authority's id; a ValueError that suggests the nearest where it is not known."""
        if id_ not in self.authorities:
            text = _("the authority {id} is not known{hint}")
            raise ValueError(text.format(id=quoted(id_), hint=nearest(id_, self.authorities)))
        return id_

    def _by_words(self, kind: Kind, text: str) -> str | None:
        """What a name or an alias of the vocabulary stands for, whatever its case and spaces."""
        match kind:
            case "programme":
                return self.vocabulary.resolve("programme", text) or self.vocabulary.resolve("course", text)
            case "exam" | "course" | "question" | "credential":
                return self.vocabulary.resolve(kind, text)
            case _:
                return None


def id_of(kind: Kind) -> AfterValidator:
    """What makes a text of a file an id of some kind: known, or an error; aliases are rewritten."""

    def resolve(value: str, info: ValidationInfo[Ids]) -> str:
        return info.context.resolve(kind, value)

    return AfterValidator(resolve)


_made: dict[str, tuple[Packs, Ids]] = {}


def ids_of(packs: Packs) -> Ids:
    """What career files may refer to under these packs; kept, since it is asked for every file."""
    known = _made.get(packs.hash)
    if known and known[0] is packs:
        return known[1]
    ids = _ids(packs)
    _made[packs.hash] = packs, ids
    return ids


def _ids(packs: Packs) -> Ids:
    vocabulary = packs.vocabulary
    refs = packs.credentials
    fixed = {id_: value for ref in refs.values() for id_, value in ref.credential.ce.fixed_values.items()}
    boards = [pack.id for pack in packs.packs.values() if pack.is_board]
    courses = vocabulary.spellings("course")
    return Ids(
        vocabulary=vocabulary,
        spellings={
            "credential": _themselves(refs) | dict(vocabulary.spellings("credential")),
            "state": _themselves([*STATES, *boards]),
            "exam": vocabulary.spellings("exam"),
            # a course may be completed like a programme
            "programme": {**courses, **vocabulary.spellings("programme")},
            "course": courses,
            "question": vocabulary.spellings("question"),
            "role": _themselves(roles()),
            "workplace": _themselves(workplaces()),
            "activity": _themselves(fixed),
        },
        authorities=frozenset(packs.packs),
        activities=fixed,
        clauses={id_: frozenset(ref.credential.ce.clauses) for id_, ref in refs.items()},
        by_years={id_: frozenset(_by_years(ref.credential.ce)) for id_, ref in refs.items()},
        deadlines=frozenset(id_ for id_, ref in refs.items() if ref.credential.deadlines()),
    )


def _by_years(ce: ContinuingEducation) -> Iterator[str]:
    for id_, clause in ce.clauses.items():
        window = clause.window or ce.window
        if window.cycle is not None or window.kind in ("calendar-years", "licence-years"):
            yield id_


def _state_hint(text: str) -> str:
    """What a state's name or postal code was meant for."""
    said = text.strip().lower()
    meant = (id_ for id_, name in STATES.items() if said in (name.lower(), id_.removeprefix("us-")))
    return next((f"; write {id_}" for id_ in meant), "")


def _themselves(ids: Iterable[str]) -> dict[str, str]:
    return {id_: id_ for id_ in ids}
