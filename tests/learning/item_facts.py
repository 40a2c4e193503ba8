"""A second, independent reading of the study facts: is a question's answer right by the tables, and only it?

Nothing of the program's loaders and indexes is used here: the CSV and YAML files are read as they were handed
over, and each form of question is held to its own rule. `faults(question)` is empty where all is well.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rxladder.learning.question import Matching, Question
from tests.learning.item_care import boxed, co_use, days_of, route, storage, temperature
from tests.learning.item_codes import (
    code_choice,
    code_matching,
    code_typed,
    dose,
    doses,
    error_prone,
    expiry,
    formula,
    line_of,
    ndc,
    roman,
    safer,
    unit,
    unit_order,
)
from tests.learning.item_lists import alert, look_alike, reason, schedules, tall
from tests.learning.item_names import (
    brand_of,
    class_matching,
    class_member,
    combination,
    drug_class,
    drug_for,
    fda_class,
    generic_of,
    ingredient,
    names_matching,
    same_class,
    typed_name,
    use_matching,
    use_of,
)
from tests.learning.item_tables import DOUBTS, LAW, shape


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
    brand_of: ("brand-of",),
    generic_of: ("generic-of",),
    typed_name: (
        "generic-typed",
        "brand-typed",
    ),
    names_matching: ("names-matching",),
    combination: ("combination-parts",),
    ingredient: ("ingredient-in",),
    drug_class: (
        "drug-class",
        "brand-class",
    ),
    class_member: (
        "class-member",
        "class-odd",
    ),
    co_use: ("co-use",),
    class_matching: ("class-matching",),
    fda_class: ("fda-class",),
    same_class: (
        "same-class",
        "same-class-brands",
    ),
    use_of: (
        "use-of",
        "brand-use",
        "alike-use",
    ),
    drug_for: (
        "drug-for",
        "use-odd",
    ),
    use_matching: ("use-matching",),
    boxed: (
        "boxed-of",
        "boxed-drug",
        "boxed-matching",
    ),
    storage: (
        "storage-of",
        "kept-cold",
        "not-kept-cold",
    ),
    days_of: (
        "in-use-days",
        "mixed-days",
        "use-days",
        "use-days-order",
    ),
    temperature: (
        "temperature",
        "temperature-name",
        "temperature-matching",
    ),
    route: (
        "route-of",
        "brand-route",
        "form-drug",
        "route-matching",
    ),
    schedules: (
        "schedule-of",
        "brand-schedule",
        "schedule-drug",
        "same-schedule",
        "not-controlled",
        "only-controlled",
        "schedule-matching",
        "schedule-order",
    ),
    look_alike: (
        "look-alike",
        "alike-matching",
        "tall-reason",
    ),
    tall: ("tall-man",),
    alert: (
        "high-alert",
        "high-alert-acute",
        "not-high-alert",
        "hazardous",
        "not-hazardous",
        "narrow-index",
    ),
    reason: (
        "why-high-alert",
        "alert-matching",
    ),
    code_typed: ("code-typed",),
    code_matching: ("code-matching",),
    safer: (
        "error-prone-safer",
        "error-prone-matching",
    ),
    code_choice: ("error-prone-meant",),
    error_prone: (
        "do-not-use",
        "error-prone-odd",
    ),
    dose: ("dose-written",),
    doses: (
        "doses-a-day",
        "often-order",
    ),
    line_of: (
        "label-words",
        "label-line",
    ),
    unit: (
        "unit-number",
        "unit-choice",
        "unit-matching",
        "insulin-strength",
        "sterile-constant",
    ),
    unit_order: ("unit-order",),
    roman: (
        "roman",
        "roman-matching",
    ),
    formula: ("formula",),
    ndc: ("ndc-part",),
    expiry: ("expiry",),
}  # fmt: skip
_CHECKS = {form: check for check, forms in _FORMS.items() for form in forms}


_CHECKS |= {
    f"{start}-{kind}": code_choice
    for start in ("sig", "code")
    for kind in ("often", "route", "form", "directions", "unit", "term")
}


def faults(question: Question, law_forms: frozenset[str]) -> list[str]:
    """What is wrong with a question, by the tables and by the rules that all questions keep."""
    form = question.card.form
    check = _law if form in law_forms else _CHECKS.get(form)
    if check is None:
        return [f"no rule for the form {form}"]
    return [f"{question.card.id} {question.seed}: {fault}" for fault in (*shape(question), *check(question))]
