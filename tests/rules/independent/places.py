"""The places of an hour on the axes, and which rules of a credential it falls under there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from tests.rules.independent.packs import AXES, listed, named_by, rules

PARENT = {
    "state-law": "law",
    "medication-errors": "patient-safety",
    "sterile-compounding": "compounding",
    "nonsterile-compounding": "compounding",
    "hazardous-drugs": "compounding",
}
FORMATS = (
    "live", "home-study", "blended", "college-course", "in-service", "exam", "teaching", "other",
)  # fmt: skip
ACPE_FORMATS = ("live", "home-study", "blended")
UAN_TOPICS = (
    "disease-state-management", "hiv-aids", "law", "general-pharmacy", "patient-safety", "immunizations",
    "compounding", "pain-management-opioids",
)  # fmt: skip


def line_of(topic: str) -> list[str]:
    """A topic and those that it lies under."""
    return [topic, *line_of(PARENT[topic])] if topic in PARENT else [topic]


def falls_under(hour: dict, match: dict) -> bool:
    """Whether an hour with a place on every axis falls under a match."""
    if unknown := match.keys() - {*AXES, "any_of", "not"}:
        raise NotImplementedError(f"a match on {unknown}")
    if "course" in match:
        if hour["course"] not in listed(match["course"]):
            return False
    elif not all(_on(axis, hour[axis], listed(match[axis])) for axis in AXES if axis in match):
        return False
    if "any_of" in match and not any(falls_under(hour, part) for part in match["any_of"]):
        return False
    return "not" not in match or not falls_under(hour, match["not"])


def _on(axis: str, value: str, wanted: list) -> bool:
    if axis == "topic":
        return any(topic in wanted for topic in line_of(value))
    return value in wanted


def _bound_by(clause: dict, hour: dict) -> bool:
    if "of" not in clause or falls_under(hour, clause["of"]):
        return True
    return "among" in clause and not falls_under(hour, clause["among"])


def _accepted(ce: dict, hour: dict) -> str:
    """`yes`, `no`, or `open` where texts not read may accept it."""
    if "rejects" in ce and falls_under(hour, ce["rejects"]):
        return "no"
    if "accepts" not in ce or falls_under(hour, ce["accepts"]):
        return "yes"
    return "open" if "accepts_open" in ce else "no"


def takes(credential: str, clause: str, hour: dict, *, open_granted: bool = False) -> bool:
    """Whether an hour falls under a clause (windows apart)."""
    ce = rules()[credential]["ce"]
    rule = ce["clauses"][clause]
    if not _bound_by(rule, hour):
        return False
    if rule.get("any_accreditation"):
        return True
    accepted = _accepted(ce, hour)
    return accepted == "yes" or (accepted == "open" and open_granted)


def settled(credit: dict) -> dict:
    """A credit with what its UAN says; beside it stands a finer topic, or a board's own under "general".

    Law of which it is told whose it is, is that state's law.
    """
    found = _by_uan(credit) if credit.get("uan") else credit
    return found | {"topic": "state-law"} if found["topic"] == "law" and found["jurisdiction"] else found


def _by_uan(credit: dict) -> dict:
    *_, design, audience = credit["uan"].split("-")
    said, beside = UAN_TOPICS[int(design[1:]) - 1], credit["topic"]
    finer = beside is not None and (
        said in line_of(beside)
        or (said == "general-pharmacy" and beside not in UAN_TOPICS and beside not in PARENT)
    )
    return credit | {
        "topic": beside if finer else said,
        "format": {"L": "live", "H": "home-study"}[design[0]],
        "audience": {"T": "technician", "P": "pharmacist"}[audience],
        "accreditation": "acpe",
    }


def told_somehow(credit: dict, credential: str) -> Iterator[dict]:
    """A credit with every axis told that it leaves out, in every way that the rules tell apart."""
    named = named_by((credential,))
    left = {
        "topic": [*named["topic"], "other"],
        "format": sorted({*named["format"], "live", "home-study"}),
        "audience": ["technician", "pharmacist"],
        "accreditation": sorted({*named["accreditation"], "acpe", "other"}),
    }
    axes = [[credit[axis]] if credit[axis] else values for axis, values in left.items()]
    for topic, format_, audience, accreditation in product(*axes):
        if not credit["format"] and accreditation == "acpe" and format_ not in ACPE_FORMATS:
            continue
        laws = [*named["jurisdiction"], "elsewhere"] if topic == "state-law" else [None]
        for law in [credit["jurisdiction"]] if credit["jurisdiction"] else laws:
            told = (topic, format_, audience, accreditation, law, credit["course"])
            yield credit | dict(zip(AXES, told, strict=True))


@cache
def new_places(credentials: tuple[str, ...]) -> list[dict]:
    """Any one place on each axis: every topic, format, audience, accreditation; laws and courses named."""
    named = named_by(credentials, activities=False)
    topics = {*PARENT, *PARENT.values(), "general-pharmacy", "other", *named["topic"]}
    return [
        dict(zip(AXES, (topic, format_, audience, accreditation, law, course), strict=True))
        for topic in sorted(topics)
        for format_, audience, accreditation in product(
            FORMATS, ("technician", "pharmacist"), ("acpe", "board-approved", "cme", "other")
        )
        for law in ([*named["jurisdiction"], "elsewhere"] if topic == "state-law" else [None])
        for course in [None, *named["course"]]
    ]
