"""Reading a JSON Resume (version 1.0.0): what has a place in a record, and what is kept beside it.

Nothing is guessed and nothing lost. A post whose role, a certificate whose credential or a skill whose level
is not known here stays in the résumé as it stood (`Resume.rest`) and is told; so is each key without a place.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from rxladder.career import json_resume as out
from rxladder.career.duties import Level, Skill
from rxladder.career.projects import Project
from rxladder.career.record import Career, Holding, Training, Work
from rxladder.career.resume import Profile, Resume, School, Spoken
from rxladder.career.resume_entries import MOST_DEEP, depth
from rxladder.facts.entries import FIRST_DAY, LAST_DAY, LONGEST_TEXT
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles
from rxladder.facts.says_names import credential_name
from rxladder.facts.skills import area_name, areas, skill_id
from rxladder.facts.yaml_text import BadInput, decode, line_of, read_yaml

MOST_BYTES = 1_000_000
_DAY = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a JSON Resume holds. `told` says, a line each, what has no place of its own or was read how."""

    name: str
    resume: Resume
    works: tuple[Work, ...] = ()
    holdings: tuple[Holding, ...] = ()
    trainings: tuple[Training, ...] = ()
    skills: tuple[Skill, ...] = ()
    projects: tuple[Project, ...] = ()
    told: tuple[str, ...] = ()


def read_json_resume(text: str | bytes, packs: Packs, file: str = "resume.json") -> Brought:
    """What a JSON Resume holds. Raises BadInput, with the line, for what is none or not of its shape."""
    plain = decode(text, file, max_bytes=MOST_BYTES)
    data = read_yaml(plain, file, max_bytes=MOST_BYTES)
    if not isinstance(data, dict) or "rxladder" in data:
        raise BadInput(_("is not a JSON Resume, which is a mapping with sections such as `basics`"), file, 1)
    wrong = next(_wrong(data, _SHAPE, ()), None)
    if wrong is None and depth(data) > MOST_DEEP:
        wrong = (), _("is nested too deep")
    if wrong is not None:
        path, message = wrong
        place = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
        raise BadInput(f"{place}: {message}" if place else message, file, line_of(plain, path) or 1, path)
    return _Reading(packs).whole(_without_nulls(data))


# --- The shape

