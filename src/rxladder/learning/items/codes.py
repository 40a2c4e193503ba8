"""Abbreviations of prescriptions: what they mean, how to write them, and which not to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from random import Random

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_codes import SigCode
from rxladder.learning.items.askings import (
    Choosing,
    Counting,
    Pair,
    Pairing,
    Ranked,
    Sorting,
    Typing,
    choosing,
    pairing,
    plain,
)
from rxladder.learning.items.form import Asking, Form, Made
from rxladder.learning.question import Choice, Option, Source

_ENTRY = ("ptce-2026:4", "excpt:4")
_ERRORS = ("ptce-2026:3.2", "excpt:5")
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
    ("ppm", "w/w", "w/v", "v/v"), ("min", "min (minim)"), ("qs", "qs ad"), ("rep", "NR"),
    ("disp", "DAW", "dtd"), ("Sig", "Rx"), ("HCT", "HCTZ"), ("MS", "MSO4", "MgSO4"),
    ("NKA", "NKDA"), ("ADR", "ADE"), ("DM", "HTN"), ("SOB", "COPD"), ("URI", "COPD"),
)  # fmt: skip
# Asked in no way: single letters that mean several things, signs, and what has two meanings.
_SKIPPED = frozenset(
    {"x", "no. or #", "h", "d", "min", "c", "s", "a", "p", "HCT", "CD", "LA", "D/C", "/", "+", "KCl",
     "units/mL"}
)  # fmt: skip
_KINDS = {
    "frequency": "how often",
    "time": "when",
    "route": "route",
    "form": "dosage form or fluid",
    "directions": "directions",
    "quantity": "quantity",
    "unit": "unit",
    "measure": "measure",
    "drug name": "drug name",
    "clinical or pharmacy term": "clinical term",
}


@cache
def _codes(facts: StudyFacts) -> tuple[SigCode, ...]:
    """The codes that can be asked: told for sure, and meaning one thing within their kind."""
    return tuple(
        code
        for code in facts.codes.values()
        if code.kind in _KINDS and code.text not in _SKIPPED and not code.doubted
    )


@cache
def _alike(one: SigCode, other: SigCode) -> bool:
    """Whether one code might pass for the other, in what it means or how it is written."""
    if plain(one.text) == plain(other.text) or plain(one.meaning) == plain(other.meaning):
        return True
    words, more = set(one.meaning.lower().split()), set(other.meaning.lower().split())
    if words <= more or more <= words:
        return True
    return any(one.text in group and other.text in group for group in _SAME)


def _source(code: SigCode) -> Source:
    if code.basis == "source":
        return Source(code.source.split(" (")[0], "source")
    return Source(
        "general knowledge of prescriptions' abbreviations, not checked against a source", "general"
    )


def _says(code: SigCode) -> str:
    latin = f" ({code.latin})" if code.latin else ""
    return f"{code.text}{latin}: {code.meaning}."


@cache
def _meanings(facts: StudyFacts) -> Mapping[str, set[str]]:
    """All that codes written alike but for case may mean: `CR` is controlled-release, `cr` a cream."""
    found: dict[str, set[str]] = {}
    for code in facts.codes.values():
        found.setdefault(plain(code.text), set()).add(plain(code.meaning))
    return found


def _others(code: SigCode, facts: StudyFacts) -> tuple[list[SigCode], list[SigCode]]:
    """Codes that mean something else: those of the same kind, and the rest."""
    mine = _meanings(facts)[plain(code.text)]
    apart = [
        other
        for other in _codes(facts)
        if other is not code
        and not _alike(code, other)
        and plain(other.meaning) not in mine
        and plain(code.meaning) not in _meanings(facts)[plain(other.text)]
    ]
    near = [other for other in apart if other.kind == code.kind]
    return near, [other for other in apart if other.kind != code.kind]


def _meaning(*kinds: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        found: dict[str, Asking] = {}
        for code in _codes(facts):
            if code.kind not in kinds or code.error_prone:
                continue
            near, far = _others(code, facts)
            asked = choosing(
                f"On a prescription, what does “{code.text}” mean ({_KINDS[code.kind]})?",
                [Option(code.meaning, _says(code))],
                [Option(other.meaning, _says(other)) for other in near],
                [Option(other.meaning, _says(other)) for other in far[:12]],
                (_source(code),),
            )
            if asked:
                found[code.key] = asked
        return found

    return askings


def _code_for(*kinds: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        found: dict[str, Asking] = {}
        for code in _codes(facts):
            if code.kind not in kinds or code.error_prone:
                continue
            near, far = _others(code, facts)
            asked = choosing(
                f"Which abbreviation means “{code.meaning}”?",
                [Option(code.text, _says(code))],
                [Option(other.text, _says(other)) for other in near if not other.error_prone],
                [Option(other.text, _says(other)) for other in far[:12] if not other.error_prone],
                (_source(code),),
            )
            if asked:
                found[code.key] = asked
        return found

    return askings


def _typed(facts: StudyFacts) -> dict[str, Typing]:
    """The abbreviation for a meaning, typed: every code that means it counts, error-prone ones apart."""
    found = {}
    for code in _codes(facts):
        if code.error_prone or code.kind not in ("frequency", "route", "directions", "form", "time"):
            continue
        same = [
            other.text
            for other in _codes(facts)
            if plain(other.meaning) == plain(code.meaning) and not other.error_prone
        ]
        spelled = dict.fromkeys((code.text, *same))
        found[code.key] = Typing(
            f"Type the abbreviation for “{code.meaning}” ({_KINDS[code.kind]}).",
            tuple(spelled),
            _says(code),
            (_source(code),),
        )
    return found


def _matching(facts: StudyFacts) -> dict[str, Pairing]:
    found = {}
    for code in _codes(facts):
        if code.error_prone:
            continue
        near, far = _others(code, facts)
        others = [other for other in (*near, *far[:20]) if not other.error_prone]
        mutual: list[SigCode] = []
        for other in others:
            if not any(_alike(other, kept) for kept in mutual):
                mutual.append(other)
        pairs = [_pair(other) for other in mutual]
        asked = pairing("Match each abbreviation with its meaning.", _pair(code), pairs)
        if asked:
            found[code.key] = asked
    return found


def _pair(code: SigCode) -> Pair:
    return Pair(code.text, code.meaning, _says(code), frozenset({code.key}), _source(code))


# --- Error-prone ones


@cache
def _error_prone(facts: StudyFacts) -> tuple[SigCode, ...]:
    return tuple(code for code in facts.codes.values() if code.error_prone and not code.doubted)


def _instead(code: SigCode) -> str:
    """What to write instead, as it stands on the paper."""
    return code.safer.removeprefix("write ").removeprefix("use ").replace('"', "")


def _tells(code: SigCode) -> bool:
    """Whether what to write instead is told in so many words."""
    return not any(word in code.safer for word in ("full drug name", "metric", "ISMP"))


def _safer(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    codes = [code for code in _error_prone(facts) if code.kind not in ("symbol", "dose designation")]
    for code in codes:
        if not _tells(code):
            continue
        others = [other for other in codes if not _alike(code, other) and _tells(other)]
        near = [other for other in others if other.kind == code.kind]
        asked = choosing(
            f"“{code.text}”, for “{code.meaning}”, is prone to error. What is written instead?",
            [Option(_instead(code), f"{code.text}: {code.safer}.")],
            [Option(_instead(other), f"{other.text}: {other.safer}.") for other in near],
            [Option(_instead(other), f"{other.text}: {other.safer}.") for other in others],
            (_source(code),),
        )
        if asked:
            found[code.key] = asked
    return found


def _meant(facts: StudyFacts) -> dict[str, Choosing]:
    """What an error-prone abbreviation is meant to say: it still turns up, and has to be read."""
    found = {}
    for code in _error_prone(facts):
        if code.kind in ("dose designation", "symbol") or code.text in _SKIPPED:
            continue
        near, far = _others(code, facts)
        asked = choosing(
            f"A prescriber still wrote “{code.text}” ({_KINDS[code.kind]}). What was most likely meant?",
            [Option(code.meaning, _says(code))],
            [Option(other.meaning, _says(other)) for other in near],
            [Option(other.meaning, _says(other)) for other in far[:12]],
            (_source(code),),
            f"It is prone to error: {code.safer}.",
        )
        if asked:
            found[code.key] = asked
    return found


def _do_not_use(facts: StudyFacts) -> dict[str, Choosing]:
    kinds = ("frequency", "route", "unit")
    fine = [code for code in _codes(facts) if not code.error_prone and code.kind in kinds]
    found = {}
    for code in _error_prone(facts):
        if code.listed != "joint-commission" or code.kind == "dose designation":
            continue
        asked = choosing(
            "Which of these is on The Joint Commission's do-not-use list?",
            [Option(code.text, f"{code.text} is on the list: {code.safer}.")],
            [Option(other.text, f"{_says(other)} It is on no such list.") for other in fine],
            (),
            (_source(code),),
        )
        if asked:
            found[code.key] = asked
    return found


def _not_on_list(facts: StudyFacts) -> dict[str, Choosing]:
    listed = [code for code in _error_prone(facts) if code.kind not in ("dose designation", "symbol", "unit")]
    found = {}
    for code in _codes(facts):
        if code.error_prone or code.kind not in ("frequency", "route"):
            continue
        asked = choosing(
            "All but one of these abbreviations are on a list of error-prone ones. Which may be used?",
            [Option(code.text, f"{_says(code)} It is on no such list.")],
            [Option(other.text, f"{other.text}: {other.safer}.") for other in listed
             if plain(other.text) != plain(code.text) and not _alike(other, code)],
            (),
            (_source(code),),
        )  # fmt: skip
        if asked:
            found[code.key] = asked
    return found


def _safer_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = [
        Pair(code.text, _instead(code), f"{code.text}: {code.safer}.", frozenset({_instead(code)}),
        _source(code)) for code in _error_prone(facts)
        if code.kind not in ("symbol", "dose designation") and _tells(code)
    ]  # fmt: skip
    found = {}
    for first in pairs:
        asked = pairing("Match each error-prone abbreviation with what is written instead.", first, pairs)
        if asked:
            found[first.left] = asked
    return found


class _Doses:
    """A dose written safely among doses that are not: another dose each time."""

    def __init__(self, safe: str, source: Source, why: str) -> None:
        self.safe, self.why, self.sources = safe, why, (source,)

    def make(self, rng: Random) -> Made:
        """The question with four doses."""
        unit = rng.choice(("mg", "mL", "mcg", "units"))
        whole, part = rng.randrange(2, 10), rng.choice(("1", "2", "5", "25", "75", "125"))
        safe = f"{whole} {unit}" if self.safe == "whole" else f"0.{part} {unit}"
        zero = "A trailing zero: without the point it is ten times as much."
        point = "No leading zero: the point is easily missed."
        bad = [
            Option(f"{rng.randrange(2, 10)}.0 {unit}", zero),
            Option(f".{rng.choice(('1', '2', '5', '25'))} {unit}", point),
            Option(f"{rng.randrange(10, 60, 5)}.0 {unit}", zero),
            Option(f".{rng.choice(('75', '125', '4', '8'))} {unit}", point),
        ]
        apart = {plain(option.text): option for option in bad if plain(option.text) != plain(safe)}
        if len(apart) < 3:
            return self.make(rng)  # `4 mL` beside `.4 mL`: too alike; other numbers are soon drawn
        options = [Option(safe, self.why), *rng.sample(list(apart.values()), 3)]
        rng.shuffle(options)
        right = next(at for at, option in enumerate(options) if option.text == safe)
        stem = "Which of these doses is written safely?"
        return Made(stem, Choice(tuple(options), right), self.why, self.sources)


def _written_doses(facts: StudyFacts) -> dict[str, _Doses]:
    fact = facts.law["leading"]
    source = Source(fact.source, fact.stands_on)
    return {
        "whole": _Doses("whole", source, "A whole number has no point and no zero after it."),
        "part": _Doses("part", source, "A part of one has a zero before the point."),
    }


# --- Whole lines, and doses a day

_EVERY = {"qh": 24, "q2h": 12, "q4h": 6, "q6h": 4, "q8h": 3, "q12h": 2, "bid": 2, "tid": 3, "qid": 4}


def _doses_a_day(facts: StudyFacts) -> dict[str, Counting]:
    return {
        key: Counting(
            (f"How many doses a day is “{key}”?", f"“{key}”: how many doses is that in 24 hours?"),
            Fraction(count),
            "doses",
            f"{_says(facts.codes[f'frequency:{key}'])} That makes {count} doses in 24 hours.",
            (_source(facts.codes[f"frequency:{key}"]),),
        )
        for key, count in _EVERY.items()
    }


def _often_order(facts: StudyFacts) -> dict[str, Sorting]:
    stem = "Put these in order, from the fewest doses a day to the most."
    things = {
        key: Ranked(key, Fraction(count), f"{_says(facts.codes[f'frequency:{key}'])}")
        for key, count in _EVERY.items()
    }
    return {
        key: Sorting(stem, (thing, *(one for other, one in things.items() if other != key)),
                     (_source(facts.codes[f"frequency:{key}"]),))
        for key, thing in things.items()
    }  # fmt: skip


_TAKE = (
    ("1 tab PO", "Take 1 tablet by mouth"),
    ("2 tab PO", "Take 2 tablets by mouth"),
    ("1 cap PO", "Take 1 capsule by mouth"),
    ("5 mL PO", "Take 5 mL by mouth"),
    ("1 tab SL", "Place 1 tablet under the tongue"),
    ("1 supp PR", "Insert 1 suppository rectally"),
)
_OFTEN = {
    "bid": "twice a day", "tid": "three times a day", "qid": "four times a day", "q4h": "every 4 hours",
    "q6h": "every 6 hours", "qam": "every morning", "qpm": "every evening", "qwk": "once a week",
}  # fmt: skip
_WHEN = (("", ""), (" prn pain", " as needed for pain"), (" ac", " before meals"), (" pc", " after meals"))
_TAKEN_SAME = ({"bid"}, {"tid"}, {"qid", "q6h"}, {"q4h"}, {"qam"}, {"qpm"}, {"qwk"})


class _Line:
    """A whole line of directions and its plain words; the wrong ones miss one part each."""

    def __init__(self, often: str, source: Source, to_words: bool) -> None:
        self.often, self.to_words, self.sources = often, to_words, (source,)

    def make(self, rng: Random) -> Made:
        """The question: one line, another each time."""
        take, when = rng.choice(_TAKE), rng.choice(_WHEN)
        same = next(group for group in _TAKEN_SAME if self.often in group)
        others = rng.sample([key for key in _OFTEN if key not in same], 2)
        other_take = rng.choice([one for one in _TAKE if one is not take])
        other_when = rng.choice([one for one in _WHEN if one is not when])
        right = (take, self.often, when)
        wrong = [
            ((take, others[0], when), "how often"),
            ((other_take, self.often, when), "what and how it is taken"),
            ((take, self.often, other_when), "when it is taken"),
            ((other_take, others[1], when), "how often, and what is taken"),
        ]
        picked = [wrong[0], *rng.sample(wrong[1:], 2)]
        options = [Option(self._shown(right), self._both(right))]
        options += [
            Option(self._shown(one), f"It differs in {what}: {self._both(one)}") for one, what in picked
        ]
        first = options[0]
        rng.shuffle(options)
        stem = (
            f"What goes on the label for “{self._sig(right)}”?"
            if self.to_words
            else f"Which directions say: {self._words(right)}?"
        )
        return Made(stem, Choice(tuple(options), options.index(first)), first.why, self.sources)

    def _shown(self, line: _Parts) -> str:
        return self._words(line) if self.to_words else self._sig(line)

    def _both(self, line: _Parts) -> str:
        return f"{self._sig(line)}: {self._words(line)}."

    @staticmethod
    def _sig(line: _Parts) -> str:
        return f"{line[0][0]} {line[1]}{line[2][0]}"

    @staticmethod
    def _words(line: _Parts) -> str:
        return f"{line[0][1]} {_OFTEN[line[1]]}{line[2][1]}"


_Parts = tuple[tuple[str, str], str, tuple[str, str]]


def _lines(to_words: bool) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    return lambda facts: {
        often: _Line(often, _source(facts.codes[f"frequency:{often}"]), to_words) for often in _OFTEN
    }


_TIMES, _PARTS = ("frequency", "time"), ("directions", "quantity")
_MADE, _TERMS = ("form",), ("clinical or pharmacy term", "measure")
FORMS = (
    Form("sig-often", "How often: what a code means", "choice", _ENTRY, _meaning(*_TIMES)),
    Form("sig-route", "Routes: what a code means", "choice", _ENTRY, _meaning("route")),
    Form("sig-form", "Dosage forms: what a code means", "choice", _ENTRY, _meaning(*_MADE)),
    Form("sig-directions", "Directions: what a code means", "choice", _ENTRY, _meaning(*_PARTS)),
    Form("sig-unit", "Units: what a code means", "choice", _ENTRY, _meaning("unit")),
    Form("sig-term", "Terms: what a code means", "choice", _ENTRY, _meaning(*_TERMS)),
    Form("code-often", "How often: the code for it", "choice", _ENTRY, _code_for(*_TIMES)),
    Form("code-form", "Dosage forms: the code for it", "choice", _ENTRY, _code_for(*_MADE)),
    Form("code-route", "Routes: the code for it", "choice", _ENTRY, _code_for("route")),
    Form("code-directions", "Directions: the code for it", "choice", _ENTRY, _code_for(*_PARTS)),
    Form("code-term", "Terms: the code for it", "choice", _ENTRY, _code_for(*_TERMS)),
    Form("code-typed", "The code, typed", "typed", _ENTRY, _typed),
    Form("code-matching", "Codes and meanings", "matching", _ENTRY, _matching),
    Form("label-words", "A line of directions in words", "choice", _ENTRY, _lines(True)),
    Form("label-line", "Words as a line of directions", "choice", _ENTRY, _lines(False)),
    Form("doses-a-day", "Doses a day", "number", _ENTRY, _doses_a_day),
    Form("often-order", "From few doses to many", "ordering", _ENTRY, _often_order),
    Form("error-prone-safer", "What is written instead", "choice", _ERRORS, _safer),
    Form("error-prone-meant", "What was meant", "choice", _ERRORS, _meant),
    Form("do-not-use", "The do-not-use list", "choice", _ERRORS, _do_not_use),
    Form("error-prone-odd", "The one that may be used", "choice", _ERRORS, _not_on_list),
    Form("error-prone-matching", "Error-prone and safe", "matching", _ERRORS, _safer_matching),
    Form("dose-written", "A dose written safely", "choice", _ERRORS, _written_doses),
)
