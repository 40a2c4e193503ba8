"""Abbreviations of prescriptions: what they mean, and how to write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import combinations

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_codes import SigCode
from rxladder.learning.items.askings import (
    Clashes,
    Pair,
    Pairing,
    Typing,
    choosing,
    pairing,
    plain,
)
from rxladder.learning.items.form import Asking, Form
from rxladder.learning.question import Option, Source

ENTRY = ("ptce-2026:4", "excpt:4")
# Codes that mean the same, or so nearly that one would pass for another: never offered against each other.
_SAME = (
    ("bid", "q12h", "BIW"), ("tid", "q8h", "tiw"), ("qid", "q6h"), ("am", "qam"), ("pm", "qpm"), ("qh", "h"),
    ("qd", "Q.D.", "q1d", "o.d.", "i/d", "d", "qam"), ("qod", "qd", "Q.D."), ("q2h", "qh"), ("wk", "qwk"),
    ("hs", "qhs", "BT", "qn", "noct", "qpm", "q6PM", "pm"), ("stat", "atc"), ("prn", "ad lib"),
    ("ut dict", "UAD", "UD"), ("TAT", "UAD"), ("c", "ac", "pc"), ("a", "ac"), ("p", "pc"),
    ("SC", "SQ", "sub q", "subcut"), ("PO", "per os", "NG", "PEG", "SL", "buc"), ("top", "TD"),
    ("inh", "neb", "MDI", "DPI", "HFA"), ("PV", "vag"), ("IM", "IJ"), ("ID", "IJ"), ("amp", "inj"),
    ("IV", "IVP", "IVPB", "IJ", "inj"), ("ER", "XR", "XL", "SR", "CR", "LA", "CD"), ("DR", "EC"),
    ("sol", "soln", "liq", "syr", "elix", "susp", "emuls"), ("cr", "crm", "lot"), ("ung", "oint"),
    ("PN", "TPN"), ("NS", "1/2NS", "D5NS"), ("D5W", "D10W", "D5NS"), ("DW", "SWFI", "BWFI", "aq"),
    ("tab", "ODT"),
    ("mcg", "µg"), ("mL", "cc"), ("U", "IU", "units/mL"), ("oz", "fl oz"), ("gr", "g"),
    ("qs", "qs ad"), ("rep", "NR"),
    ("disp", "DAW", "dtd"), ("Sig", "Rx"), ("HCT", "HCTZ"), ("MS", "MSO4", "MgSO4"),
    ("NKA", "NKDA"), ("ADR", "ADE"), ("DM", "HTN"), ("SOB", "COPD"), ("URI", "COPD"),
)  # fmt: skip
# Asked in no way: single letters that mean several things, signs, and what has two meanings.
SKIPPED = frozenset(
    {"x", "no. or #", "h", "d", "min", "c", "s", "a", "p", "HCT", "CD", "LA", "D/C", "/", "+", "KCl",
     "units/mL", "min (minim)"}
)  # fmt: skip
_TERMS = ("clinical or pharmacy term", "measure")
KINDS = {
    "frequency": "how often",
    "time": "time or age",
    "route": "route",
    "form": "dosage form or fluid",
    "directions": "directions",
    "quantity": "quantity",
    "unit": "unit",
    "measure": "measure",
    "drug name": "drug name",
    "clinical or pharmacy term": "pharmacy term",
}
# What stands in a patient's record; the other terms are the pharmacy's own, where PA is no assistant.
_CLINICAL = frozenset(
    {"HTN", "DM", "CHF", "COPD", "GERD", "UTI", "URI", "BP", "HR", "N/V", "SOB", "HA", "Dx", "Hx",
     "NKA", "NKDA", "ADR", "ADE"}
)  # fmt: skip


@cache
def known_codes(facts: StudyFacts) -> tuple[SigCode, ...]:
    """The codes that can be asked: told for sure, and meaning one thing within their kind."""
    return tuple(
        code
        for code in facts.codes.values()
        if code.kind in KINDS and code.text not in SKIPPED and not code.doubted
    )


@cache
def alike(one: SigCode, other: SigCode) -> bool:
    """Whether one code might pass for the other, in what it means or how it is written."""
    if plain(one.text) == plain(other.text) or plain(one.meaning) == plain(other.meaning):
        return True
    # Counted, since `weight in weight` is not what `weight in volume` says in part.
    words, more = Counter(one.meaning.lower().split()), Counter(other.meaning.lower().split())
    if words <= more or more <= words:
        return True
    return bool(_groups(one.text) & _groups(other.text))


@cache
def _groups(text: str) -> frozenset[int]:
    return frozenset(at for at, group in enumerate(_SAME) if text in group)


def clashes_between(codes: Iterable[SigCode], says: Callable[[SigCode], str]) -> Clashes:
    """The pairs of codes that might pass for each other, as `says` shows each."""
    return frozenset(
        frozenset({says(one), says(other)}) for one, other in combinations(codes, 2) if alike(one, other)
    )


def hint(code: SigCode) -> str:
    """The kind of thing that a code stands for, in brackets; none where it says what the code means."""
    kind = "clinical term" if code.text in _CLINICAL else KINDS[code.kind]
    return "" if set(kind.split()) & set(re.findall(r"\w+", meant(code).lower())) else f" ({kind})"


def written(code: SigCode) -> str:
    """A code as it is written: the table tells two apart by words in brackets that stand on no paper."""
    return code.text.partition(" (")[0]


def meant(code: SigCode) -> str:
    """What a code means; a term's gloss in brackets, such as `(pharmacy claims)`, would give it away."""
    return code.meaning.partition(" (")[0] if code.kind in _TERMS else code.meaning


