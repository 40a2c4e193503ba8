"""Ids of the facts in what is meant for people, who read titles and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from rxladder.facts.load import load_packs
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.skills import skills

# Words and names that people use, too.
WORDS = {
    *("armed-forces", "board-approved", "first-term", "health-equity", "human-trafficking", "implicit-bias"),
    *("in-service", "other-state-school", "patient-safety", "prior-authorization", "mail-order"),
    *("order-entry", "split-billing", "home-infusion", "long-term-care"),
}
_LIKE_AN_ID = re.compile(r"(?<![\w/.#@-])[a-z0-9]+(?:[-_][a-z0-9]+)+(?![\w/@-])")


@cache
def known_ids() -> set[str]:
    """All ids that are not a plain word."""
    packs = load_packs()
    words = packs.vocabulary
    kinds = (words.exams, words.programmes, words.courses, words.experience_kinds, words.questions)
    found = {
        *packs.packs,
        *packs.credentials,
        *roles(),
        *workplaces(),
        *skills(),
        *(id_ for kind in kinds for id_ in kind),
    }
    for ref in packs.credentials.values():
        rules = ref.credential.ce
        found |= {
            *rules.clauses,
            *rules.exceptions,
            *(id_ for one in rules.clauses.values() for id_ in one.readings),
        }
    return {id_ for id_ in found if re.search("[-_]", id_)} - WORDS


def texts_of(found: Any) -> Iterator[str]:
    """Every text of an answer that has more than one word; an address and an id have none but themselves."""
    match found:
        case str():
            if " " in found.strip():
                yield found
        case Mapping():
            for value in found.values():
                yield from texts_of(value)
        case list() | tuple() | set() | frozenset():
            for value in found:
                yield from texts_of(value)
        case _ if is_dataclass(found):
            for field in fields(found):
                yield from texts_of(getattr(found, field.name))


def ids_in(text: str) -> set[str]:
    """The ids that stand in a text."""
    return known_ids().intersection(_LIKE_AN_ID.findall(text))


def with_ids(texts: set[str]) -> list[str]:
    """The texts in which an id stands."""
    return sorted(text for text in texts if ids_in(text))
