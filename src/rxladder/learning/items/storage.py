"""How drugs are stored, before use, in use and once reconstituted; and what a range of temperature is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_drugs import Drug
from rxladder.learning.items.askings import (
    Choosing,
    Counting,
    Pair,
    Pairing,
    Ranked,
    Sorting,
    choosing,
    pairing,
)
from rxladder.learning.items.drug_index import drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.question import Option, Source

_STORED = ("ptce-2026:1.8", "excpt:4", "cspt:4")
_STABLE = ("ptce-2026:1.7", "excpt:4")
_COLD = "in a refrigerator, 2 to 8 °C (36 to 46 °F)"
_FREEZER = "in a freezer, -50 to -15 °C (-58 to 5 °F)"
_ROOM = "at room temperature, never in a refrigerator"
_WARM = "in a warm place, 30 to 40 °C (86 to 104 °F)"

# The beginning of a storage text, and what it is of; {} is the drug's name. What stands in brackets says of
# which product it is true, and is no part of the card's name, which is older.
_COLD_TEXTS = (
    (r"refrigerate original packages", "{} in its original package"),
    (r"refrigerate before first use", "{} (unused pens)"),
    (r"refrigerate", "{}"),
    (r"Arexvy and Abrysvo: refrigerate", "{} (Arexvy or Abrysvo)"),
    (r"unopened: refrigerate", "unopened {}"),
    (r"pens: refrigerate before first use", "unused {} pens"),
    (r"injection: refrigerate", "{} injection"),
    (r"injection and oral concentrate: refrigerate", "{} injection"),
    (r"injection vials: refrigerate", "{} injection vials"),
    (r"solution vials: refrigerate", "{} solution vials"),
    (r"conventional vials: refrigerate", "conventional {} vials"),
    (r"oral solution: refrigerate", "{} oral solution"),
    (r"suppositories: refrigerate", "{} suppositories"),
    (r"reconstituted (suspension|solution): refrigerate,", "reconstituted {} liquid"),
)
_BRANDED = re.compile(r"(Risperdal Consta|Vivitrol|TOBI|NuvaRing): refrigerate")
_NOT_COLD = (
    (r"do not refrigerate", "{}"),
    (r"protect from light; do not refrigerate auto-injectors", "{} auto-injectors"),
    (r"reconstituted (suspension|oral solution): do not refrigerate", "reconstituted {} liquid"),
)
_RECONSTITUTED = re.compile(r"reconstituted (?:oral )?(?:suspension|solution): (.*?)(\d+) days|"
                            r"reconstituted suspension: (\d+) days")  # fmt: skip
_IN_USE = (
    (r"in use: (\d+) days$", "{} in use, at room temperature"),
    (r"Humira may be kept at room temperature up to (\d+) days", "{} (Humira) taken out of the refrigerator"),
    (r"room temperature up to (\d+) days", "{} taken out of the refrigerator"),
    (r"(\d+) days after first use", "{} after its first use"),
    (r"use within (\d+) days at room temperature", "{} taken out of the refrigerator"),
    (r"vials up to (\d+) days at room temperature", "{} multiple-dose vials out of the refrigerator"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """Something stored in one way, by the drug's label as it is generally known."""

    what: str
    fact: str
    drug: Drug
    liquid: bool

    @property
    def source(self) -> Source:
        """Where its storage comes from."""
        return source_of(self.drug, "storage")

    @property
    def why(self) -> str:
        """The storage in the drug's row."""
        return f"{self.drug.generic}: {self.drug.storage}."


@cache
def _cold(facts: StudyFacts) -> tuple[Stored, ...]:
    return tuple(_matching(facts, _COLD_TEXTS)) + tuple(
        Stored(what, what, drug, False)
        for drug in _told(facts)
        if (match := _BRANDED.match(drug.storage))
        for what in (match[1] + (" before it is dispensed" if match[1] == "NuvaRing" else ""),)
    )


@cache
def _not_cold(facts: StudyFacts) -> tuple[Stored, ...]:
    return tuple(_matching(facts, _NOT_COLD))


def _told(facts: StudyFacts) -> Iterator[Drug]:
    return (drug for drug in facts.drugs.values() if drug.storage and drug.certain("storage"))