def _asks(code: SigCode) -> str:
    """How a code is asked for: CQI or HEPA stands on no prescription."""
    if code.kind == "clinical or pharmacy term":
        return f"What does “{written(code)}” stand for"
    return f"On a prescription, what does “{written(code)}” mean"


def source_of(code: SigCode) -> Source:
    """Where what a code means comes from."""
    if code.basis == "source":
        return Source(code.source.split(" (")[0], "source")
    return Source(
        "general knowledge of prescriptions' abbreviations, not checked against a source", "general"
    )


def says(code: SigCode) -> str:
    """A code and what it means, in one line."""
    latin = f" ({code.latin})" if code.latin else ""
    return f"{written(code)}{latin}: {code.meaning}."


@cache
def _meanings(facts: StudyFacts) -> Mapping[str, set[str]]:
    """All that codes written alike but for case may mean: `CR` is controlled-release, `cr` a cream."""
    found: dict[str, set[str]] = {}
    for code in facts.codes.values():
        found.setdefault(plain(code.text), set()).add(plain(code.meaning))
    return found


def others_than(code: SigCode, facts: StudyFacts) -> tuple[list[SigCode], list[SigCode]]:
    """Codes that mean something else: those of the same kind, and the rest."""
    mine = _meanings(facts)[plain(code.text)]
    apart = [
        other
        for other in known_codes(facts)
        if other is not code
        and not alike(code, other)
        and plain(other.meaning) not in mine
        and plain(code.meaning) not in _meanings(facts)[plain(other.text)]
    ]
    near = [other for other in apart if other.kind == code.kind]
    return near, [other for other in apart if other.kind != code.kind]


@cache
def clashes_of_meanings(facts: StudyFacts) -> Clashes:
    """Meanings of which one might pass for the other, such as every day and once daily."""
    return clashes_between(known_codes(facts), meant)


@cache
def _clashes_of_codes(facts: StudyFacts) -> Clashes:
    return clashes_between(known_codes(facts), written)


