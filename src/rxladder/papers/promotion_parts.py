"""What a promotion packet says: a record laid out in sections for a manager to read, on paper or on a page.

A section can be left out, and what is in none of them is in no packet: notes, numbers of licences, the people
one knows and how to reach them, the names of those one trains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from rxladder.career.achievements import Achievement
from rxladder.career.duties import Duty, Skill
from rxladder.career.gatherings import Letter
from rxladder.career.projects import Project
from rxladder.career.record import Career, Credit, Work
from rxladder.facts.days import add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_hours, say_month, say_number, sentence
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.says_names import credential_name, name_in
from rxladder.facts.skills import skill_name
from rxladder.facts.topics import topic_name
from rxladder.quality.charts import make_chart
from rxladder.quality.compare import compare
from rxladder.quality.words import say_comparison
from rxladder.rules.answers import active
from rxladder.rules.ladder import role_context
from rxladder.rules.places import place_of
from rxladder.rules.promotion import Ask, RoleCase, role_case, say_post

# fmt: off
SectionId = Literal[
    "met", "gaps", "achievements", "duties", "skills", "training", "projects", "credentials", "education",
    "work", "letters",
]
# fmt: on
SECTIONS: tuple[SectionId, ...] = get_args(SectionId)
MONTHS_OF_EDUCATION = 24
_CHIPS = {"met": "met", "to-come": "planned", "planned": "planned", "open": "not-yet", "not-known": "unknown"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its name, a figure or days beside it, a line about it, and how it stands.

    `look` is the class of `state`'s chip; `proofs` are the fingerprints of files that prove it.
    """

    title: str
    beside: str = ""
    about: tuple[str, ...] = ()
    state: str = ""
    look: str = ""
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind under a heading; `note` stands below it."""

    id: SectionId
    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A packet's words: for whom and for which role, how it stands in one sentence, and its sections."""

    role: str
    holder: str
    headline: str
    on: date
    sections: tuple[Section, ...]


Proofs = Callable[[Credit], Sequence[str]]
"""The fingerprints of the files that prove a credit."""


def lay_out(
    career: Career,
    packs: Packs,
    role: str,
    on: date,
    wanted: Collection[str] = SECTIONS,
    proofs: Proofs = lambda _credit: (),
) -> Laid:
    """A record as a packet for a role: the sections that are wanted and have something in them."""
    found = role_case(career, packs, role, on)
    asks = [make(found) for id_, make in (("met", _met), ("gaps", _gaps)) if id_ in wanted]
    return Laid(
        role=_(roles()[role].name),
        holder=career.person.name,
        headline=_headline(found, wanted),
        on=on,
        sections=(
            *(section for section in asks if section.lines),
            *record_sections(career, packs, on, wanted, proofs),
        ),
    )


def record_sections(
    career: Career,
    packs: Packs,
    on: date,
    wanted: Collection[str] = SECTIONS,
    proofs: Proofs = lambda _credit: (),
) -> tuple[Section, ...]:
    """What a record shows whatever the role: the sections that are wanted and have something in them."""
    made: dict[str, Callable[[], Section]] = {
        "achievements": lambda: _achievements(career.achievements, on),
        "duties": lambda: _duties(career.responsibilities.duties, on),
        "skills": lambda: _skills(career.skills, on),
        "training": lambda: _training(career, on),
        "projects": lambda: _projects(career.projects),
        "credentials": lambda: _credentials(career, packs, on),
        "education": lambda: _education(career, packs, on, proofs),
        "work": lambda: _work(career, on),
        "letters": lambda: _letters(career.letters),
    }
    sections = (made[id_]() for id_ in SECTIONS if id_ in wanted and id_ in made)
    return tuple(section for section in sections if section.lines)


def section_title(id_: SectionId) -> str:
    """What a section is called."""
    return {
        "met": _("What the role asks, and is there"),
        "gaps": _("Still to come"),
        "achievements": _("Achievements"),
        "duties": _("Duties"),
        "skills": _("Skills"),
        "training": _("Training others"),
        "projects": _("Quality projects"),
        "credentials": _("Licences and certifications"),
        "education": _("Continuing education"),
        "work": _("Work"),
        "letters": _("Letters of recommendation"),
    }[id_]


def _headline(found: RoleCase, wanted: Collection[str]) -> str:
    """How the record stands to the role; it gives away no more than the sections do."""
    total, met = len(found.asks), len(found.met)
    if not total:
        return _("No source tells what this role typically asks.")
    if not {"met", "gaps"} & set(wanted):
        return ""
    if met == total:
        return _("Everything that this role typically asks is there.")
    said = ngettext(
        "{met} of {n} thing that this role typically asks is there.",
        "{met} of {n} things that this role typically asks are there.",
        total,
    ).format(met=met, n=total)
    days = [ask.day for ask in found.gaps]
    if "gaps" in wanted and all(days):
        last = max(day for day in days if day is not None)
        said += " " + _("The rest is planned to be by {day}.").format(day=say_date(last))
    return said


