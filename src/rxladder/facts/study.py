"""All that the exam preparation asks about, in one piece: `study_facts()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rxladder.facts.study_codes import Conversion, SigCode, conversions, sig_codes
from rxladder.facts.study_drugs import Drug, drugs, ranks_2024
from rxladder.facts.study_law import LawFact, law_facts
from rxladder.facts.study_overlaps import Overlaps, overlaps
from rxladder.facts.study_salts import name_endings


@dataclass(frozen=True, slots=True, eq=False)
class StudyFacts:
    """The facts that questions are made of; one object a set of facts, compared by identity.

    `ranks` are the places by prescriptions of 2024, 1 the most; `overlaps` tells which classes and uses may
    not stand as wrong beside another; `endings` are words behind a name that are no part of it, as salts.
    """

    drugs: Mapping[str, Drug]
    codes: Mapping[str, SigCode]
    conversions: Mapping[str, Conversion]
    law: Mapping[str, LawFact]
    ranks: Mapping[str, int]
    overlaps: Overlaps
    endings: tuple[str, ...]


@cache
def study_facts() -> StudyFacts:
    """The facts that are shipped."""
    return StudyFacts(
        drugs(), sig_codes(), conversions(), law_facts(), ranks_2024(), overlaps(), name_endings()
    )
