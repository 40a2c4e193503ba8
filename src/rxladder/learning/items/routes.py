"""How drugs are given: routes and dosage forms, as the FDA's directory lists them."""

from __future__ import annotations

from collections.abc import Mapping

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.items.names import brands_of
from rxladder.learning.question import Option

_AREAS = ("ptce-2026:1.4", "excpt:3")
_WAYS = {
    "oral": "by mouth",
    "ophthalmic": "in the eye",
    "otic": "in the ear",
    "nasal": "in the nose",
    "inhalation": "breathed in",
    "topical": "on the skin",
    "transdermal": "as a patch on the skin",
    "rectal": "in the rectum",
    "vaginal": "in the vagina",
    "sublingual": "under the tongue",
    "injection": "by injection",
}
# Ways that a person might take for each other, or that a product for one may serve in.
_ALIKE = ({"oral", "sublingual", "buccal"}, {"topical", "transdermal"}, {"nasal", "inhalation"},
          {"ophthalmic", "otic"}, {"rectal", "vaginal"})  # fmt: skip
# Drugs that come by mouth (or by injection) alone: nobody makes them as drops, sprays or patches.
_TABLETS_ONLY = frozenset(
    {"statin", "ace-inhibitor", "arb", "sulfonylurea", "biguanide", "dpp-4", "sglt2", "thiazide", "ssri",
     "snri", "bisphosphonate", "factor-xa", "leukotriene", "reductase-5-alpha", "antigout"}
)  # fmt: skip


# Drugs that nobody makes but to be injected; of others one may come along that is swallowed, or melts.
_INJECTED_ONLY = frozenset(
    {"pcsk9", "heparin", "rank-ligand", "tnf", "interleukin", "anti-ige", "erythropoiesis", "depolarizing",
     "colony-stimulating", "anthracycline", "vinca", "platinum", "taxane", "thrombolytic", "cd20", "her2",
     "vegf", "pd-1"}
)  # fmt: skip
# Drugs that are given in another way, too, which their rows do not tell.
_OTHER_WAYS = frozenset({"timolol", "brimonidine", "bimatoprost", "scopolamine"})
# Drugs that are sold in another way, too, under no brand: their brands still tell how they are given.
_OTHER_GENERICS = frozenset({"clobetasol"})


def _one_way(facts: StudyFacts) -> Mapping[Known, str]:
    """The drugs that are given in one way only, and not by mouth, which would be too plain to ask."""
    found = {}
    for known in drug_index(facts).all:
        way = next(iter(known.drug.ways))
        if len(known.drug.ways) > 1 or way not in _WAYS or way == "oral" or known.name in _OTHER_WAYS:
            continue
        if way != "injection" or known.families & _INJECTED_ONLY:
            found[known] = way
    return found


def _generics(facts: StudyFacts) -> Mapping[Known, str]:
    return {known: way for known, way in _one_way(facts).items() if known.name not in _OTHER_GENERICS}


def _others(way: str) -> list[str]:
    alike = set().union(*(group for group in _ALIKE if way in group), {way})
    return [other for other in _WAYS if other not in alike]


def _says(known: Known) -> str:
    return f"{known.name}: {', '.join(known.drug.forms)}."


def _route_of(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known, way in _generics(facts).items():
        asked = choosing(
            (f"How is {known.name} given?", f"By which route is {known.name} given?"),
            [Option(_WAYS[way], _says(known))],
            [Option(_WAYS[other], _says(known)) for other in _others(way)],
            (),
            (source_of(known.drug, "route_forms"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _brand_route(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known, way in _one_way(facts).items():
        for brand in brands_of(known.drug)[:1]:
            asked = choosing(
                f"How is {brand} given?",
                [Option(_WAYS[way], f"{brand} is {_says(known)}")],
                [Option(_WAYS[other], _says(known)) for other in _others(way)],
                (),
                (source_of(known.drug, "route_forms"),),
            )
            if asked:
                found[brand] = asked
    return found


def _form_drug(facts: StudyFacts) -> dict[str, Choosing]:
    """Which drug comes in a special form: the others are tablets that nobody makes in another."""
    index = drug_index(facts)
    tablets = [one for one in index.all if one.drug.ways == {"oral"} and one.families <= _TABLETS_ONLY]
    wrong = [Option(one.name, _says(one)) for one in tablets]
    found = {}
    for known in index.all:
        for form in known.drug.forms:
            way = form.split(" ")[0]
            if way in ("oral", "buccal") or "injection" in form or way not in _WAYS:
                continue
            asked = choosing(
                f"Which of these drugs comes as this form: {form}?",
                [Option(known.name, _says(known))],
                wrong,
                (),
                (source_of(known.drug, "route_forms"),),
            )
            if asked:
                found[f"{known.name} {form}"] = asked
    return found


def _pair(known: Known, way: str) -> Pair:
    alike = frozenset().union(*(frozenset(group) for group in _ALIKE if way in group), {way})
    return Pair(known.name, _WAYS[way], _says(known), alike, source_of(known.drug, "route_forms"))


def _route_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = [_pair(known, way) for known, way in _generics(facts).items()]
    special = [pair for pair in pairs if pair.right != _WAYS["injection"]]
    found = {}
    for first in pairs:
        asked = pairing("Match each drug with the way it is given.", first, (*special, *pairs[:20]))
        if asked:
            found[first.left] = asked
    return found


FORMS = (
    Form("route-of", "How a drug is given", "choice", _AREAS, _route_of),
    Form("brand-route", "How a brand is given", "choice", _AREAS, _brand_route),
    Form("form-drug", "A drug of a dosage form", "choice", _AREAS, _form_drug),
    Form("route-matching", "Drugs and routes", "matching", _AREAS, _route_matching),
)