def _matching(facts: StudyFacts, texts: tuple[tuple[str, str], ...]) -> Iterator[Stored]:
    for drug in _told(facts):
        for start, what in texts:
            if re.match(start, drug.storage) and " or " not in drug.storage.split(";")[0]:
                yield Stored(*_told_of(what, drug), drug, "reconstituted" in what)
                break


def _told_of(what: str, drug: Drug) -> tuple[str, str]:
    """What is asked about, and the name of its card."""
    return what.format(drug.generic), re.sub(r" \([^)]*\)", "", what).format(drug.generic)


def _tablets(facts: StudyFacts) -> list[Option]:
    """Widely used tablets and capsules, for which no storage is told beyond the usual."""
    return [
        Option(f"{one.name} {'tablets' if 'oral tablet' in one.drug.forms else 'capsules'}",
               f"{one.name} tablets and capsules are kept at room temperature.")
        for one in drug_index(facts).all[:120]
        if not one.drug.storage and not one.combination
        and set(one.drug.forms) <= {"oral tablet", "oral capsule"}
    ]  # fmt: skip


# What a row tells of a drug kept at room temperature: that light, moisture or another container harms it.
_NOT_LEFT_OUT = (
    (r"protect from light$", "{} injection"),
    (r"injection: protect from light$", "{} injection"),
    (r"sublingual tablets: keep in the original", "{} sublingual tablets"),
    (r"keep in the original", "{}"),
)


def _at_room(facts: StudyFacts) -> list[Option]:
    """What needs care of another kind, and no refrigerator."""
    things = _matching(facts, _NOT_LEFT_OUT)
    return [Option(one.what, f"{one.why} It is kept at room temperature.") for one in things]


def _storage_of(facts: StudyFacts) -> dict[str, Choosing]:
    ways = ((_cold(facts), _COLD), (_not_cold(facts), _ROOM))
    found = {}
    for things, right in ways:
        for thing in things:
            wrong = [Option(way, thing.why) for way in (_COLD, _FREEZER, _ROOM, _WARM) if way != right]
            asked = choosing(
                f"How is this kept: {thing.what}?", [Option(right, thing.why)], wrong, (), (thing.source,)
            )
            if asked:
                found[thing.fact] = asked
    return found


def _kept_cold(facts: StudyFacts) -> dict[str, Choosing]:
    warm, others = _not_cold(facts), _at_room(facts)
    found = {}
    for thing in _cold(facts):
        near = [Option(one.what, one.why) for one in warm if one.liquid == thing.liquid]
        asked = choosing(
            "Which of these is kept in a refrigerator?",
            [Option(thing.what, thing.why)],
            near + others,
            _tablets(facts),
            (thing.source,),
        )
        if asked:
            found[thing.fact] = asked
    return found


