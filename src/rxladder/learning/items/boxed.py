"""Boxed warnings: what a drug's label warns of most strongly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, choosing, pairing, plain
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.question import Option

_AREAS = ("ptce-2026:1.5", "excpt:3")
# What a warning is about: two that share a topic are never offered against each other.
_TOPICS = {
    "unborn": r"fetal|fetus|pregnan|birth|neonatal|labor|obstetric",
    "heart": r"heart|cardi|arrhythm|QT|torsades|mortality|death|MI\b|stroke|thrombo|angina|tamponade"
    r"|hypotension|ischemic|collapse|hypertension|anaphyla|hypersens",
    "death": r"mortality|death|fatal|sudden",
    "liver": r"hepat|liver",
    "mind": r"suicid|neuropsych|behavior|abuse|addict|dependence|depression",
    "elderly": r"elderly|dementia",
    "abuse": r"abuse|addict|misuse|dependence|withdrawal|abrupt|opioid|benzodiazepine",
    "stopping": r"discontinuation|withdrawal|cessation|post-treatment",
    "breathing": r"respiratory|breath|pulmonary|opioid|benzodiazepine|anaphyla|hypersens",
    "infection": r"infection|hepatitis B|PML|HIV|C\. difficile|resistance",
    "cancer": r"malignan|cancer|tumor|carcino",
    "bleeding": r"bleed|hematoma|GI ",
    "clots": r"thrombo|stroke|discontinuation|embol",
    "skin": r"rash|skin|dermat|mucocut|HLA|anaphyla|hypersens|extravasation|tissue",
    "allergy": r"anaphyla|hypersens|infusion",
    "blood": r"marrow|myelosupp|hematolog|neutrop|dyscras|aplastic|blood|antinuclear",
    "kidney": r"renal|nephro|kidney",
    "minerals": r"kalemia|calcemia|electrolyte|dehydration|diuresis|acidosis",
    "nerves": r"neuro|ototox|myasthenia|nervous|dyskinesia|seizure|neuromuscular|vision"
    r"|suicid|behavior|abuse|addict|dependence|depression|opioid|benzodiazepine",
    "bones": r"bone|tend[io]n",
    "muscle": r"myopathy|tendin|muscle",
    "weight": r"obesity|weight",
    "thyroid": r"thyroid",
    "route": r"intraven|intrathecal|other routes|injection|parenteral|IV ",
    "pancreas": r"pancrea",
    "acid": r"acidosis",
    "smoking": r"smok",
    "metabolism": r"metaboli|CYP|interactions",
    "children": r"child|years|pediatric",
}
_PATTERNS = {topic: re.compile(words, re.IGNORECASE) for topic, words in _TOPICS.items()}
# Too loose, or in motion, to be asked: the label decides.
_LEFT_OUT = re.compile(
    r"check the label|dose-form specific|toxic reactions|toxic deaths|older labels|conventional form|verify"
    r"|equivalent|mode|REMS|resistance"
)


# How a row begins where only one form or brand of the drug has the box.
_ONE_FORM = re.compile(r"^([^:;]+): ")


@cache
def warnings_of(known: Known) -> tuple[str, ...]:
    """The boxed warnings of a drug's label that can be asked, one by one."""
    drug = known.drug
    if not drug.boxed or not drug.certain("boxed") or _LEFT_OUT.search(drug.boxed):
        return ()
    return tuple(re.sub(r" \([^)]*\)", "", part).strip() for part in _box(known).split(";"))


def _box(known: Known) -> str:
    """What a row tells of a box, without the one form that has it."""
    return _ONE_FORM.sub("", known.drug.boxed)


def _one_form(known: Known) -> str:
    form = _ONE_FORM.match(known.drug.boxed)
    return form[1] if form else ""


def _boxed_name(known: Known) -> str:
    """A drug with the form or brand that has the box: of the others it would not be true."""
    form = _one_form(known)
    return f"{known.name} ({form})" if form else known.name


def _names_its_drug(known: Known, warning: str) -> bool:
    return any(plain(substance) in plain(warning) for substance in known.drug.ingredients)


def topics(*warnings: str) -> frozenset[str]:
    """What some warnings are about."""
    return frozenset().union(*map(_about, warnings))


@cache
def _about(warning: str) -> frozenset[str]:
    return frozenset(topic for topic, words in _PATTERNS.items() if words.search(warning))


# What boxes of a family's labels hold besides what our rows tell in short; and families with boxes too long
# to be told in short, of whose drugs nothing is asked.
_ALSO = {
    "stimulant": {"heart", "death"},
    "biguanide": {"heart", "liver", "kidney"},
    "antithyroid": {"unborn"},
    "antiplatelet": {"clots", "heart", "stopping"},
    "local-anesthetic": {"heart", "death"},
    "penicillin": {"heart", "death", "breathing"},
    "beta-agonist": {"heart", "death", "unborn"},
    "androgen": {"heart", "breathing", "allergy"},
    "thyroid": {"heart", "death"},
    "opioid": {"metabolism", "children", "death", "heart"},
    "general-anesthetic": {"death", "children"},
    "quinolone": {"mind"},
    "antiarrhythmic": {"heart", "death"},
}
_LONG = frozenset(
    {"tnf", "kinase", "antimetabolite", "antirheumatic", "aminoglycoside", "nucleoside-antiviral",
     "calcineurin", "mtor", "thalidomide", "estrogen", "progestin", "cd20", "her2"}
)  # fmt: skip


