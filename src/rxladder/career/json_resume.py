"""A record as a JSON Resume (version 1.0.0 of that format), for the programs that read it.

What the format has no place for (hours a week, kinds of workplaces, courses) stays out; what an earlier JSON
Resume brought that has no place in the record (`Resume.rest`) goes out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rxladder.career.achievements import Achievement
from rxladder.career.duties import Duty, Level
from rxladder.career.projects import Project
from rxladder.career.record import Career, Holding, Training, Work
from rxladder.career.resume import Resume, School
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles
from rxladder.facts.says_names import credential_name, name_in
from rxladder.facts.skills import area_name, skill_name

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
LEVELS: dict[Level, str] = {
    "learning": "Learning",
    "helped": "With help",
    "alone": "Independent",
    "teaches": "Trains others",
}
"""How well somebody can do something, as a JSON Resume of ours says it."""
BESIDE = "beside"
"""The key of `Resume.rest` for what belongs to an entry that has its place in the record."""
IDENTITY = {
    "work": ("name", "position", "startDate"),
    "education": ("institution", "area", "studyType"),
    "certificates": ("name",),
    "skills": ("name",),
    "projects": ("name",),
    "languages": ("language",),
}
"""What an entry of a section is known by."""
TRAINING = "Training"

Item = dict[str, Any]


def write_json_resume(career: Career, packs: Packs, on: date) -> str:
    """The JSON Resume of a record, as it stands on a day."""
    document = json_resume(career, packs, on)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def json_resume(career: Career, packs: Packs, on: date) -> dict[str, Any]:
    """The same as data."""
    resume = career.resume or Resume()
    rest = dict(resume.rest or {})
    beside = rest.pop(BESIDE, None) or {}
    sections = {
        "work": [work_out(one, career) for one in newest_first(career, on)],
        "education": [
            *(school_out(one) for one in resume.education),
            *(training_out(one, packs) for one in career.trainings if one.completed and one.completed <= on),
        ],
        "certificates": [certificate_out(one, packs) for one in career.holdings if _good(one, on)],
        "skills": [skill_out(one) for one in career.skills],
        "languages": [_filled(language=one.language, fluency=one.fluency) for one in resume.languages],
        "projects": [project_out(one) for one in career.projects],
    }
    document: dict[str, Any] = {
        "$schema": SCHEMA,
        "basics": _basics(career, resume, rest.pop("basics", None)),
    }
    for name, items in sections.items():
        kept = rest.pop(name, None)
        whole = [*(_with(one, name, beside) for one in items), *(kept if isinstance(kept, list) else ())]
        if whole:
            document[name] = whole
    return document | rest


def _basics(career: Career, resume: Resume, kept: Any) -> Item:
    location = _filled(
        address=resume.address,
        postalCode=resume.postal_code,
        city=resume.city,
        countryCode=resume.country,
        region=resume.region,
    )
    profiles = [_filled(network=one.network, username=one.username, url=one.url) for one in resume.profiles]
    kept = dict(kept) if isinstance(kept, dict) else {}
    more = kept.get("location")
    location = (more if isinstance(more, dict) else {}) | location
    told: Item = _filled(
        name=career.person.name,
        label=resume.label,
        email=resume.email,
        phone=resume.phone,
        url=resume.url,
        summary=resume.summary,
        location=location,
        profiles=profiles,
    )
    return {**kept, **told}


def _filled(**parts: Any) -> Item:
    """What is told; neither empty texts nor empty lists."""
    return {name: value for name, value in parts.items() if value}


def _with(item: Item, section: str, beside: Mapping[str, Any]) -> Item:
    """An entry with what was brought beside it; lists are joined."""
    found = beside.get(section)
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and same(section, item, one):
            for key, value in one.items():
                if isinstance(value, list) and isinstance(item.get(key), list):
                    item[key] = [*item[key], *(line for line in value if line not in item[key])]
                else:
                    item.setdefault(key, value)
    return item


def same(section: str, ours: Item, brought: Item) -> bool:
    """Whether two entries of a section are of one thing."""
    return all((ours.get(key) or "") == (brought.get(key) or "") for key in IDENTITY[section])


# --- Entries


def newest_first(career: Career, on: date) -> list[Work]:
    """The posts that have begun, the present and latest first."""
    begun = [work for work in career.experience if work.from_ <= on]
    return sorted(begun, key=lambda work: (work.to or date.max, work.from_), reverse=True)


def role_title(role: str) -> str:
    """A role's name in English, as others search for it."""
    return roles()[role].name if role in roles() else role


