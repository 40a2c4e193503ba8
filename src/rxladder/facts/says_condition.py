"""Conditions in words: one statement for every kind of node, to stand alone or after "when".

Statements begin in lower case ("you give vaccines at work"); `phrases.sentence` gives the capital.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import (
    all_of,
    one_of,
    plural,
    say_date,
    say_day_of_year,
    say_days,
    say_months,
    say_number,
    say_span,
    with_details,
)
from rxladder.facts.says_match import say_match
from rxladder.facts.states import STATES, state_name


def condition_phrase(node: c.Node, packs: Packs) -> str:
    """A condition as a statement."""
    said = _SAYS[type(node)](node, packs)
    if node.from_ and node.from_ == node.until:
        return _("on {day}: {what}").format(day=say_date(node.from_), what=said)
    if node.from_ and node.until:
        return _("from {start} to {end}: {what}").format(
            start=say_date(node.from_), end=say_date(node.until), what=said
        )
    if node.from_:
        return _("from {start} on: {what}").format(start=say_date(node.from_), what=said)
    if node.until:
        return _("up to {end}: {what}").format(end=say_date(node.until), what=said)
    return said


def condition_alone(node: c.Node, packs: Packs, beside: Sequence[c.Node] = ()) -> str:
    """A condition as a sentence of its own; `beside` are the alternatives that are shown around it."""
    match node:
        case c.AskAuthority(from_=None, until=None):
            return _("ask your board: {what}").format(what=node.ask_authority)
        case c.AcceptedCertification(from_=None, until=None) if any(
            isinstance(one, c.Holds) for one in beside
        ):
            held = [one for one in beside if isinstance(one, c.Holds)]
            return _("you hold {titles}").format(titles=_certifications([*held, node], packs)[-1])
    return condition_phrase(node, packs)


def credential_name(id_: str, packs: Packs) -> str:
    """A credential's title, with its state where it is a state's; an unknown id as it is."""
    ref = packs.credentials.get(id_)
    if ref is None:
        return id_
    title, state = _(ref.credential.title), state_name(ref.pack.id)
    if ref.pack.id not in STATES or state in title:
        return title
    return _("{title}, {state}").format(title=title, state=state)


def _titles(ids: Sequence[str], packs: Packs) -> str:
    return one_of([_("“{name}”").format(name=credential_name(id_, packs)) for id_ in ids])


# --- Branches


def _inner(nodes: Sequence[c.Node], packs: Packs) -> list[str]:
    """Statements of the parts of a branch; a branch in a branch stands between brackets."""
    return [
        f"({condition_phrase(node, packs)})" if _is_list(node) else condition_phrase(node, packs)
        for node in nodes
    ]


def _is_list(node: c.Node) -> bool:
    return len(_without_implied(c.children(node))) > 1


def _all(node: c.All, packs: Packs) -> str:
    return _list(_inner(node.all, packs), _("{left} and {right}"), _("{left}; and {right}"))


def _any(node: c.AnyOf, packs: Packs) -> str:
    return _list(_alternatives(node, packs), _("{left} or {right}"), _("{left}; or {right}"))


def _alternatives(node: c.AnyOf, packs: Packs) -> list[str]:
    """Any of several; certifications, exams and trainings side by side share a statement."""
    items: list[str] = []
    for kind, group in groupby(_without_implied(node.any), key=_alike):
        nodes = list(group)
        if kind is None or len(nodes) == 1:
            items += _inner(nodes, packs)
        else:
            items.append(_several(kind, nodes, packs))
    return items


def _without_implied(nodes: Sequence[c.Node]) -> list[c.Node]:
    """Alternatives without those that another takes in: who has finished high school has been in it."""
    in_school = any(isinstance(node, c.Education) and node.education == "in-high-school" for node in nodes)
    return [
        node
        for node in nodes
        if not (in_school and isinstance(node, c.Education) and node.education != "in-high-school")
    ]


def _none_of(node: c.AnyOf, packs: Packs) -> str:
    return _("none of these: {items}").format(items="; ".join(_alternatives(node, packs)))


def _list(items: Sequence[str], two: str, more: str) -> str:
    if len(items) == 1:
        return items[0]
    return (two if len(items) == 2 else more).format(left="; ".join(items[:-1]), right=items[-1])


def _alike(node: c.Node) -> type[c.Node] | None:
    """The kind of a leaf that can share a statement with its likes: one without bounds of its own."""
    plain: dict[type[c.Node], c.Node] = {}
    match node:
        case c.Holds():
            plain[c.Holds] = c.Holds(holds=node.holds)
        case c.Passed():
            plain[c.Passed] = c.Passed(passed=node.passed)
        case c.Trained():
            plain[c.Trained] = c.Trained(trained=node.trained)
        case c.AcceptedCertification():
            plain[c.Holds] = c.AcceptedCertification(accepted_certification=node.accepted_certification)
    told = {"note": None, "open": None, "sources": (), "confidence": None}
    return next((kind for kind, bare in plain.items() if node.model_copy(update=told) == bare), None)


def _several(kind: type[c.Node], nodes: Sequence[Any], packs: Packs) -> str:
    if kind is c.Holds:
        return _("you hold {titles}").format(titles=one_of(_certifications(nodes, packs)))
    words = packs.vocabulary
    if kind is c.Passed:
        names = [
            words.exams[node.passed].name if node.passed in words.exams else node.passed for node in nodes
        ]
        return _("you passed the exam {names}").format(names=_quoted(names))
    names = [
        words.programmes[node.trained].name if node.trained in words.programmes else node.trained
        for node in nodes
    ]
    return _("you finished the training {names}").format(names=_quoted(names))


def _certifications(nodes: Sequence[Any], packs: Packs) -> list[str]:
    """Certifications by name, and last what else the board accepts."""
    held = [node.holds for node in nodes if isinstance(node, c.Holds)]
    said = [_("“{name}”").format(name=credential_name(id_, packs)) for id_ in held]
    for node in nodes:
        if isinstance(node, c.AcceptedCertification):
            more = [id_ for id_ in node.accepted_certification if id_ not in held]
            said.append(
                _("another certification that the board accepts (probably {titles})").format(
                    titles=_titles(more, packs)
                )
                if more
                else _("another certification that the board accepts")
            )
    return said


def _quoted(names: Sequence[str]) -> str:
    return one_of([_("“{name}”").format(name=_(name)) for name in names])


def _at_least(node: c.AtLeast, packs: Packs) -> str:
    items = "; ".join(_inner(node.of, packs))
    return _("at least {n} of these: {items}").format(n=node.at_least, items=items)


def _not(node: c.Not, packs: Packs) -> str:
    inner = node.not_
    negated = _NEGATED.get(type(inner))
    said = negated(inner, packs) if negated else None
    return said or _("this is not so: {what}").format(what=condition_phrase(inner, packs))


def _if(node: c.If, packs: Packs) -> str:
    return _("if {case}: {what}").format(
        case=condition_phrase(node.if_, packs), what=condition_phrase(node.then, packs)
    )


_EVENTS = {
    "first-registered": noop("within {time} of your first registration: {what}"),
    "issued": noop("within {time} of the day it was issued: {what}"),
    "reinstated": noop("within {time} of getting it back: {what}"),
    "hired": noop("within {time} of being hired: {what}"),
    "first-term-end": noop("within {time} of the end of your first term: {what}"),
}


def _due(node: c.Due, packs: Packs) -> str:
    due, what = node.due, condition_phrase(node.then, packs)
    if due.date is not None:
        said = _("by {day}: {what}").format(day=say_date(due.date), what=what)
    elif due.event == "first-term-end" and not due.months and not due.days:
        said = _("by the end of your first term: {what}").format(what=what)
    else:
        times = [say_months(due.months)] if due.months else []
        times += [say_days(due.days)] if due.days or not due.months else []
        said = _(_EVENTS[due.event or "issued"]).format(time=all_of(times), what=what)
    if due.extension_months is None:
        return said
    return _("{what} (up to {time} more may be asked for)").format(
        what=said, time=say_months(due.extension_months)
    )


# --- Leaves


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
        return _("you have held “{title}” at some time").format(title=title)
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
    return _("you have held no “{title}” that has ended").format(title=title)


def _accepted(node: c.AcceptedCertification, packs: Packs) -> str:
    if not node.accepted_certification:
        return _("you hold a certification that the board accepts")
    return _("you hold a certification that the board accepts (probably {titles})").format(
        titles=_titles(node.accepted_certification, packs)
    )


def _accepted_not(_node: c.AcceptedCertification, _packs: Packs) -> str:
    return _("you hold no certification that the board accepts")


def _passed(node: c.Passed, packs: Packs) -> str:
    exam = packs.vocabulary.exams.get(node.passed)
    said = _("you passed the exam “{name}”").format(name=_(exam.name) if exam else node.passed)
    score = None if node.score is None else _("with a score of at least {n}").format(n=node.score)
    return with_details(said, score, _within(node.within_months), _in_term(node.in_term))


def _in_term(in_term: bool) -> str | None:
    return _("in this term") if in_term else None


def _passed_not(node: c.Passed, packs: Packs) -> str | None:
    if node.score is not None:
        return None
    exam = packs.vocabulary.exams.get(node.passed)
    said = _("you did not pass the exam “{name}”").format(name=_(exam.name) if exam else node.passed)
    return with_details(said, _within(node.within_months), _in_term(node.in_term))


def _trained(node: c.Trained, packs: Packs) -> str:
    programme = packs.vocabulary.programmes.get(node.trained)
    name = _(programme.name) if programme else node.trained
    hours = None
    if node.hours is not None:
        hours = ngettext("of at least {n} hour", "of at least {n} hours", plural(node.hours)).format(
            n=say_number(node.hours)
        )
    said = _("you finished the training “{name}”").format(name=name)
    return with_details(said, hours, _within(node.within_months), _in_term(node.in_term))


def _course(node: c.Course, packs: Packs) -> str:
    course = packs.vocabulary.courses.get(node.course)
    said = _("you took the course “{name}”").format(name=_(course.name) if course else node.course)
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
    kind = packs.vocabulary.experience_kinds.get(node.experience)
    name = _(kind.name) if kind else node.experience
    if node.months is not None:
        said = _("you have at least {time} of this: “{name}”").format(time=say_months(node.months), name=name)
    else:
        hours = node.hours or 0
        said = ngettext(
            "you have at least {n} hour of this: “{name}”",
            "you have at least {n} hours of this: “{name}”",
            plural(hours),
        ).format(n=say_number(hours), name=name)
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
    kind = packs.vocabulary.experience_kinds.get(node.employed)
    name = _(kind.name) if kind else node.employed
    return _("you have {job}").format(job=name[:1].lower() + name[1:])


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


def _answer(node: c.Answer, packs: Packs) -> str:
    question = packs.vocabulary.questions.get(node.answer)
    if question is None:
        return node.answer
    if question.answer == "date":
        return _dated(node, _(question.says or question.asks))
    if question.answer == "choice":
        return _chosen(node, _(question.asks).partition("?")[0] + "?", question.choice_names)
    return _(question.says) if question.says else _("the answer is yes: {asks}").format(asks=_(question.asks))


def _dated(node: c.Answer, day: str) -> str:
    bounds = []
    if node.before:
        bounds.append(_("before {date}").format(date=say_date(node.before)))
    if node.on_or_after:
        bounds.append(_("on or after {date}").format(date=say_date(node.on_or_after)))
    if node.months_at_least is not None:
        bounds.append(_("at least {time} ago").format(time=say_months(node.months_at_least)))
    if node.months_below is not None:
        bounds.append(_("less than {time} ago").format(time=say_months(node.months_below)))
    return _("{day} was {when}").format(day=day, when=all_of(bounds)) if bounds else day


def _chosen(node: c.Answer, asks: str, names: dict[str, str]) -> str:
    def named(choices: Sequence[str]) -> str:
        return one_of([_(names.get(choice, choice)) for choice in choices])

    said = []
    if node.false_if:
        said.append(_("not {choices}").format(choices=named(node.false_if)))
    if node.ask_if:
        said.append(_("the board decides on {choices}").format(choices=named(node.ask_if)))
    return _("your answer to “{asks}”: {how}").format(asks=asks, how=all_of(said))


def _answer_not(node: c.Answer, packs: Packs) -> str | None:
    question = packs.vocabulary.questions.get(node.answer)
    if question is None or question.answer != "yes-no":
        return None
    return _(question.says_not) if question.says_not else None


def _first_term(_node: c.FirstTerm, _packs: Packs) -> str:
    return _("this is your first term")


def _first_term_not(_node: c.FirstTerm, _packs: Packs) -> str:
    return _("this is not your first term")


_MONTHS_BEFORE = {
    "on_or_after": noop("no more than {time} before this term ends"),
    "after": noop("less than {time} before this term ends"),
    "before": noop("more than {time} before this term ends"),
    "on_or_before": noop("at least {time} before this term ends"),
}
_ON_DAY = {
    "on_or_after": (
        noop("on or after {day} of the year in which this term ends"),
        noop("on or after {day} of the year before this term ends"),
        noop("on or after {day}, {n} years before the year in which this term ends"),
    ),
    "after": (
        noop("after {day} of the year in which this term ends"),
        noop("after {day} of the year before this term ends"),
        noop("after {day}, {n} years before the year in which this term ends"),
    ),
    "before": (
        noop("before {day} of the year in which this term ends"),
        noop("before {day} of the year before this term ends"),
        noop("before {day}, {n} years before the year in which this term ends"),
    ),
    "on_or_before": (
        noop("on or before {day} of the year in which this term ends"),
        noop("on or before {day} of the year before this term ends"),
        noop("on or before {day}, {n} years before the year in which this term ends"),
    ),
}


def _issued(node: c.Issued, _packs: Packs) -> str:
    bounds = [
        _moment(bound, moment) for bound in _ON_DAY if (moment := getattr(node.issued, bound)) is not None
    ]
    return _("it was first issued to you {when}").format(when=all_of(bounds))


def _moment(bound: str, moment: c.Moment) -> str:
    if moment.day is None:
        return _(_MONTHS_BEFORE[bound]).format(time=say_months(moment.end_less_months or 0))
    said = _ON_DAY[bound][min(-moment.year, 2)]
    return _(said).format(day=say_day_of_year(moment.day), n=-moment.year)


def _term_ends(node: c.TermEnds, _packs: Packs) -> str:
    return _("this term ends on or after {day}").format(day=say_date(node.term_ends_from))


def _term_starts(node: c.TermStarts, _packs: Packs) -> str:
    return _("this term starts on or after {day}").format(day=say_date(node.term_starts_from))


def _counted(node: c.CountedHours, _packs: Packs) -> str:
    return ngettext(
        "at least {n} hour counts toward the total",
        "at least {n} hours count toward the total",
        plural(node.counted_hours),
    ).format(n=say_number(node.counted_hours))


def _ask(node: c.AskAuthority, _packs: Packs) -> str:
    return _("it is for your board to say ({what})").format(what=node.ask_authority)


_Sayer = Callable[[Any, Packs], str]

_SAYS: dict[type[c.Node], _Sayer] = {
    c.All: _all,
    c.AnyOf: _any,
    c.AtLeast: _at_least,
    c.Not: _not,
    c.If: _if,
    c.Due: _due,
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
    c.Answer: _answer,
    c.FirstTerm: _first_term,
    c.Issued: _issued,
    c.TermEnds: _term_ends,
    c.TermStarts: _term_starts,
    c.CountedHours: _counted,
    c.AskAuthority: _ask,
}

_NEGATED: dict[type[c.Node], Callable[[Any, Packs], str | None]] = {
    c.AnyOf: _none_of,
    c.Age: _age_not,
    c.Holds: _holds_not,
    c.EverHeld: _never_held,
    c.AcceptedCertification: _accepted_not,
    c.Passed: _passed_not,
    c.RegisteredElsewhere: _elsewhere_not,
    c.Answer: _answer_not,
    c.FirstTerm: _first_term_not,
}
