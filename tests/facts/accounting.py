"""What the raw facts say, held against the packs: which text, number, window, anchor or id is not there.

A raw facts file is the simple form in which the rules were first collected. Nothing of it may be lost in the
pack of the same name. Each check yields a line for what it does not find: "credential: path: value".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rxladder.facts.days import to_hours
from rxladder.facts.load import DATA, load_packs
from rxladder.facts.vocabulary import Kind
from rxladder.facts.yaml_text import read_yaml_file

FACTS = Path(__file__).parent
FILES = sorted((*FACTS.glob("jurisdictions/*.yaml"), *FACTS.glob("credentials/*.yaml")))
VOCABULARY = load_packs().vocabulary
REWORDED: dict[str, str] = read_yaml_file(FACTS / "reworded.yaml")
TITLES = {id_: ref.credential.title for id_, ref in load_packs().credentials.items()}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")

REMARKS = frozenset(
    {
        "accepts_open", "accepts_says", "ask_authority", "audit", "becomes", "check", "confidence",
        "contradicts", "dated", "doubts", "effective", "failing", "first_term_note", "for",
        "minutes_note", "name", "note", "notes", "open", "outline", "outline_effective", "pass_rate",
        "passing", "rejects_says", "says", "section", "settings", "sources", "title", "url",
        "website", "where",
    }
)  # fmt: skip
"""Keys whose texts are shown and not computed with."""

SAID_ANYWAY = frozenset({"or equivalent", "Total to apply 105."})
"""Remarks that only repeat what their condition ("high school (or its equivalent)") or fee says."""


class Item(NamedTuple):
    """One value of a tree and the keys that lead to it."""

    path: tuple[str | int, ...]
    value: Any

    @property
    def key(self) -> str:
        """The last key that is a word."""
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")


def items(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[Item]:
    """Every scalar of a tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from items(value, (*path, key))
    elif isinstance(tree, list):
        for position, value in enumerate(tree):
            yield from items(value, (*path, position))
    else:
        yield Item(path, tree)


def plain(text: object) -> str:
    """A text with its white space made single, and without dollar signs, which the packs add to amounts."""
    return " ".join(str(text).replace("$", "").split())


def _named(text: str) -> str:
    """A text of the facts with the titles of credentials in place of their ids, as the packs have it."""
    return _ID.sub(lambda found: f"“{TITLES[found[0]]}”" if found[0] in TITLES else found[0], text)


def reworded(text: str) -> str:
    """A text of the facts with its remarks in the words that a reader gets."""
    for old, new in REWORDED.items():
        text = text.replace(old, new)
    return text


class Computed(NamedTuple):
    """What a credential's rules compute with: the words and numbers outside its remarks, and the raw tree."""

    words: frozenset[str]
    numbers: frozenset[Fraction]
    tree: dict[str, Any]


@cache
def facts_of(file: Path) -> dict[str, Any]:
    """The raw facts of a file."""
    facts: dict[str, Any] = read_yaml_file(file)
    return facts


@cache
def pack_of(file: Path) -> dict[str, Any]:
    """The tree of the pack of the same name, as written."""
    pack: dict[str, Any] = read_yaml_file(DATA / "packs" / file.name)
    return pack


@cache
def computed_of(file: Path, credential: str) -> Computed:
    """What a credential in the pack computes with."""
    tree = pack_of(file)["credentials"].get(credential, {})
    words: set[str] = set()
    numbers: set[Fraction] = set()
    for item in items(tree):
        if REMARKS.intersection(step for step in item.path if isinstance(step, str)):
            continue
        words.update(step for step in item.path if isinstance(step, str))
        words.add(str(item.value))
        if not isinstance(item.value, bool) and (amount := _number(item.value)) is not None:
            numbers.add(amount)
    return Computed(frozenset(words), frozenset(numbers), tree)


def _number(value: Any) -> Fraction | None:
    try:
        return to_hours(value)
    except ValueError:
        return None


def credentials(file: Path) -> Iterator[tuple[dict[str, Any], Computed]]:
    """The credentials of the raw facts, each with what the pack computes for it."""
    for raw in facts_of(file)["credentials"]:
        yield raw, computed_of(file, raw["id"])


# --- Texts


