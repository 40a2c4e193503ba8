"""Classes of drugs: which class a drug is of, which drug is of a class, and which two are of the same.

The last is what doubled therapy is found by; whether two of a class double each other is never asked. Two
NRTIs, or a nitrate for every day and one to the rescue, are meant to be taken together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_drugs import Drug
from rxladder.learning.items.askings import BRAND_BEGINS, Choosing, Named, Pair, Pairing, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.items.names import brands_of
from rxladder.learning.question import Option

_NEAR, _FAR = 14, 16
_AREAS = ("ptce-2026:1.1", "excpt:3")
_DUPLICATION = ("ptce-2026:1.2", "excpt:3")


def _classed(facts: StudyFacts) -> tuple[Known, ...]:
    """The drugs whose class is clear enough to be asked for."""
    vague = facts.overlaps.vague
    return tuple(one for one in drug_index(facts).all if one.drug.class_ not in vague)


def _is(drug: Drug) -> str:
    return f"{drug.generic}: {drug.class_}."


def _other_classes(known: Known, facts: StudyFacts) -> tuple[list[Option], list[Option]]:
    """Classes of drugs that share no family with this one: those of drugs with like uses first."""
    index, vague = drug_index(facts), facts.overlaps.vague
    near, far = index.near[known.name], index.far[known.name]

    def told(pool: Iterable[Known], count: int) -> list[Option]:
        clear = (one.drug for one in pool if one.drug.class_ not in vague)
        return [Option(drug.class_, _is(drug)) for drug in islice(clear, count)]

    return told(near, _NEAR), told(far, _FAR)


def _drug_class(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in _classed(facts):
        drug = known.drug
        asked = choosing(
            (f"Which class of drug is {drug.generic}?", f"To which class does {drug.generic} belong?"),
            [Option(drug.class_, _is(drug))],
            *_other_classes(known, facts),
            (source_of(drug, "class"),),
            named=Named(drug.generic),
        )
        if asked:
            found[drug.generic] = asked
    return found


def _brand_class(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in _classed(facts):
        drug = known.drug
        for brand in brands_of(drug)[:1]:
            asked = choosing(
                f"Which class of drug is {brand}?",
                [Option(drug.class_, f"{brand} is {drug.generic}, of the class: {drug.class_}.")],
                *_other_classes(known, facts),
                (source_of(drug, "class"),),
                named=Named(brand, BRAND_BEGINS),
            )
            if asked:
                found[brand] = asked
    return found


def _class_member(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for known in _classed(facts):
        drug = known.drug
        asked = choosing(
            f"Which of these drugs is of this class: {drug.class_}?",
            [Option(drug.generic, _is(drug))],
            _named(index.near[known.name][:_NEAR]),
            _named(index.far[known.name][:_FAR]),
            (source_of(drug, "class"),),
            named=Named(drug.class_),
        )
        if asked:
            found[drug.generic] = asked
    return found


def _named(pool: Iterable[Known]) -> list[Option]:
    return [Option(one.name, _is(one.drug)) for one in pool]


def _members(facts: StudyFacts) -> Mapping[str, list[Known]]:
    """The drugs of each class, single drugs of different substances only."""
    members: dict[str, list[Known]] = defaultdict(list)
    for known in _classed(facts):
        mine = members[known.drug.class_]
        if not known.combination and all(not known.substances & other.substances for other in mine):
            mine.append(known)
    return members


def _class_odd(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for class_, members in _members(facts).items():
        if len(members) < 3:
            continue
        families = frozenset().union(*(one.families for one in members))
        near = {one.name: one for member in members for one in index.near[member.name]}
        odd = [one for one in near.values() if not one.families & families and not one.combination]
        asked = choosing(
            f"All but one of these drugs are of this class: {class_}. Which one is not?",
            _named(odd[:20]),
            _named(members),
            (),
            (source_of(members[0].drug, "class"),),
            f"The others: {class_}.",
        )
        if asked:
            found[class_] = asked
    return found


def _class_pair(known: Known) -> Pair:
    return Pair(
        known.name, known.drug.class_, _is(known.drug), known.families, source_of(known.drug, "class")
    )


def _class_matching(facts: StudyFacts) -> dict[str, Pairing]:
    index, clear = drug_index(facts), frozenset(one.name for one in _classed(facts))
    found = {}
    for known in _classed(facts):
        others = (*index.near[known.name][:30], *index.far[known.name][:10])
        pairs = (_class_pair(one) for one in others if one.name in clear)
        asked = pairing("Match each drug with its class.", _class_pair(known), pairs)
        if asked:
            found[known.name] = asked
    return found


def _fda_class(facts: StudyFacts) -> dict[str, Choosing]:
    """The class as the FDA established it: read in a source, for drugs that have one alone."""
    index = drug_index(facts)
    found = {}
    for known in index.all:
        if not _one_epc(known):
            continue
        drug = known.drug
        asked = choosing(
            f"Which pharmacologic class did the FDA establish for {drug.generic}?",
            [Option(drug.epc[0], f"{drug.generic}: {drug.epc[0]}.")],
            map(_epc_option, islice(filter(_one_epc, index.near[known.name]), _NEAR)),
            map(_epc_option, islice(filter(_one_epc, index.far[known.name]), _FAR)),
            (source_of(drug, "epc"),),
            named=Named(drug.generic),
        )
        if asked:
            found[drug.generic] = asked
    return found


def _one_epc(known: Known) -> bool:
    """Whether one class is all of it: that of a combination may be one ingredient's alone."""
    return len(known.drug.epc) == 1 and len(known.substances) == 1 and known.drug.certain("epc")


