"""Brand and generic names, and what is in a combination."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_drugs import Drug
from rxladder.facts.study_tables import parts
from rxladder.learning.grading_words import plain as compared
from rxladder.learning.grading_words import without_ending
from rxladder.learning.items.askings import (
    BRAND_BEGINS,
    Choosing,
    Named,
    Pair,
    Pairing,
    Typing,
    choosing,
    pairing,
    plain,
)
from rxladder.learning.items.drug_index import DrugIndex, Known, brand_source, drug_index
from rxladder.learning.items.form import Form
from rxladder.learning.question import Option

_NEAR, _FAR = 14, 30
_AREAS = ("ptce-2026:1.1", "excpt:3")

# Drugs that are sold under one brand with another word behind it: Sudafed PE, Dulcolax Stool Softener.
_ONE_BRAND = (
    frozenset({"pseudoephedrine", "phenylephrine"}),
    frozenset({"bisacodyl", "docusate"}),
)


@cache
def brands_of(drug: Drug) -> tuple[str, ...]:
    """The brand names that may be asked: those a source names, or all where none does."""
    brands = sold_as(drug)
    sourced = tuple(brand for brand in brands if drug.brand_basis(brand) == "source")
    return sourced or brands


def sold_as(drug: Drug) -> tuple[str, ...]:
    """The brand names of a drug but those by which a reader doubted that it is still sold."""
    doubt = drug.doubted.get("brands")
    gone = parts(doubt.value) if doubt else ()
    return tuple(brand for brand in drug.brands if brand not in gone)


def is_brand(brand: str, drug: Drug) -> str:
    """What a brand is, in a sentence."""
    if len(drug.ingredients) > 1:
        return f"{brand} holds {' and '.join(_listed(drug.ingredients))}."
    return f"{brand} is {drug.generic}."


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    return (", ".join(names[:-1]), names[-1]) if len(names) > 1 else names


@cache
def _alike_first(known: Known, index: DrugIndex) -> tuple[Known, ...]:
    """Other drugs as wrong answers: look-alikes and kin of the same make (one drug, or several) first."""
    look = {name.split(" (")[0] for name in known.look_alikes}
    same = [
        other
        for other in index.others(known)
        if other.combination == known.combination and {known.name, other.name} not in _ONE_BRAND
    ]
    return tuple(islice(sorted(same, key=lambda other: other.name not in look), _NEAR + _FAR))


def _short(pool: Iterable[Known]) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    everyone = tuple(islice(pool, _NEAR + _FAR))
    return everyone[:_NEAR], everyone[_NEAR:]


def _brand_options(pool: Iterable[Known]) -> Iterator[Option]:
    for other in pool:
        for brand in brands_of(other.drug)[:2]:
            yield Option(brand, is_brand(brand, other.drug))


def _brand_of(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for known in index.all:
        drug = known.drug
        near, far = _short(_alike_first(known, index))
        brands = brands_of(drug)
        asked = choosing(
            (
                f"Which of these is a brand name of {drug.generic}?",
                f"Which of these brands is {drug.generic}?",
            ),
            [Option(brand, is_brand(brand, drug)) for brand in brands],
            _brand_options(near),
            _brand_options(far),
            tuple(dict.fromkeys(brand_source(drug, brand) for brand in brands)),
            named=Named(drug.generic, BRAND_BEGINS),
        )
        if asked:
            found[drug.generic] = asked
    return found


def _generic_of(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for known in index.all:
        near, far = _short(_alike_first(known, index))
        for brand in sold_as(known.drug):
            asked = choosing(
                (
                    f"What is the generic name of {brand}?",
                    f"{brand} is ordered. Which generic is it?",
                ),
                [Option(known.name, is_brand(brand, known.drug))],
                [_generic_option(other) for other in near],
                [_generic_option(other) for other in far],
                (brand_source(known.drug, brand),),
                named=Named(brand, BRAND_BEGINS),
            )
            if asked:
                found[brand] = asked
    return found


def _generic_option(known: Known) -> Option:
    brands = brands_of(known.drug)
    sold = f"{known.name} is sold as {brands[0]}." if brands else f"{known.name} is another drug."
    return Option(known.name, sold)


def _endings(name: str, facts: StudyFacts) -> tuple[str, ...]:
    """The words that may be typed behind a name: not those that make another drug's name of it."""
    taken = {word for word in facts.endings if f"{name} {word}" in facts.drugs}
    return tuple(word for word in facts.endings if word not in taken) if taken else facts.endings


def _other_salts(name: str, facts: StudyFacts) -> tuple[tuple[str, str], ...]:
    """The names of the same drug with another salt, where the table keeps them apart."""
    short, salt = without_ending(name, facts.endings)
    others = (other for other in facts.drugs if salt and other != name)
    return tuple(
        (other, "takes another salt") for other in others if without_ending(other, facts.endings)[0] == short
    )


def _generic_typed(facts: StudyFacts) -> dict[str, Typing]:
    found = {}
    for known in drug_index(facts).all:
        if known.combination or not known.name.replace(" ", "").isalpha():
            continue  # several spellings of a list or of "human (NPH)" would have to count
        endings, salts = _endings(known.name, facts), _other_salts(known.name, facts)
        for brand in sold_as(known.drug):
            if known.name.lower()[:6] in brand.lower():
                continue
            found[brand] = Typing(
                f"Type the generic name of {brand}.",
                (known.name,),
                is_brand(brand, known.drug),
                (brand_source(known.drug, brand),),
                endings,
                mistakes=salts,
            )
    return found


_SHORTEST = 5