# --- What the role asks


def _met(found: RoleCase) -> Section:
    lines = [Line(ask.says, about=_noted(ask.shown, ask), state=_("met"), look="met") for ask in found.met]
    return Section("met", section_title("met"), tuple(lines), _what_asks_are(found))


def _gaps(found: RoleCase) -> Section:
    lines = [
        Line(
            title=ask.says,
            about=_noted(tuple(filter(None, [_progress(ask)])), ask),
            state=_state(ask),
            look=_CHIPS[ask.state],
        )
        for ask in found.gaps
    ]
    return Section("gaps", section_title("gaps"), tuple(lines), "" if found.met else _what_asks_are(found))


def _noted(about: tuple[str, ...], ask: Ask) -> tuple[str, ...]:
    return (*about, _("Source's remark: {note}").format(note=ask.note)) if ask.note else about


def _what_asks_are(found: RoleCase) -> str:
    said = _("What is typical for this role by published sources, not an employer's own list.")
    if not found.doubts:
        return said
    return said + " " + _("Not confirmed by a source: {what}.").format(what="; ".join(found.doubts))


def _state(ask: Ask) -> str:
    if ask.state == "to-come" and ask.day:
        return _("by {day}, as work goes on").format(day=say_date(ask.day))
    if ask.state == "planned" and ask.day:
        return _("planned by {day}").format(day=say_date(ask.day))
    return _("not known") if ask.state == "not-known" else _("no day yet")


def _progress(ask: Ask) -> str:
    if ask.progress is None or not ask.progress.have:
        return ""
    have, want = say_number(ask.progress.have), say_number(ask.progress.want)
    if ask.progress.unit == "months":
        return _("{have} of {want} months so far").format(have=have, want=want)
    if ask.progress.unit == "hours":
        return _("{have} of {want} hours so far").format(have=have, want=want)
    return _("{have} of {want} so far").format(have=have, want=want)


# --- What was done


def _achievements(found: Sequence[Achievement], on: date) -> Section:
    newest = sorted((one for one in found if one.on <= on), key=lambda one: one.on, reverse=True)
    return Section("achievements", section_title("achievements"), tuple(map(achievement_line, newest)))


def achievement_line(one: Achievement) -> Line:
    """An achievement: what, when, how much, and what came of it."""
    return Line(
        title=one.what,
        beside=say_month(one.on),
        about=tuple(filter(None, (one.figure, one.result))),
        proofs=(one.evidence,) if one.evidence else (),
    )


def _duties(found: Sequence[Duty], on: date) -> Section:
    goes_on = sorted(found, key=lambda one: (one.until is not None, one.since or date.min))
    lines = [Line(one.what, _days(one.since, one.until, on), tuple(_about_duty(one))) for one in goes_on]
    return Section("duties", section_title("duties"), tuple(lines))


def _about_duty(duty: Duty) -> Iterator[str]:
    place = workplaces().get(duty.workplace or "")
    hours = duty.hours_per_week
    a_week = _("{hours} a week").format(hours=say_hours(hours)) if hours else ""
    about = ", ".join(filter(None, [a_week, duty.employer or (_(place.name) if place else "")]))
    if about:
        yield sentence(about)


def _days(since: date | None, until: date | None, on: date) -> str:
    if until is not None and until < on:
        if since is None:
            return _("until {day}").format(day=say_month(until))
        return _("{first} to {last}").format(first=say_month(since), last=say_month(until))
    return _("since {day}").format(day=say_month(since)) if since else ""


def _skills(found: Sequence[Skill], on: date) -> Section:
    ranked = sorted(found, key=lambda one: (one.signed(on) is None, _LEVELS.index(one.level)))
    lines = [Line(skill_name(one.name), say_level(one), tuple(_signed(one, on))) for one in ranked]
    return Section("skills", section_title("skills"), tuple(lines))


_LEVELS = ("teaches", "alone", "helped", "learning")


def say_level(skill: Skill) -> str:
    """How well somebody can do something, as others read it."""
    return {
        "teaches": _("teaches it"),
        "alone": _("on own"),
        "helped": _("with help"),
        "learning": _("learning"),
    }[skill.level]


def _signed(skill: Skill, on: date) -> Iterator[str]:
    signed = skill.signed(on)
    if signed:
        yield _("Signed off by {name} on {day}").format(name=signed.by, day=say_date(signed.on))


