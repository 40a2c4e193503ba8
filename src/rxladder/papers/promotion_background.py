"""What somebody holds, learned and worked, and who recommends them, in a promotion packet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from rxladder.career.gatherings import Letter
from rxladder.career.record import Career, Credit, Work
from rxladder.facts.days import add_months
from rxladder.facts.language import gettext as _
from rxladder.facts.load import Packs
from rxladder.facts.phrases import say_date, say_hours, say_month, say_number, sentence
from rxladder.facts.says_names import credential_name, name_in
from rxladder.facts.topics import topic_name
from rxladder.papers.promotion_deeds import say_days
from rxladder.papers.promotion_sections import Line, Proofs, Section, section_title
from rxladder.rules.answers import active
from rxladder.rules.ladder import role_context
from rxladder.rules.places import place_of
from rxladder.rules.promotion import say_post

MONTHS_OF_EDUCATION = 24


def credentials(career: Career, packs: Packs, on: date) -> Section:
    """What is held and good on the day, and the programmes that are completed."""
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


def education(career: Career, packs: Packs, on: date, proofs: Proofs) -> Section:
    """Continuing education of the last months, with its hours by topic."""
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


def work(career: Career, on: date) -> Section:
    """Where somebody worked, the newest first."""
    works = sorted((one for one in career.experience if one.from_ <= on), key=lambda one: one.from_)
    lines = [
        Line(say_post(one), say_days(one.from_, one.to, on), tuple(_about_work(one)))
        for one in reversed(works)
    ]
    return Section("work", section_title("work"), tuple(lines))


def _about_work(work: Work) -> Iterator[str]:
    if work.hours_per_week:
        yield _("{hours} a week").format(hours=say_hours(work.hours_per_week))


def letters(found: Sequence[Letter]) -> Section:
    """Letters of recommendation that are there."""
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
