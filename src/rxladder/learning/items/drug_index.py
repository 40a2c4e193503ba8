"""The drugs laid out for asking: what each holds, what is near it, and what is certainly another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_drugs import Drug
from rxladder.learning.question import Source

# Salts and esters, and prodrugs, of one substance: never told apart by what they do.
_ONE_SUBSTANCE = {
    "metoprolol tartrate": "metoprolol",
    "metoprolol succinate": "metoprolol",
    "fluticasone propionate": "fluticasone",
    "fluticasone furoate": "fluticasone",
    "divalproex sodium": "valproate",
    "valproic acid": "valproate",
    "tenofovir disoproxil fumarate": "tenofovir",
    "tenofovir alafenamide": "tenofovir",
    "sodium chloride 23.4%": "sodium chloride",
    "sodium chloride 0.9%": "sodium chloride",
    "fosphenytoin": "phenytoin",
    "lisdexamfetamine": "dextroamphetamine",
    "amphetamine": "dextroamphetamine",
    "dexmethylphenidate": "methylphenidate",
    "betamethasone dipropionate": "betamethasone",
    "insulin isophane, human (NPH)": "insulin isophane",
    "insulin regular, human": "insulin regular",
    "insulin regular, human (70/30)": "insulin regular",
    "penicillin G benzathine": "penicillin",
    "penicillin V": "penicillin",
    "estradiol": "estrogen",
    "ethinyl estradiol": "estrogen",
    "conjugated estrogens": "estrogen",
    "thyroid": "thyroid hormone",
    "levothyroxine": "thyroid hormone",
    "liothyronine": "thyroid hormone",
    "prednisolone": "prednisone",
    "esomeprazole": "omeprazole",
    "dexlansoprazole": "lansoprazole",
    "escitalopram": "citalopram",
    "levalbuterol": "albuterol",
    "levocetirizine": "cetirizine",
    "armodafinil": "modafinil",
    "desvenlafaxine": "venlafaxine",
    "paliperidone": "risperidone",
    "levofloxacin": "ofloxacin",
    "valacyclovir": "acyclovir",
    "oxcarbazepine": "carbamazepine",
    "primidone": "phenobarbital",
    "azathioprine": "mercaptopurine",
    "capecitabine": "fluorouracil",
    "norethindrone": "progestin",
    "levonorgestrel": "progestin",
}


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A drug with what follows from its row and from rows that share a substance with it.

    `same_class` have its very class, `kin` share a family of classes, `near` share a system of uses; all
    without the drugs that share a substance; the most used come first. `look_alikes` are those that nobody
    doubts.
    """

    drug: Drug
    substances: frozenset[str]
    families: frozenset[str]
    systems: frozenset[str]
    own_systems: frozenset[str]
    order: int
    look_alikes: tuple[str, ...]
    name: str
    combination: bool


@dataclass(frozen=True, slots=True, eq=False)
class DrugIndex:
    """All drugs, the most used first, and for each the others that share no substance with it, in three
    parts.

    `kin` share a family of classes, `near` a system of uses (those with a use like it come first), `far`
    neither.
    """

    all: tuple[Known, ...]
    by_name: Mapping[str, Known]
    kin: Mapping[str, tuple[Known, ...]]
    near: Mapping[str, tuple[Known, ...]]
    far: Mapping[str, tuple[Known, ...]]

    def others(self, known: Known) -> tuple[Known, ...]:
        """All drugs that share no substance with one: its kin first, then those near it, then the rest."""
        return self.kin[known.name] + self.near[known.name] + self.far[known.name]


@cache
def drug_index(facts: StudyFacts) -> DrugIndex:
    """The index of a set of facts, made once."""
    known = _all_known(facts)
    groups = {one.name: _grouped(one, known) for one in known}
    return DrugIndex(
        all=known,
        by_name={one.name: one for one in known},
        kin={name: group[0] for name, group in groups.items()},
        near={name: group[1] for name, group in groups.items()},
        far={name: group[2] for name, group in groups.items()},
    )