def _training(career: Career, on: date) -> Section:
    """Trainings of others, by what for; nobody's name."""
    lines = []
    for plan in career.responsibilities.training:
        if plan.starts and plan.starts > on:
            continue
        said = _("{done} of {n} things signed off").format(done=plan.signed, n=len(plan.items))
        about = (said,) if plan.items else ()
        lines.append(
            Line(plan.what or _("A colleague's training"), _days(plan.starts, plan.ended, on), about)
        )
    return Section("training", section_title("training"), tuple(lines))


def _projects(found: Sequence[Project]) -> Section:
    lines = [
        Line(one.title, _project_days(one), tuple(filter(None, [one.aim, *_came_of(one), one.learned])))
        for one in sorted(found, key=lambda one: one.started or date.min, reverse=True)
    ]
    return Section("projects", section_title("projects"), tuple(lines))


def _project_days(project: Project) -> str:
    if project.started and project.ended:
        first, last = say_month(project.started), say_month(project.ended)
        return _("{first} to {last}").format(first=first, last=last)
    return _("since {day}").format(day=say_month(project.started)) if project.started else ""


def _came_of(project: Project) -> Iterator[str]:
    """Before and after the last change that has points on both sides."""
    if project.measure is None:
        return
    chart = make_chart(project.measure, project.points, project.changes, project.baseline_until)
    for change in sorted(project.changes, key=lambda one: one.date, reverse=True):
        measured = compare(project.measure, project.points, project.changes, change)
        if measured is not None and chart is not None:
            yield " ".join([f"{change.what.rstrip('.')}.", *say_comparison(measured, chart)])
            return


# --- What is held, learned and worked


def _credentials(career: Career, packs: Packs, on: date) -> Section:
    context = role_context(career, packs, on)
    lines = []
    for holding in career.holdings:
        if not active(holding, context):
            continue
        since = holding.first_issued
        about = [
            _("held since {day}").format(day=say_date(since)) if since else "",
            _("good until {day}").format(day=say_date(holding.expires)) if holding.expires else "",
        ]
        told = sentence(", ".join(filter(None, about)))
        lines.append(Line(credential_name(holding.credential, packs), about=(told,) if told else ()))
    for training in career.trainings:
        if training.completed and training.completed <= on:
            name = name_in(packs.vocabulary.programmes, training.programme)
            lines.append(Line(name, say_month(training.completed)))
    return Section("credentials", section_title("credentials"), tuple(lines))


def _education(career: Career, packs: Packs, on: date, proofs: Proofs) -> Section:
    since = add_months(on, -MONTHS_OF_EDUCATION)
    taken = [one for one in career.credits if one.status == "done" and since < one.date <= on]
    taken.sort(key=lambda one: one.date, reverse=True)
    lines = [
        Line(
            title=one.title or one.uan or _("Course"),
            beside=_("{hours}, {month}").format(hours=say_hours(one.hours), month=say_month(one.date)),
            about=(one.provider,) if one.provider else (),
            proofs=tuple(proofs(one)),
        )
        for one in taken
    ]
    return Section("education", section_title("education"), tuple(lines), _hours_by_topic(taken, packs))


def _hours_by_topic(taken: Sequence[Credit], packs: Packs) -> str:
    hours: dict[str, Fraction] = {}
    for one in taken:
        topic = place_of(one, packs.vocabulary.courses).topic
        if topic is not None:
            hours[topic] = hours.get(topic, Fraction(0)) + one.hours
    total = say_hours(sum((one.hours for one in taken), Fraction(0)))
    said = _("{hours} in the last {n} months").format(hours=total, n=MONTHS_OF_EDUCATION)
    most = sorted(hours.items(), key=lambda pair: -pair[1])
    topics = ", ".join(
        _("{topic} {hours}").format(topic=topic_name(topic), hours=say_number(sum_)) for topic, sum_ in most
    )
    return _("{said}; by topic: {topics}.").format(said=said, topics=topics) if topics else f"{said}."


def _work(career: Career, on: date) -> Section:
    works = sorted((one for one in career.experience if one.from_ <= on), key=lambda one: one.from_)
    lines = [
        Line(say_post(one), _days(one.from_, one.to, on), tuple(_about_work(one))) for one in reversed(works)
    ]
    return Section("work", section_title("work"), tuple(lines))


def _about_work(work: Work) -> Iterator[str]:
    if work.hours_per_week:
        yield _("{hours} a week").format(hours=say_hours(work.hours_per_week))


def _letters(found: Sequence[Letter]) -> Section:
    lines = [
        Line(
            title=_("By {name}").format(name=one.writer),
            beside=say_month(one.received),
            about=(one.about,) if one.about else (),
            proofs=(one.evidence,) if one.evidence else (),
        )
        for one in found
        if one.received
    ]
    return Section("letters", section_title("letters"), tuple(lines))
