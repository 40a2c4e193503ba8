"""Words of transcripts that are no part of a credit's title: statuses, forms, givers, furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rxladder.career.days_in_text import find_days
from rxladder.facts.language import speaking
from rxladder.facts.matches import Topic
from rxladder.facts.topics import ACPE_TOPICS, TOPICS, topic_name

_AGAINST = re.compile(
    r"expired|withdrawn|withdrew|no credit|not completed?|incomplete|in progress|pending|registered|enrolled"
    r"|denied|credit denied|rejected|cancell?ed|failed|wait ?listed|revoked|void(?:ed)?|not awarded"
    r"|not passed|did not attend|absent|no show|not accepted|ineligible|not eligible|deleted|removed|dropped",
    re.IGNORECASE,
)
_STATUS_SAID = re.compile(rf"\bstatus\s*[:=]\s*(?P<status>{_AGAINST.pattern})\b", re.IGNORECASE)
_FOR = re.compile(
    r"completed?|passed|approved|accepted|awarded|earned|recorded|processed|submitted|reported|posted|done"
    r"|credited|credit (?:awarded|granted)|yes|y|ok|accredited|active|verified|attended|acpe|certified"
    r"|granted|finished",
    re.IGNORECASE,
)
_FORMS = (
    ("live", r"live(?: \(.*\))?|l|live (?:activity|event|seminar|webinar|meeting)|in[- ]person"),
    ("home-study", r"home[- ]?study(?: \(.*\))?|h|enduring(?: material)?|on[- ]?demand|recorded"
                   r"|self[- ]?study|correspondence|home"),
    ("in-service", r"in[- ]?service"),
    ("college-course", r"college course"),
)  # fmt: skip
_NOTHING = re.compile(r"n/?a|none|null|nil|not applicable|tbd|[\s.\-–—_*]*", re.IGNORECASE)
_GIVER = re.compile(
    r"\b(?:inc|llc|ltd|corp|university|college of|society|association|institute|foundation|academy|council"
    r"|hospital|school of|health system|ashp|apha|accp|amcp|ascp|npta|powerpak|free ?ce|rxce|ce impact|trc"
    r"|pharmacist's letter|pharmacy times|pharmcon|drug store news|cvs|walgreens|clinical consultants)\b",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4} of \d{1,4}", re.IGNORECASE
)
_OF_WHAT = r"(?:number of|acpe|contact|credit|ce|cpe|live|home study|earned|ceu)s?"
_TOTAL = re.compile(
    rf"^(?:grand |sub-?)?total\b|\btotal (?:{_OF_WHAT} )*(?:hours?|credits?|ceus?|activities)\b"
    r"|^(?:hours?|credits?) (?:earned|total)\b",
    re.IGNORECASE,
)
_ABOUT = (
    r"e-?profile(?: id)?|date of birth|dob|birth ?(?:date|day)|licen[cs]e(?: (?:number|no|#))?|as of|from"
    r"|registration (?:number|no)|printed|generated|report(?:ed)? (?:date|period|run)|run date|date range"
    r"|(?:reporting |renewal |licensing )?(?:period|cycle)|transcript (?:date|period|for|of|from)"
    r"|(?:print|issue) date|date (?:printed|issued)|issued on|address|phone|nabp(?: e-?profile)? id|name"
    r"|profile|user|email"
)
_ABOUT_PERSON = re.compile(rf"^(?:{_ABOUT})\b(?:\s+(?:on|for|number))?\s*[:#]", re.IGNORECASE)
_ABOUT_PRINT = re.compile(rf"\b(?:{_ABOUT})\b", re.IGNORECASE)
_OTHER_NAMES: dict[str, Topic] = {
    "disease state management drug therapy": "disease-state-management",
    "hiv aids therapy": "hiv-aids",
    "aids therapy": "hiv-aids",
    "law related to pharmacy practice": "law",
    "federal law": "law",
    "pharmacy law and ethics": "law",
    "pain management": "pain-management-opioids",
    "opioids": "pain-management-opioids",
    "immunization": "immunizations",
    "vaccination": "immunizations",
    "vaccinations": "immunizations",
}
"""How ACPE's list and exports name topics, where that is not our own word."""
_CODED = re.compile(r"(0[1-8])\b")


def status_against(text: str) -> str:
    """A status that speaks against a credit, if a cell is one ("Withdrawn"); else nothing."""
    text = " ".join(text.split()).strip(" .*()[]")
    return text if _AGAINST.fullmatch(text) else ""


def status_said(text: str) -> str:
    """The same where a longer text says "Status: withdrawn"."""
    found = _STATUS_SAID.search(text)
    return found["status"] if found else ""


def is_status(text: str) -> bool:
    """Whether a cell says nothing but that all is well."""
    return bool(_FOR.fullmatch(" ".join(text.split()).strip(" .*()[]")))


def form_of(text: str) -> str:
    """How it was taken, if a cell is the name of a form; else nothing."""
    text = " ".join(text.split()).strip(" .")
    return next((form for form, words in _FORMS if re.fullmatch(words, text, re.IGNORECASE)), "")


def topic_of(text: str) -> str:
    """A topic of the vocabulary that a cell names word for word, or by ACPE's two digits; else nothing."""
    words = _plain(text)
    coded = _CODED.match(words)
    return ACPE_TOPICS[coded[1]] if coded else _topics().get(words, "")


@cache
def _topics() -> Mapping[str, str]:
    """By every name of it: its id, the house's own word, and what others say."""
    own = {_plain(topic): topic for topic in TOPICS}
    with speaking("en"):
        named = {_plain(topic_name(topic)): topic for topic in TOPICS}
    return own | named | _OTHER_NAMES


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text).lower().split())


def is_nothing(text: str) -> bool:
    """Whether a cell stands for an empty one: "N/A", "-"."""
    return bool(_NOTHING.fullmatch(text.strip()))


def is_giver(text: str) -> bool:
    """Whether a text looks like the name of a provider."""
    return bool(_GIVER.search(text))


def is_page_number(text: str) -> bool:
    """Whether a line is a page's number."""
    return bool(_PAGE.fullmatch(text.strip()))


def is_total(text: str) -> bool:
    """Whether a line adds up others."""
    return bool(_TOTAL.search(text.strip()))


def is_about_person(text: str) -> bool:
    """Whether the days and numbers of a line are about the person or the print."""
    text = text.strip()
    return bool(_ABOUT_PERSON.match(text) or (_ABOUT_PRINT.search(text) and find_days(text)))
