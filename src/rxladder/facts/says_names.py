"""The names that stand in a condition's words: credentials, exams, trainings, courses, kinds of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import one_of
from rxladder.facts.states import STATES, state_name
from rxladder.facts.vocabulary import Course, Exam, ExperienceKind, Programme


def credential_name(id_: str, packs: Packs) -> str:
    """A credential's title, with its state where it is a state's; an unknown id as it is."""
    ref = packs.credentials.get(id_)
    if ref is None:
        return id_
    title, state = ref.credential.title, state_name(ref.pack.id)
    if ref.pack.id not in STATES or state in title:
        return title
    return _("{title}, {state}").format(title=title, state=state)


def quoted(names: Sequence[str]) -> str:
    """Names between quotation marks, any one of which will do."""
    return one_of([_("“{name}”").format(name=name) for name in names])


def name_in(entries: Mapping[str, Exam | Programme | Course | ExperienceKind], id_: str) -> str:
    """The name of an entry of the vocabulary; an unknown id as it is."""
    return _(entries[id_].name) if id_ in entries else id_