def _all_known(facts: StudyFacts) -> tuple[Known, ...]:
    substances = {drug.generic: _substances(drug) for drug in facts.drugs.values()}
    families: dict[str, frozenset[str]] = defaultdict(frozenset)
    systems: dict[str, frozenset[str]] = defaultdict(frozenset)
    for drug in facts.drugs.values():
        of_class = facts.overlaps.families(drug.class_, *drug.epc)
        of_uses = facts.overlaps.systems(*drug.uses)
        for substance in substances[drug.generic]:
            families[substance] |= of_class | facts.overlaps.of.get(substance, frozenset())
            systems[substance] |= of_uses
    unsure = {
        frozenset((drug.generic, other))
        for drug in facts.drugs.values()
        for other in drug.doubted_look_alikes
    }
    known = []
    for drug in facts.drugs.values():
        mine = frozenset().union(*(families[one] for one in substances[drug.generic]))
        used = frozenset().union(*(systems[one] for one in substances[drug.generic]))
        known.append(
            Known(
                drug=drug,
                substances=substances[drug.generic],
                families=mine,
                systems=used | facts.overlaps.also_in(mine),
                own_systems=facts.overlaps.systems(*drug.uses),
                order=_order(drug, facts.ranks),
                look_alikes=tuple(
                    name for name in drug.look_alikes if frozenset((name, drug.generic)) not in unsure
                ),
                name=drug.generic,
                combination=len(drug.ingredients) > 1,
            )
        )
    return tuple(sorted(known, key=lambda one: one.order))


def _substances(drug: Drug) -> frozenset[str]:
    return frozenset(_ONE_SUBSTANCE.get(part, part) for part in drug.ingredients)


def _order(drug: Drug, ranks: Mapping[str, int]) -> int:
    """The better of the drug's two places, 1 the most used; those without one come last."""
    return min(drug.rank or 999, ranks.get(drug.generic, 999))


def _grouped(one: Known, known: tuple[Known, ...]) -> tuple[tuple[Known, ...], ...]:
    kin, near, far = [], [], []
    for other in known:
        if other is one or other.substances & one.substances:
            continue
        if other.families & one.families:
            kin.append(other)
        elif other.systems & one.systems:
            near.append(other)
        else:
            far.append(other)
    kin.sort(key=lambda other: other.drug.class_ != one.drug.class_)  # the very class before its family
    near.sort(key=lambda other: not other.own_systems & one.own_systems)
    return tuple(kin), tuple(near), tuple(far)


_FDA = "FDA NDC Directory, December 2015"
_GENERAL = "general knowledge, not checked against a source; the label decides"
_NAMED = {
    "schedule": "21 CFR 1308",
    "hazardous": "NIOSH list of hazardous drugs, 2024, as reprinted",
    "high_alert_list": "ISMP's lists of high-alert medications (community 2021, acute care 2018): the class",
    "high_alert": "ISMP's lists of high-alert medications (community 2021, acute care 2018): the class",
    "tall_man": "the FDA's and ISMP's lists of look-alike names with tall man letters",
    "look_alike_with": "the FDA's and ISMP's lists of look-alike names",
}


def source_of(drug: Drug, field: str) -> Source:
    """The source of a field of a drug's row, in words."""
    told = drug.told.get(field, "")
    if told.startswith("source:fda-ndc-2015"):
        return Source(_FDA, "source")
    if told.startswith("source:21cfr"):
        return Source(f"21 CFR {told.removeprefix('source:21cfr')}", "source")
    if told.startswith("source:") and field in _NAMED:
        return Source(_NAMED[field], "source")
    named = f"{_NAMED[field]}, from general knowledge" if field in _NAMED else _GENERAL
    return Source(named, "general")


def brand_source(drug: Drug, brand: str) -> Source:
    """The source of one of a drug's brand names."""
    if drug.brand_basis(brand) == "source":
        return Source(_FDA, "source")
    return Source(_GENERAL, "general")
