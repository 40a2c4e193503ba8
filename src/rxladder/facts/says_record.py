"""What a condition asks of a person's record, in words: what they hold, passed, learned and worked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import inside, plural, say_months, say_number, say_span, with_details
from rxladder.facts.says_match import say_match
from rxladder.facts.says_names import credential_name, name_in, quoted


def _within(months: int | None) -> str | None:
    """Stretches of up to two years are counted in months, as the boards do."""
    if months is None:
        return None
    return _("in the last {time}").format(time=say_months(months) if months > 24 else say_span(months))


def _holds(node: c.Holds, packs: Packs) -> str:
    title = credential_name(node.holds, packs)
    if node.for_months is None:
        return _("you hold “{title}”").format(title=title)
    return _("you have held “{title}” for at least {time} without a break").format(
        title=title, time=say_months(node.for_months)
    )


def _holds_not(node: c.Holds, packs: Packs) -> str | None:
    if node.for_months is not None:
        return None
    return _("you do not hold “{title}”").format(title=credential_name(node.holds, packs))


def _ever_held(node: c.EverHeld, packs: Packs) -> str:
    title = credential_name(node.ever_held, packs)
    if node.ended_months_ago is None:
        return _("you have held “{title}” at some point").format(title=title)
    if not node.ended_months_ago:
        return _("you once held “{title}”, and it ended").format(title=title)
    return _("you once held “{title}”, and it ended at least {time} ago").format(
        title=title, time=say_months(node.ended_months_ago)
    )


def _never_held(node: c.EverHeld, packs: Packs) -> str | None:
    title = credential_name(node.ever_held, packs)
    if node.ended_months_ago is None:
        return _("you have never held “{title}”").format(title=title)
    if node.ended_months_ago:
        return None
    return _("no “{title}” of yours has ended").format(title=title)


def _accepted(node: c.AcceptedCertification, packs: Packs) -> str:
    if not node.accepted_certification:
        return _("you hold a certification that the board accepts")
    return _("you hold a certification that the board accepts (probably {titles})").format(
        titles=quoted([credential_name(id_, packs) for id_ in node.accepted_certification])
    )


def _accepted_not(_node: c.AcceptedCertification, _packs: Packs) -> str:
    return _("you hold no certification that the board accepts")


def _passed(node: c.Passed, packs: Packs) -> str:
    said = _("you passed the exam “{name}”").format(name=name_in(packs.vocabulary.exams, node.passed))
    score = None if node.score is None else _("with a score of at least {n}").format(n=node.score)
    return with_details(said, score, _within(node.within_months), _in_term(node.in_term))


def _in_term(in_term: bool) -> str | None:
    return _("in this term") if in_term else None


def _passed_not(node: c.Passed, packs: Packs) -> str | None:
    if node.score is not None:
        return None
    said = _("you did not pass the exam “{name}”").format(name=name_in(packs.vocabulary.exams, node.passed))
    return with_details(said, _within(node.within_months), _in_term(node.in_term))


def _trained(node: c.Trained, packs: Packs) -> str:
    name = name_in(packs.vocabulary.programmes, node.trained)
    hours = None
    if node.hours is not None:
        hours = ngettext("of at least {n} hour", "of at least {n} hours", plural(node.hours)).format(
            n=say_number(node.hours)
        )
    said = _("you finished the training “{name}”").format(name=name)
    return with_details(said, hours, _within(node.within_months), _in_term(node.in_term))


def _course(node: c.Course, packs: Packs) -> str:
    said = _("you took the course “{name}”").format(name=name_in(packs.vocabulary.courses, node.course))
    each_year = None
    if node.hours_each_year is not None:
        each_year = ngettext(
            "{n} hour for each year of this term",
            "{n} hours for each year of this term",
            plural(node.hours_each_year),
        ).format(n=say_number(node.hours_each_year))
    return with_details(said, each_year, _within(node.within_months), _in_term(node.in_term))


def _credit_hours(node: c.CreditHours, packs: Packs) -> str:
    said = ngettext(
        "you have taken at least {n} hour {match}",
        "you have taken at least {n} hours {match}",
        plural(node.credit_hours),
    ).format(n=say_number(node.credit_hours), match=say_match(node.of, packs.vocabulary))
    return with_details(said, _within(node.within_months))


def _experience(node: c.Experience, packs: Packs) -> str:
    work = inside(name_in(packs.vocabulary.experience_kinds, node.experience))
    if node.months is not None:
        said = _("you have at least {time} of {work}").format(time=say_months(node.months), work=work)
    else:
        hours = node.hours or 0
        said = ngettext(
            "you have at least {n} hour of {work}",
            "you have at least {n} hours of {work}",
            plural(hours),
        ).format(n=say_number(hours), work=work)
    return with_details(said, _within(node.within_months))


def _age(node: c.Age, _packs: Packs) -> str:
    return _("you are at least {n} years old").format(n=node.age)


def _age_not(node: c.Age, _packs: Packs) -> str:
    return _("you are under {n}").format(n=node.age)


_SCHOOLING = {
    "in-high-school": noop("you are in high school or have finished it"),
    "high-school": noop("you have finished high school (or its equivalent)"),
    "some-college": noop("you have been to college"),
    "associate": noop("you have an associate degree or more"),
    "bachelor": noop("you have a bachelor's degree or more"),
}


def _education(node: c.Education, _packs: Packs) -> str:
    return _(_SCHOOLING[node.education])


def _employed(node: c.Employed, packs: Packs) -> str:
    job = inside(name_in(packs.vocabulary.experience_kinds, node.employed))
    return _("you have {job}").format(job=job)


_ELSEWHERE = {
    "technician": noop("you are registered or licensed as a technician in another state"),
    "pharmacist-or-intern": noop("you are licensed as a pharmacist or pharmacy intern"),
}
_ELSEWHERE_NOT = {
    "technician": noop("you are not registered or licensed as a technician in another state"),
    "pharmacist-or-intern": noop("you are not licensed as a pharmacist or pharmacy intern"),
}


def _elsewhere(node: c.RegisteredElsewhere, _packs: Packs) -> str:
    return _(_ELSEWHERE[node.registered_elsewhere])


def _elsewhere_not(node: c.RegisteredElsewhere, _packs: Packs) -> str:
    return _(_ELSEWHERE_NOT[node.registered_elsewhere])


def certifications(nodes: Sequence[Any], packs: Packs) -> list[str]:
    """Certifications by name, and last what else the board accepts."""
    held = [node.holds for node in nodes if isinstance(node, c.Holds)]
    said = [_("“{name}”").format(name=credential_name(id_, packs)) for id_ in held]
    for node in nodes:
        if isinstance(node, c.AcceptedCertification):
            more = [id_ for id_ in node.accepted_certification if id_ not in held]
            said.append(
                _("another certification that the board accepts (probably {titles})").format(
                    titles=quoted([credential_name(id_, packs) for id_ in more])
                )
                if more
                else _("another certification that the board accepts")
            )
    return said


RECORD_SAYS: dict[type[c.Node], Callable[[Any, Packs], str]] = {
    c.Holds: _holds,
    c.EverHeld: _ever_held,
    c.AcceptedCertification: _accepted,
    c.Passed: _passed,
    c.Trained: _trained,
    c.Course: _course,
    c.CreditHours: _credit_hours,
    c.Experience: _experience,
    c.Age: _age,
    c.Education: _education,
    c.Employed: _employed,
    c.RegisteredElsewhere: _elsewhere,
}
RECORD_SAYS_NOT: dict[type[c.Node], Callable[[Any, Packs], str | None]] = {
    c.Age: _age_not,
    c.Holds: _holds_not,
    c.EverHeld: _never_held,
    c.AcceptedCertification: _accepted_not,
    c.Passed: _passed_not,
    c.RegisteredElsewhere: _elsewhere_not,
}