def _not_kept_cold(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for thing in _not_cold(facts):
        near = [Option(one.what, one.why) for one in _cold(facts) if one.liquid == thing.liquid]
        asked = choosing(
            "Which of these must not be put into a refrigerator?",
            [Option(thing.what, thing.why)],
            near,
            (),
            (thing.source,),
        )
        if asked:
            found[thing.fact] = asked
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Lasting:
    """How many days something may be used."""

    what: str
    fact: str
    drug: Drug
    days: int


@cache
def _in_use(facts: StudyFacts) -> tuple[Lasting, ...]:
    found = []
    for drug in _told(facts):
        for text, what in _IN_USE:
            match = re.search(text, drug.storage)
            if match:
                found.append(Lasting(*_told_of(what, drug), drug, int(match[1])))
                break
    return tuple(found)


@cache
def _reconstituted(facts: StudyFacts) -> tuple[Lasting, ...]:
    found = []
    for drug in _told(facts):
        match = _RECONSTITUTED.match(drug.storage)
        if match and "17 days" not in drug.storage:
            what = f"reconstituted {drug.generic} liquid"
            found.append(Lasting(what, what, drug, int(match[2] or match[3])))
    return tuple(found)


def _days(things: tuple[Lasting, ...]) -> dict[str, Counting]:
    return {
        thing.fact: Counting(
            (f"For how many days at most may this be used: {thing.what}?",),
            Fraction(thing.days),
            "days",
            f"{thing.drug.generic}: {thing.drug.storage}.",
            (source_of(thing.drug, "storage"),),
        )
        for thing in things
    }


def _days_choice(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for thing in _in_use(facts) + _reconstituted(facts):
        why = f"{thing.drug.generic}: {thing.drug.storage}."
        asked = choosing(
            f"How long may this be used: {thing.what}?",
            [Option(f"{thing.days} days", why)],
            [
                Option(f"{days} days", why)
                for days in (3, 7, 10, 14, 21, 28, 42, 56, 90)
                if days != thing.days
            ],
            (),
            (source_of(thing.drug, "storage"),),
        )
        if asked:
            found[thing.fact] = asked
    return found


def _days_order(facts: StudyFacts) -> dict[str, Sorting]:
    things = _in_use(facts) + _reconstituted(facts)
    stem = "Put these in order, from the one that may be used for the fewest days to the one for the most."
    return {
        thing.fact: Sorting(
            stem,
            tuple(_lasts(one) for one in (thing, *(other for other in things if other is not thing))),
            (source_of(thing.drug, "storage"),),
        )
        for thing in things
    }


def _lasts(thing: Lasting) -> Ranked:
    return Ranked(thing.what, Fraction(thing.days), f"{thing.drug.generic}: {thing.drug.storage}.")


_RANGES = {
    "freezer_usp": "a freezer (USP)",
    "refrigerator_usp": "a refrigerator (USP)",
    "cool_usp": "a cool place (USP)",
    "crt_usp": "controlled room temperature (USP)",
    "warm_usp": "a warm place (USP)",
    "vaccine_freezer_cdc": "a freezer for vaccines (CDC)",
    "vaccine_ultracold_cdc": "an ultra-cold freezer for vaccines (CDC)",
}


def _range(facts: StudyFacts, key: str) -> str:
    row = facts.conversions[key]
    low, high = (int(end.removesuffix(" C")) for end in (row.from_unit, row.to_unit))
    return f"{low} to {high} °C ({_fahrenheit(low)} to {_fahrenheit(high)} °F)"


def _fahrenheit(celsius: int) -> int:
    return round(Fraction(celsius * 9, 5) + 32)


def _temperature(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for key, name in _RANGES.items():
        near = [
            Option(_range(facts, other), f"That is {said}.")
            for other, said in _RANGES.items()
            if other != key
        ]
        asked = choosing(
            f"Which range of temperature is {name}?",
            [Option(_range(facts, key), f"That is {name}.")],
            near,
            (),
            (_range_source(facts, key),),
        )
        if asked:
            found[key] = asked
    return found


def _temperature_name(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for key, name in _RANGES.items():
        near = [
            Option(said, f"{said}: {_range(facts, other)}.")
            for other, said in _RANGES.items()
            if other != key
        ]
        asked = choosing(
            f"What does a range of {_range(facts, key)} stand for?",
            [Option(name, f"{name}: {_range(facts, key)}.")],
            near,
            (),
            (_range_source(facts, key),),
        )
        if asked:
            found[key] = asked
    return found


def _temperature_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = {
        key: Pair(
            name, _range(facts, key), f"{name}: {_range(facts, key)}.", frozenset(), _range_source(facts, key)
        )
        for key, name in _RANGES.items()
    }
    found = {}
    for key, first in pairs.items():
        asked = pairing("Match each place with its range of temperature.", first, pairs.values())
        if asked:
            found[key] = asked
    return found


def _range_source(facts: StudyFacts, key: str) -> Source:
    return Source(facts.conversions[key].source.split(" (")[0], facts.conversions[key].basis)


FORMS = (
    Form("storage-of", "How a drug is kept", "choice", _STORED, _storage_of),
    Form("kept-cold", "What is kept cold", "choice", _STORED, _kept_cold),
    Form("not-kept-cold", "What is not kept cold", "choice", _STORED, _not_kept_cold),
    Form("in-use-days", "Days in use", "number", _STABLE, lambda facts: _days(_in_use(facts))),
    Form("mixed-days", "Days once mixed", "number", _STABLE, lambda facts: _days(_reconstituted(facts))),
    Form("use-days", "How long it may be used", "choice", _STABLE, _days_choice),
    Form("use-days-order", "From fewest days to most", "ordering", _STABLE, _days_order),
    Form("temperature", "Ranges of temperature", "choice", _STORED, _temperature),
    Form("temperature-name", "What a range stands for", "choice", _STORED, _temperature_name),
    Form("temperature-matching", "Places and temperatures", "matching", _STORED, _temperature_matching),
)
