"""What the shell offers when a person presses Tab: the ids that a command takes, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rxladder.cli.inputs import packs_here
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.states import STATES
from rxladder.facts.yaml_text import BadInput

Offers = list[tuple[str, str]]


def credentials(incomplete: str) -> Offers:
    """Credentials, by the beginning of their ids."""
    return _beginning(incomplete, lambda: _titles(packs_here()))


def packs(incomplete: str) -> Offers:
    """Packs, by the beginning of their ids."""
    return _beginning(incomplete, lambda: ((id_, pack.name) for id_, pack in packs_here().packs.items()))


def states(incomplete: str) -> Offers:
    """States, by the beginning of their ids, and `all`."""
    return _beginning(incomplete, lambda: [*STATES.items(), ("all", "every state, by how easy it is")])


def goals(incomplete: str) -> Offers:
    """What a path may lead to: roles, workplaces and credentials."""
    return _beginning(
        incomplete,
        lambda: [
            *((id_, role.name) for id_, role in roles().items()),
            *((id_, place.name) for id_, place in workplaces().items()),
            *_titles(packs_here()),
        ],
    )


def _titles(packs: Packs) -> Offers:
    return [(id_, one.credential.title) for id_, one in packs.credentials.items()]


def _beginning(incomplete: str, offered: Callable[[], Iterable[tuple[str, str]]]) -> Offers:
    """Those whose id begins so; none where the packs of this installation cannot be read."""
    try:
        return [(id_, name) for id_, name in offered() if id_.startswith(incomplete)]
    except BadInput:
        return []
