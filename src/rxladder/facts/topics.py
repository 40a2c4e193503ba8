"""The topics of continuing education: ACPE's eight, the finer ones of the boards, and what lies under what.

An hour has one topic. Topics are a forest: an hour of state law is an hour of law too, not the other way
round. Topics that `PARENTS` does not name stand alone.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import get_args

from rxladder.facts.language import gettext, noop
from rxladder.facts.matches import Topic

ACPE_TOPICS: MappingProxyType[str, Topic] = MappingProxyType(
    {
        "01": "disease-state-management",
        "02": "hiv-aids",
        "03": "law",
        "04": "general-pharmacy",
        "05": "patient-safety",
        "06": "immunizations",
        "07": "compounding",
        "08": "pain-management-opioids",
    }
)
"""The topic that a UAN's two digits stand for."""

PARENTS: MappingProxyType[str, Topic] = MappingProxyType(
    {
        "state-law": "law",
        "medication-errors": "patient-safety",
        "sterile-compounding": "compounding",
        "nonsterile-compounding": "compounding",
        "hazardous-drugs": "compounding",
    }
)
"""The topic that another lies under."""

TOPICS: tuple[Topic, ...] = get_args(Topic)

_NAMES: dict[Topic, str] = {
    "disease-state-management": noop("diseases and drug therapy"),
    "hiv-aids": noop("HIV and AIDS"),
    "law": noop("pharmacy law"),
    "general-pharmacy": noop("general pharmacy"),
    "patient-safety": noop("patient safety"),
    "immunizations": noop("vaccines"),
    "compounding": noop("compounding"),
    "pain-management-opioids": noop("pain management and opioids"),
    "state-law": noop("state pharmacy law"),
    "controlled-substances": noop("controlled substances"),
    "diversion": noop("drug diversion"),
    "medication-errors": noop("medication errors"),
    "sterile-compounding": noop("sterile compounding"),
    "nonsterile-compounding": noop("nonsterile compounding"),
    "hazardous-drugs": noop("hazardous drugs"),
    "cultural-competency": noop("cultural competency"),
    "implicit-bias": noop("implicit bias"),
    "health-equity": noop("health equity"),
    "human-trafficking": noop("human trafficking"),
    "sexual-harassment": noop("sexual harassment"),
    "suicide-prevention": noop("suicide prevention"),
    "domestic-violence": noop("domestic violence"),
    "child-abuse": noop("child abuse"),
    "ethics": noop("ethics"),
    "infection-control": noop("infection control"),
    "substance-use": noop("substance use"),
    "inventory": noop("inventory"),
    "calculations": noop("calculations"),
    "communication": noop("communication"),
    "technology": noop("technology"),
    "leadership": noop("leadership"),
    "cpr": noop("CPR"),
    "other": noop("another topic"),
}


def topic_name(topic: str) -> str:
    """A topic in words, as it stands after "hours of"; an unknown one as it is written."""
    known = _NAMES.get(topic)  # type: ignore[call-overload]  # an unknown id is allowed here
    return gettext(known) if known else topic


def with_parents(topic: str) -> tuple[str, ...]:
    """A topic and all those that it lies under, the finest first."""
    line = [topic]
    while (parent := PARENTS.get(line[-1])) is not None:
        line.append(parent)
    return tuple(line)


def lies_under(topic: str, other: str) -> bool:
    """Whether an hour of `topic` is an hour of `other` (every topic lies under itself)."""
    return other in with_parents(topic)


def with_children(topic: str) -> frozenset[str]:
    """A topic and all those that lie under it."""
    return frozenset(other for other in TOPICS if lies_under(other, topic)) | {topic}
