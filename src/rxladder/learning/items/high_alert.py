"""Drugs with a heightened risk of harm: ISMP's lists, NIOSH's list, and the narrow therapeutic index."""

from __future__ import annotations

from collections.abc import Mapping

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.question import Option

_ALERT = ("ptce-2026:3.1", "excpt:5", "cspt:1")
_HAZARD = ("ptce-2026:2.1", "excpt:5", "cspt:4")
# Systems and families with drugs on a list that our rows may not name: none of theirs is a wrong answer.
_RISKY_SYSTEMS = frozenset(
    {
        "clots",
        "diabetes",
        "pain",
        "anesthesia",
        "cancer",
        "transplant",
        "blood",
        "birth",
        "seizures",
        "poison",
    }
)
_RISKY_FAMILIES = frozenset({"opioid", "general-anesthetic", "antimetabolite", "kinase", "estrogen"})
_SAFE = frozenset(
    {"statin", "ace-inhibitor", "arb", "thiazide", "ppi", "antihistamine", "penicillin", "cephalosporin-1",
     "cephalosporin-3", "macrolide", "leukotriene", "alpha-blocker", "laxative-stimulant", "laxative-osmotic",
     "stool-softener", "cholesterol-absorption", "ppar", "antitussive", "expectorant", "pde-5", "antigout"}
)  # fmt: skip
_UNBORN = frozenset({"statin", "ace-inhibitor", "arb", "reductase-5-alpha"})
_LIQUIDS = frozenset({"solution", "suspension", "syrup", "elixir", "liquid", "concentrate"})
_KINDS = {
    "opioids": "opioid",
    "antithrombotics": "antithrombotic (against clots)",
    "insulins": "insulin",
    "sulfonylureas": "sulfonylurea for diabetes",
    "immunosuppressants": "immunosuppressant",
    "chemotherapy": "chemotherapy",
    "neuromuscular blockers": "neuromuscular blocker",
    "general anesthetics": "general anesthetic",
    "IV adrenergic agonists": "adrenergic agonist given into a vein",
    "IV inotropes": "inotrope given into a vein",
}


def _class_of(known: Known) -> str | None:
    """The class for which a drug is on a list, where it is one class that says enough."""
    kinds = {entry.partition(":")[2] for entry in known.drug.high_alert}
    return next(iter(kinds)) if len(kinds) == 1 and kinds <= _KINDS.keys() else None


def _listed(facts: StudyFacts, which: str) -> list[Known]:
    return [
        one
        for one in drug_index(facts).all
        if one.drug.certain("high_alert") and any(_holds(entry, which, one) for entry in one.drug.high_alert)
    ]


def _holds(entry: str, which: str, known: Known) -> bool:
    """Whether an entry is of a list and holds for all forms of a drug, not for its injection alone."""
    where, _, what = entry.partition(":")
    injected = "IV" in what or "injection" in what
    always = not injected or all("injection" in form for form in known.drug.forms)
    if what == "chemotherapy" and where == "community":  # what a community pharmacy hands out is swallowed
        always = any(form.startswith("oral") for form in known.drug.forms)
    return where == which and "only" not in what and "(" not in what and always


def _unlisted(facts: StudyFacts) -> list[Known]:
    """Drugs that are on no list beyond doubt: taken by mouth, of classes that are on none."""
    return [
        one
        for one in drug_index(facts).all
        if not one.drug.high_alert
        and not one.drug.hazardous
        and one.drug.certain("high_alert")
        and one.drug.certain("hazardous")
        and not one.combination
        and all(form.startswith("oral") for form in one.drug.forms)
        and one.families & _SAFE
        and not one.families & _RISKY_FAMILIES
        and not one.own_systems & _RISKY_SYSTEMS - {"clots", "pain"}
    ]


def _beside_community(one: Known) -> bool:
    """Whether no class of the community list could take a drug in.

    The list has what is contraindicated in pregnancy and liquids that are measured for children.
    """
    liquid = any(form.split()[-1] in _LIQUIDS for form in one.drug.forms)
    return not liquid and not one.families & _UNBORN


def _why(known: Known) -> str:
    kind = _class_of(known)
    if kind:
        return f"{known.name} is high alert: {_KINDS[kind]}."
    kinds = dict.fromkeys(entry.partition(":")[2] for entry in known.drug.high_alert)
    if "contraindicated in pregnancy" in kinds:
        return f"{known.name} is high alert: {' and '.join(kinds)}."
    return f"{known.name} is named on the list."


def _plainly_not(known: Known) -> Option:
    return Option(known.name, f"{known.name} ({known.drug.class_}) is on no list of ISMP.")


_PLACES = {"community": "community pharmacies", "acute": "hospitals"}


