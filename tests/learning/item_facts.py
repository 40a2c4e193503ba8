"""A second, independent reading of the study facts: is a question's answer right by the tables, and only it?

Nothing of the program's loaders and indexes is used here: the CSV and YAML files are read as they were handed
over, and each form of question is held to its own rule. `faults(question)` is empty where all is well.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from itertools import combinations, pairwise

import yaml

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
BRANDS: dict[str, Row] = {brand: row for row in DRUGS.values() for brand in row["brands"].split(";") if brand}
ORDER = {"CII": 2, "CIII": 3, "CIV": 4, "CV": 5}
ROMAN = {"CII": "Schedule II", "CIII": "Schedule III", "CIV": "Schedule IV", "CV": "Schedule V"}


def _split(row: Row, column: str) -> list[str]:
    return [part.strip() for part in row[column].split(";") if part.strip()]


def _parts(row: Row) -> set[str]:
    return set(row["generic"].split(" / "))


@cache
def _relatives(generic: str) -> tuple[str, ...]:
    """All drugs of the same class, FDA class or ingredient: what is true of them may be true of it."""
    row = DRUGS[generic]
    return tuple(
        other["generic"]
        for other in DRUGS.values()
        if other["class"] == row["class"]
        or set(_split(other, "epc")) & set(_split(row, "epc"))
        or _parts(other) & _parts(row)
    )


@cache
def _uses(generic: str) -> frozenset[str]:
    return frozenset(use for name in _relatives(generic) for use in _split(DRUGS[name], "main_indications"))


@cache
def _classes(generic: str) -> frozenset[str]:
    alone = [name for name in _relatives(generic) if name == generic or " / " not in name]
    classes = frozenset(DRUGS[name]["class"] for name in alone)
    sure = [name for name in alone if name == generic or ";" not in DRUGS[name]["epc"]]
    return classes | {epc for name in sure for epc in _split(DRUGS[name], "epc")}


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def _nested(one: str, other: str) -> bool:
    """Whether one class's words hold all of the other's: a class within a class."""
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def _pattern(names: dict[str, Row]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


_PATTERNS = {id(DRUGS): _pattern(DRUGS), id(BRANDS): _pattern(BRANDS)}


def _named(stem: str, names: dict[str, Row]) -> Row:
    """The longest name that stands in a stem."""
    return names[max(_PATTERNS[id(names)].findall(stem), key=len)]


@cache
def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9µ]+", "", text.lower())


# --- What every question keeps


def _shape(question: Question) -> list[str]:
    answer = question.answer
    found = []
    if not question.stem.strip() or not question.explanation.strip() or not question.sources:
        found.append("no stem, explanation or source")
    if (question.card.basis == "general") and not any(one.basis == "general" for one in question.sources):
        found.append("rests on general knowledge and does not say so")
    if question.card.basis == "source" and any(one.basis == "general" for one in question.sources):
        found.append("rests on general knowledge, and the card says otherwise")
    match answer:
        case Choice():
            keys = [_key(option.text) or option.text for option in answer.options]
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
            if len({_key(text) or text for text in answer.right}) != len(answer.right):
                found.append("two right sides are the same")
        case Typed():
            if not answer.accepted or not all(word.strip() for word in answer.accepted):
                found.append("nothing accepted")
        case Number():
            if answer.value < 0 or not answer.unit:
                found.append("no number with a unit")
    return found


def _right(question: Question) -> str:
    assert isinstance(question.answer, Choice)
    return question.answer.options[question.answer.right].text


def _wrong(question: Question) -> list[str]:
    assert isinstance(question.answer, Choice)
    return [o.text for at, o in enumerate(question.answer.options) if at != question.answer.right]


def _pairs(question: Question) -> list[tuple[str, str]]:
    assert isinstance(question.answer, Matching)
    return [
        (left, question.answer.right[at])
        for left, at in zip(question.answer.left, question.answer.pairs, strict=True)
    ]


def _told(wrong: list[str]) -> list[str]:
    return [f"also true: {text}" for text in wrong]


# --- Names


def _brand_of(question: Question) -> list[str]:
    row = _named(question.stem, DRUGS)
    if _right(question) not in _split(row, "brands"):
        return [f"{_right(question)} is no brand of {row['generic']}"]
    return _told([text for text in _wrong(question) if _parts(BRANDS[text]) & _parts(row)])


def _generic_of(question: Question) -> list[str]:
    row = _named(question.stem, BRANDS)
    if _right(question) != row["generic"]:
        return [f"{_right(question)} is not {row['generic']}"]
    return _told([text for text in _wrong(question) if _parts(DRUGS[text]) & _parts(row)])


def _typed_name(question: Question) -> list[str]:
    assert isinstance(question.answer, Typed)
    if question.card.form == "generic-typed":
        row = _named(question.stem, BRANDS)
        return [] if question.answer.accepted == (row["generic"],) else ["another generic"]
    row = _named(question.stem, DRUGS)
    names = _split(row, "brands")
    allowed = {*names, *(name.split(" ")[0] for name in names)}
    return [f"no brand: {word}" for word in question.answer.accepted if word not in allowed]


def _names_matching(question: Question) -> list[str]:
    found = [f"{left} is not {right}" for left, right in _pairs(question) if BRANDS[left]["generic"] != right]
    rights = [DRUGS[right] for _, right in _pairs(question)]
    return found + [
        "two share an ingredient" for one, other in combinations(rights, 2) if _parts(one) & _parts(other)
    ]


def _listed(row: Row) -> str:
    *first, last = row["generic"].split(" / ")
    return f"{', '.join(first)} and {last}" if first else last


def _combination(question: Question) -> list[str]:
    row = _named(question.stem, BRANDS)
    if _right(question) != _listed(row):
        return [f"{_right(question)} is not in it"]
    return _told([text for text in _wrong(question) if text == _listed(row)])


def _ingredient(question: Question) -> list[str]:
    match = re.search(r"contains (.*)\?", question.stem)
    assert match
    wanted = match[1]
    if wanted not in _parts(BRANDS[_right(question)]):
        return [f"{_right(question)} holds no {wanted}"]
    return _told(
        [
            text
            for text in _wrong(question)
            if any(wanted in part or part in wanted for part in _parts(BRANDS[text]))
        ]
    )


# --- Classes and uses


def _class_is(row: Row, right: str, wrong: list[str]) -> list[str]:
    if right != row["class"]:
        return [f"{row['generic']} is not of the class {right}"]
    return _told([text for text in wrong if text in _classes(row["generic"]) or _nested(text, row["class"])])


def _drug_class(question: Question) -> list[str]:
    names = DRUGS if question.card.form == "drug-class" else BRANDS
    return _class_is(_named(question.stem, names), _right(question), _wrong(question))


def _class_member(question: Question) -> list[str]:
    match = re.search(r"class: (.*?)[?.]( Which|$)", question.stem)
    assert match
    class_, right, wrong = match[1], [_right(question)], _wrong(question)
    if question.card.form == "class-odd":
        right, wrong = wrong, right
    found = [f"{name} is not of the class {class_}" for name in right if DRUGS[name]["class"] != class_]
    return found + _told(
        [name for name in wrong if class_ in _classes(name) or _nested(DRUGS[name]["class"], class_)]
    )


def _class_matching(question: Question) -> list[str]:
    found = [f"{left} is no {right}" for left, right in _pairs(question) if DRUGS[left]["class"] != right]
    for (left, right), (_, other) in combinations(_pairs(question), 2):
        if _nested(right, other) or other in _classes(left):
            found.append(f"{left} is also {other}")
    return found


def _fda_class(question: Question) -> list[str]:
    row = _named(question.stem, DRUGS)
    if _split(row, "epc") != [_right(question)] or ("drugs.csv", row["generic"], "epc") in DOUBTS:
        return ["another class"]
    return _told([text for text in _wrong(question) if text in _classes(row["generic"])])


def _same_class(question: Question) -> list[str]:
    names = DRUGS if question.card.form == "same-class" else BRANDS
    row, right = _named(question.stem, names), names[_right(question)]
    if right["class"] != row["class"] or right is row:
        return ["not of the same class"]
    return _told([text for text in _wrong(question) if names[text]["generic"] in _relatives(row["generic"])])


def _use_of(question: Question) -> list[str]:
    names = BRANDS if question.card.form == "brand-use" else DRUGS
    stem = question.stem.split(". ")[-1] if question.card.form == "alike-use" else question.stem
    row = _named(stem, names)
    if _right(question) not in _split(row, "main_indications"):
        return [f"{row['generic']} is not for {_right(question)}"]
    return _told([text for text in _wrong(question) if text in _uses(row["generic"])])


def _drug_for(question: Question) -> list[str]:
    match = re.search(r"used for (.*?)[?.]( Which|$)", question.stem)
    assert match
    use, right, wrong = match[1], [_right(question)], _wrong(question)
    if question.card.form == "use-odd":
        right, wrong = wrong, right
    found = [
        f"{name} is not for {use}" for name in right if use not in _split(DRUGS[name], "main_indications")
    ]
    return found + _told([name for name in wrong if use in _uses(name)])


def _use_matching(question: Question) -> list[str]:
    found = []
    for left, right in _pairs(question):
        if right not in _split(DRUGS[left], "main_indications"):
            found.append(f"{left} is not for {right}")
        others = [text for _, text in _pairs(question) if text != right]
        found += _told([text for text in others if text in _uses(left)])
    return found


# --- Warnings, storage, routes


def _warnings(generic: str) -> set[str]:
    return {re.sub(r" \([^)]*\)", "", part).strip() for part in DRUGS[generic]["boxed_warning"].split(";")}


@cache
def _all_warnings(generic: str) -> set[str]:
    return {text for name in _relatives(generic) for text in _warnings(name)}


def _boxed(question: Question) -> list[str]:
    doubted = {key for file, key, field in DOUBTS if file == "drugs.csv" and field == "boxed_warning"}
    if question.card.form == "boxed-of":
        name, right, wrong = _named(question.stem, DRUGS)["generic"], _right(question), _wrong(question)
        found = (
            [] if right in _warnings(name) and name not in doubted else [f"{name} does not warn of {right}"]
        )
        return found + _told([text for text in wrong if text in _all_warnings(name)])
    if question.card.form == "boxed-drug":
        match = re.search(r"of this: (.*)\?", question.stem)
        assert match
        found = [] if match[1] in _warnings(_right(question)) else ["not warned of"]
        return found + _told(
            [name for name in _wrong(question) if match[1] in _all_warnings(name) or name in doubted]
        )
    found = [
        f"{left} does not warn of {right}" for left, right in _pairs(question) if right not in _warnings(left)
    ]
    for (left, _), (_, other) in combinations(_pairs(question), 2):
        found += _told([other] if other in _all_warnings(left) else [])
    return found


def _co_use(question: Question) -> list[str]:
    row = _named(question.stem, DRUGS)
    wanted = "benzodiazepine" if "benzodiazepine co-use" in row["boxed_warning"] else "opioid agonist"
    found = (
        []
        if DRUGS[_right(question)]["class"] == wanted and "co-use" in row["boxed_warning"]
        else ["not named"]
    )
    risky = ("opioid", "benzodiazepine", "barbiturate", "sedative", "hypnotic", "muscle relaxant")
    return found + _told([t for t in _wrong(question) if any(word in DRUGS[t]["class"] for word in risky)])


def _stored(what: str) -> Row:
    """The drug that a text on storage is about."""
    for brand in ("Risperdal Consta", "Vivitrol", "TOBI", "NuvaRing"):
        if what.startswith(brand):
            return BRANDS[brand]
    return _named(what, DRUGS)


def _way(what: str) -> str:
    """How the table says that something is kept: cold, not cold, or not said, so at room temperature."""
    row = _stored(what)
    text = row["storage"]
    if what.startswith("reconstituted") or "auto-injectors" in what:
        return "room" if "do not refrigerate" in text else "cold"
    if not text:
        return "usual"
    return "room" if text.startswith("do not refrigerate") else "cold" if "refrigerate" in text else "other"


def _storage(question: Question) -> list[str]:
    form = question.card.form
    if form == "storage-of":
        what = question.stem.split("kept: ")[1].rstrip("?")
        wanted = {"cold": "in a refrigerator", "room": "at room temperature"}[_way(what)]
        return [] if _right(question).startswith(wanted) else [f"{what} is kept otherwise"]
    wanted, other = ("cold", ("room", "usual")) if form == "kept-cold" else ("room", ("cold",))
    found = [] if _way(_right(question)) == wanted else [f"{_right(question)} is kept otherwise"]
    return found + _told([text for text in _wrong(question) if _way(text) not in other])


def _days(question: Question) -> list[str]:
    if question.card.form == "use-days-order":
        assert isinstance(question.answer, Ordering)
        shown = [question.answer.shown[at] for at in question.answer.order]
        days = [min(_all_days(what)) for what in shown]
        return [] if all(a < b for a, b in pairwise(days)) else [f"{shown}: {days}"]
    what = question.stem.split(": ")[1].rstrip("?")
    if isinstance(question.answer, Number):
        return [] if int(question.answer.value) in _all_days(what) else ["another number of days"]
    if int(_right(question).split()[0]) not in _all_days(what):
        return ["another number of days"]
    return _told([text for text in _wrong(question) if int(text.split()[0]) in _all_days(what)])


def _all_days(what: str) -> set[int]:
    return {int(days) for days in re.findall(r"(\d+) days", _stored(what)["storage"])}


def _temperature(question: Question) -> list[str]:
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
    return {"injection" if "injection" in form else form.split()[0] for form in _split(row, "route_forms")}


def _route(question: Question) -> list[str]:
    if question.card.form == "route-matching":
        return [f"{a} is not given {b}" for a, b in _pairs(question) if _routes(DRUGS[a]) != {_ROUTES[b]}]
    if question.card.form == "form-drug":
        form = question.stem.split("form: ")[1].rstrip("?")
        found = [] if form in _split(DRUGS[_right(question)], "route_forms") else ["not in that form"]
        return found + _told([name for name in _wrong(question) if _routes(DRUGS[name]) != {"oral"}])
    row = _named(question.stem, DRUGS if question.card.form == "route-of" else BRANDS)
    found = [] if _routes(row) == {_ROUTES[_right(question)]} else ["given in another way"]
    return found + _told([text for text in _wrong(question) if _ROUTES[text] in _routes(row)])


# --- Schedules and lists


def _schedules(question: Question) -> list[str]:
    form = question.card.form
    if form == "schedule-matching":
        return [f"{a} is not {b}" for a, b in _pairs(question) if ROMAN[DRUGS[a]["schedule"]] != b]
    if form == "schedule-order":
        assert isinstance(question.answer, Ordering)
        places = [ORDER[DRUGS[question.answer.shown[at]]["schedule"]] for at in question.answer.order]
        return [] if places == sorted(set(places)) else ["not in order"]
    if form in ("schedule-of", "brand-schedule"):
        row = _named(question.stem, DRUGS if form == "schedule-of" else BRANDS)
        return [] if _right(question) == ROMAN[row["schedule"]] else ["another schedule"]
    schedule = {name: DRUGS[name]["schedule"] for name in (_right(question), *_wrong(question))}
    right = schedule[_right(question)]
    others = [schedule[name] for name in _wrong(question)]
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
        wanted = _named(question.stem, DRUGS)["schedule"]
    return [] if right == wanted and wanted not in others else ["another schedule, or two of it"]


@cache
def _partners(name: str) -> set[str]:
    mine = set(_split(DRUGS[name], "look_alike_with")) if name in DRUGS else set()
    return mine | {row["generic"] for row in DRUGS.values() if name in _split(row, "look_alike_with")}


def _look_alike(question: Question) -> list[str]:
    if question.card.form == "alike-matching":
        found = [f"{a} is no look-alike of {b}" for a, b in _pairs(question) if b not in _partners(a)]
        for (a, b), (c, d) in combinations(_pairs(question), 2):
            found += ["look-alikes across pairs"] * bool(({a, b} & _partners(c)) | ({a, b} & _partners(d)))
        return found
    if question.card.form == "tall-reason":
        shown = re.search(r"says (\w+)\.", question.stem)
        assert shown
        name = next(row["generic"] for row in DRUGS.values() if row["tall_man"] == shown[1])
    else:
        name = _named(question.stem, DRUGS)["generic"]
    found = [] if _right(question) in _partners(name) else ["no look-alike"]
    return found + _told([text for text in _wrong(question) if text in _partners(name)])


def _tall(question: Question) -> list[str]:
    written = {row["tall_man"] for row in DRUGS.values()}
    found = [] if _right(question) in written else ["not written so"]
    known = {row["generic"] for row in DRUGS.values()}
    found += [f"no drug: {text}" for text in _wrong(question) if text.lower() not in known]
    return found + _told([text for text in _wrong(question) if text in written])


def _alert(question: Question) -> list[str]:
    form = question.card.form
    column = {"hazardous": "hazardous", "not-hazardous": "hazardous"}.get(form, "high_alert_list")
    if form == "narrow-index":
        marked = {name for name, row in DRUGS.items() if row["narrow_therapeutic_index"] == "y"}
    else:
        marked = {name for name, row in DRUGS.items() if row[column]}
    right, wrong = [_right(question)], _wrong(question)
    if form.startswith("not-"):
        right, wrong = wrong, right
    where = {"high-alert": "community:", "high-alert-acute": "acute:"}.get(form, "")
    found = [
        f"{name} is not listed"
        for name in right
        if name not in marked or (where and where not in DRUGS[name][column])
    ]
    doubted = {key for file, key, field in DOUBTS if field in ("high_alert", "hazardous")}
    return found + _told([name for name in wrong if name in marked or name in doubted])


_REASONS = {
    "opioid": "opioids", "antithrombotic (against clots)": "antithrombotics", "insulin": "insulins",
    "sulfonylurea for diabetes": "sulfonylureas", "immunosuppressant": "immunosuppressants",
    "chemotherapy": "chemotherapy", "neuromuscular blocker": "neuromuscular blockers",
    "general anesthetic": "general anesthetics",
    "adrenergic agonist given into a vein": "IV adrenergic agonists",
    "inotrope given into a vein": "IV inotropes",
}  # fmt: skip


def _reason(question: Question) -> list[str]:
    if isinstance(question.answer, Matching):
        pairs = _pairs(question)
        found = [f"{a}: not {b}" for a, b in pairs if _REASONS[b] not in DRUGS[a]["high_alert_list"]]
        return found + _told(
            [b for (a, _), (_, b) in combinations(pairs, 2) if _REASONS[b] in DRUGS[a]["high_alert_list"]]
        )
    text = _named(question.stem, DRUGS)["high_alert_list"]
    found = [] if _REASONS[_right(question)] in text else ["another reason"]
    return found + _told([wrong for wrong in _wrong(question) if _REASONS[wrong] in text])


# --- Codes and units


@cache
def _meanings(text: str) -> set[str]:
    """What a code means in any kind, codes that are written alike included."""
    return {
        _key(row["meaning"])
        for row in CODES
        if _key(row["abbreviation"]) == _key(text) or row["abbreviation"] == text
    }


def _code_choice(question: Question) -> list[str]:
    match = re.search("“([^”]*)”", question.stem)
    assert match
    quoted = match[1]
    if question.card.form.startswith("code-"):
        found = [] if _key(quoted) in _meanings(_right(question)) else ["means something else"]
        return found + _told([text for text in _wrong(question) if _key(quoted) in _meanings(text)])
    mine = {row["meaning"] for row in CODES if row["abbreviation"] == quoted}
    found = [] if _right(question) in mine else ["means something else"]
    return found + _told([text for text in _wrong(question) if _key(text) in _meanings(quoted)])


def _code_typed(question: Question) -> list[str]:
    assert isinstance(question.answer, Typed)
    match = re.search("“([^”]*)”", question.stem)
    assert match
    same = {
        row["abbreviation"]
        for row in CODES
        if _key(row["meaning"]) == _key(match[1]) and row["error_prone"] == "n"
    }
    return [] if set(question.answer.accepted) == same else [f"{question.answer.accepted}, not {same}"]


def _code_matching(question: Question) -> list[str]:
    found = [f"{a} is not {b}" for a, b in _pairs(question) if _key(b) not in _meanings(a)]
    for (a, _), (_, b) in combinations(_pairs(question), 2):
        found += _told([b] if _key(b) in _meanings(a) else [])
    return found


def _instead(row: Row) -> str:
    return re.sub(r'^(write|use) |"', "", row["safer_alternative"])


def _safer(question: Question) -> list[str]:
    if isinstance(question.answer, Matching):
        codes = {row["abbreviation"]: row for row in CODES if row["error_prone"] == "y"}
        return [f"{a}: not {b}" for a, b in _pairs(question) if _instead(codes[a]) != b]
    code, meaning = re.findall("“([^”]*)”", question.stem)
    row = next(row for row in CODES if row["abbreviation"] == code and row["meaning"] == meaning)
    return [] if _right(question) == _instead(row) and row["error_prone"] == "y" else ["not what is written"]


def _error_prone(question: Question) -> list[str]:
    bad = {row["abbreviation"] for row in CODES if row["error_prone"] == "y"}
    fine = {row["abbreviation"] for row in CODES if row["error_prone"] == "n"}
    listed = {row["abbreviation"] for row in CODES if row["do_not_use_list"] == "joint-commission"}
    if question.card.form == "do-not-use":
        found = [] if _right(question) in listed else ["not on the list"]
        return found + _told([text for text in _wrong(question) if text in bad])
    found = [] if _right(question) in fine - bad else ["error-prone"]
    return found + _told([text for text in _wrong(question) if text not in bad])


def _dose(question: Question) -> list[str]:
    def safe(text: str) -> bool:
        return not re.match(r"^\.", text) and not re.search(r"\.\d*0(?!\d)", text)

    return ([] if safe(_right(question)) else ["not safe"]) + _told([t for t in _wrong(question) if safe(t)])


_A_DAY = {"twice a day": 2, "three times a day": 3, "four times a day": 4, "every hour": 24}


def _a_day(code: str) -> int:
    meaning = next(
        row["meaning"] for row in CODES if row["abbreviation"] == code and row["kind"] == "frequency"
    )
    every = re.fullmatch(r"every (\d+) hours", meaning)
    return 24 // int(every[1]) if every else _A_DAY[meaning]


def _doses(question: Question) -> list[str]:
    if isinstance(question.answer, Ordering):
        counts = [_a_day(question.answer.shown[at]) for at in question.answer.order]
        return [] if counts == sorted(set(counts)) else ["not in order"]
    assert isinstance(question.answer, Number)
    return [] if question.answer.value == _a_day(question.card.fact) else ["another number of doses"]


_SPELLED = {"tab": "tablet", "cap": "capsule", "supp": "suppository"}


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


def _line(question: Question) -> list[str]:
    if question.card.form == "label-words":
        match = re.search("“([^”]*)”", question.stem)
        assert match
        wanted, shown = _bare(_in_words(match[1])), lambda text: _bare(text)
    else:
        wanted, shown = _bare(question.stem.split(": ")[1].rstrip("?")), lambda text: _bare(_in_words(text))
    found = [] if shown(_right(question)) == wanted else [f"{shown(_right(question))} is not {wanted}"]
    return found + _told([text for text in _wrong(question) if shown(text) == wanted])


def _unit(question: Question) -> list[str]:
    row = UNITS.get(question.card.fact)
    if question.card.form == "unit-matching":
        equal = {
            (f"1 {r['from_unit']}", f"{float(r['factor_or_formula']):g} {r['to_unit']}")
            for r in UNITS.values()
            if r["group"] in _GROUPS
        }
        return [
            f"{a} is not {b}"
            for a, b in _pairs(question)
            if (a, re.sub(r"(pint|quart|minim|scruple|dram)s", r"\1", b)) not in equal
        ]
    assert row is not None
    wanted = float(row["factor_or_formula"])
    if isinstance(question.answer, Number):
        return [] if float(question.answer.value) == wanted else ["another number"]
    right = float(_right(question).split()[0].replace(",", ""))
    wrong = [float(text.split()[0].replace(",", "")) for text in _wrong(question)]
    return ([] if right == wanted else ["another number"]) + _told([str(n) for n in wrong if n == wanted])


_GROUPS = ("metric", "household", "avoirdupois", "apothecary")
_SIZE = {"1 mL": 1, "1 tsp": 5, "1 tbsp": 15, "1 cup": 240, "1 L": 1000, "1 gallon": 3840,
         "1 ng": 1e-6, "1 mcg": 1e-3, "1 mg": 1, "1 g": 1e3, "1 kg": 1e6}  # fmt: skip


def _unit_order(question: Question) -> list[str]:
    assert isinstance(question.answer, Ordering)
    sizes = [_SIZE[question.answer.shown[at]] for at in question.answer.order]
    return [] if sizes == sorted(sizes) else ["not in order"]


def _roman(question: Question) -> list[str]:
    numbers = {
        row["from_unit"]: row["factor_or_formula"]
        for row in UNITS.values()
        if row["group"] == "roman numeral"
    }
    if isinstance(question.answer, Matching):
        return [f"{a} is not {b}" for a, b in _pairs(question) if numbers[a] != b]
    letter = question.stem.rstrip("?").split("numeral ")[1].split()[0]
    found = [] if _right(question) == numbers[letter] else ["another number"]
    return found + _told([text for text in _wrong(question) if text == numbers[letter]])


def _formula(question: Question) -> list[str]:
    return (
        []
        if UNITS[question.card.fact]["factor_or_formula"].endswith(f"= {_right(question)}")
        else ["another formula"]
    )


def _ndc(question: Question) -> list[str]:
    match = re.search(r"NDC ([\d-]+),", question.stem)
    assert match
    parts = dict(zip(("labeler", "product", "package"), match[1].split("-"), strict=True))
    assert "-".join(str(len(p)) for p in match[1].split("-")) in LAW["ndc_formats"]["value"]["formats"]
    return [] if _right(question) == parts[question.card.fact] else ["another part"]


def _expiry(question: Question) -> list[str]:
    import calendar

    match = re.search(r"EXP (\d\d)/(\d{4})", question.stem)
    assert match
    month, year = int(match[1]), int(match[2])
    day = f"{calendar.month_name[month]} {calendar.monthrange(year, month)[1]}, {year}"
    return [] if _right(question) == day and _key(day) not in map(_key, _wrong(question)) else ["another day"]


# --- Law: what is asked stands beside the facts; here only that the fact is one, and not in doubt


def _plain(text: str) -> str:
    words = re.sub(r"[^a-z0-9.%]+", " ", text.lower().replace("°", "")).split()
    return " ".join(word for word in words if word not in ("a", "an", "the"))


def in_fact(fact: str, text: str) -> bool:
    """Whether a fact's own words hold a text, but for case, signs and articles."""
    entry = LAW[fact]
    return _plain(text) in _plain(" ".join((entry["fact"], *entry.get("examples", ()))))


