"""Ids that lead nowhere, in packs and in the vocabulary, and how such a problem is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from rxladder.facts.hints import nearest
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.yaml_text import Path_


class Problem(NamedTuple):
    """Something wrong in a pack (in the vocabulary, where `pack` is empty), and the keys that lead to it."""

    pack: str
    path: Path_
    message: str


_NONE = {
    "source": noop("there is no source `{id}`"),
    "credential": noop("there is no credential `{id}`"),
    "exam": noop("there is no exam `{id}`"),
    "programme": noop("there is no program `{id}`"),
    "course": noop("there is no course `{id}`"),
    "experience": noop("there is no kind of experience `{id}`"),
    "question": noop("there is no question `{id}`"),
    "role": noop("there is no role `{id}`"),
    "workplace": noop("there is no workplace `{id}`"),
    "jurisdiction": noop("there is no jurisdiction `{id}`"),
    "topic": noop("there is no topic `{id}`"),
    "format": noop("there is no format `{id}`"),
}
"""What is said of an id that leads nowhere, by what it should name."""


def missing(kind: str, id_: str, known: Collection[str], *path: str | int) -> Iterator[tuple[Path_, str]]:
    """What is wrong with an id that is not among those known of its kind; nothing where it is."""
    if id_ not in known:
        yield path, _(_NONE[kind]).format(id=id_) + nearest(id_, known)
