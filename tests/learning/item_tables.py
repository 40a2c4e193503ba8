"""The study facts as they were handed over, read a second time, and what every question keeps."""

from __future__ import annotations

import csv
import re
from functools import cache

import yaml

from rxladder.facts.study_tables import DATA
from rxladder.learning.question import Choice, Matching, Number, Ordering, Question, Typed
from tests.facts.accounting import FACTS

STUDY = FACTS / "study"
Row = dict[str, str]


def _table(name: str) -> list[Row]:
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DRUGS: dict[str, Row] = {row["generic"]: row for row in _table("drugs.csv")}
CODES = _table("sig_codes.csv")
UNITS: dict[str, Row] = {row["id"]: row for row in _table("conversions.csv")}
LAW = {
    entry["id"]: entry
    for entries in yaml.safe_load((STUDY / "law_safety.yaml").read_text("utf-8"))["sections"].values()
    for entry in entries
}
DOUBTS = {
    (entry["file"], str(entry["key"]), entry["field"])
    for entry in yaml.safe_load((STUDY / "doubts.yaml").read_text("utf-8"))
}
BRAND_USES = {
    brand: of["uses"] for brand, of in yaml.safe_load((DATA / "brand_uses.yaml").read_text("utf-8")).items()
}
BRANDS: dict[str, Row] = {brand: row for row in DRUGS.values() for brand in row["brands"].split(";") if brand}
ORDER = {"CII": 2, "CIII": 3, "CIV": 4, "CV": 5}
ROMAN = {"CII": "Schedule II", "CIII": "Schedule III", "CIV": "Schedule IV", "CV": "Schedule V"}


def split(row: Row, column: str) -> list[str]:
    return [part.strip() for part in row[column].split(";") if part.strip()]


def parts_of(row: Row) -> set[str]:
    return set(row["generic"].split(" / "))


@cache
def relatives(generic: str) -> tuple[str, ...]:
    """All drugs of the same class, FDA class or ingredient: what is true of them may be true of it."""
    row = DRUGS[generic]
    return tuple(
        other["generic"]
        for other in DRUGS.values()
        if other["class"] == row["class"]
        or set(split(other, "epc")) & set(split(row, "epc"))
        or parts_of(other) & parts_of(row)
    )


@cache
def uses(generic: str) -> frozenset[str]:
    return frozenset(use for name in relatives(generic) for use in split(DRUGS[name], "main_indications"))


@cache
def classes_of(generic: str) -> frozenset[str]:
    alone = [name for name in relatives(generic) if name == generic or " / " not in name]
    classes = frozenset(DRUGS[name]["class"] for name in alone)
    sure = [name for name in alone if name == generic or ";" not in DRUGS[name]["epc"]]
    return classes | {epc for name in sure for epc in split(DRUGS[name], "epc")}


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def nested(one: str, other: str) -> bool:
    """Whether one class's words hold all of the other's: a class within a class."""
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def _pattern(names: dict[str, Row]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


_PATTERNS = {id(DRUGS): _pattern(DRUGS), id(BRANDS): _pattern(BRANDS)}


def named(stem: str, names: dict[str, Row]) -> Row:
    """The longest name that stands in a stem."""
    return names[max(_PATTERNS[id(names)].findall(stem), key=len)]


@cache
def key_of(text: str) -> str:
    return re.sub(r"[^a-z0-9µ]+", "", text.lower())


def shape(question: Question) -> list[str]:
    answer = question.answer
    found = []
    if not question.stem.strip() or not question.explanation.strip() or not question.sources:
        found.append("no stem, explanation or source")
    if (question.card.basis == "general") and not any(one.basis == "general" for one in question.sources):
        found.append("rests on general knowledge and does not say so")
    if question.card.basis == "source" and any(one.basis == "general" for one in question.sources):
        found.append("rests on general knowledge, and the card says otherwise")
    if re.search(r"snippet|excerpted|\bsearch\b", f"{question.explanation} {answer} {question.sources}"):
        found.append("tells how the facts were looked for")
    match answer:
        case Choice():
            keys = [key_of(option.text) or option.text for option in answer.options]
            if len(keys) != 4 or len(set(keys)) != 4:
                found.append(f"not four different options: {keys}")
            if any(not option.why for option in answer.options):
                found.append("an option without its reason")
        case Ordering():
            if sorted(answer.order) != list(range(len(answer.shown))) or len(set(answer.shown)) < 3:
                found.append("no order")
            if answer.order == tuple(range(len(answer.shown))):
                found.append("shown in the right order")
        case Matching():
            if sorted(answer.pairs) != list(range(len(answer.left))) or len(answer.left) < 3:
                found.append("no pairs")
            if any(
                question.explanation.count(part) > 1 for part in question.explanation.split(". ") if part[40:]
            ):
                found.append("a reason twice")
            if len({key_of(text) or text for text in answer.right}) != len(answer.right):
                found.append("two right sides are the same")
        case Typed():
            if not answer.accepted or not all(word.strip() for word in answer.accepted):
                found.append("nothing accepted")
        case Number():
            # A specific gravity is a ratio and has no unit.
            if answer.value < 0 or bool(answer.unit) == (question.card.fact == "sg_water"):
                found.append("no number with a unit")
    return found


def right_of(question: Question) -> str:
    assert isinstance(question.answer, Choice)
    return question.answer.options[question.answer.right].text


def wrong_of(question: Question) -> list[str]:
    assert isinstance(question.answer, Choice)
    return [o.text for at, o in enumerate(question.answer.options) if at != question.answer.right]


def pairs_of(question: Question) -> list[tuple[str, str]]:
    assert isinstance(question.answer, Matching)
    return [
        (left, question.answer.right[at])
        for left, at in zip(question.answer.left, question.answer.pairs, strict=True)
    ]


def told(wrong: list[str]) -> list[str]:
    return [f"also true: {text}" for text in wrong]
