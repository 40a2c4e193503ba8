"""A match in words, as they stand after "hours"."""

from __future__ import annotations

from collections.abc import Iterator

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.matches import Match
from rxladder.facts.phrases import one_of
from rxladder.facts.states import state_name
from rxladder.facts.topics import topic_name
from rxladder.facts.vocabulary import Vocabulary

_FORMATS = {
    "live": noop("live"),
    "home-study": noop("by home study"),
    "blended": noop("partly live"),
    "college-course": noop("from a college course"),
    "in-service": noop("of in-service training at work"),
    "exam": noop("from passing an exam"),
    "teaching": noop("from teaching"),
    "other": noop("in another form"),
}
_AUDIENCES = {"technician": noop("for technicians"), "pharmacist": noop("for pharmacists")}
_ACCREDITATIONS = {
    "acpe": noop("from ACPE providers"),
    "board-approved": noop("approved by the board"),
    "cme": noop("approved as medical education (CME)"),
    "other": noop("from other providers"),
}


def say_match(match: Match, vocabulary: Vocabulary | None = None) -> str:
    """What falls under a match, to stand after "hours": "of Texas pharmacy law, live".

    Courses are named where the vocabulary is given, else shown by id.
    """
    return ", ".join(_parts(match, vocabulary))


def _parts(match: Match, vocabulary: Vocabulary | None) -> Iterator[str]:
    if match.course:
        yield _("from the course {names}").format(names=say_courses(match, vocabulary))
    elif match.topic:
        yield _topics(match)
    elif match.jurisdiction:
        yield _("about {state}").format(state=state_name(match.jurisdiction))
    if match.format:
        yield one_of([_(_FORMATS[name]) for name in match.format])
    if match.audience:
        yield _(_AUDIENCES[match.audience])
    if match.accreditation:
        yield one_of([_(_ACCREDITATIONS[name]) for name in match.accreditation])
    if match.any_of:
        yield one_of([say_match(part, vocabulary) for part in match.any_of])
    if match.not_:
        yield _("other than hours {match}").format(match=say_match(match.not_, vocabulary))


def say_courses(match: Match, vocabulary: Vocabulary | None) -> str:
    """The courses of a match by name, each between quotation marks."""
    known = vocabulary.courses if vocabulary else {}
    names = (_(known[id_].name) if id_ in known else id_ for id_ in match.course)
    return one_of([_("“{name}”").format(name=name) for name in names])


def _topics(match: Match) -> str:
    if match.jurisdiction and match.topic == ("state-law",):
        return _("on {state} pharmacy law").format(state=state_name(match.jurisdiction))
    topics = one_of([topic_name(topic) for topic in match.topic])
    if match.jurisdiction:
        return _("on {topics} about {state}").format(topics=topics, state=state_name(match.jurisdiction))
    return _("on {topics}").format(topics=topics)