def lost_texts(file: Path) -> Iterator[str]:
    """Texts of the facts that stand nowhere in the pack, and stand for nothing that it computes with."""
    shown = "\0".join({plain(item.value) for item in items(pack_of(file)) if isinstance(item.value, str)})
    for item in items(facts_of(file)):
        if not isinstance(item.value, str) or " " not in item.value or item.value in SAID_ANYWAY:
            continue
        if not all(part in shown for part in _named(reworded(plain(item.value))).split("\n")):
            credential = _credential_at(file, item)
            if not (credential and _stands_for(item) & computed_of(file, credential).words):
                yield f"{_where(file, item)}: {plain(item.value)}"


def _credential_at(file: Path, item: Item) -> str | None:
    if item.path[0] == "credentials" and isinstance(item.path[1], int):
        return str(facts_of(file)["credentials"][item.path[1]]["id"])
    return None


def _where(file: Path, item: Item) -> str:
    credential = _credential_at(file, item)
    path = item.path[2:] if credential else item.path
    return f"{credential or file.stem}: {'/'.join(str(step) for step in path)}"


def _stands_for(item: Item) -> set[str]:
    """The vocabulary's ids that a free text of the facts stands for."""
    kinds: tuple[Kind, ...] = ("exam", "programme", "course", "experience", "question", "credential")
    return {id_ for kind in kinds if (id_ := VOCABULARY.resolve(kind, str(item.value))) is not None}


# --- Ids and references

_REFERENCES = ("attests", "passed", "trained", "holds", "role", "setting", "when", "course")
_LEAVES = {
    "background_check": {"background-check"},
    "registered_elsewhere": {
        "registered_elsewhere",
        "registered-elsewhere",
        "pharmacist-or-intern",
        "experience",
    },
    "employed": {"employed", "employed-in-pharmacy", "same-employer-since"},
}


def lost_references(file: Path) -> Iterator[str]:
    """Conditions of the facts whose vocabulary id or credential the same credential's rules do not test."""
    for raw, computed in credentials(file):
        for item in items(raw, ("credentials", facts_of(file)["credentials"].index(raw))):
            if "note" in item.path or "notes" in item.path:
                continue
            wanted = _wanted(item)
            if wanted is not None and not wanted & computed.words:
                yield f"{_where(file, item)}: {plain(item.value)}"


def _wanted(item: Item) -> set[str] | None:
    """The words of which one must be computed with; None where the item is no reference."""
    if item.key in _LEAVES:
        return _LEAVES[item.key]
    if item.key == "education" or (item.key == "opens" and " " not in str(item.value)):
        return {str(item.value)}
    if item.key not in _REFERENCES or "sources" in item.path:
        return None
    if "first_term" in item.path:
        return {"first_term", "issued"}
    found = _stands_for(item)
    if item.key == "holds" or (not found and " " not in str(item.value)):
        found.add(str(item.value))
    return found | {word for id_ in found for word in _linked(id_)}


def _linked(id_: str) -> Iterator[str]:
    """Other words that test the same: the question or the credential that settles an exam or a course."""
    if id_ in _CERTIFICATIONS:
        yield "accepted_certification"
    for kind in ("exam", "programme", "course", "experience"):
        entry = VOCABULARY.entries(kind).get(id_)
        yield from (word for key in ("question", "credential") if (word := getattr(entry, key, None)))


_CERTIFICATIONS = frozenset(
    {"other-accepted-certification", "board-approved-certification-exam", "certification-accepted"}
)


# --- Numbers that have a place of their own


def lost_numbers(file: Path) -> Iterator[str]:
    """Numbers, anchors and dates of the facts that the same credential's rules do not compute with."""
    for raw, computed in credentials(file):
        for said in _in_credential(raw, computed):
            yield f"{raw['id']}: {said}"
    yield from _plain_fields(file)


def _in_credential(raw: dict[str, Any], computed: Computed) -> Iterator[str]:
    tree = computed.tree
    yield from _term(raw.get("term", {}), tree.get("term", {}))
    yield from _education(raw, computed)
    yield from _fees(raw.get("fees_usd", {}), tree.get("fees", {}))
    yield from _exam(raw.get("exam", {}), tree.get("exam", {}))
    for part in ("eligibility", "keeps", "ce_alternatives"):
        for item in items(raw.get(part, {})):
            number = isinstance(item.value, int) and not isinstance(item.value, bool)
            if number and Fraction(item.value) not in computed.numbers:
                yield f"{part}/{item.key}: {item.value}"


