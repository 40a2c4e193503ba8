"""Schedules of controlled substances: which drug is in which."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.study import StudyFacts
from rxladder.learning.items.askings import Choosing, Pair, Pairing, Ranked, Sorting, choosing, pairing
from rxladder.learning.items.drug_index import Known, drug_index, source_of
from rxladder.learning.items.form import Form
from rxladder.learning.items.names import brands_of
from rxladder.learning.question import Option

_AREAS = ("ptce-2026:2.2", "excpt:2")
_SAYS = {"CII": "Schedule II", "CIII": "Schedule III", "CIV": "Schedule IV", "CV": "Schedule V"}
_NONE = "Not a controlled substance under federal law"
# Uncontrolled federally, yet controlled or followed in some states or in some products: never asked about.
_STATES_DIFFER = (
    "gabapentin",
    "butalbital",
    "pseudoephedrine",
    "ephedrine",
    "dextromethorphan",
    "promethazine",
)
# Named by its form: tablets are in one schedule, the oral solution in another.
_FORM_SAID = {"acetaminophen / codeine": "acetaminophen / codeine tablets"}
_TEMPTING = frozenset({"pain", "sleep", "seizures", "attention", "addiction", "mood"})


def _controlled(facts: StudyFacts) -> list[Known]:
    return [
        one for one in drug_index(facts).all if one.drug.schedule in _SAYS and one.drug.certain("schedule")
    ]


def _free(facts: StudyFacts) -> list[Known]:
    """Drugs that are not controlled, and used like drugs that are."""
    return [
        one
        for one in drug_index(facts).all
        if one.drug.schedule == "none"
        and one.own_systems & _TEMPTING
        and not any(word in one.name for word in _STATES_DIFFER)
    ]


def _name(known: Known) -> str:
    return _FORM_SAID.get(known.name, known.name)


def _form(known: Known) -> str:
    return _name(known).removeprefix(known.name)


def _is(known: Known) -> str:
    return f"{_name(known)}: {_SAYS.get(known.drug.schedule, _NONE)}."


def _schedule_options(known: Known, everyone: list[Known]) -> list[Option]:
    first = {one.drug.schedule: one for one in reversed(everyone)}
    return [
        Option(text, f"In {text}: for example {_name(first[key])}.")
        for key, text in _SAYS.items()
        if key != known.drug.schedule
    ]


def _schedule_of(facts: StudyFacts) -> dict[str, Choosing]:
    everyone = _controlled(facts)
    found = {}
    for known in everyone:
        asked = choosing(
            (
                f"In which schedule is {_name(known)}?",
                f"A prescription is for {_name(known)}. Which schedule is it?",
            ),
            [Option(_SAYS[known.drug.schedule], _is(known))],
            _schedule_options(known, everyone),
            (),
            (source_of(known.drug, "schedule"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _brand_schedule(facts: StudyFacts) -> dict[str, Choosing]:
    everyone = _controlled(facts)
    found = {}
    for known in everyone:
        for brand in brands_of(known.drug)[:1]:
            asked = choosing(
                f"A prescription for {brand}{_form(known)} comes in. Which schedule is it?",
                [Option(_SAYS[known.drug.schedule], f"{brand} is {_is(known)}")],
                _schedule_options(known, everyone),
                (),
                (source_of(known.drug, "schedule"),),
            )
            if asked:
                found[brand] = asked
    return found


def _schedule_drug(facts: StudyFacts) -> dict[str, Choosing]:
    everyone = _controlled(facts)
    found = {}
    for known in everyone:
        others = [one for one in everyone if one.drug.schedule != known.drug.schedule]
        asked = choosing(
            f"Which of these is a {_SAYS[known.drug.schedule]} drug?",
            [Option(_name(known), _is(known))],
            [Option(_name(one), _is(one)) for one in others],
            (),
            (source_of(known.drug, "schedule"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _same_schedule(facts: StudyFacts) -> dict[str, Choosing]:
    everyone = _controlled(facts)
    found = {}
    for known in everyone:
        alike = [one for one in everyone if one.drug.schedule == known.drug.schedule and one is not known]
        others = [one for one in everyone if one.drug.schedule != known.drug.schedule]
        asked = choosing(
            f"Which of these is in the same schedule as {_name(known)}?",
            [Option(_name(one), f"{_is(known)} {_is(one)}") for one in alike],
            [Option(_name(one), _is(one)) for one in others],
            (),
            (source_of(known.drug, "schedule"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _not_controlled(facts: StudyFacts) -> dict[str, Choosing]:
    everyone = _controlled(facts)
    found = {}
    for known in _free(facts):
        near = [one for one in everyone if one.own_systems & known.own_systems]
        asked = choosing(
            "Which of these is not a controlled substance under federal law?",
            [Option(_name(known), _is(known))],
            [Option(_name(one), _is(one)) for one in near[:20]],
            [Option(_name(one), _is(one)) for one in everyone],
            (source_of(known.drug, "schedule"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _only_controlled(facts: StudyFacts) -> dict[str, Choosing]:
    free = _free(facts)
    found = {}
    for known in _controlled(facts):
        near = [one for one in free if one.own_systems & known.own_systems]
        asked = choosing(
            "Which of these is a controlled substance under federal law?",
            [Option(_name(known), _is(known))],
            [Option(_name(one), _is(one)) for one in near[:20]],
            [Option(_name(one), _is(one)) for one in free],
            (source_of(known.drug, "schedule"),),
        )
        if asked:
            found[known.name] = asked
    return found


def _schedule_matching(facts: StudyFacts) -> dict[str, Pairing]:
    everyone = {one.name: _pair(one) for one in _controlled(facts)}
    found = {}
    for name, first in everyone.items():
        asked = pairing("Match each drug with its schedule.", first, everyone.values())
        if asked:
            found[name] = asked
    return found


def _pair(known: Known) -> Pair:
    schedule = known.drug.schedule
    source = source_of(known.drug, "schedule")
    return Pair(_name(known), _SAYS[schedule], _is(known), frozenset({schedule}), source)


def _schedule_order(facts: StudyFacts) -> dict[str, Sorting]:
    everyone = _controlled(facts)
    stem = "Put these drugs in order, from the most strictly controlled schedule to the least."
    found = {}
    for known in everyone:
        source = source_of(known.drug, "schedule")
        rest = [one for one in everyone if one is not known]
        if source.basis == "source":
            rest = [one for one in rest if source_of(one.drug, "schedule").basis == "source"]
        found[known.name] = Sorting(stem, tuple(_place(one) for one in (known, *rest)), (source,))
    return found


def _place(known: Known) -> Ranked:
    return Ranked(_name(known), Fraction(list(_SAYS).index(known.drug.schedule)), _is(known))


FORMS = (
    Form("schedule-of", "A drug's schedule", "choice", _AREAS, _schedule_of),
    Form("brand-schedule", "A brand's schedule", "choice", _AREAS, _brand_schedule),
    Form("schedule-drug", "A drug of a schedule", "choice", _AREAS, _schedule_drug),
    Form("same-schedule", "Two drugs of one schedule", "choice", _AREAS, _same_schedule),
    Form("not-controlled", "The one that is not controlled", "choice", _AREAS, _not_controlled),
    Form("only-controlled", "The one that is controlled", "choice", _AREAS, _only_controlled),
    Form("schedule-matching", "Drugs and their schedules", "matching", _AREAS, _schedule_matching),
    Form("schedule-order", "From strict to lenient", "ordering", _AREAS, _schedule_order),
)
