"""Questions of warnings, storage and routes, held to the tables."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise

from rxladder.learning.question import Number, Ordering, Question
from tests.learning.item_tables import (
    BRANDS,
    DOUBTS,
    DRUGS,
    UNITS,
    Row,
    named,
    pairs_of,
    relatives,
    right_of,
    split,
    told,
    wrong_of,
)

_ONE_FORM = re.compile(r"^([^:;]+): ")  # the one form that has the box


def _warnings(generic: str) -> set[str]:
    box = _ONE_FORM.sub("", DRUGS[generic]["boxed_warning"])
    return {re.sub(r" \([^)]*\)", "", part).strip() for part in box.split(";")}


def _boxed(text: str) -> str:
    """The drug of a text, which is to name the one form that has the box where a row tells it."""
    row = named(text, DRUGS)
    form = _ONE_FORM.match(row["boxed_warning"])
    assert not form or f"{row['generic']} ({form[1]})" in text, f"another form has no box: {text}"
    return row["generic"]


@cache
def _all_warnings(generic: str) -> set[str]:
    return {text for name in relatives(generic) for text in _warnings(name)}


def boxed(question: Question) -> list[str]:
    doubted = {key for file, key, field in DOUBTS if file == "drugs.csv" and field == "boxed_warning"}
    if question.card.form == "boxed-of":
        name, right, wrong = _boxed(question.stem), right_of(question), wrong_of(question)
        found = (
            [] if right in _warnings(name) and name not in doubted else [f"{name} does not warn of {right}"]
        )
        return found + told([text for text in wrong if text in _all_warnings(name)])
    if question.card.form == "boxed-drug":
        match = re.search(r"of this: (.*)\?", question.stem)
        assert match
        found = [] if match[1] in _warnings(_boxed(right_of(question))) else ["not warned of"]
        wrong = [_boxed(text) for text in wrong_of(question)]
        return found + told([name for name in wrong if match[1] in _all_warnings(name) or name in doubted])
    pairs = [(_boxed(left), right) for left, right in pairs_of(question)]
    found = [f"{left} does not warn of {right}" for left, right in pairs if right not in _warnings(left)]
    for (left, _), (_, other) in combinations(pairs, 2):
        found += told([other] if other in _all_warnings(left) else [])
    return found


def co_use(question: Question) -> list[str]:
    row = named(question.stem, DRUGS)
    wanted = "benzodiazepine" if "benzodiazepine co-use" in row["boxed_warning"] else "opioid agonist"
    found = (
        []
        if DRUGS[right_of(question)]["class"] == wanted and "co-use" in row["boxed_warning"]
        else ["not named"]
    )
    risky = ("opioid", "benzodiazepine", "barbiturate", "sedative", "hypnotic", "muscle relaxant")
    return found + told([t for t in wrong_of(question) if any(word in DRUGS[t]["class"] for word in risky)])


def _stored(what: str) -> Row:
    """The drug that a text on storage is about."""
    for brand in ("Risperdal Consta", "Vivitrol", "TOBI", "NuvaRing"):
        if what.startswith(brand):
            return BRANDS[brand]
    return named(what, DRUGS)


def _way(what: str) -> str:
    """How the table says that something is kept: cold, not cold, or not said, so at room temperature."""
    row = _stored(what)
    text = row["storage"]
    if what.startswith("reconstituted") or "auto-injectors" in what:
        return "room" if "do not refrigerate" in text else "cold"
    if not text:
        return "usual"
    return "room" if text.startswith("do not refrigerate") else "cold" if "refrigerate" in text else "other"


def storage(question: Question) -> list[str]:
    form = question.card.form
    if form == "storage-of":
        what = question.stem.split("kept: ")[1].rstrip("?")
        wanted = {"cold": "in a refrigerator", "room": "at room temperature"}[_way(what)]
        return [] if right_of(question).startswith(wanted) else [f"{what} is kept otherwise"]
    wanted, other = ("cold", ("room", "usual", "other")) if form == "kept-cold" else ("room", ("cold",))
    found = [] if _way(right_of(question)) == wanted else [f"{right_of(question)} is kept otherwise"]
    return found + told([text for text in wrong_of(question) if _way(text) not in other])


def days_of(question: Question) -> list[str]:
    if question.card.form == "use-days-order":
        assert isinstance(question.answer, Ordering)
        shown = [question.answer.shown[at] for at in question.answer.order]
        days = [min(_all_days(what)) for what in shown]
        return [] if all(a < b for a, b in pairwise(days)) else [f"{shown}: {days}"]
    what = question.stem.split(": ")[1].rstrip("?")
    if isinstance(question.answer, Number):
        return [] if int(question.answer.value) in _all_days(what) else ["another number of days"]
    if int(right_of(question).split()[0]) not in _all_days(what):
        return ["another number of days"]
    return told([text for text in wrong_of(question) if int(text.split()[0]) in _all_days(what)])


def _all_days(what: str) -> set[int]:
    return {int(days) for days in re.findall(r"(\d+) days", _stored(what)["storage"])}


def temperature(question: Question) -> list[str]:
    row = UNITS[question.card.fact]
    low, high = row["from_unit"].split()[0], row["to_unit"].split()[0]
    shown = question.stem + str(question.answer)
    return [] if f"{low} to {high} °C" in shown else ["another range"]


_ROUTES = {
    "by mouth": "oral", "in the eye": "ophthalmic", "in the ear": "otic", "in the nose": "nasal",
    "breathed in": "inhalation", "on the skin": "topical", "as a patch on the skin": "transdermal",
    "in the rectum": "rectal", "in the vagina": "vaginal", "under the tongue": "sublingual",
    "by injection": "injection",
}  # fmt: skip


def _routes(row: Row) -> set[str]:
    return {"injection" if "injection" in form else form.split()[0] for form in split(row, "route_forms")}


def route(question: Question) -> list[str]:
    if question.card.form == "route-matching":
        return [f"{a} is not given {b}" for a, b in pairs_of(question) if _routes(DRUGS[a]) != {_ROUTES[b]}]
    if question.card.form == "form-drug":
        form = question.stem.split("form: ")[1].rstrip("?")
        found = [] if form in split(DRUGS[right_of(question)], "route_forms") else ["not in that form"]
        return found + told([name for name in wrong_of(question) if _routes(DRUGS[name]) != {"oral"}])
    row = named(question.stem, DRUGS if question.card.form == "route-of" else BRANDS)
    found = [] if _routes(row) == {_ROUTES[right_of(question)]} else ["given in another way"]
    return found + told([text for text in wrong_of(question) if _ROUTES[text] in _routes(row)])
