"""The second voice: what is said to a person, said of them to somebody else, such as a team's manager.

Whatever engines say within `speaking_of_them` speaks of "they": steps and reasons, but also the rules' own
words and questions, which would say "you give vaccines at work". `data/of_them.yaml` has each such text in
both persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType

from pydantic import TypeAdapter

from rxladder.facts.language import saying_instead
from rxladder.facts.load import DATA
from rxladder.facts.yaml_text import read_yaml_file


@cache
def pairs() -> Mapping[str, str]:
    """Each text that speaks to a person, with the one that speaks of them."""
    return MappingProxyType(
        TypeAdapter(dict[str, str]).validate_python(read_yaml_file(DATA / "of_them.yaml"))
    )


@contextmanager
def speaking_of_them() -> Iterator[None]:
    """Speak of the person whose record it is, not to them, within a `with` block."""
    with saying_instead(pairs()):
        yield
