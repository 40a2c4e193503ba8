"""Questions of schedules and of lists of dangerous drugs, held to the tables."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

from rxladder.learning.question import Matching, Ordering, Question
from tests.learning.item_tables import (
    BRANDS,
    DOUBTS,
    DRUGS,
    ORDER,
    ROMAN,
    Row,
    named,
    pairs_of,
    right_of,
    split,
    told,
    wrong_of,
)


def _controlled(shown: str) -> Row:
    """The row of a drug as it is shown: what is in two schedules is named by its form."""
    name = shown.removesuffix(" tablets")
    assert (name == "acetaminophen / codeine") == (name != shown)
    return DRUGS[name]


def schedules(question: Question) -> list[str]:
    form = question.card.form
    if form == "schedule-matching":
        return [f"{a} is not {b}" for a, b in pairs_of(question) if ROMAN[_controlled(a)["schedule"]] != b]
    if form == "schedule-order":
        assert isinstance(question.answer, Ordering)
        places = [ORDER[_controlled(question.answer.shown[at])["schedule"]] for at in question.answer.order]
        return [] if places == sorted(set(places)) else ["not in order"]
    if form in ("schedule-of", "brand-schedule"):
        row = named(question.stem, DRUGS if form == "schedule-of" else BRANDS)
        return [] if right_of(question) == ROMAN[row["schedule"]] else ["another schedule"]
    schedule = {name: _controlled(name)["schedule"] for name in (right_of(question), *wrong_of(question))}
    right = schedule[right_of(question)]
    others = [schedule[name] for name in wrong_of(question)]
    if form == "not-controlled":
        return [] if right == "none" and "none" not in others else ["controlled, or another is not"]
    if form == "only-controlled":
        return [] if right != "none" and set(others) == {"none"} else ["not controlled, or another is"]
    if form == "schedule-drug":
        wanted = next(
            key
            for key, text in sorted(ROMAN.items(), key=lambda kv: -len(kv[1]))
            if f"{text} drug" in question.stem
        )
    else:
        wanted = named(question.stem, DRUGS)["schedule"]
    return [] if right == wanted and wanted not in others else ["another schedule, or two of it"]


@cache
def _partners(name: str) -> set[str]:
    mine = set(split(DRUGS[name], "look_alike_with")) if name in DRUGS else set()
    return mine | {row["generic"] for row in DRUGS.values() if name in split(row, "look_alike_with")}


def look_alike(question: Question) -> list[str]:
    if question.card.form == "alike-matching":
        found = [f"{a} is no look-alike of {b}" for a, b in pairs_of(question) if b not in _partners(a)]
        for (a, b), (c, d) in combinations(pairs_of(question), 2):
            found += ["look-alikes across pairs"] * bool(({a, b} & _partners(c)) | ({a, b} & _partners(d)))
        return found
    if question.card.form == "tall-reason":
        shown = re.search(r"says (\w+)\.", question.stem)
        assert shown
        name = next(row["generic"] for row in DRUGS.values() if row["tall_man"] == shown[1])
    else:
        name = named(question.stem, DRUGS)["generic"]
    found = [] if right_of(question) in _partners(name) else ["no look-alike"]
    return found + told([text for text in wrong_of(question) if text in _partners(name)])


def tall(question: Question) -> list[str]:
    written = {row["tall_man"] for row in DRUGS.values()}
    found = [] if right_of(question) in written else ["not written so"]
    known = {row["generic"] for row in DRUGS.values()}
    found += [f"no drug: {text}" for text in wrong_of(question) if text.lower() not in known]
    return found + told([text for text in wrong_of(question) if text in written])


def alert(question: Question) -> list[str]:
    form = question.card.form
    column = {"hazardous": "hazardous", "not-hazardous": "hazardous"}.get(form, "high_alert_list")
    if form == "narrow-index":
        marked = {name for name, row in DRUGS.items() if row["narrow_therapeutic_index"] == "y"}
    else:
        marked = {name for name, row in DRUGS.items() if row[column]}
    right, wrong = [right_of(question)], wrong_of(question)
    if form.startswith("not-"):
        right, wrong = wrong, right
    where = {"high-alert": "community:", "high-alert-acute": "acute:"}.get(form, "")
    found = [
        f"{name} is not listed"
        for name in right
        if name not in marked or (where and where not in DRUGS[name][column])
    ]
    doubted = {key for file, key, field in DOUBTS if field in ("high_alert", "hazardous")}
    return found + told([name for name in wrong if name in marked or name in doubted])


_REASONS = {
    "opioid": "opioids", "antithrombotic (against clots)": "antithrombotics", "insulin": "insulins",
    "sulfonylurea for diabetes": "sulfonylureas", "immunosuppressant": "immunosuppressants",
    "chemotherapy": "chemotherapy", "neuromuscular blocker": "neuromuscular blockers",
    "general anesthetic": "general anesthetics",
    "adrenergic agonist given into a vein": "IV adrenergic agonists",
    "inotrope given into a vein": "IV inotropes",
}  # fmt: skip


def reason(question: Question) -> list[str]:
    if isinstance(question.answer, Matching):
        pairs = pairs_of(question)
        found = [f"{a}: not {b}" for a, b in pairs if _REASONS[b] not in DRUGS[a]["high_alert_list"]]
        return found + told(
            [b for (a, _), (_, b) in combinations(pairs, 2) if _REASONS[b] in DRUGS[a]["high_alert_list"]]
        )
    text = named(question.stem, DRUGS)["high_alert_list"]
    found = [] if _REASONS[right_of(question)] in text else ["another reason"]
    return found + told([wrong for wrong in wrong_of(question) if _REASONS[wrong] in text])
