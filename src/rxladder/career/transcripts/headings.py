"""What columns are called: the words that providers, boards and services print over them."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "uan", "title", "provider", "done", "other-day", "hours", "ceu", "minutes", "amount", "length",
    "format", "topic",
    "status", "other",
]  # fmt: skip
"""`done` is the day of completion, `other-day` a day of something else (processed, expires), `amount` hours
or CEUs without saying which, `length` hours or minutes, `other` what tells nothing of a credit."""

_ACTIVITY = r"(?:activity|course|program|programme|event|session|class|training|education|ce|cpe|credit)"
_LENGTH = rf"(?:{_ACTIVITY} )?(?:duration|length|time)"
_DONE = r"(?:complet(?:ed|ion)|participat(?:ed|ion)|earned|taken|attend(?:ed|ance)|awarded|of activity)"
_LATER = (
    r"(?:process(?:ed|ing)|submi(?:tted|ssion)|report(?:ed|ing)|upload(?:ed)?|posted|added|received|entered"
    r"|recorded|issued?|expir(?:es|ed|ation|y)|released?|start(?:s|ed)?|begins?|began|printed"
    r"|(?:valid|available) (?:until|through|from|to)"
    r"|created|updated|registered|enrolled|registration)"
)
_HEADINGS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("uan", (
        rf"(?:acpe |universal |{_ACTIVITY} )*(?:uan|number|no|id|id number|code)",
        r"tracking #?", r"(?:acpe )?universal activity (?:number|id)", r"acpe(?: uan| #)?",
        r"ce broker (?:tracking )?(?:#|number)",
    )),
    ("done", (
        rf"{_DONE}(?: on)?(?: date)?", rf"(?:date )?{_ACTIVITY} {_DONE}", r"day|when",
        rf"(?:{_ACTIVITY} )?date(?: {_DONE}| of (?:{_DONE}|activity|credit|course))?",
        rf"(?:{_ACTIVITY} )?(?:{_DONE}|end) date",
    )),
    ("other-day", (
        rf"(?:{_ACTIVITY} )?(?:date )?{_LATER}(?: on| by| at)?(?: date)?", rf"(?:{_ACTIVITY} )?date {_LATER}",
        r"date of (?:expiration|issue|birth)", r"dob",
    )),
    ("hours", (
        rf"(?:(?:total|number of|contact|credit|{_ACTIVITY}|clock|continuing education|acpe|live|earned) )*"
        rf"(?:hours?|hrs?)(?: (?:{_DONE}|of credit|credit))?", r"contact hrs?",
        rf"{_LENGTH} (?:in )?(?:hours?|hrs?|h)",
    )),
    ("ceu", (r"(?:(?:total|acpe|number of|earned) )*ceus?(?: (?:awarded|earned|credits?))?",)),
    ("minutes", (rf"(?:{_LENGTH} (?:in )?|total )?(?:minutes|mins?)",)),
    ("amount", (
        rf"(?:(?:total|number of|{_ACTIVITY}|acpe|earned) )*(?:credits?|units?|amount)(?: (?:{_DONE}|type))?",
    )),
    ("length", (rf"(?:total )?(?:{_ACTIVITY} )?(?:duration|length)",)),
    ("title", (
        rf"(?:{_ACTIVITY} )?(?:title|name|description)", rf"(?:title|name) of {_ACTIVITY}", rf"{_ACTIVITY}s?",
        r"topic name",
    )),
    ("provider", (
        rf"(?:(?:acpe|accredited|{_ACTIVITY}|ce) )*"
        r"(?:provider|sponsor|organi[sz]ation|vendor|source|institution)(?: name| organi[sz]ation)?",
        r"(?:offered|provided|sponsored) by",
    )),
    ("format", (
        rf"(?:{_ACTIVITY} )?(?:format|delivery(?: method| format)?|method|type|modality)", r"live|home study",
        r"live or home(?: study)?", r"live home(?: study)?",
    )),
    ("topic", (r"(?:acpe )?(?:topic|subject|category|subject area|topic designator|subject matter|area)",)),
    ("status", (rf"(?:{_ACTIVITY} )?(?:status|result|outcome|state)",)),
    ("other", (
        r"#|row|line|item|view|certificate|actions?|grade|score|cost|price|fee|profession|licen[sc]e",
        r"license number|(?:target )?audience|notes?|comments?|e profile id|provider (?:id|number)",
        r"first name|last name|board|location|city|instructor|evaluation|link|url|accreditation",
        r"jurisdiction|named course|paid by",
    )),
)  # fmt: skip
_KNOWN = tuple(
    (role, re.compile(rf"(?:{'|'.join(patterns)})(?: s)?", re.IGNORECASE)) for role, patterns in _HEADINGS
)
_MARKS = re.compile(r"[^\w#]+")
_LONGEST = 60


def role_of(heading: str) -> Role | None:
    """What a column is by its heading; None where the heading is not known."""
    if len(heading) > _LONGEST:
        return None
    words = " ".join(_MARKS.sub(" ", heading).split())
    return next((role for role, pattern in _KNOWN if words and pattern.fullmatch(words)), None)


def roles_of(headings: list[str]) -> list[Role | None] | None:
    """The roles of a line of headings; None where it is no line of headings."""
    told = [heading for heading in headings if heading.strip()]
    roles = [role_of(heading) for heading in headings]
    known = {role for role in roles if role not in (None, "other")}
    if len(known) < 2 or not known & {"uan", "title", "done", "hours", "ceu", "minutes", "amount", "length"}:
        return None
    named = sum(role is not None for role in roles)
    return roles if named * 5 >= len(told) * 3 else None