def _meaning(*kinds: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        found: dict[str, Asking] = {}
        for code in known_codes(facts):
            if code.kind not in kinds or code.error_prone:
                continue
            near, far = others_than(code, facts)
            asked = choosing(
                f"{_asks(code)}{hint(code)}?",
                [Option(meant(code), says(code))],
                [Option(meant(other), says(other)) for other in near],
                [Option(meant(other), says(other)) for other in far[:12]],
                (source_of(code),),
                clashes=clashes_of_meanings(facts),
            )
            if asked:
                found[code.key] = asked
        return found

    return askings


def _code_for(*kinds: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        found: dict[str, Asking] = {}
        for code in known_codes(facts):
            if code.kind not in kinds or code.error_prone:
                continue
            near, far = others_than(code, facts)
            asked = choosing(
                f"Which abbreviation means “{meant(code)}”?",
                [Option(written(code), says(code))],
                [Option(written(other), says(other)) for other in near if not other.error_prone],
                [Option(written(other), says(other)) for other in far[:12] if not other.error_prone],
                (source_of(code),),
                clashes=_clashes_of_codes(facts),
            )
            if asked:
                found[code.key] = asked
        return found

    return askings


def _typed(facts: StudyFacts) -> dict[str, Typing]:
    """The abbreviation for a meaning, typed: every code that means it counts, error-prone ones apart."""
    found = {}
    for code in known_codes(facts):
        if code.error_prone or code.kind not in ("frequency", "route", "directions", "form", "time"):
            continue
        same = [
            other.text
            for other in known_codes(facts)
            if plain(other.meaning) == plain(code.meaning) and not other.error_prone
        ]
        spelled = dict.fromkeys((code.text, *same))
        found[code.key] = Typing(
            f"Type the abbreviation for “{code.meaning}”{hint(code)}.",
            tuple(spelled),
            says(code),
            (source_of(code),),
        )
    return found


def _matching(facts: StudyFacts) -> dict[str, Pairing]:
    found = {}
    for code in known_codes(facts):
        if code.error_prone:
            continue
        near, far = others_than(code, facts)
        others = [other for other in (*near, *far[:20]) if not other.error_prone]
        mutual: list[SigCode] = []
        for other in others:
            if not any(alike(other, kept) for kept in mutual):
                mutual.append(other)
        pairs = [_pair(other) for other in mutual]
        asked = pairing("Match each abbreviation with its meaning.", _pair(code), pairs)
        if asked:
            found[code.key] = asked
    return found


def _pair(code: SigCode) -> Pair:
    return Pair(written(code), meant(code), says(code), frozenset({code.key}), source_of(code))


_TIMES, _PARTS = ("frequency", "time"), ("directions", "quantity")
_MADE = ("form",)
FORMS = (
    Form("sig-often", "How often: what a code means", "choice", ENTRY, _meaning(*_TIMES)),
    Form("sig-route", "Routes: what a code means", "choice", ENTRY, _meaning("route")),
    Form("sig-form", "Dosage forms: what a code means", "choice", ENTRY, _meaning(*_MADE)),
    Form("sig-directions", "Directions: what a code means", "choice", ENTRY, _meaning(*_PARTS)),
    Form("sig-unit", "Units: what a code means", "choice", ENTRY, _meaning("unit")),
    Form("sig-term", "Terms: what a code means", "choice", ENTRY, _meaning(*_TERMS)),
    Form("code-often", "How often: the code for it", "choice", ENTRY, _code_for(*_TIMES)),
    Form("code-form", "Dosage forms: the code for it", "choice", ENTRY, _code_for(*_MADE)),
    Form("code-route", "Routes: the code for it", "choice", ENTRY, _code_for("route")),
    Form("code-directions", "Directions: the code for it", "choice", ENTRY, _code_for(*_PARTS)),
    Form("code-term", "Terms: the code for it", "choice", ENTRY, _code_for(*_TERMS)),
    Form("code-typed", "The code, typed", "typed", ENTRY, _typed),
    Form("code-matching", "Codes and meanings", "matching", ENTRY, _matching),
)
