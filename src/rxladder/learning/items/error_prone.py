"""Abbreviations and doses that are prone to error: what is meant, and what is written instead."""

from __future__ import annotations

from functools import cache
from random import Random

from rxladder.facts.study import StudyFacts
from rxladder.facts.study_codes import SigCode
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing, plain
from rxladder.learning.items.codes import (
    SKIPPED,
    alike,
    clashes_between,
    clashes_of_meanings,
    hint,
    known_codes,
    meant,
    others_than,
    says,
    source_of,
)
from rxladder.learning.items.form import Form, Made
from rxladder.learning.question import Choice, Option, Source

_ERRORS = ("ptce-2026:3.2", "excpt:5")


@cache
def _error_prone(facts: StudyFacts) -> tuple[SigCode, ...]:
    return tuple(code for code in facts.codes.values() if code.error_prone and not code.doubted)


def _fine(facts: StudyFacts, *kinds: str) -> list[SigCode]:
    """Codes that no list asks not to use. One that a list named in the past is neither fine nor prone."""
    return [
        code for code in known_codes(facts) if code.kind in kinds and not code.error_prone and not code.listed
    ]


def _instead(code: SigCode) -> str:
    """What to write instead, as it stands on the paper."""
    return code.safer.removeprefix("write ").removeprefix("use ").replace('"', "")


def _told(facts: StudyFacts) -> list[SigCode]:
    """Those of which it is told in so many words what to write instead."""
    unsaid = ("full drug name", "metric", "ISMP")
    return [code for code in _error_prone(facts) if not any(word in code.safer for word in unsaid)]


def _which(facts: StudyFacts, code: SigCode) -> str:
    """The kind of a code that another is written like, as `OD` and `o.d.` are; the meaning gives too much."""
    like = [other for other in facts.codes.values() if plain(other.text) == plain(code.text)]
    return hint(code) if len(like) > 1 else ""


def _safer(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    codes = [code for code in _told(facts) if code.kind not in ("symbol", "dose designation")]
    clashes = clashes_between(codes, _instead)
    for code in codes:
        others = [other for other in codes if not alike(code, other)]
        near = [other for other in others if other.kind == code.kind]
        asked = choosing(
            f"“{code.text}”{_which(facts, code)} is prone to error. What is written instead?",
            [Option(_instead(code), f"{code.text}: {code.safer}.")],
            [Option(_instead(other), f"{other.text}: {other.safer}.") for other in near],
            [Option(_instead(other), f"{other.text}: {other.safer}.") for other in others],
            (source_of(code),),
            clashes=clashes,
        )
        if asked:
            found[code.key] = asked
    return found


def _meant(facts: StudyFacts) -> dict[str, Choosing]:
    """What an error-prone abbreviation is meant to say: it still turns up, and has to be read."""
    found = {}
    for code in _error_prone(facts):
        if code.kind in ("dose designation", "symbol") or code.text in SKIPPED:
            continue
        near, far = others_than(code, facts)
        asked = choosing(
            f"A prescriber still wrote “{code.text}”{hint(code)}. What was most likely meant?",
            [Option(meant(code), says(code))],
            [Option(meant(other), says(other)) for other in near],
            [Option(meant(other), says(other)) for other in far[:12]],
            (source_of(code),),
            f"It is prone to error: {code.safer}.",
            clashes_of_meanings(facts),
        )
        if asked:
            found[code.key] = asked
    return found


def _do_not_use(facts: StudyFacts) -> dict[str, Choosing]:
    fine = _fine(facts, "frequency", "route", "unit")
    found = {}
    for code in _error_prone(facts):
        if code.listed != "joint-commission" or code.kind == "dose designation":
            continue
        asked = choosing(
            "Which of these is on The Joint Commission's do-not-use list?",
            [Option(code.text, f"{code.text} is on the list: {code.safer}.")],
            [Option(other.text, f"{says(other)} It is on no such list.") for other in fine],
            (),
            (source_of(code),),
        )
        if asked:
            found[code.key] = asked
    return found


def _not_on_list(facts: StudyFacts) -> dict[str, Choosing]:
    listed = [
        code
        for code in _error_prone(facts)
        if code.kind not in ("dose designation", "symbol", "unit") and code.basis == "source"
    ]
    found = {}
    for code in _fine(facts, "frequency", "route"):
        asked = choosing(
            "All but one of these abbreviations are on a list of error-prone ones. Which may be used?",
            [Option(code.text, f"{says(code)} It is on no such list.")],
            [Option(other.text, f"{other.text}: {other.safer}.") for other in listed
             if plain(other.text) != plain(code.text) and not alike(other, code)],
            (),
            (source_of(code),),
        )  # fmt: skip
        if asked:
            found[code.key] = asked
    return found


def _safer_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = [
        Pair(code.text, _instead(code), f"{code.text}: {code.safer}.", frozenset({_instead(code)}),
        source_of(code)) for code in _told(facts) if code.kind not in ("symbol", "dose designation")
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
        unit = rng.choice(("mg", "mL", "mcg"))  # no units: a part of one is no dose
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


FORMS = (
    Form("error-prone-safer", "What is written instead", "choice", _ERRORS, _safer),
    Form("error-prone-meant", "What was meant", "choice", _ERRORS, _meant),
    Form("do-not-use", "The do-not-use list", "choice", _ERRORS, _do_not_use),
    Form("error-prone-odd", "The one that may be used", "choice", _ERRORS, _not_on_list),
    Form("error-prone-matching", "Error-prone and safe", "matching", _ERRORS, _safer_matching),
    Form("dose-written", "A dose written safely", "choice", _ERRORS, _written_doses),
)