def _law(question: Question) -> list[str]:
    fact = (
        question.card.fact.rsplit(".", 1)[0]
        if re.search(r"\.\d+$", question.card.fact)
        else question.card.fact
    )
    found = []
    if fact not in LAW or ("law_safety.yaml", fact, "fact") in DOUBTS:
        found.append(f"{fact} is no fact, or in doubt")
    elif (LAW[fact]["basis"] == "read") != (question.card.basis == "source") and not isinstance(
        question.answer, Matching
    ):
        found.append("basis")
    if fact in LAW and LAW[fact].get("doubt") and LAW[fact]["doubt"] not in question.explanation:
        found.append("a doubt is not said")
    return found


_FORMS: dict[Callable[[Question], list[str]], tuple[str, ...]] = {
    _brand_of: ("brand-of",),
    _generic_of: ("generic-of",),
    _typed_name: (
        "generic-typed",
        "brand-typed",
    ),
    _names_matching: ("names-matching",),
    _combination: ("combination-parts",),
    _ingredient: ("ingredient-in",),
    _drug_class: (
        "drug-class",
        "brand-class",
    ),
    _class_member: (
        "class-member",
        "class-odd",
    ),
    _co_use: ("co-use",),
    _class_matching: ("class-matching",),
    _fda_class: ("fda-class",),
    _same_class: (
        "same-class",
        "same-class-brands",
    ),
    _use_of: (
        "use-of",
        "brand-use",
        "alike-use",
    ),
    _drug_for: (
        "drug-for",
        "use-odd",
    ),
    _use_matching: ("use-matching",),
    _boxed: (
        "boxed-of",
        "boxed-drug",
        "boxed-matching",
    ),
    _storage: (
        "storage-of",
        "kept-cold",
        "not-kept-cold",
    ),
    _days: (
        "in-use-days",
        "mixed-days",
        "use-days",
        "use-days-order",
    ),
    _temperature: (
        "temperature",
        "temperature-name",
        "temperature-matching",
    ),
    _route: (
        "route-of",
        "brand-route",
        "form-drug",
        "route-matching",
    ),
    _schedules: (
        "schedule-of",
        "brand-schedule",
        "schedule-drug",
        "same-schedule",
        "not-controlled",
        "only-controlled",
        "schedule-matching",
        "schedule-order",
    ),
    _look_alike: (
        "look-alike",
        "alike-matching",
        "tall-reason",
    ),
    _tall: ("tall-man",),
    _alert: (
        "high-alert",
        "high-alert-acute",
        "not-high-alert",
        "hazardous",
        "not-hazardous",
        "narrow-index",
    ),
    _reason: (
        "why-high-alert",
        "alert-matching",
    ),
    _code_typed: ("code-typed",),
    _code_matching: ("code-matching",),
    _safer: (
        "error-prone-safer",
        "error-prone-matching",
    ),
    _code_choice: ("error-prone-meant",),
    _error_prone: (
        "do-not-use",
        "error-prone-odd",
    ),
    _dose: ("dose-written",),
    _doses: (
        "doses-a-day",
        "often-order",
    ),
    _line: (
        "label-words",
        "label-line",
    ),
    _unit: (
        "unit-number",
        "unit-choice",
        "unit-matching",
        "insulin-strength",
        "sterile-constant",
    ),
    _unit_order: ("unit-order",),
    _roman: (
        "roman",
        "roman-matching",
    ),
    _formula: ("formula",),
    _ndc: ("ndc-part",),
    _expiry: ("expiry",),
}  # fmt: skip
_CHECKS = {form: check for check, forms in _FORMS.items() for form in forms}
_CHECKS |= {
    f"{start}-{kind}": _code_choice
    for start in ("sig", "code")
    for kind in ("often", "route", "form", "directions", "unit", "term")
}


def faults(question: Question, law_forms: frozenset[str]) -> list[str]:
    """What is wrong with a question, by the tables and by the rules that all questions keep."""
    form = question.card.form
    check = _law if form in law_forms else _CHECKS.get(form)
    if check is None:
        return [f"no rule for the form {form}"]
    return [f"{question.card.id} {question.seed}: {fault}" for fault in (*_shape(question), *check(question))]