def work_out(work: Work, career: Career) -> Item:
    """A post."""
    return _filled(
        name=work.employer,
        position=role_title(work.role),
        startDate=work.from_.isoformat(),
        endDate=work.to.isoformat() if work.to else "",
        highlights=list(highlights(work, career)),
    )


def highlights(work: Work, career: Career) -> Iterator[str]:
    """What one did in a post: its duties, then its achievements, each in one line."""
    yield from (duty.what for duty in duties_of(work, career))
    yield from (one_line(one) for one in achievements_of(work, career))


def duties_of(work: Work, career: Career) -> list[Duty]:
    """The duties of a post: those of its employer in its time; one that tells none is of the latest post."""
    return [duty for duty in career.responsibilities.duties if _post_of(duty, career) is work]


def _post_of(duty: Duty, career: Career) -> Work | None:
    posts = [one for one in career.experience if _overlap(duty, one)]
    if duty.employer:
        posts = [one for one in posts if one.employer.casefold() == duty.employer.casefold()]
    return max(posts, key=lambda one: one.from_, default=None)


def _overlap(duty: Duty, work: Work) -> bool:
    begins, ends = duty.since or work.from_, duty.until or date.max
    return begins <= (work.to or date.max) and work.from_ <= ends


def achievements_of(work: Work, career: Career) -> list[Achievement]:
    """The achievements in a post's time, the newest first; each is of one post, the latest begun."""
    found = [one for one in career.achievements if post_at(one.on, career) is work]
    return sorted(found, key=lambda one: one.on, reverse=True)


def post_at(day: date, career: Career) -> Work | None:
    """The post of a day; of several, the latest begun."""
    posts = [one for one in career.experience if one.from_ <= day <= (one.to or date.max)]
    return max(posts, key=lambda one: one.from_, default=None)


def one_line(one: Achievement) -> str:
    """An achievement as one line: what, how much, what came of it."""
    what = one.what.rstrip(".")
    if one.figure:
        what = f"{what} ({one.figure.rstrip('.')})"
    return f"{what}: {one.result.rstrip('.')}." if one.result else f"{what}."


def school_out(school: School) -> Item:
    """A school."""
    return _filled(
        institution=school.institution,
        url=school.url,
        area=school.area,
        studyType=school.study_type,
        startDate=school.starts,
        endDate=school.ends,
        score=school.score,
        courses=list(school.courses),
    )


def training_out(training: Training, packs: Packs) -> Item:
    """A completed training, among the schools."""
    return _filled(
        area=name_in(packs.vocabulary.programmes, training.programme),
        studyType=TRAINING,
        startDate=training.started.isoformat() if training.started else "",
        endDate=training.completed.isoformat() if training.completed else "",
    )


def certificate_out(holding: Holding, packs: Packs) -> Item:
    """A credential, without its number."""
    ref = packs.credentials.get(holding.credential)
    issued = holding.first_issued
    return _filled(
        name=credential_name(holding.credential, packs),
        date=issued.isoformat() if issued else "",
        issuer=ref.pack.name if ref else "",
    )


def _good(holding: Holding, on: date) -> bool:
    return holding.expires is None or holding.expires >= on


def skill_out(skill: Any) -> Item:
    """A skill with its level."""
    area = area_name(skill.area)
    return _filled(name=skill_name(skill.name), level=LEVELS[skill.level], keywords=[area] if area else [])


def project_out(project: Project) -> Item:
    """A quality project."""
    return _filled(
        name=project.title,
        description=project.aim,
        startDate=project.started.isoformat() if project.started else "",
        endDate=project.ended.isoformat() if project.ended else "",
        highlights=[project.learned] if project.learned else [],
    )
