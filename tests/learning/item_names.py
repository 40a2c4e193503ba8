"""Questions of names, classes and uses, held to the tables."""

from __future__ import annotations

import re
from itertools import combinations

from rxladder.learning.question import Question, Typed
from tests.learning.item_tables import (
    BRAND_USES,
    BRANDS,
    DOUBTS,
    DRUGS,
    Row,
    classes_of,
    named,
    nested,
    pairs_of,
    parts_of,
    relatives,
    right_of,
    split,
    told,
    uses,
    wrong_of,
)


def brand_of(question: Question) -> list[str]:
    row = named(question.stem, DRUGS)
    if right_of(question) not in split(row, "brands"):
        return [f"{right_of(question)} is no brand of {row['generic']}"]
    return told([text for text in wrong_of(question) if parts_of(BRANDS[text]) & parts_of(row)])


def generic_of(question: Question) -> list[str]:
    row = named(question.stem, BRANDS)
    if right_of(question) != row["generic"]:
        return [f"{right_of(question)} is not {row['generic']}"]
    return told([text for text in wrong_of(question) if parts_of(DRUGS[text]) & parts_of(row)])


def typed_name(question: Question) -> list[str]:
    assert isinstance(question.answer, Typed)
    if question.card.form == "generic-typed":
        row = named(question.stem, BRANDS)
        return [] if question.answer.accepted == (row["generic"],) else ["another generic"]
    row = named(question.stem, DRUGS)
    names = split(row, "brands")
    others = [brand for brand, row_ in BRANDS.items() if row_ is not row]
    found = [brand for brand in names if brand not in question.answer.accepted]
    for word in set(question.answer.accepted) - set(names):
        if not any(name.startswith(f"{word} ") for name in names):
            found.append(f"no brand: {word}")
        if any(f"{other} ".startswith(f"{word} ") for other in others):
            found.append(f"{word} may be another drug")
    return found


def names_matching(question: Question) -> list[str]:
    found = [
        f"{left} is not {right}" for left, right in pairs_of(question) if BRANDS[left]["generic"] != right
    ]
    rights = [DRUGS[right] for _, right in pairs_of(question)]
    return found + [
        "two share an ingredient" for one, other in combinations(rights, 2) if parts_of(one) & parts_of(other)
    ]


def _listed(row: Row) -> str:
    *first, last = row["generic"].split(" / ")
    return f"{', '.join(first)} and {last}" if first else last


def combination(question: Question) -> list[str]:
    row = named(question.stem, BRANDS)
    if right_of(question) != _listed(row):
        return [f"{right_of(question)} is not in it"]
    return told([text for text in wrong_of(question) if text == _listed(row)])


def ingredient(question: Question) -> list[str]:
    match = re.search(r"contains (.*)\?", question.stem)
    assert match
    wanted = match[1]
    if wanted not in parts_of(BRANDS[right_of(question)]):
        return [f"{right_of(question)} holds no {wanted}"]
    return told(
        [
            text
            for text in wrong_of(question)
            if any(wanted in part or part in wanted for part in parts_of(BRANDS[text]))
        ]
    )


def _class_is(row: Row, right: str, wrong: list[str]) -> list[str]:
    if right != row["class"]:
        return [f"{row['generic']} is not of the class {right}"]
    return told([text for text in wrong if text in classes_of(row["generic"]) or nested(text, row["class"])])


def drug_class(question: Question) -> list[str]:
    names = DRUGS if question.card.form == "drug-class" else BRANDS
    return _class_is(named(question.stem, names), right_of(question), wrong_of(question))


def class_member(question: Question) -> list[str]:
    match = re.search(r"class: (.*?)[?.]( Which|$)", question.stem)
    assert match
    class_, right, wrong = match[1], [right_of(question)], wrong_of(question)
    if question.card.form == "class-odd":
        right, wrong = wrong, right
    found = [f"{name} is not of the class {class_}" for name in right if DRUGS[name]["class"] != class_]
    return found + told(
        [name for name in wrong if class_ in classes_of(name) or nested(DRUGS[name]["class"], class_)]
    )


def class_matching(question: Question) -> list[str]:
    found = [f"{left} is no {right}" for left, right in pairs_of(question) if DRUGS[left]["class"] != right]
    for (left, right), (_, other) in combinations(pairs_of(question), 2):
        if nested(right, other) or other in classes_of(left):
            found.append(f"{left} is also {other}")
    return found


def fda_class(question: Question) -> list[str]:
    row = named(question.stem, DRUGS)
    if split(row, "epc") != [right_of(question)] or ("drugs.csv", row["generic"], "epc") in DOUBTS:
        return ["another class"]
    return told([text for text in wrong_of(question) if text in classes_of(row["generic"])])


def same_class(question: Question) -> list[str]:
    names = DRUGS if question.card.form == "same-class" else BRANDS
    row, right = named(question.stem, names), names[right_of(question)]
    if right["class"] != row["class"] or right is row:
        return ["not of the same class"]
    return told([text for text in wrong_of(question) if names[text]["generic"] in relatives(row["generic"])])


_LOCAL = {"ophthalmic", "otic", "nasal", "topical", "vaginal", "inhalation"}


def _not_the_brands(question: Question) -> list[str]:
    """A use that may be another product's: of one of several brands, or of another form."""
    row, used = named(question.stem, BRANDS), split(named(question.stem, BRANDS), "main_indications")
    brand = next(one for one in split(row, "brands") if f" {one} " in question.stem)
    ways = {"injection" if "injection" in form else form.split()[0] for form in split(row, "route_forms")}
    if brand in BRAND_USES:
        others = [use for use in used if use not in BRAND_USES[brand]]
        return [
            f"{brand} is not for {use}" for use in others if use in f"{question.answer}{question.explanation}"
        ]
    several = len(split(row, "brands")) > 1 or (len(ways) > 1 and ways & _LOCAL)
    return [f"nobody tells what {brand} is for"] if several and len(used) > 1 else []


def use_of(question: Question) -> list[str]:
    if question.card.form == "brand-use" and (found := _not_the_brands(question)):
        return found
    names = BRANDS if question.card.form == "brand-use" else DRUGS
    stem = question.stem.split(". ")[-1] if question.card.form == "alike-use" else question.stem
    row = named(stem, names)
    if right_of(question) not in split(row, "main_indications"):
        return [f"{row['generic']} is not for {right_of(question)}"]
    return told([text for text in wrong_of(question) if text in uses(row["generic"])])


def drug_for(question: Question) -> list[str]:
    match = re.search(r"used for (.*?)[?.]( Which|$)", question.stem)
    assert match
    use, right, wrong = match[1], [right_of(question)], wrong_of(question)
    if question.card.form == "use-odd":
        right, wrong = wrong, right
    found = [
        f"{name} is not for {use}" for name in right if use not in split(DRUGS[name], "main_indications")
    ]
    return found + told([name for name in wrong if use in uses(name)])


def use_matching(question: Question) -> list[str]:
    found = []
    for left, right in pairs_of(question):
        if right not in split(DRUGS[left], "main_indications"):
            found.append(f"{left} is not for {right}")
        others = [text for _, text in pairs_of(question) if text != right]
        found += told([text for text in others if text in uses(left)])
    return found
