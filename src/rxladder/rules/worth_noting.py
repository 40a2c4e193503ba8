"""What in the record is worth noting as an achievement and is not noted yet.

A certification, an exam, a training, a quality project, the training of a newcomer, a sign-off: each has a
key (`holding:ptcb-cspt`), by which an achievement says what it came of (`Achievement.of`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.skills import skill_name
from rxladder.rules.titles import full_title

Kind = Literal["holding", "exam", "training", "project", "plan", "skill"]

FRESH = 120
"""Days: what is longer past is not brought up any more."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Something to note: what it came of, the day, and how the record itself would put it."""

    of: str
    kind: Kind
    on: date
    what: str


def worth_noting(career: Career, packs: Packs, on: date, left_out: Collection[str] = ()) -> tuple[Worth, ...]:
    """What happened in the last days and is not among the achievements, the newest first.

    `left_out` are the keys that the person does not want to note.
    """
    noted = {one.of for one in career.achievements} | set(left_out)
    first = on - timedelta(days=FRESH)
    found = {one.of: one for one in _happened(career, packs) if first <= one.on <= on}
    exams = _exams_behind(found.values(), packs)
    new = [one for key, one in found.items() if key not in noted and key not in exams]
    return tuple(sorted(new, key=lambda one: (-one.on.toordinal(), one.of)))


def _happened(career: Career, packs: Packs) -> Iterator[Worth]:
    """All that has its day; of two things with one key the later one stays."""
    yield from _credentials(career, packs)
    for project in career.projects:
        if project.ended:
            text = _("Finished the project “{name}”").format(name=project.title)
            yield Worth(f"project:{project.title}", "project", project.ended, text)
    for plan in career.responsibilities.training:
        days = [item.signed for item in plan.items]
        done = max((day for day in days if day), default=None) if days and all(days) else None
        if day := done or (plan.ended if plan.signed else None):
            text = _("Trained {name}").format(name=plan.trainee)
            text = f"{text}: {plan.what}" if plan.what else text
            yield Worth(f"plan:{plan.trainee}/{plan.what}", "plan", day, text)
    for skill in career.skills:
        if skill.sign_offs:
            name = skill_name(skill.name)
            text = _("Signed off on “{name}”").format(name=name)
            yield Worth(f"skill:{skill.name}", "skill", skill.sign_offs[0].on, text)


def _credentials(career: Career, packs: Packs) -> Iterator[Worth]:
    for held in career.holdings:
        ref = packs.credentials.get(held.credential)
        if held.first_issued and ref:
            text = _("Earned: {name}").format(name=full_title(ref))
            yield Worth(f"holding:{held.credential}", "holding", held.first_issued, text)
    for exam in career.exams:
        known = packs.vocabulary.exams.get(exam.exam)
        if exam.passed and exam.date and known:
            text = _("Passed: {name}").format(name=_(known.name))
            yield Worth(f"exam:{exam.exam}", "exam", exam.date, text)
    for training in career.trainings:
        known_training = packs.vocabulary.programmes.get(training.programme)
        known_course = packs.vocabulary.courses.get(training.programme)
        name = known_training or known_course
        if training.completed and name:
            text = _("Completed: {name}").format(name=_(name.name))
            yield Worth(f"training:{training.programme}", "training", training.completed, text)


def _exams_behind(found: Iterable[Worth], packs: Packs) -> set[str]:
    """Exams whose certification is there, too: one achievement is enough for both."""
    held = {one.of.removeprefix("holding:") for one in found if one.kind == "holding"}
    return {f"exam:{id_}" for id_, exam in packs.vocabulary.exams.items() if exam.for_ in held}
