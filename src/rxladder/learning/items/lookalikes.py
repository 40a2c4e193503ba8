"""Names that look or sound alike, and tall man letters, which set them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.items.uses import other_uses, plain_uses
from rxladder.learning.question import Option, Source

_AREAS = ("ptce-2026:3.1", "excpt:5", "cspt:1")
_LISTED = Source("the FDA's and ISMP's lists of look-alike names", "general")


@cache
def _partners(facts: StudyFacts) -> Mapping[str, frozenset[str]]:
    """Each name's look-alikes, both ways, in so far as they are generic names and nobody doubts them."""
    return _both_ways((known.name, known.look_alikes) for known in drug_index(facts).all)


@cache
def _named(facts: StudyFacts) -> Mapping[str, frozenset[str]]:
    """The same with those in doubt: they are not asked for, and are no wrong answers either."""
    return _both_ways((drug.generic, drug.look_alikes) for drug in facts.drugs.values())


def _both_ways(told: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, others in told:
        for other in others:
            if "(" not in other:
                found.setdefault(name, set()).add(other)
                found.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


@cache
def _pieces(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 3] for at in range(len(name) - 2))


@cache
def _like(one: str, other: str) -> bool:
    """Whether two names might be mixed up though no list at hand says so: then neither is a wrong answer."""
    ends = one[:2] == other[:2] or one[-4:] == other[-4:] or one[:1] + one[-2:] == other[:1] + other[-2:]
    return ends or len(_pieces(one) & _pieces(other)) >= 2


def _strangers(facts: StudyFacts, name: str) -> list[Known]:
    """Drugs whose names nobody would take for this one, those with like uses first."""
    index = drug_index(facts)
    known = index.by_name.get(name)
    pool = index.others(known) if known else index.all
    named = _named(facts)
    return [
        one
        for one in pool
        if not one.combination and not _like(one.name, name) and name not in named.get(one.name, ())
    ]


def _look_alike(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in drug_index(facts).all:
        partners = _partners(facts).get(known.name)
        if not partners or known.combination:
            continue
        asked = choosing(
            (
                f"With which of these names may {known.name} be mixed up?",
                f"Which of these is a look-alike, sound-alike name of {known.name}?",
            ),
            [Option(name, f"{known.name} and {name} are listed as look-alikes.")
             for name in sorted(partners)],
            [Option(one.name, f"{one.name} looks and sounds unlike {known.name}.")
             for one in _strangers(facts, known.name)[:25]],
            (),
            (_LISTED,),
        )  # fmt: skip
        if asked:
            found[known.name] = asked
    return found


def _alike_pairs(facts: StudyFacts) -> list[tuple[str, str]]:
    pairs = {tuple(sorted((name, other))) for name, others in _partners(facts).items() for other in others}
    return sorted((one, other) for one, other in pairs)


def _alike_matching(facts: StudyFacts) -> dict[str, Pairing]:
    named = _named(facts)
    pairs = [
        Pair(one, other, f"{one} looks like {other}.", named[one] | named[other] | {one, other}, _LISTED)
        for one, other in _alike_pairs(facts)
    ]
    found = {}
    for first in pairs:
        others = [
            pair
            for pair in pairs
            if not any(_like(a, b) for a in (first.left, first.right) for b in (pair.left, pair.right))
        ]
        asked = pairing("Match each name with the name it may be mixed up with.", first, _mutually(others))
        if asked:
            found[f"{first.left} {first.right}"] = asked
    return found


def _mutually(pairs: list[Pair]) -> list[Pair]:
    """Pairs of which no name might be taken for a name of another pair."""
    kept: list[Pair] = []
    for pair in pairs:
        names = (pair.left, pair.right)
        if not any(_like(a, b) for other in kept for a in names for b in (other.left, other.right)):
            kept.append(pair)
    return kept


def _alike_use(facts: StudyFacts) -> dict[str, Choosing]:
    """What a drug is for, when its look-alike is for something else."""
    index = drug_index(facts)
    found = {}
    for one, other in [pair for a, b in _alike_pairs(facts) for pair in ((a, b), (b, a))]:
        known, partner = index.by_name.get(one), index.by_name.get(other)
        if known is None or partner is None or not plain_uses(known):
            continue
        tempting = [
            Option(use, f"That is {other}'s.")
            for use in plain_uses(partner)
            if not facts.overlaps.systems(use) & known.systems
        ]
        asked = choosing(
            f"Two names that look alike: {one} and {other}. Which of these is a use of {one}?",
            [Option(use, f"{one}: {', '.join(known.drug.uses)}.") for use in plain_uses(known)],
            tempting[:1],
            other_uses(known, facts),
            (source_of(known.drug, "main_indications"),),
        )
        if asked and tempting:
            found[f"{one} {other}"] = asked
    return found


@cache
def _tall(facts: StudyFacts) -> Mapping[str, Known]:
    """The names in tall man letters that are told for sure, with their drugs."""
    return {
        known.drug.tall_man: known
        for known in drug_index(facts).all
        if known.drug.tall_man
        and not known.drug.tall_man.startswith("(")
        and known.drug.certain("tall_man")
        and known.drug.tall_man.lower() == known.name.lower()
    }


def _miswritten(tall: str) -> str:
    """A name with the wrong letters tall: those at its other end, as many as are right."""
    count = sum(letter.isupper() for letter in tall)
    plain = tall.lower()
    if tall[0].isupper():
        return plain[:-count] + plain[-count:].upper()
    return plain[:count].upper() + plain[count:]


def _tall_man(facts: StudyFacts) -> dict[str, Choosing]:
    tall = _tall(facts)
    wrong = {name: _miswritten(name) for name in tall}
    found = {}
    for name, known in tall.items():
        others = [
            Option(written, f"Right is {other}.")
            for other, written in wrong.items()
            if other != name and written != other
        ]
        asked = choosing(
            "Which of these names has the right letters tall (tall man letters)?",
            [Option(name, f"{name}: the tall letters are those that set it apart from names like it.")],
            others,
            (),
            (source_of(known.drug, "tall_man"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _tall_reason(facts: StudyFacts) -> dict[str, Choosing]:
    """From which name the tall letters set another apart."""
    found = {}
    for name, known in _tall(facts).items():
        partners = [one for one in known.look_alikes if "(" not in one]
        asked = choosing(
            f"The label on the shelf says {name}. From which name do the tall letters set it apart?",
            [Option(other, f"{name} and {other} look alike.") for other in partners],
            [Option(one.name, f"{one.name} looks unlike {known.name}.")
             for one in _strangers(facts, known.name)[:25]],
            (),
            (_LISTED,),
        )  # fmt: skip
        if asked:
            found[known.name] = asked
    return found


FORMS = (
    Form("look-alike", "Names that look alike", "choice", _AREAS, _look_alike),
    Form("alike-matching", "Pairs of look-alikes", "matching", _AREAS, _alike_matching),
    Form("alike-use", "Look-alikes told apart by use", "choice", _AREAS, _alike_use),
    Form("tall-man", "Tall man letters", "choice", _AREAS, _tall_man),
    Form("tall-reason", "Why letters are tall", "choice", _AREAS, _tall_reason),
)
