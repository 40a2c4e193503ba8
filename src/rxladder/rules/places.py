"""Where a credit stands on each axis, and whether it falls under a match: yes, no or unknown.

An hour has one place on each axis. A UAN settles topic, format, audience and accreditation; what is written
beside it wins only where the UAN does not speak: a topic under the UAN's own (which state's law), or one of
the jurisdictions' own topics where the UAN says only "general pharmacy". An hour on law of which it is told
whose law it is about is an hour on that state's law: nobody has to say so twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from rxladder.facts.matches import Match
from rxladder.facts.topics import ACPE_TOPICS, with_parents
from rxladder.facts.vocabulary import Course
from rxladder.rules.result import Truth

_FORMATS = {"L": "live", "H": "home-study"}
_AUDIENCES = {"T": "technician", "P": "pharmacist"}
ACPE_FORMATS = frozenset({"live", "home-study", "blended"})
_DESIGNATORS = frozenset(ACPE_TOPICS.values())


class Place(NamedTuple):
    """A credit's place on each axis; None where it was not told."""

    topic: str | None
    format: str | None
    audience: str | None
    accreditation: str | None
    jurisdiction: str | None
    course: str | None


class Written(Protocol):
    """What is written of some hours: of a credit, or of an activity that can be taken."""

    @property
    def uan(self) -> str | None: ...
    @property
    def topic(self) -> str | None: ...
    @property
    def format(self) -> str | None: ...
    @property
    def audience(self) -> str | None: ...
    @property
    def accreditation(self) -> str | None: ...
    @property
    def jurisdiction(self) -> str | None: ...
    @property
    def course(self) -> str | None: ...


def place_of(hours: Written, courses: Mapping[str, Course]) -> Place:
    """Where some hours stand, with what the UAN settles; a course tells the topic where nothing else does."""
    topic = hours.topic
    if topic is None and hours.course:
        topic = courses[hours.course].topic
    return _place(
        hours.uan[-5:] if hours.uan else None,
        topic,
        hours.format,
        hours.audience,
        hours.accreditation,
        hours.jurisdiction,
        hours.course,
    )


@lru_cache(maxsize=65536)
def _place(
    tail: str | None,
    topic: str | None,
    format_: str | None,
    audience: str | None,
    accreditation: str | None,
    jurisdiction: str | None,
    course: str | None,
) -> Place:
    if tail is None:
        return Place(_whose(topic, jurisdiction), format_, audience, accreditation, jurisdiction, course)
    said = ACPE_TOPICS[tail[1:3]]
    return Place(
        _whose(_finer(said, topic), jurisdiction),
        _FORMATS.get(tail[0], format_),
        _AUDIENCES[tail[4]],
        "acpe",
        jurisdiction,
        course,
    )


def _finer(said: str, written: str | None) -> str:
    if written is None or written in _DESIGNATORS:
        return said
    line = with_parents(written)
    return written if said in line or (said == "general-pharmacy" and len(line) == 1) else said


def _whose(topic: str | None, jurisdiction: str | None) -> str | None:
    return "state-law" if topic == "law" and jurisdiction else topic


def activity_key(uan: str) -> str:
    """What is the same for one activity given live and as a recording, for technicians and pharmacists."""
    return f"{uan[:-6]}-{uan[-4:-2]}"


def matches(match: Match, place: Place) -> Truth:
    """Whether a place falls under a match; an axis that was not told leaves it unknown."""
    states: list[Truth] = []
    if match.course:
        if place.course in match.course:
            return _rest(match, place, True)
        states.append(False if place.course else None)
    if match.topic:
        states.append(_topic(match, place))
    if match.format:
        states.append(_format(match, place))
    if match.audience:
        states.append(_on_axis(place.audience, (match.audience,)))
    if match.accreditation:
        states.append(_on_axis(place.accreditation, match.accreditation))
    if match.jurisdiction:
        states.append(_on_axis(place.jurisdiction, (match.jurisdiction,)))
    return _rest(match, place, False if False in states else None if None in states else True)


def _rest(match: Match, place: Place, state: Truth) -> Truth:
    """Join the nested parts of a match: `any_of` and `not`."""
    states = [state]
    if match.any_of:
        inner = [matches(part, place) for part in match.any_of]
        states.append(True if True in inner else None if None in inner else False)
    if match.not_:
        excluded = matches(match.not_, place)
        states.append(None if excluded is None else not excluded)
    return False if False in states else None if None in states else True


def _topic(match: Match, place: Place) -> Truth:
    if place.topic is None:
        return None
    line = with_parents(place.topic)
    return any(topic in line for topic in match.topic)


def _format(match: Match, place: Place) -> Truth:
    """ACPE names two forms, live and home study: an accredited hour that tells no form is one of these."""
    if place.format is None and place.accreditation == "acpe" and not ACPE_FORMATS.intersection(match.format):
        return False
    return _on_axis(place.format, match.format)


def _on_axis(value: str | None, wanted: tuple[str, ...]) -> Truth:
    return None if value is None else value in wanted
