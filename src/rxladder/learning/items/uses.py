"""What drugs are mainly used for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.items.names import brands_of
from rxladder.learning.question import Option

_AREAS = ("ptce-2026:1.6", "excpt:3")
_WIDELY_USED = 180  # places by use of the drugs whose uses are offered as wrong answers
# Said of so many drugs, or so loosely, that neither asking nor offering them would be fair.
_LOOSE = frozenset(
    {"inflammation", "immunosuppression", "cancer", "shock", "diluent", "pain", "fever", "sedation"}
)
_WORD = re.compile("[a-z]{4,}")
_SHORT = {"HPV": "papillomavirus"}  # what a name writes out


@cache
def plain_uses(known: Known) -> tuple[str, ...]:
    """A drug's uses that can be asked: those that hold for all its forms and say enough."""
    return tuple(
        use for use in known.drug.uses if "(" not in use and use not in _LOOSE and "additive" not in use
    )


def _for(known: Known) -> str:
    return f"{known.name}: {', '.join(known.drug.uses)}."


def other_uses(known: Known, facts: StudyFacts) -> list[Option]:
    """Uses of other drugs that lie in no system in which this one is used, by how widely they are used."""
    return [option for option, systems in _common_uses(facts) if not systems & known.systems]


@cache
def _common_uses(facts: StudyFacts) -> tuple[tuple[Option, frozenset[str]], ...]:
    """The uses of widely used drugs, each with an example, and their systems."""
    examples: dict[str, str] = {}
    for known in drug_index(facts).all:
        if known.order <= _WIDELY_USED:
            for use in plain_uses(known)[:2]:
                examples.setdefault(use, known.name)
    return tuple(
        (Option(use, f"{use}: for example {name}."), facts.overlaps.systems(use))
        for use, name in examples.items()
    )


@cache
def _untold_uses(known: Known) -> tuple[str, ...]:
    """The uses that a drug's own name does not tell: COVID-19 prevention is a COVID-19 vaccine's."""
    name = _words(known.name)
    return tuple(use for use in plain_uses(known) if not _words(use) & name)


def _words(text: str) -> set[str]:
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    return set(_WORD.findall(text.lower()))


def _asks_use_of(name: str) -> tuple[str, ...]:
    stems = (f"Which of these is a main use of {name}?", f"What is {name} used for?")
    return stems[:1] if name.endswith(("estrogens", "esters")) else stems  # of several: "what is" is wrong


def _use_of(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in drug_index(facts).all:
        asked = choosing(
            _asks_use_of(known.name),
            [Option(use, _for(known)) for use in _untold_uses(known)],
            other_uses(known, facts),
            (),
            (source_of(known.drug, "main_indications"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _brand_use(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in drug_index(facts).all:
        brand = next(iter(brands_of(known.drug)), "")
        own = known.drug.uses_of(brand) if brand else ()
        if not set(own) <= set(plain_uses(known)):
            continue  # of a use that says too little, or that one form has, nothing is asked of a brand
        asked = choosing(
            f"What is {brand} used for?",
            [Option(use, f"{brand} is {known.name}: {', '.join(own)}.") for use in own],
            other_uses(known, facts),
            (),
            (source_of(known.drug, "main_indications"),),
        )
        if asked:
            found[brand] = asked
    return found


def _unlike(systems: frozenset[str], like: str, pool: Iterable[Known]) -> Sequence[Known]:
    """Drugs used in none of some systems, those whose names are like a name first."""
    apart = [one for one in pool if not one.systems & systems]
    wanted = _pieces(like)
    return sorted(apart, key=lambda one: -len(_pieces(one.name) & wanted))


@cache
def _pieces(name: str) -> frozenset[str]:
    """A name's runs of two letters, by which names that look alike are told."""
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))


def _drug_for(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    widely = [one for one in index.all if one.order <= _WIDELY_USED]
    found = {}
    for known in index.all:
        for use in _untold_uses(known)[:1]:
            apart = _unlike(facts.overlaps.systems(use) | known.systems, known.name, widely)
            asked = choosing(
                f"Which of these drugs is used for {use}?",
                [Option(known.name, _for(known))],
                [Option(one.name, _for(one)) for one in apart[:12]],
                (),
                (source_of(known.drug, "main_indications"),),
            )
            if asked:
                found[known.name] = asked
    return found


def _use_odd(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    users: dict[str, list[Known]] = defaultdict(list)
    for known in index.all:
        for use in plain_uses(known):
            if not known.combination:
                users[use].append(known)
    found = {}
    for use, members in users.items():
        odd = [one for one in index.all[:200] if not one.systems & facts.overlaps.systems(use)]
        asked = choosing(
            f"All but one of these drugs are used for {use}. Which one is not?",
            [Option(one.name, _for(one)) for one in odd[:30]],
            [Option(one.name, _for(one)) for one in members[:12]],
            (),
            (source_of(members[0].drug, "main_indications"),),
            f"The others are used for {use}.",
        )
        if asked and len(members) >= 3:
            found[use] = asked
    return found


def _use_pair(known: Known, facts: StudyFacts) -> Pair | None:
    for use in plain_uses(known)[:1]:
        clash = known.systems | facts.overlaps.systems(use)
        return Pair(known.name, use, _for(known), clash, source_of(known.drug, "main_indications"))
    return None


def _use_matching(facts: StudyFacts) -> dict[str, Pairing]:
    index = drug_index(facts)
    widely = [pair for one in index.all[:220] if (pair := _use_pair(one, facts))]
    found = {}
    for known in index.all:
        first = _use_pair(known, facts)
        asked = first and pairing("Match each drug with a main use.", first, widely)
        if asked:
            found[known.name] = asked
    return found


FORMS = (
    Form("use-of", "What a drug is for", "choice", _AREAS, _use_of),
    Form("brand-use", "What a brand is for", "choice", _AREAS, _brand_use),
    Form("drug-for", "A drug for a use", "choice", _AREAS, _drug_for),
    Form("use-odd", "The one for something else", "choice", _AREAS, _use_odd),
    Form("use-matching", "Drugs and their uses", "matching", _AREAS, _use_matching),
)
