"""Reading a JSON Resume (version 1.0.0): what has a place in a record, and what is kept beside it.

Nothing is guessed and nothing lost. A post whose role, a certificate whose credential or a skill whose level
is not known here stays in the résumé as it stood (`Resume.rest`) and is told; so is each key without a place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rxladder.career import json_resume as out
from rxladder.career.duties import Level, Skill
from rxladder.career.json_resume_shape import SHAPE, span_of, wrong_in
from rxladder.career.names_on_resumes import CredentialNames, role_called
from rxladder.career.projects import Project
from rxladder.career.record import Career, Holding, Training, Work
from rxladder.career.resume import Profile, Resume, School, Spoken
from rxladder.career.resume_entries import MOST_DEEP, depth
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.roles import roles
from rxladder.facts.skills import area_name, areas, skill_id
from rxladder.facts.vocabulary import folded
from rxladder.facts.yaml_text import BadInput, decode, line_of, read_yaml

MOST_BYTES = 1_000_000

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
    wrong = next(wrong_in(data, SHAPE, ()), None)
    if wrong is None and depth(data) > MOST_DEEP:
        wrong = (), _("is nested too deeply")
    if wrong is not None:
        path, message = wrong
        place = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
        raise BadInput(f"{place}: {message}" if place else message, file, line_of(plain, path) or 1, path)
    return _Reading(packs).whole(_without_nulls(data))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value if one is not None] if isinstance(value, list) else value


@dataclass
class _Reading:
    packs: Packs
    told: list[str] = field(default_factory=list)
    rest: Item = field(default_factory=dict)
    beside: Item = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = CredentialNames(self.packs)

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
                self.told.append(_("{place}: kept only in the résumé; {why}").format(place=place, why=made))
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
            said = _("{place}: kept alongside, with no place of its own: {keys}")
            self.told.append(said.format(place=place, keys=", ".join(more)))

    def _days(self, item: Item, what: str) -> tuple[date | None, date | None]:
        """The days of an entry; of a month or a year the first and the last day, which is told."""
        days: list[date | None] = []
        for key, side in (("startDate", 0), ("endDate", 1)):
            span = span_of(item.get(key) or "")
            days.append(span[side] if span else None)
            if span and span[0] != span[1]:
                said = _("{what}: {text} is taken as {day}")
                self.told.append(said.format(what=what, text=item[key], day=span[side].isoformat()))
        starts, ends = days
        return starts, ends

    # Each gives the part with what goes out of it again, or why it has no place.

    def _work(self, item: Item) -> tuple[Work, Item] | str:
        role = role_called(item.get("position", ""))
        if role is None:
            return _("no role of the ladder is called “{name}”").format(name=item.get("position", ""))
        starts, ends = self._days(item, item["position"])
        if starts is None:
            return _("it does not say when it began")
        if ends is not None and ends < starts:
            return _("it ends before it begins")
        self._told_of_role(item, role)
        work = Work(role, starts, ends, employer=item.get("name", ""))
        return work, out.work_out(work, Career())

    def _told_of_role(self, item: Item, role: str) -> None:
        name = roles()[role].name
        if folded(item["position"]) != folded(name):
            said = _("{what}: {text} is taken as {day}")
            self.told.append(said.format(what=item.get("name") or "work", text=item["position"], day=_(name)))

    def _school(self, item: Item) -> tuple[School | Training, Item] | str:
        if item.get("studyType") == out.TRAINING and not item.get("institution"):
            return self._training(item)
        if not item.get("institution"):
            return _("it does not name the school")
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
        names = {folded(one.name): id_ for id_, one in self.packs.vocabulary.programmes.items()}
        programme = names.get(folded(item.get("area", "")))
        starts, ends = self._days(item, item.get("area", ""))
        if programme is None or ends is None:
            return _("no training is known by this name and date")
        training = Training(programme, starts, ends)
        return training, out.training_out(training, self.packs)

    def _holding(self, item: Item) -> tuple[Holding, Item] | str:
        credential = self.names.called(item.get("name", ""), item.get("issuer", ""))
        if credential is None:
            return _("no single credential is called “{name}”").format(name=item.get("name", ""))
        if credential in self.held:
            return _("it is there twice")
        self.held.add(credential)
        span = span_of(item.get("date") or "")
        issued = span[0] if span and span[0] == span[1] else None
        if span and issued is None:
            said = _("{what}: {text} is not a full date, so the date of issue stays open")
            self.told.append(said.format(what=item["name"], text=item["date"]))
        holding = Holding(credential, issued=issued)
        return holding, out.certificate_out(holding, self.packs)

    def _skill(self, item: Item) -> tuple[Skill, Item] | str:
        if not (item.get("name") or "").strip():
            return _("it has no name")
        levels: dict[str, Level] = {folded(words): level for level, words in out.LEVELS.items()}
        level = levels.get(folded(item.get("level", "")))
        if level is None:
            return _("it does not give the level in a way that is known here")
        named = {area_name(id_): id_ for id_ in areas()}
        keywords = item.get("keywords") or [""]
        area = named.get(keywords[0], "") if len(keywords) == 1 else ""
        skill = Skill(skill_id(item["name"]), area, level)
        return skill, out.skill_out(skill)

    def _project(self, item: Item) -> tuple[Project, Item] | str:
        if not (item.get("name") or "").strip():
            return _("it has no name")
        starts, ends = self._days(item, item["name"])
        if starts and ends and ends < starts:
            return _("it ends before it begins")
        lines = item.get("highlights") or []
        learned = lines[0] if len(lines) == 1 else ""
        project = Project(item["name"], item.get("description", ""), starts, ends, learned)
        return project, out.project_out(project)

    def _language(self, item: Item) -> tuple[Spoken, Item] | str:
        if not (item.get("language") or "").strip():
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
            said = _("basics: kept as it is, without a place of its own: {keys}")
            self.told.append(said.format(keys=", ".join(kept)))
        return Resume(
            **{name: basics.get(name, "") for name in texts},
            **{name: location.get(key, "") for key, name in places.items()},
            profiles=tuple(
                Profile(one["network"], one.get("username", ""), one.get("url", "")) for one in profiles
            ),
        )


_BASICS = ("name", "location", "profiles")