def _term(raw: dict[str, Any], term: dict[str, Any]) -> Iterator[str]:
    rules = [term, *(version["rule"] for version in term.get("versions", ()))]
    for key in ("months", "anchor", "date", "years", "renewable"):
        if key in raw and str(raw[key]) not in {str(rule.get(key)) for rule in rules}:
            yield f"term/{key}: {raw[key]}"
    after = term.get("after_end", {})
    if "grace_days" in raw and raw["grace_days"] != after.get("grace_days"):
        yield f"term/grace_days: {raw['grace_days']}"
    for key, place in (("renew_from_days_before", "renew_from"), ("apply_by_days_before", "apply_by")):
        if key in raw and raw[key] != term.get(place, {}).get("days_before"):
            yield f"term/{key}: {raw[key]}"


def _education(raw: dict[str, Any], computed: Computed) -> Iterator[str]:
    facts, ce = raw.get("ce", {}), computed.tree.get("ce", {})
    clauses = [*ce.get("clauses", {}).values()]
    if "hours" in facts and not any(_same(one.get("at_least"), facts["hours"]) for one in clauses):
        yield f"ce/hours: {facts['hours']}"
    for position, clause in enumerate(facts.get("clauses", ())):
        if not any(_same_clause(clause, one) for one in clauses):
            number = clause.get("at_least", clause.get("at_most"))
            yield f"ce/clauses/{position}: {number} of {clause.get('of')}"
    for item in items(facts.get("first_term", {})):
        if isinstance(item.value, (int, float)) and _number(item.value) not in computed.numbers:
            yield f"ce/first_term/{item.key}: {item.value}"
    if "first_term" in facts and not any(
        one.get("kind") == "first-term" for one in ce.get("exceptions", {}).values()
    ):
        yield f"ce/first_term: {facts['first_term'].get('rule')}"
    values = ce.get("fixed_values", {}).values()
    for position, value in enumerate(facts.get("fixed_values", ())):
        if not any(
            one["says"] == value["activity"] and _same(one["hours"], value["hours"]) for one in values
        ):
            yield f"ce/fixed_values/{position}: {value['hours']}"
    yield from _window(facts, ce, computed.tree.get("term", {}).get("months"))
    yield from _duty(facts, ce)


def _same(one: Any, other: Any) -> bool:
    return one is not None and _number(one) == _number(other)


def _same_clause(facts: dict[str, Any], clause: dict[str, Any]) -> bool:
    """The same number on the same kind of hours, or a third for what the facts wrote as 3.33 of 10."""
    same = any(key in facts and _same(clause.get(key), facts[key]) for key in ("at_least", "at_most"))
    share: bool = (facts.get("at_most"), clause.get("at_most_share")) == (3.33, "1/3")
    return bool(same or share) and _same_kind(facts, clause)


def _same_kind(facts: dict[str, Any], clause: dict[str, Any]) -> bool:
    of, match = facts.get("of", {}), clause.get("of", {})
    for key in ("topic", "format", "audience", "accreditation", "jurisdiction"):
        if key in of and not set(_listed(of[key])) <= set(_listed(match.get(key))):
            return False
    if "course" in of and VOCABULARY.resolve("course", of["course"]) not in _listed(match.get("course")):
        return False
    for key in ("every_months", "once"):
        if facts.get(key, False) != clause.get(key, False):
            return False
    same: bool = facts.get("unit", "hours") == clause.get("unit", "hours")
    return same


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _window(facts: dict[str, Any], ce: dict[str, Any], months: int | None) -> Iterator[str]:
    whole_term = {"months": months, "ends": "term", "note": ""}
    clauses = ce.get("clauses", {}).values()
    windows = [_spelt_out(one) for one in (ce.get("window", "term"), *(one.get("window") for one in clauses))]
    match facts.get("window"):
        case None:
            return
        case {"months": wanted}:
            if not any(one.get("months") == wanted for one in windows):
                yield f"ce/window/months: {wanted}"
        case "calendar-year":
            if not any("calendar_years" in one for one in windows):
                yield "ce/window: calendar-year"
        case other:
            if windows[0].get("kind") != other and windows[0] | {"note": ""} != whole_term:
                yield f"ce/window: {other}"


def _spelt_out(window: Any) -> dict[str, Any]:
    return window if isinstance(window, dict) else {"kind": window}