_TEXT, _DATE = "text", "date"
_LINES = [_TEXT]
_SHAPE: dict[str, Any] = {
    "basics": {
        **dict.fromkeys(("name", "label", "image", "email", "phone", "url", "summary"), _TEXT),
        "location": dict.fromkeys(("address", "postalCode", "city", "countryCode", "region"), _TEXT),
        "profiles": [dict.fromkeys(("network", "username", "url"), _TEXT)],
    },
    "work": [
        {
            **dict.fromkeys(("name", "location", "description", "position", "url", "summary"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
        }
    ],
    "volunteer": [
        {
            **dict.fromkeys(("organization", "position", "url", "summary"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
        }
    ],
    "education": [
        {
            **dict.fromkeys(("institution", "url", "area", "studyType", "score"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "courses": _LINES,
        }
    ],
    "awards": [{**dict.fromkeys(("title", "awarder", "summary"), _TEXT), "date": _DATE}],
    "certificates": [{**dict.fromkeys(("name", "issuer", "url"), _TEXT), "date": _DATE}],
    "publications": [{**dict.fromkeys(("name", "publisher", "url", "summary"), _TEXT), "releaseDate": _DATE}],
    "skills": [{"name": _TEXT, "level": _TEXT, "keywords": _LINES}],
    "languages": [{"language": _TEXT, "fluency": _TEXT}],
    "interests": [{"name": _TEXT, "keywords": _LINES}],
    "references": [{"name": _TEXT, "reference": _TEXT}],
    "projects": [
        {
            **dict.fromkeys(("name", "description", "url", "entity", "type"), _TEXT),
            "startDate": _DATE,
            "endDate": _DATE,
            "highlights": _LINES,
            "keywords": _LINES,
            "roles": _LINES,
        }
    ],
    "meta": {"canonical": _TEXT, "version": _TEXT, "lastModified": _TEXT},
}

Wrong = tuple[tuple[str | int, ...], str]


def _wrong(value: Any, shape: Any, place: tuple[str | int, ...]) -> Iterator[Wrong]:
    """What is not of the shape; a key that the format does not name may hold anything."""
    if value is None:
        return
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield place, _("must be a mapping")
        else:
            for key in shape.keys() & value.keys():
                yield from _wrong(value[key], shape[key], (*place, key))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield place, _("must be a list")
        else:
            for number, one in enumerate(value):
                yield from _wrong(one, shape[0], (*place, number))
    elif not isinstance(value, str):
        yield place, _("must be a text")
    elif len(value) > LONGEST_TEXT:
        yield place, _("is longer than {n} characters").format(n=f"{LONGEST_TEXT:,}")
    elif shape == _DATE and value and _span(value) is None:
        yield place, _("is not a date; write it as 2019-05-31, 2019-05 or 2019")


def _span(text: str) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year; None for what is none."""
    if not _DAY.fullmatch(text):
        return None
    parts = [int(part) for part in text.split("-")]
    try:
        first = date(parts[0], *(parts[1:] or [1]), *([1] if len(parts) < 3 else []))
        month = parts[1] if len(parts) > 1 else 12
        last = first if len(parts) == 3 else date(parts[0], month, calendar.monthrange(parts[0], month)[1])
    except ValueError:
        return None
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value if one is not None] if isinstance(value, list) else value


# --- What has a place


@dataclass
class _Reading:
    packs: Packs
    told: list[str] = field(default_factory=list)
    rest: Item = field(default_factory=dict)
    beside: Item = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def whole(self, data: Item) -> Brought:
        data = {key: part for key, part in data.items() if key != "$schema"}
        works = self._section(data, "work", self._work)
        education = self._section(data, "education", self._school)
        holdings = self._section(data, "certificates", self._holding)
        skills = self._section(data, "skills", self._skill)
        projects = self._section(data, "projects", self._project)
        languages = self._section(data, "languages", self._language)
        basics = dict(data.pop("basics", {}))
        resume = self._basics(basics)
        for key, part in data.items():
            if part:
                self.rest[key] = part
                self.told.append(_("{section}: kept as it is, for your JSON Resume").format(section=key))
        if self.beside:
            self.rest[out.BESIDE] = self.beside
        return Brought(
            name=basics.get("name", ""),
            resume=replace(
                resume,
                languages=tuple(languages),
                education=tuple(one for one in education if isinstance(one, School)),
                rest=self.rest or None,
            ),
            works=tuple(works),
            holdings=tuple(holdings),
            trainings=tuple(one for one in education if isinstance(one, Training)),
            skills=tuple(skills),
            projects=tuple(projects),
            told=tuple(self.told),
        )

    def _section(self, data: Item, name: str, read: Callable[[Item], tuple[Any, Item] | str]) -> list[Any]:
        """The entries of a section that have a place; the others are kept, and what each leaves, too."""
        found = []
        for number, item in enumerate(data.pop(name, None) or (), 1):
            made = read(item)
            if isinstance(made, str):
                self.rest.setdefault(name, []).append(item)
                place = _("{section}, no. {n}").format(section=name, n=number)
                self.told.append(_("{place}: kept in the résumé only; {why}").format(place=place, why=made))
                continue
            found.append(made[0])
            self._keep_beside(name, number, item, made[1])
        return found

    def _keep_beside(self, name: str, number: int, item: Item, ours: Item) -> None:
        """What an entry tells beyond what goes out of its place again."""
        known = {*out.IDENTITY[name], "startDate", "endDate", "date"}
        more = {
            key: value for key, value in item.items() if value and key not in known and value != ours.get(key)
        }
        if more:
            told = {key: ours.get(key) or item.get(key) for key in out.IDENTITY[name]}
            identity = {key: value for key, value in told.items() if value}
            self.beside.setdefault(name, []).append(identity | more)
            place = _("{section}, no. {n}").format(section=name, n=number)
            said = _("{place}: kept beside it, with no place of its own: {keys}")
            self.told.append(said.format(place=place, keys=", ".join(more)))

    def _days(self, item: Item, what: str) -> tuple[date | None, date | None]:
        """The days of an entry; of a month or a year the first and the last day, which is told."""
        days: list[date | None] = []
        for key, side in (("startDate", 0), ("endDate", 1)):
            span = _span(item.get(key) or "")
            days.append(span[side] if span else None)
            if span and span[0] != span[1]:
                said = _("{what}: {text} is taken as {day}")
                self.told.append(said.format(what=what, text=item[key], day=span[side].isoformat()))
        starts, ends = days
        return starts, ends

    # Each gives the part with what goes out of it again, or why it has no place.

    def _work(self, item: Item) -> tuple[Work, Item] | str:
        role = _roles_by_name().get(_plain(item.get("position", "")))
        if role is None:
            return _("no role of the ladder is called “{name}”").format(name=item.get("position", ""))
        starts, ends = self._days(item, item["position"])
        if starts is None:
            return _("it does not tell when it began")
        if ends is not None and ends < starts:
            return _("it ends before it begins")
        work = Work(role, starts, ends, employer=item.get("name", ""))
        return work, out.work_out(work, Career())

    def _school(self, item: Item) -> tuple[School | Training, Item] | str:
        if item.get("studyType") == out.TRAINING and not item.get("institution"):
            return self._training(item)
        if not item.get("institution"):
            return _("it does not tell the school")
        school = School(
            institution=item["institution"],
            area=item.get("area", ""),
            study_type=item.get("studyType", ""),
            starts=item.get("startDate", ""),
            ends=item.get("endDate", ""),
            score=item.get("score", ""),
            url=item.get("url", ""),
            courses=tuple(item.get("courses", ())),
        )
        return school, out.school_out(school)

    def _training(self, item: Item) -> tuple[Training, Item] | str:
        names = {_plain(one.name): id_ for id_, one in self.packs.vocabulary.programmes.items()}
        programme = names.get(_plain(item.get("area", "")))
        starts, ends = self._days(item, item.get("area", ""))
        if programme is None or ends is None:
            return _("no training is known by its name and its day")
        training = Training(programme, starts, ends)
        return training, out.training_out(training, self.packs)

    def _holding(self, item: Item) -> tuple[Holding, Item] | str:
        credential = _credentials_by_name(self.packs).get(_plain(item.get("name", "")))
        if credential is None:
            return _("no single credential is called “{name}”").format(name=item.get("name", ""))
        if credential in self.held:
            return _("it stands there twice")
        self.held.add(credential)
        span = _span(item.get("date") or "")
        issued = span[0] if span and span[0] == span[1] else None
        if span and issued is None:
            said = _("{what}: {text} is no day, so the day of issue stays open")
            self.told.append(said.format(what=item["name"], text=item["date"]))
        holding = Holding(credential, issued=issued)
        return holding, out.certificate_out(holding, self.packs)

    def _skill(self, item: Item) -> tuple[Skill, Item] | str:
        levels: dict[str, Level] = {_plain(words): level for level, words in out.LEVELS.items()}
        level = levels.get(_plain(item.get("level", "")))
        if not item.get("name") or level is None:
            return _("it does not tell the level in a way that is known here")
        named = {area_name(id_): id_ for id_ in areas()}
        keywords = item.get("keywords") or [""]
        area = named.get(keywords[0], "") if len(keywords) == 1 else ""
        skill = Skill(skill_id(item["name"]), area, level)
        return skill, out.skill_out(skill)

    def _project(self, item: Item) -> tuple[Project, Item] | str:
        if not item.get("name"):
            return _("it has no name")
        starts, ends = self._days(item, item["name"])
        if starts and ends and ends < starts:
            return _("it ends before it begins")
        lines = item.get("highlights") or []
        learned = lines[0] if len(lines) == 1 else ""
        project = Project(item["name"], item.get("description", ""), starts, ends, learned)
        return project, out.project_out(project)

    def _language(self, item: Item) -> tuple[Spoken, Item] | str:
        if not item.get("language"):
            return _("it has no name")
        return Spoken(item["language"], item.get("fluency", "")), {"fluency": item.get("fluency", "")}

    def _basics(self, basics: Item) -> Resume:
        location = dict(basics.get("location") or {})
        told: list[Item] = basics.get("profiles") or []
        profiles = [one for one in told if one.get("network")]
        odd = [one for one in told if not one.get("network")]
        places = {
            "address": "address",
            "postalCode": "postal_code",
            "city": "city",
            "countryCode": "country",
            "region": "region",
        }
        texts = ("label", "summary", "email", "phone", "url")
        kept = {key: part for key, part in basics.items() if part and key not in (*texts, *_BASICS)}
        more = {key: part for key, part in location.items() if part and key not in places}
        kept |= ({"location": more} if more else {}) | ({"profiles": odd} if odd else {})
        if kept:
            self.rest["basics"] = kept
            said = _("basics: kept as it is, with no place of its own: {keys}")
            self.told.append(said.format(keys=", ".join(kept)))
        return Resume(
            **{name: basics.get(name, "") for name in texts},
            **{name: location.get(key, "") for key, name in places.items()},
            profiles=tuple(
                Profile(one["network"], one.get("username", ""), one.get("url", "")) for one in profiles
            ),
        )


_BASICS = ("name", "location", "profiles")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _roles_by_name() -> dict[str, str]:
    found = {_plain(other): id_ for id_, role in roles().items() for other in role.also}
    return found | {_plain(role.name): id_ for id_, role in roles().items()}


def _credentials_by_name(packs: Packs) -> dict[str, str]:
    """Credentials by title and abbreviation; what two are called means neither."""
    found: dict[str, set[str]] = {}
    for id_, ref in packs.credentials.items():
        for name in (credential_name(id_, packs), ref.credential.title, ref.credential.abbreviation, id_):
            if name:
                found.setdefault(_plain(name), set()).add(id_)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


# --- Beside what is there


def what_is_new(career: Career, brought: Brought) -> Brought:
    """What a record does not have yet; the résumé is joined with the one that is there."""
    return replace(
        brought,
        resume=joined(career.resume or Resume(), _without_own(career, brought.resume)),
        works=_missing(brought.works, career.experience, lambda one: (one.role, one.from_, one.employer)),
        holdings=_missing(brought.holdings, career.holdings, lambda one: one.credential),
        trainings=_missing(brought.trainings, career.trainings, lambda one: (one.programme, one.completed)),
        skills=_missing(brought.skills, career.skills, lambda one: skill_id(one.name)),
        projects=_missing(brought.projects, career.projects, lambda one: (_plain(one.title), one.started)),
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