def _which(facts: StudyFacts, where: str) -> dict[str, Choosing]:
    wrong = [_plainly_not(one) for one in _unlisted(facts) if where != "community" or _beside_community(one)]
    found = {}
    for known in _listed(facts, where):
        asked = choosing(
            f"Which of these is on ISMP's list of high-alert medications for {_PLACES[where]}?",
            [Option(known.name, _why(known))],
            wrong,
            (),
            (source_of(known.drug, "high_alert"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _not_high_alert(facts: StudyFacts) -> dict[str, Choosing]:
    listed = [Option(one.name, _why(one)) for one in _listed(facts, "community")]
    found = {}
    for known in filter(_beside_community, _unlisted(facts)):
        asked = choosing(
            "All but one of these are high-alert medications. Which one is not?",
            [_plainly_not(known)],
            listed,
            (),
            (source_of(known.drug, "high_alert"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _why_high_alert(facts: StudyFacts) -> dict[str, Choosing]:
    found = {}
    for known in drug_index(facts).all:
        kind = _class_of(known)
        if kind is None:
            continue
        asked = choosing(
            f"For which reason does ISMP count {known.name} among the high-alert medications?",
            [Option(_KINDS[kind], _why(known))],
            [Option(text, f"{known.name} is of another kind: {known.drug.class_}.")
             for other, text in _KINDS.items() if other != kind and not _near(kind, other)],
            (),
            (source_of(known.drug, "high_alert"),),
        )  # fmt: skip
        if asked:
            found[known.name] = asked
    return found


_NEAR = (
    {"immunosuppressants", "chemotherapy"},
    {"IV adrenergic agonists", "IV inotropes"},
    {"opioids", "general anesthetics", "neuromuscular blockers"},
    {"insulins", "sulfonylureas"},
)


def _near(one: str, other: str) -> bool:
    return any({one, other} <= group for group in _NEAR)


def _pairs(facts: StudyFacts) -> Mapping[str, Pair]:
    return {
        known.name: Pair(
            known.name,
            _KINDS[kind],
            _why(known),
            frozenset().union(*(frozenset(group) for group in _NEAR if kind in group), {kind}),
            source_of(known.drug, "high_alert"),
        )
        for known in drug_index(facts).all
        if (kind := _class_of(known))
    }


def _alert_matching(facts: StudyFacts) -> dict[str, Pairing]:
    pairs = _pairs(facts)
    found = {}
    for name, first in pairs.items():
        spread = sorted(pairs.values(), key=lambda pair: (hash_of(pair.left), pair.left))
        asked = pairing("Match each high-alert medication with the reason why it is one.", first, spread)
        if asked:
            found[name] = asked
    return found


def hash_of(text: str) -> int:
    """A number that spreads texts evenly and is the same on every machine."""
    return sum(ord(letter) * (at + 7) for at, letter in enumerate(text)) % 97


def _hazardous(facts: StudyFacts) -> dict[str, Choosing]:
    wrong = [
        Option(one.name, f"{one.name} ({one.drug.class_}) is not on NIOSH's list.")
        for one in _unlisted(facts)
    ]
    found = {}
    for known in drug_index(facts).all:
        if not known.drug.hazardous or not known.drug.certain("hazardous"):
            continue
        said = known.drug.hazardous.split(" (")[0].removesuffix(" as an estrogen")
        asked = choosing(
            (
                "Which of these is handled as a hazardous drug (NIOSH list)?",
                "For which of these does NIOSH's list of hazardous drugs ask for special handling?",
            ),
            [Option(known.name, f"{known.name}: {said}.")],
            wrong,
            (),
            (source_of(known.drug, "hazardous"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _not_hazardous(facts: StudyFacts) -> dict[str, Choosing]:
    listed = [
        Option(one.name, f"{one.name}: on NIOSH's list.")
        for one in drug_index(facts).all
        if one.drug.hazardous and one.drug.certain("hazardous")
    ]
    found = {}
    for known in _unlisted(facts):
        asked = choosing(
            "All but one of these are on NIOSH's list of hazardous drugs. Which one is not?",
            [Option(known.name, f"{known.name} ({known.drug.class_}) is not on the list.")],
            listed,
            (),
            (source_of(known.drug, "hazardous"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _narrow(facts: StudyFacts) -> dict[str, Choosing]:
    wrong = [
        Option(one.name, f"{one.name} ({one.drug.class_}): the range is wide.") for one in _unlisted(facts)
    ]
    found = {}
    for known in drug_index(facts).all:
        if not known.drug.narrow:
            continue
        asked = choosing(
            "Which of these has a narrow therapeutic index, so that small changes of dose matter?",
            [Option(known.name, f"{known.name} has a narrow therapeutic index.")],
            wrong,
            (),
            (source_of(known.drug, "narrow_therapeutic_index"),),
        )
        if asked:
            found[known.name] = asked
    return found


FORMS = (
    Form(
        "high-alert",
        "High-alert in the community",
        "choice",
        _ALERT,
        lambda facts: _which(facts, "community"),
    ),
    Form(
        "high-alert-acute", "High-alert in hospitals", "choice", _ALERT, lambda facts: _which(facts, "acute")
    ),
    Form("not-high-alert", "The one that is not high-alert", "choice", _ALERT, _not_high_alert),
    Form("why-high-alert", "Why a drug is high-alert", "choice", _ALERT, _why_high_alert),
    Form("alert-matching", "High-alert drugs and reasons", "matching", _ALERT, _alert_matching),
    Form("hazardous", "A hazardous drug", "choice", _HAZARD, _hazardous),
    Form("not-hazardous", "The one that is not hazardous", "choice", _HAZARD, _not_hazardous),
    Form("narrow-index", "A narrow therapeutic index", "choice", ("cspt:1",), _narrow),
)