@cache
def _warned(facts: StudyFacts) -> Mapping[Known, frozenset[str]]:
    """The drugs whose warnings can be asked, with the topics of their own and their classes' warnings."""
    index = drug_index(facts)
    found = {}
    for known in index.all:
        if not warnings_of(known) or known.families & _LONG or known.own_systems & {"cancer", "transplant"}:
            continue
        family = [one for one in index.all if one.families & known.families]
        also = frozenset().union(*(_ALSO.get(one, set()) for one in known.families))
        found[known] = topics(*(one.drug.boxed for one in family if one.drug.boxed)) | also
    return found


def _says(known: Known) -> str:
    return f"{_boxed_name(known)}: {_box(known)}."


def _boxed_of(facts: StudyFacts) -> dict[str, Choosing]:
    warned = _warned(facts)
    found = {}
    for known, mine in warned.items():
        other = [
            Option(text, f"{text}: for example {_boxed_name(one)}.")
            for one in warned
            for text in warnings_of(one)
            if topics(text) and not topics(text) & mine and not _names_its_drug(one, text)
        ]
        asked = choosing(
            f"Which of these stands in the boxed warning of {_boxed_name(known)}?",
            [Option(text, _says(known)) for text in warnings_of(known) if topics(text)],
            other,
            (),
            (source_of(known.drug, "boxed_warning"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _boxed_drug(facts: StudyFacts) -> dict[str, Choosing]:
    warned = _warned(facts)
    found = {}
    for known in warned:
        text = warnings_of(known)[0]
        others = [one for one, about in warned.items() if not about & topics(text)]
        # A form that only the right answer names would give it away.
        alike = [one for one in others if bool(_one_form(one)) == bool(_one_form(known))]
        asked = choosing(
            f"The label of which drug has a boxed warning of this: {text}?",
            [Option(_boxed_name(known), _says(known))],
            [Option(_boxed_name(one), _says(one)) for one in alike[:30]],
            (),
            (source_of(known.drug, "boxed_warning"),),
        )
        if asked and topics(text):
            found[known.name] = asked
    return found


def _boxed_matching(facts: StudyFacts) -> dict[str, Pairing]:
    warned = _warned(facts)
    pairs = {known: _pair(known, about) for known, about in warned.items() if topics(warnings_of(known)[0])}
    found = {}
    for known, first in pairs.items():
        asked = pairing("Match each drug with a boxed warning of its label.", first, pairs.values())
        if asked:
            found[known.name] = asked
    return found


def _pair(known: Known, about: frozenset[str]) -> Pair:
    source = source_of(known.drug, "boxed_warning")
    return Pair(_boxed_name(known), warnings_of(known)[0], _says(known), about, source)


# What a boxed warning calls the other drug, and the class of that; and classes that no such warning is about.
_TOGETHER = {"benzodiazepine co-use": "benzodiazepine", "opioid co-use": "opioid agonist"}
_HARMLESS = frozenset(
    {"statin", "ace-inhibitor", "arb", "ppi", "bisphosphonate", "sglt2", "dpp-4", "thiazide"}
)


def _co_use(facts: StudyFacts) -> dict[str, Choosing]:
    """Opioids with benzodiazepines: the labels of both warn of the pair.

    Asked as of a prescription that somebody fills, so not of what is only injected.
    """
    index = drug_index(facts)
    filled = [one for one in index.all if one.drug.ways != {"injection"}]
    wrong = [
        Option(one.name, f"{one.name} ({one.drug.class_}): no boxed warning names it beside this drug.")
        for one in index.all
        if one.families and one.families <= _HARMLESS and not one.combination
    ]
    found = {}
    for known in filled:
        for warning in set(warnings_of(known)) & _TOGETHER.keys():
            class_ = _TOGETHER[warning]
            asked = choosing(
                f"A patient takes {known.name}. Which new prescription, taken with it, does "
                "the boxed warning warn of?",
                [
                    Option(one.name, f"{one.name} is of the class: {class_}. {_says(known)}")
                    for one in filled
                    if one.drug.class_ == class_
                ],
                wrong,
                (),
                (source_of(known.drug, "boxed_warning"),),
            )
            if asked:
                found[known.name] = asked
    return found


FORMS = (
    Form("co-use", "Drugs that are dangerous together", "choice", ("ptce-2026:1.3", "excpt:3"), _co_use),
    Form("boxed-of", "A drug's boxed warning", "choice", _AREAS, _boxed_of),
    Form("boxed-drug", "The drug with a boxed warning", "choice", _AREAS, _boxed_drug),
    Form("boxed-matching", "Drugs and boxed warnings", "matching", _AREAS, _boxed_matching),
)