_DUTIES = {True: ("hours", "unknown-hours"), False: ("none",), None: ("not-found",)}


def _duty(facts: dict[str, Any], ce: dict[str, Any]) -> Iterator[str]:
    duty = ce.get("duty", "not-found")
    if "required" in facts and duty not in _DUTIES[facts["required"]]:
        yield f"ce/required: {facts['required']} (the pack says {duty})"
    carried = facts.get("carry_over")
    if carried is False and not ce.get("no_carry_over"):
        yield "ce/carry_over: False"
    if carried not in (None, False) and "carry_over" not in ce:
        yield f"ce/carry_over: {carried}"
    for key in ("repeats_count", "keep_records_months"):
        if key in facts and facts[key] != ce.get(key):
            yield f"ce/{key}: {facts[key]}"


def _fees(raw: dict[str, Any], fees: dict[str, Any]) -> Iterator[str]:
    for name, usd in raw.items():
        fee = fees.get(name)
        if not _same(fee.get("usd") if isinstance(fee, dict) else fee, usd):
            yield f"fees_usd/{name}: {usd}"


def _exam(raw: dict[str, Any], exam: dict[str, Any]) -> Iterator[str]:
    for key in ("questions", "scored", "minutes", "fee_usd"):
        if key in raw and not _same(exam.get(key), raw[key]):
            yield f"exam/{key}: {raw[key]}"
    if raw.get("attempts") and not exam.get("attempts"):
        yield "exam/attempts"
    domains = {one["domain"]: one for one in exam.get("outline", ())}
    for domain in raw.get("outline", ()):
        kept = domains.get(domain["domain"], {})
        if not _same(kept.get("weight", -1), domain.get("weight", -1)):
            yield f"exam/outline/{domain['domain']}: {domain.get('weight')}"


def _plain_fields(file: Path) -> Iterator[str]:
    """Fields that facts and pack share by name."""
    facts, pack = facts_of(file), pack_of(file)
    for key in ("id", "name", "kind", "website"):
        if facts["authority"].get(key) != pack.get(key):
            yield f"{file.stem}: authority/{key}: {facts['authority'].get(key)}"
    for key in ("regulates_technicians", "confidence", "practice"):
        if key in facts and facts[key] != pack.get(key):
            yield f"{file.stem}: {key}: {facts[key]}"
    urls = {(source["url"], source.get("section"), source["kind"]) for source in pack["sources"].values()}
    for source in facts["sources"]:
        if (source["url"], source.get("section"), source["kind"]) not in urls:
            yield f"{file.stem}: sources: {source['url']}"
    for raw, computed in credentials(file):
        for key in ("title", "abbreviation", "kind", "required_to_practise"):
            if raw.get(key) != computed.tree.get(key):
                yield f"{raw['id']}: {key}: {raw.get(key)}"
        if raw.get("status", "current") != computed.tree.get("status", "current"):
            yield f"{raw['id']}: status: {raw['status']}"


# --- Quantities inside remarks

_UNITS = {
    "hour": 1, "contact hour": 1, "day": 1, "month": 1, "year": 12, "week": 7, "percent": 1, "%": 1,
}  # fmt: skip
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_QUANTITY = re.compile(
    r"(?<![\w.-])(\d+(?:[.,]\d+)?|" + "|".join(_WORDS) + r")[ -](?:\w+ )?"
    r"(contact hour|hour|day|month|year|week|percent|%)s?\b",
    re.IGNORECASE,
)


def lost_quantities(file: Path) -> Iterator[str]:
    """Amounts of time in a credential's remarks that its rules do not compute with."""
    for raw, computed in credentials(file):
        if raw.get("status") == "retired":
            continue
        for item in items(raw):
            if isinstance(item.value, str) and " " in item.value and "exam" not in item.path:
                for amount, unit in _QUANTITY.findall(item.value):
                    if not _counted(amount, unit, computed.numbers):
                        yield f"{raw['id']}: {amount} {unit.lower()} in “{plain(item.value)[:60]}”"


def _counted(amount: str, unit: str, numbers: Iterable[Fraction]) -> bool:
    value = Fraction(_WORDS.get(amount.lower()) or amount.replace(",", ""))
    known = set(numbers)
    if not value or value in known or value * _UNITS[unit.lower()] in known:
        return True
    return unit.lower() in ("percent", "%") and value / 100 in known
