"""A JSON Resume beside the record that is there: what is new of it, and one résumé out of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from rxladder.career import json_resume as out
from rxladder.career.json_resume_in import Brought, Item
from rxladder.career.record import Career
from rxladder.career.resume import Resume
from rxladder.facts.skills import skill_id
from rxladder.facts.vocabulary import folded


def what_is_new(career: Career, brought: Brought) -> Brought:
    """What a record does not have yet; the résumé is joined with the one that is there."""
    return replace(
        brought,
        resume=joined(career.resume or Resume(), _without_own(career, brought.resume)),
        works=_missing(brought.works, career.experience, lambda one: (one.role, one.from_, one.employer)),
        holdings=_missing(brought.holdings, career.holdings, lambda one: one.credential),
        trainings=_missing(brought.trainings, career.trainings, lambda one: (one.programme, one.completed)),
        skills=_missing(brought.skills, career.skills, lambda one: skill_id(one.name)),
        projects=_missing(brought.projects, career.projects, lambda one: (folded(one.title), one.started)),
    )


def _missing(new: Sequence[Any], there: Sequence[Any], key: Callable[[Any], Any]) -> tuple[Any, ...]:
    """What is not there, by a key; among the new ones only what is alike in all stands once."""
    known = {key(one) for one in there}
    return tuple(dict.fromkeys(one for one in new if key(one) not in known))


def joined(there: Resume, new: Resume) -> Resume:
    """A résumé with what another tells: its texts win, its lists are added."""
    texts = {
        one.name: getattr(new, one.name) or getattr(there, one.name)
        for one in fields(Resume)
        if one.name not in ("profiles", "languages", "education", "rest")
    }

    def more(name: str, key: Callable[[Any], Any]) -> tuple[Any, ...]:
        brought = getattr(new, name)
        told = {key(one) for one in brought}
        return (*(one for one in getattr(there, name) if key(one) not in told), *brought)

    return Resume(
        **texts,
        profiles=more("profiles", lambda one: (one.network, one.username)),
        languages=more("languages", lambda one: one.language),
        education=more("education", lambda one: (one.institution, one.area, one.study_type)),
        rest=_rest_of(there.rest or {}, new.rest or {}) or None,
    )


def _rest_of(there: Any, new: Any) -> Any:
    """Mappings are joined key by key, lists without what stands there already; else the newer."""
    if isinstance(there, dict) and isinstance(new, dict):
        return {
            **there,
            **{key: _rest_of(there[key], one) if key in there else one for key, one in new.items()},
        }
    if isinstance(there, (list, tuple)) and isinstance(new, list):
        return [*there, *(one for one in new if one not in there)]
    return new


def _without_own(career: Career, resume: Resume) -> Resume:
    """A résumé without the lines of posts that this record makes itself."""
    beside = (resume.rest or {}).get(out.BESIDE) or {}
    if "work" not in beside:
        return resume
    left = [item for item in (_line_less(one, career) for one in beside["work"]) if item]
    others = {key: part for key, part in beside.items() if key != "work"} | ({"work": left} if left else {})
    rest = {key: part for key, part in (resume.rest or {}).items() if key != out.BESIDE}
    return replace(resume, rest=rest | ({out.BESIDE: others} if others else {}) or None)


def _line_less(item: Item, career: Career) -> Item | None:
    posts = [out.work_out(work, career) for work in career.experience]
    own = {line for post in posts if out.same("work", post, item) for line in post.get("highlights", ())}
    lines = [line for line in item.get("highlights", ()) if line not in own]
    left = {key: value for key, value in item.items() if key != "highlights"}
    if lines:
        left["highlights"] = lines
    return left if left.keys() - set(out.IDENTITY["work"]) else None
