"""Questions of codes, units and numbers, held to the tables."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

from rxladder.learning.question import Matching, Number, Ordering, Question, Typed
from tests.learning.item_tables import CODES, LAW, UNITS, Row, key_of, pairs_of, right_of, told, wrong_of


@cache
def _meanings(text: str) -> set[str]:
    """What a code means in any kind, codes that are written alike included."""
    return {
        key_of(meaning)
        for row in CODES
        for meaning in _ways(row["meaning"])
        if any(key_of(way) == key_of(text) or way == text for way in _ways(row["abbreviation"]))
    }


def _ways(cell: str) -> tuple[str, str]:
    """A cell as it is, and without what it adds in brackets."""
    return cell, cell.partition(" (")[0]


def code_choice(question: Question) -> list[str]:
    match = re.search("“([^”]*)”", question.stem)
    assert match
    quoted = match[1]
    if question.card.form.startswith("code-"):
        found = [] if key_of(quoted) in _meanings(right_of(question)) else ["means something else"]
        return found + told([text for text in wrong_of(question) if key_of(quoted) in _meanings(text)])
    mine = {way for row in CODES if quoted in _ways(row["abbreviation"]) for way in _ways(row["meaning"])}
    found = [] if right_of(question) in mine else ["means something else"]
    return found + told([text for text in wrong_of(question) if key_of(text) in _meanings(quoted)])


def code_typed(question: Question) -> list[str]:
    assert isinstance(question.answer, Typed)
    match = re.search("“([^”]*)”", question.stem)
    assert match
    same = {
        row["abbreviation"]
        for row in CODES
        if key_of(row["meaning"]) == key_of(match[1]) and row["error_prone"] == "n"
    }
    return [] if set(question.answer.accepted) == same else [f"{question.answer.accepted}, not {same}"]


def code_matching(question: Question) -> list[str]:
    found = [f"{a} is not {b}" for a, b in pairs_of(question) if key_of(b) not in _meanings(a)]
    for (a, _), (_, b) in combinations(pairs_of(question), 2):
        found += told([b] if key_of(b) in _meanings(a) else [])
    return found


def _instead(row: Row) -> str:
    return re.sub(r'^(write|use) |"', "", row["safer_alternative"])


def safer(question: Question) -> list[str]:
    if isinstance(question.answer, Matching):
        codes = {row["abbreviation"]: row for row in CODES if row["error_prone"] == "y"}
        return [f"{a}: not {b}" for a, b in pairs_of(question) if _instead(codes[a]) != b]
    (code,) = re.findall("“([^”]*)”", question.stem)
    rows = [row for row in CODES if row["abbreviation"] == code and row["error_prone"] == "y"]
    return [] if right_of(question) in {_instead(row) for row in rows} else ["not what is written"]


def error_prone(question: Question) -> list[str]:
    bad = {row["abbreviation"] for row in CODES if row["error_prone"] == "y"}
    fine = {row["abbreviation"] for row in CODES if row["error_prone"] == "n"}
    listed = {row["abbreviation"] for row in CODES if row["do_not_use_list"] == "joint-commission"}
    if question.card.form == "do-not-use":
        found = [] if right_of(question) in listed else ["not on the list"]
        return found + told([text for text in wrong_of(question) if text in bad])
    found = [] if right_of(question) in fine - bad else ["error-prone"]
    return found + told([text for text in wrong_of(question) if text not in bad])


def dose(question: Question) -> list[str]:
    def safe(text: str) -> bool:
        return not re.match(r"^\.", text) and not re.search(r"\.\d*0(?!\d)", text)

    return ([] if safe(right_of(question)) else ["not safe"]) + told(
        [t for t in wrong_of(question) if safe(t)]
    )


_A_DAY = {"twice a day": 2, "three times a day": 3, "four times a day": 4, "every hour": 24}


def _a_day(code: str) -> int:
    meaning = next(
        row["meaning"] for row in CODES if row["abbreviation"] == code and row["kind"] == "frequency"
    )
    every = re.fullmatch(r"every (\d+) hours", meaning)
    return 24 // int(every[1]) if every else _A_DAY[meaning]


def doses(question: Question) -> list[str]:
    if isinstance(question.answer, Ordering):
        counts = [_a_day(question.answer.shown[at]) for at in question.answer.order]
        return [] if counts == sorted(set(counts)) else ["not in order"]
    assert isinstance(question.answer, Number)
    return [] if question.answer.value == _a_day(question.card.fact) else ["another number of doses"]


@cache
def _in_words(line: str) -> str:
    """A line of directions put into words by the table of codes, for comparing: no verbs, no plurals."""
    words = []
    for token in re.findall(r"prn pain|\S+", line):
        row = next((r for r in CODES if r["abbreviation"] == token and r["error_prone"] == "n"), None)
        words.append("as needed for pain" if token == "prn pain" else row["meaning"] if row else token)
    return " ".join(words)


def _bare(words: str) -> str:
    """Words without verbs, plurals and case."""
    return re.sub(r"\b(take|place|insert)\b |s\b(?= by mouth)", "", words.lower()).replace("milliliter", "ml")


def line_of(question: Question) -> list[str]:
    if question.card.form == "label-words":
        match = re.search("“([^”]*)”", question.stem)
        assert match
        wanted, shown = _bare(_in_words(match[1])), lambda text: _bare(text)
    else:
        wanted, shown = _bare(question.stem.split(": ")[1].rstrip("?")), lambda text: _bare(_in_words(text))
    found = [] if shown(right_of(question)) == wanted else [f"{shown(right_of(question))} is not {wanted}"]
    return found + told([text for text in wrong_of(question) if shown(text) == wanted])


def unit(question: Question) -> list[str]:
    row = UNITS.get(question.card.fact)
    if question.card.form == "unit-matching":
        equal = {
            (f"1 {r['from_unit']}", f"{float(r['factor_or_formula']):g} {r['to_unit']}")
            for r in UNITS.values()
            if r["group"] in _GROUPS
        }
        return [
            f"{a} is not {b}"
            for a, b in pairs_of(question)
            if (a, re.sub(r"(pint|quart|minim|scruple|dram)s", r"\1", b.replace(",", ""))) not in equal
        ]
    assert row is not None
    wanted = float(row["factor_or_formula"])
    if isinstance(question.answer, Number):
        return [] if float(question.answer.value) == wanted else ["another number"]
    right = float(right_of(question).split()[0].replace(",", ""))
    wrong = [float(text.split()[0].replace(",", "")) for text in wrong_of(question)]
    return ([] if right == wanted else ["another number"]) + told([str(n) for n in wrong if n == wanted])


_GROUPS = ("metric", "household", "avoirdupois", "apothecary")
_SIZE = {"1 mL": 1, "1 tsp": 5, "1 tbsp": 15, "1 cup": 240, "1 L": 1000, "1 gallon": 3840,
         "1 ng": 1e-6, "1 mcg": 1e-3, "1 mg": 1, "1 g": 1e3, "1 kg": 1e6}  # fmt: skip


def unit_order(question: Question) -> list[str]:
    assert isinstance(question.answer, Ordering)
    sizes = [_SIZE[question.answer.shown[at]] for at in question.answer.order]
    return [] if sizes == sorted(sizes) else ["not in order"]


def roman(question: Question) -> list[str]:
    numbers = {
        row["from_unit"]: row["factor_or_formula"]
        for row in UNITS.values()
        if row["group"] == "roman numeral"
    }
    if isinstance(question.answer, Matching):
        return [f"{a} is not {b}" for a, b in pairs_of(question) if numbers[a] != b.replace(",", "")]
    letter = question.stem.rstrip("?").split("numeral ")[1].split()[0]
    found = [] if right_of(question).replace(",", "") == numbers[letter] else ["another number"]
    return found + told([text for text in wrong_of(question) if text.replace(",", "") == numbers[letter]])


def formula(question: Question) -> list[str]:
    return (
        []
        if UNITS[question.card.fact]["factor_or_formula"].endswith(f"= {right_of(question)}")
        else ["another formula"]
    )


def ndc(question: Question) -> list[str]:
    match = re.search(r"NDC ([\d-]+),", question.stem)
    assert match
    parts = dict(zip(("labeler", "product", "package"), match[1].split("-"), strict=True))
    assert "-".join(str(len(p)) for p in match[1].split("-")) in LAW["ndc_formats"]["value"]["formats"]
    return [] if right_of(question) == parts[question.card.fact] else ["another part"]


def expiry(question: Question) -> list[str]:
    import calendar

    match = re.search(r"EXP (\d\d)/(\d{4})", question.stem)
    assert match
    month, year = int(match[1]), int(match[2])
    day = f"{calendar.month_name[month]} {calendar.monthrange(year, month)[1]}, {year}"
    return (
        []
        if right_of(question) == day and key_of(day) not in map(key_of, wrong_of(question))
        else ["another day"]
    )
