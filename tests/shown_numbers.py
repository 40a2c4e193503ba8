"""Numbers of packs that nothing computes with (fees, exams, proofs to keep), and where they must be shown.

What is computed is held by the golden scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from rxladder.facts.fee_names import FEES
from rxladder.facts.yaml_text import read_yaml_file


def expected(credential: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The heading under which a number must stand, and how it must stand there (a regular expression)."""
    for name, fee in credential.get("fees", {}).items():
        usd = fee["usd"] if isinstance(fee, dict) else fee
        yield "fees", rf"{money(usd)}: {re.escape(FEES[name])}\b"
    yield from _exam(credential.get("exam", {}))
    yield from _education(credential.get("ce", {}))
    for duty in credential.get("duties", {}).values():
        if duty.get("within_days"):
            yield "duties", rf"within {duty['within_days']} days"
    after = credential.get("term", {}).get("after_end", {})
    if after.get("grace_days"):
        yield "term", rf"\b{after['grace_days']} days"
    for hours in after.get("reinstatement_ce", ()):
        yield "term", rf"\b{hours['hours']} hours?"
    for tier in after.get("tiers", ()):
        if "usd" in tier:
            yield "term", money(tier["usd"])


def _exam(exam: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, said in {
        "questions": r"\b{} questions",
        "scored": r"of which {} count",
        "minutes": r"\b{} minutes",
    }.items():
        if key in exam:
            yield "exam", said.format(exam[key])
    if "fee_usd" in exam:
        yield "exam", rf"fee: {money(exam['fee_usd'])}"
    for part in exam.get("outline", ()):
        if "weight" in part:
            yield "exam", rf"{re.escape(part['domain'])} \({part['weight']:g} percent\)"


def _education(ce: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "keep_records_months" in ce:
        yield "duties", rf"\b{ce['keep_records_months']} months"
    if ce.get("contact_minutes", 60) != 60:
        yield "education", rf"a contact hour has {ce['contact_minutes']} minutes"
    for value in ce.get("fixed_values", {}).values():
        yield "education", rf"{re.escape(value['says'])}: {value['hours']} hours?"


def money(usd: Any) -> str:
    amount = Fraction(str(usd))
    said = f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):,.2f}"
    return rf"\${re.escape(said)}(?![\d.]*\d)"


def missing(credential: dict[str, Any], shown: dict[str, str]) -> list[str]:
    return [
        f"{heading}: {said}"
        for heading, said in expected(credential)
        if not re.search(said, shown.get(heading, ""), re.IGNORECASE)
    ]


ON_THE_PAGE = {
    "Fees": "fees",
    "The exam": "exam",
    "Continuing education": "education",
    "Also noted": "education",
    "Between renewals": "duties",
    "How long it lasts": "term",
}


@lru_cache(maxsize=1)
def _read(content: str) -> BeautifulSoup:
    return BeautifulSoup(content, "lxml")


def on_the_page(content: str, credential: str) -> dict[str, str]:
    """What stands on an authority's page about a credential, by heading."""
    section = _read(content).find("section", id=credential)
    shown: dict[str, str] = {}
    for heading in section.find_all("h3"):
        name = ON_THE_PAGE.get(heading.get_text().strip())
        if name:
            shown[name] = shown.get(name, "") + "\n" + heading.find_parent("details").get_text("\n")
    return shown


IN_PRINT = {
    "Fees": "fees",
    "Exam": "exam",
    "Continuing education": "education",
    "Between renewals": "duties",
    "Fixed values": "education",
    "Accepted, in the source's words": "education",
    "Not accepted, in the source's words": "education",
    "Term": "term",
}


def in_print(text: str, credential: str) -> dict[str, str]:
    """What is printed about a credential, by heading."""
    lines = text[re.search(rf"^{credential}(?= \(|:)", text, re.MULTILINE).start() :].splitlines()
    shown: dict[str, str] = {}
    name = ""
    for line in lines:
        if line.startswith("──"):
            break
        heading = re.sub(r" \[[\d, ]+\]$", "", line.strip())
        name = IN_PRINT.get(heading, "" if heading and not line.startswith(" ") else name)
        shown[name] = shown.get(name, "") + "\n" + line
    return shown


def lost_numbers(file: Path, shown: Callable[[str], dict[str, str]]) -> list[str]:
    """The numbers of a pack that do not stand where they belong."""
    credentials = read_yaml_file(file)["credentials"]
    return [f"{id_}: {line}" for id_, raw in credentials.items() for line in missing(raw, shown(id_))]
