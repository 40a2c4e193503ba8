"""What openFDA tells of drugs: recalls, shortages and approvals, each in one shape with drugs and NDCs.

The records are the FDA's, as its interfaces write them (facts/data/feeds.yaml has fields, values and limits).
What a record does not tell stays empty. It is not for clinical decisions, and the FDA asks that recalls are
neither followed nor alerted to by this data alone: every record leads to its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import quote

from rxladder.facts.feeds import interfaces
from rxladder.news.drug_names import drug_names, find_drugs
from rxladder.news.ndc import find_ndcs, normalised

ShortageStatus = Literal["current", "discontinued", "resolved", "unknown"]
Application = Literal["new drug", "generic", "biologic", "unknown"]

_GRADES = {"class i": 1, "class ii": 2, "class iii": 3}
_STATUSES: Mapping[str, ShortageStatus] = {
    "current": "current",
    "to be discontinued": "discontinued",
    "discontinuation": "discontinued",
    "resolved": "resolved",
}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Recall:
    """One recalled product of an enforcement report.

    `grade` is 1 (may cause serious harm or death) to 3, None while it is not classified; `where` is to whom
    it was sent, in the firm's words; `reported` is the day of the report, `ended` that of its termination.
    """

    number: str
    event: str
    grade: int | None
    status: str
    product: str
    reason: str
    firm: str
    where: str
    lots: str
    drugs: tuple[str, ...]
    ndcs: tuple[str, ...]
    initiated: date | None
    reported: date | None
    ended: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """One package on the list of shortages. `since` is the first posting, `updated` the last word on it."""

    ndc: str
    name: str
    drugs: tuple[str, ...]
    company: str
    status: ShortageStatus
    availability: str
    reason: str
    update: str
    categories: tuple[str, ...]
    form: str
    presentation: str
    note: str
    since: date | None
    updated: date | None
    changed: date | None
    discontinued: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One original approval of an application; `tentative` where patents or rights still bar it."""

    application: str
    kind: Application
    sponsor: str
    brands: tuple[str, ...]
    drugs: tuple[str, ...]
    strengths: tuple[str, ...]
    forms: tuple[str, ...]
    routes: tuple[str, ...]
    ndcs: tuple[str, ...]
    approved: date
    tentative: bool
    priority: str
    url: str


def recalls(records: Iterable[Mapping[str, Any]]) -> Iterator[Recall]:
    """Enforcement reports of drugs; a record that names no product is none."""
    for raw in records:
        product = _text(raw, "product_description")
        kind = _text(raw, "product_type").lower()
        if not product or kind not in ("", "drugs"):
            continue
        told = _names(raw, "generic_name", "substance_name")
        codes = [*_list(raw, "package_ndc"), *_list(raw, "product_ndc")]
        number = _text(raw, "recall_number")
        yield Recall(
            number=number,
            event=_text(raw, "event_id"),
            grade=_GRADES.get(_text(raw, "classification").lower()),
            status=_text(raw, "status").replace("On-Going", "Ongoing"),
            product=product,
            reason=_text(raw, "reason_for_recall"),
            firm=_text(raw, "recalling_firm"),
            where=_text(raw, "distribution_pattern"),
            lots=_text(raw, "code_info"),
            drugs=drug_names(told) or find_drugs(product),
            ndcs=tuple(dict.fromkeys([*find_ndcs(product), *normalised(codes)])),
            initiated=fda_day(_text(raw, "recall_initiation_date")),
            reported=fda_day(_text(raw, "report_date")),
            ended=fda_day(_text(raw, "termination_date")),
            url=_source("openfda-drug-enforcement", "recall_number" if number else "event_id", raw),
        )