def _epc_option(known: Known) -> Option:
    return Option(known.drug.epc[0], f"{known.drug.epc[0]}: for example {known.name}.")


def _same_class(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for members in _members(facts).values():
        for known in members:
            twins = [one for one in members if one is not known]
            asked = choosing(
                f"A patient takes {known.name}. Which new prescription is of the same class?",
                [Option(one.name, f"{known.name} and {one.name}: both {one.drug.class_}.") for one in twins],
                _named(islice((one for one in index.near[known.name] if not one.combination), _NEAR)),
                _named(index.far[known.name][:_FAR]),
                (source_of(known.drug, "class"),),
            )
            if asked:
                found[known.name] = asked
    return found


def _same_class_brands(facts: StudyFacts) -> dict[str, Choosing]:
    """Two of a class, which only shows when the brands' generics are known."""
    index = drug_index(facts)
    found = {}
    for members in _members(facts).values():
        for known in members:
            brands = brands_of(known.drug)
            twins = [one for one in members if one is not known and _sold(one)]
            if not brands or not twins:
                continue
            asked = choosing(
                f"{brands[0]} is in the patient's profile. Which new prescription is of the same class?",
                [_branded(one) for one in twins],
                map(_branded, islice(filter(_sold, index.near[known.name]), _NEAR)),
                map(_branded, islice(filter(_sold, index.far[known.name]), _FAR)),
                (source_of(known.drug, "class"),),
                f"So is {brands[0]}, which is {known.name}.",
            )
            if asked:
                found[known.name] = asked
    return found


def _sold(known: Known) -> bool:
    return bool(brands_of(known.drug))


def _branded(known: Known) -> Option:
    brand = brands_of(known.drug)[0]
    return Option(brand, f"{brand} is {known.name}, of the class: {known.drug.class_}.")


FORMS = (
    Form("drug-class", "A drug's class", "choice", _AREAS, _drug_class),
    Form("brand-class", "A brand's class", "choice", _AREAS, _brand_class),
    Form("class-member", "A drug of a class", "choice", _AREAS, _class_member),
    Form("class-odd", "The one of another class", "choice", _AREAS, _class_odd),
    Form("class-matching", "Drugs and their classes", "matching", _AREAS, _class_matching),
    Form("fda-class", "The FDA's class of a drug", "choice", _AREAS, _fda_class),
    Form("same-class", "Two drugs of a class", "choice", _DUPLICATION, _same_class),
    Form("same-class-brands", "Two brands of a class", "choice", _DUPLICATION, _same_class_brands),
)
