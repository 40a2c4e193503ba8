"""A pack as lines of words, so that two sets of rules can be compared by what they say."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TypedDict

from rxladder.facts.load import Packs
from rxladder.rules.result import Because
from rxladder.web.education.rule_words import CredentialRules, Told, rules_of, to_work
from rxladder.web.site.rules import packs, working_with

MOST = 60


class PackChange(TypedDict):
    """What changed in a pack: lines that went, lines that came, and how many of both there are in all."""

    pack: str
    name: str
    removed: list[str]
    added: list[str]
    changes: int


def changed_packs(before: Packs, after: Packs) -> list[str]:
    """The ids of the packs that differ; all of them where the vocabulary does."""
    ids = dict.fromkeys((*after.packs, *before.packs))
    if before.vocabulary != after.vocabulary:
        return list(ids)
    return [id_ for id_ in ids if before.packs.get(id_) != after.packs.get(id_)]


def said_differently(before: Packs, after: Packs) -> list[PackChange]:
    """What differs in words, pack by pack; a pack that says the same as before is left out."""
    found = []
    for id_ in changed_packs(before, after):
        old, new = _lines(id_, before), _lines(id_, after)
        lines = list(difflib.ndiff(old, new)) if len(old) + len(new) < 4_000 else []
        removed = [line[2:] for line in lines if line.startswith("- ")]
        added = [line[2:] for line in lines if line.startswith("+ ")]
        if removed or added:
            pack = after.packs.get(id_) or before.packs[id_]
            found.append(
                PackChange(
                    pack=id_,
                    name=pack.name,
                    removed=removed[:MOST],
                    added=added[:MOST],
                    changes=len(removed) + len(added),
                )
            )
    return found


def _lines(id_: str, rules: Packs) -> list[str]:
    if id_ not in rules.packs:
        return []
    with working_with(rules):
        pack = packs().packs[id_]
        told = [*to_work(pack), *pack.doubts]
        for credential in pack.credentials:
            told += _of_credential(rules_of(packs().credentials[credential]))
    return [line for line in told if line]


def _of_credential(rules: CredentialRules) -> Iterator[str]:
    yield rules.title
    for tree in (rules.get, rules.keep):
        yield from _tree(tree) if tree else ()
    yield from (rules.term, rules.duty, rules.window)
    for told in (*rules.clauses, *rules.exceptions, *rules.values, *rules.fees, *rules.between):
        yield from _texts_of(told)
    yield from (*rules.exam, *rules.opens, *rules.notes)


def _texts_of(told: Told) -> Iterator[str]:
    yield told.says
    yield from (told.note or "", told.check or "", told.contradicts or "", *told.readings)


def _tree(because: Because) -> Iterator[str]:
    yield because.says.strip()
    for part in because.of:
        yield from _tree(part)