def shortages(records: Iterable[Mapping[str, Any]]) -> Iterator[Shortage]:
    """The list of shortages; a record that names no drug is none."""
    for raw in records:
        name = _text(raw, "generic_name") or _text(raw, "proprietary_name")
        if not name:
            continue
        yield Shortage(
            ndc=next(iter(normalised([_text(raw, "package_ndc")])), ""),
            name=name,
            drugs=drug_names([name]),
            company=_text(raw, "company_name"),
            status=_STATUSES.get(_text(raw, "status").lower(), "unknown"),
            availability=_text(raw, "availability"),
            reason=_text(raw, "shortage_reason"),
            update=_text(raw, "update_type"),
            categories=_words(raw.get("therapeutic_category")),
            form=_text(raw, "dosage_form"),
            presentation=_text(raw, "presentation"),
            note=_text(raw, "resolved_note") or _text(raw, "related_info"),
            since=fda_day(_text(raw, "initial_posting_date")),
            updated=fda_day(_text(raw, "update_date")),
            changed=fda_day(_text(raw, "change_date")),
            discontinued=fda_day(_text(raw, "discontinued_date")),
            url=interfaces()["openfda-drug-shortages"].human_page or "",
        )


def approvals(records: Iterable[Mapping[str, Any]], since: date, until: date) -> Iterator[Approval]:
    """Original approvals between two days, both included.

    The interface finds an application by any of its submissions, so they are looked at again one by one.
    """
    for raw in records:
        for submission in _mappings(raw.get("submissions")):
            day = fda_day(_text(submission, "submission_status_date"))
            status = _text(submission, "submission_status").upper()
            original = _text(submission, "submission_type").upper() == "ORIG"
            if original and status in ("AP", "TA") and day is not None and since <= day <= until:
                yield _approval(raw, submission, day, status == "TA")


def _approval(raw: Mapping[str, Any], submission: Mapping[str, Any], day: date, tentative: bool) -> Approval:
    products = _mappings(raw.get("products"))
    parts = [part for one in products for part in _mappings(one.get("active_ingredients"))]
    number = _text(raw, "application_number").upper()
    return Approval(
        application=number,
        kind=_kind(number),
        sponsor=_text(raw, "sponsor_name"),
        brands=_each(products, "brand_name"),
        drugs=drug_names(_text(part, "name") for part in parts),
        strengths=_each(parts, "strength"),
        forms=_each(products, "dosage_form"),
        routes=_each(products, "route"),
        ndcs=normalised([*_list(raw, "package_ndc"), *_list(raw, "product_ndc")]),
        approved=day,
        tentative=tentative,
        priority=_text(submission, "review_priority"),
        url=_source("openfda-drugsfda", "application_number", raw),
    )


def _kind(number: str) -> Application:
    if number.startswith("ANDA"):
        return "generic"
    if number.startswith("NDA"):
        return "new drug"
    return "biologic" if number.startswith("BLA") else "unknown"


def fda_day(text: str) -> date | None:
    """A day as the FDA writes it: 20260131, 2026-01-31 or 01/31/2026; None where it is none."""
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", text, re.ASCII)
    parts = found.groups() if found else None
    if parts is None and (found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)):
        parts = (found[3], found[1], found[2])
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


# --- Small parts


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _words(value: Any) -> tuple[str, ...]:
    """A text, or a list of them: the interfaces write both."""
    values = value if isinstance(value, list) else [value]
    return tuple(" ".join(one.split()) for one in values if isinstance(one, str) and one.strip())


def _list(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """What the record's `openfda` part lists under a key."""
    inner = raw.get("openfda")
    return _words(inner.get(key)) if isinstance(inner, dict) else ()


def _names(raw: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    """The first of the keys that names anything; a combination is written with commas."""
    found = next((names for key in keys if (names := _list(raw, key))), ())
    return tuple(part for name in found for part in re.split(r",|\band\b", name, flags=re.IGNORECASE))


def _each(raws: Iterable[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for raw in raws if (value := _text(raw, key))))


def _source(interface: str, key: str, raw: Mapping[str, Any]) -> str:
    """The address at which the record itself can be read."""
    value = _text(raw, key)
    base = interfaces()[interface].url
    return f"{base}?search={key}:{quote(chr(34) + value + chr(34), safe='')}" if value else base
