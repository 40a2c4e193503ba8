"""The duties, skills, trainings and achievements of a career file, and the tables that keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from rxladder.career import duties as record
from rxladder.career.achievements import Achievement as AchievementRecord
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Evidence
from rxladder.web.responsibilities.guarded import refuse_in
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    PlanItem,
    Skill,
    SkillSignOff,
    TrainingPlan,
)
from rxladder.web.site.career_parts import CareerPart
from rxladder.web.site.career_rows import parts_of, row_of, stored_parts
from rxladder.web.site.records import Record


def _columns(part: type, row: Record, *apart: str) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(part) if field.name not in apart}


def skill_of(row: Skill, sign_offs: Iterable[record.SignOff] = ()) -> record.Skill:
    """The record that a row keeps, with these sign-offs."""
    plain = _columns(record.Skill, row, "teachers", "sign_offs")
    return record.Skill(**plain, teachers=tuple(row.teachers), sign_offs=tuple(sign_offs))


def plan_of(row: TrainingPlan, items: Iterable[PlanItem] = ()) -> record.TrainingPlan:
    """The record that a row keeps, with these things to learn."""
    found = parts_of(record.ChecklistItem, items)
    return record.TrainingPlan(**_columns(record.TrainingPlan, row, "items"), items=found)


def achievement_of(row: Achievement) -> AchievementRecord:
    """The record that a row keeps; its evidence is to be read along with it."""
    plain = _columns(AchievementRecord, row, "topics", "evidence")
    kept = row.evidence if row.evidence and row.evidence.deleted_at is None else None
    evidence = kept.sha256 if kept else row.fingerprint
    return AchievementRecord(**plain, topics=tuple(row.topics), evidence=evidence)


def stored_skills(person: Person) -> tuple[record.Skill, ...]:
    """A person's skills with their sign-offs; two queries."""
    return skills_with_sign_offs(person, Skill.objects.visible_to(person))


def skills_with_sign_offs(person: Person, rows: Iterable[Skill]) -> tuple[record.Skill, ...]:
    """Some of a person's skills with their sign-offs; two queries."""
    found = list(rows)
    signed: dict[object, list[record.SignOff]] = {}
    sign_offs = SkillSignOff.objects.visible_to(person).filter(skill__in=[row.id for row in found])
    # By the skill first, so that a database finds few skills by their index and not all days by theirs.
    sign_offs = sign_offs.order_by("skill_id", "on", "created_at", "place", "id")
    for skill, *told in sign_offs.values_list("skill", "on", "by", "until", "note"):
        signed.setdefault(skill, []).append(record.SignOff(*told))
    return tuple(skill_of(row, signed.get(row.id, ())) for row in found)


def stored_responsibilities(person: Person) -> record.Responsibilities:
    """A person's duties, and their training of others; three queries."""
    items: dict[object, list[PlanItem]] = {}
    for row in PlanItem.objects.visible_to(person):
        items.setdefault(row.plan_id, []).append(row)
    plans = TrainingPlan.objects.visible_to(person)
    return record.Responsibilities(
        duties=stored_parts(record.Duty, Duty.objects.visible_to(person)),
        training=tuple(plan_of(row, items.get(row.id, ())) for row in plans),
    )


def stored_achievements(person: Person) -> tuple[AchievementRecord, ...]:
    """A person's achievements, in the record's order."""
    rows = Achievement.objects.visible_to(person).select_related("evidence")
    rows = rows.order_by("created_at", "place", "id")
    return tuple(achievement_of(row) for row in rows)


# --- Rows of records


def skill_rows(skills: tuple[record.Skill, ...]) -> list[list[Record]]:
    """The rows of skills, and those of their sign-offs."""
    rows = [Skill(**_columns_of(one, "sign_offs") | {"teachers": list(one.teachers)}) for one in skills]
    signed = [
        row_of(SkillSignOff, sign_off, skill=row)
        for row, one in zip(rows, skills, strict=True)
        for sign_off in one.sign_offs
    ]
    return [list(rows), list(signed)]


def _responsibility_rows(told: record.Responsibilities) -> list[list[Record]]:
    plans = [TrainingPlan(**_columns_of(one, "items")) for one in told.training]
    items = [
        row_of(PlanItem, item, plan=row)
        for row, one in zip(plans, told.training, strict=True)
        for item in one.items
    ]
    return [[row_of(Duty, one) for one in told.duties], list(plans), list(items)]


def _achievement_rows(found: tuple[AchievementRecord, ...]) -> list[list[Record]]:
    return [
        [
            Achievement(
                **_columns_of(one, "evidence") | {"topics": list(one.topics)}, fingerprint=one.evidence
            )
            for one in found
        ]
    ]


def _columns_of(part: Any, *apart: str) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part) if field.name not in apart}


def _find_proofs(person: Person) -> None:
    """Let achievements that name a file that is kept here have it."""
    waiting = Achievement.objects.visible_to(person).filter(evidence=None).exclude(fingerprint="")
    rows = list(waiting)
    wanted = {row.fingerprint for row in rows}
    kept = {one.sha256: one for one in Evidence.objects.visible_to(person).filter(sha256__in=wanted)}
    for row in rows:
        row.evidence = kept.get(row.fingerprint)
    Achievement.objects.bulk_update([row for row in rows if row.evidence], ["evidence"])


def _refuse(told: record.Responsibilities, on: date) -> None:
    refuse_in("duties")(told.duties, on)
    refuse_in("training")(told.training, on)


PARTS = (
    CareerPart(
        "responsibilities",
        (Duty, TrainingPlan, PlanItem),
        stored_responsibilities,
        _responsibility_rows,
        _refuse,
    ),
    CareerPart("skills", (Skill, SkillSignOff), stored_skills, skill_rows, refuse_in("skills")),
    CareerPart(
        "achievements",
        (Achievement,),
        stored_achievements,
        _achievement_rows,
        refuse_in("achievements"),
        _find_proofs,
    ),
)
