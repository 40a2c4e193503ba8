"""Ready for the exam: what a credential asks apart from passing its own exam.

Whoever meets all but that can sit the exam; before it is passed, eligibility itself is never true.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rxladder.career.record import Career, ExamTaken
from rxladder.facts import conditions as c
from rxladder.facts.load import CredentialRef, Packs
from rxladder.rules.eligibility import eligible
from rxladder.rules.result import Eligibility


def own_exams(ref: CredentialRef, packs: Packs) -> tuple[str, ...]:
    """The exams of its own that a credential asks to be passed."""
    node = ref.credential.eligibility
    leaves = [one for one in c.walk(node) if isinstance(one, c.Passed)] if node else []
    return tuple(
        dict.fromkeys(one.passed for one in leaves if packs.vocabulary.exams[one.passed].for_ == ref.id)
    )


def ready(career: Career, packs: Packs, ref: CredentialRef, on: date) -> Eligibility:
    """Whether all is met that a credential asks besides its own exam; without one, its eligibility."""
    passed = tuple(ExamTaken(exam, on, passed=True) for exam in own_exams(ref, packs))
    if passed:
        career = replace(career, exams=(*career.exams, *passed))
    return eligible(career, packs, ref.id, on)