def _begun(brand: str) -> Iterator[str]:
    """A brand's first words, which people type for the whole: `Advair`, `Plan B`."""
    words = brand.split(" ")
    for count in range(1, len(words)):
        text = " ".join(words[:count])
        if len(plain(text)) >= _SHORTEST:
            yield text


def _whose(facts: StudyFacts) -> dict[str, set[str]]:
    """The drugs that a brand or its first words may stand for: Humulin is three drugs."""
    found: dict[str, set[str]] = defaultdict(set)
    for drug in facts.drugs.values():
        for brand in drug.brands:
            for text in (brand, *_begun(brand)):
                found[plain(text)].add(drug.generic)
    return found


def _brand_typed(facts: StudyFacts) -> dict[str, Typing]:
    found = {}
    begun = _whose(facts)
    names = frozenset(
        compared(name) for drug in facts.drugs.values() for name in (drug.generic, *drug.brands)
    )
    for known in drug_index(facts).all:
        brands = tuple(brand for brand in sold_as(known.drug) if known.name.lower()[:6] not in brand.lower())
        if not brands:
            continue
        named = (*brands, *(brand for brand in known.drug.brands if brand not in brands))
        short = (text for brand in named for text in _begun(brand) if begun[plain(text)] == {known.name})
        accepted = tuple(dict.fromkeys((*named, *short)))
        found[known.name] = Typing(
            f"Type a brand name of {known.name}.",
            tuple(word for word in accepted if len(word) > 2),
            f"{known.name} is sold as {', '.join(sold_as(known.drug))}.",
            tuple(dict.fromkeys(brand_source(known.drug, brand) for brand in brands)),
            _endings(known.name, facts),
            others=names,
        )
    return found


def _brand_pair(known: Known) -> Pair | None:
    for brand in brands_of(known.drug):
        if plain(known.name)[:5] not in plain(brand):
            why, source = is_brand(brand, known.drug), brand_source(known.drug, brand)
            return Pair(brand, known.name, why, known.substances, source)
    return None


def _names_matching(facts: StudyFacts) -> dict[str, Pairing]:
    index = drug_index(facts)
    found = {}
    for known in index.all:
        first = _brand_pair(known)
        near, far = _short(_alike_first(known, index))
        others = [pair for other in (*near, *far[:6]) if (pair := _brand_pair(other))]
        if first is None:
            continue
        asked = pairing("Match each brand name with its generic name.", first, others)
        if asked:
            found[known.name] = asked
    return found


def _combination_parts(facts: StudyFacts) -> dict[str, Choosing]:
    index = drug_index(facts)
    found = {}
    for known in index.all:
        if not _parts(known):
            continue
        for brand in brands_of(known.drug):
            near, far = _short(other for other in index.others(known) if other.combination)
            asked = choosing(
                f"Which drugs are combined in {brand}?",
                [Option(_and(known.drug), is_brand(brand, known.drug))],
                [Option(_and(other.drug), _sold(other)) for other in near],
                [Option(_and(other.drug), _sold(other)) for other in far],
                (brand_source(known.drug, brand),),
                named=Named(brand, BRAND_BEGINS),
            )
            if asked:
                found[brand] = asked
    return found


def _and(drug: Drug) -> str:
    return " and ".join(_listed(drug.ingredients))


def _sold(known: Known) -> str:
    brands = brands_of(known.drug)
    return f"{_and(known.drug)} together are {brands[0] if brands else known.name}."


def _ingredient_in(facts: StudyFacts) -> dict[str, Choosing]:
    """Which product holds an ingredient that a combination does not show in its name."""
    index = drug_index(facts)
    found = {}
    for known in index.all:
        for ingredient in _parts(known):
            for brand in brands_of(known.drug)[:2]:
                near, far = _short(other for other in index.others(known) if other.combination)
                asked = choosing(
                    f"Which of these products contains {ingredient}?",
                    [Option(brand, is_brand(brand, known.drug))],
                    _brand_options(near),
                    _brand_options(far),
                    (brand_source(known.drug, brand),),
                    named=Named(ingredient, BRAND_BEGINS),
                )
                if asked:
                    found[f"{brand} {ingredient}"] = asked
    return found


def _parts(known: Known) -> tuple[str, ...]:
    """What a combination holds, if it may be asked: of insulins the brand (`70/30`) tells it."""
    asked = known.combination and not known.name.startswith("insulin")
    return known.drug.ingredients if asked else ()


def _injected(facts: StudyFacts, key: str) -> tuple[str, ...]:
    """Names of drugs that are given by injection are asked of those who compound sterile products."""
    return ("cspt:1",) if key in _injected_names(facts) else ()


@cache
def _injected_names(facts: StudyFacts) -> frozenset[str]:
    index = drug_index(facts)
    names = [
        name
        for known in index.all
        if all("injection" in form for form in known.drug.forms)
        for name in (known.name, *known.drug.brands)
    ]
    return frozenset(names)


FORMS = (
    Form("brand-of", "A generic's brand name", "choice", _AREAS, _brand_of, _injected),
    Form("generic-of", "A brand's generic name", "choice", _AREAS, _generic_of, _injected),
    Form("generic-typed", "A brand's generic name, typed", "typed", _AREAS, _generic_typed),
    Form("brand-typed", "A brand name, typed", "typed", _AREAS, _brand_typed),
    Form("names-matching", "Brands and generics", "matching", _AREAS, _names_matching, _injected),
    Form("combination-parts", "What a combination holds", "choice", _AREAS, _combination_parts),
    Form(
        "ingredient-in", "Which product holds a drug", "choice", ("ptce-2026:1.2", "excpt:3"), _ingredient_in
    ),
)
